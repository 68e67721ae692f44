# Stored availability and catalogues.

refusal-stored-availability-too-far = Esta persona va hasta { $most_meters } de su casa: elija un lugar más cercano o a otra persona.
refusal-stored-availability-too-long = Esto se puede tener { $most_days } días como mucho: elija menos tiempo.
refusal-stored-availability-not-so-paid = Este trabajo se regala y no se vende, o al revés: busque el otro tipo.
refusal-catalogues-not-these-lines = Un pedido tiene de 1 a { $most } cosas distintas, cada una una vez: cámbielo.
refusal-catalogues-several-sellers = Un pedido es de una sola persona: haga otro pedido para lo demás.
refusal-catalogues-not-open = Esto no está en oferta ahora: elija otra cosa.
refusal-catalogues-not-handed-over-so = No se entrega de esta manera: elija la otra.
