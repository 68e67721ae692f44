# Catalogues: goods.

goods-title = Comprar algo
goods-words = Qué busca
goods-sector = Tipo
goods-go = Ver qué hay
goods-none = No hay nada de este tipo cerca. Pruebe otras palabras o más distancia.
goods-each = { $money } cada uno
goods-each-left = { $money } cada uno, quedan { $left }
goods-of = { $name }, a { $distance }, quedan { $left }
goods-stall = Lo que vende { $name }
goods-how = Cómo lo recibe
goods-collection = Lo recojo
goods-delivery = Me lo traen o lo envían
goods-continue = Revisar este pedido
goods-check = Revise antes de comprar a { $name }
goods-hold-how = Apartamos estos artículos con este precio por unos minutos. Todavía no paga nada.
goods-hold = Apartar y continuar
goods-none-chosen = Elija al menos una pieza de algo
goods-found = { $count ->
    [one] { $count } artículo
   *[other] { $count } artículos
}

invalid-order = Elija al menos una pieza de algo.

refusal-catalogues-not-these-lines = Un pedido tiene de 1 a { $most } cosas distintas, cada una una vez: cámbielo.
refusal-catalogues-several-sellers = Un pedido es de una sola persona: haga otro pedido para lo demás.
refusal-catalogues-not-open = Esto no está en oferta ahora: elija otra cosa.
