# Peticiones de ofertas: peticiones, ofertas y lo que resulta.

quote-calls-title = Pedir ofertas
quote-calls-lead = Diga exactamente qué necesita. Cada quien ofrece sin ver a los demás; después del plazo usted compara lo que pagaría en total, y elige.
quote-calls-none = Nadie pide ofertas aquí ahora. Mire otra vez mañana, o pídalas usted.
quote-calls-new = Pedir ofertas de lo que necesita
quote-calls-find = Buscar peticiones en las que podría ofrecer
quote-calls-look = Buscar
quote-calls-made = Lo que usted pidió
quote-calls-made-none = Todavía no ha pedido ofertas.
quote-calls-quoted = Donde usted ofreció
quote-calls-quoted-none = Todavía no ha ofrecido en ninguna.
quote-call-sector = Qué es
quote-call-where = Código postal donde se necesita
quote-call-line = { $what }, { $much }
quote-call-line-and = { $what }, { $much }, y { $more } más
quote-call-amount = { $quantity } { $unit }
quote-call-closes = ofertas hasta { $moment }
quote-call-closed = las ofertas fueron hasta { $moment }
quote-call-open = Admite ofertas
quote-call-deciding = Se está comparando
quote-call-lines = Lo que se necesita
quote-call-buyer = Quién pide
quote-call-when = Cuándo
quote-call-from-to = { $from } a { $until }
quote-call-decide-by = Elegir hasta
quote-call-awarded = Pagado en total
quote-call-sealed = Las ofertas están selladas: nadie las lee antes del plazo, tampoco usted.
quote-call-off = Cancelar la petición
quote-endings = Cómo terminaron las peticiones
quote-endings-how = Quien no toma el precio completo más bajo dice por qué, en una palabra. Aquí se cuentan todas.
quote-ending-lowest = Se tomó el precio completo más bajo
quote-ending-earlier = Se tomó otra, que llega antes
quote-ending-known-seller = Se tomó otra, de alguien conocido
quote-ending-fits-better = Se tomó otra, que encaja mejor
quote-ending-shared = La comparten varias personas
quote-ending-part-is-enough = Se tomó una parte
quote-ending-too-dear = No se tomó ninguna: demasiado caras
quote-ending-not-as-asked = No se tomó ninguna: no era lo pedido
quote-ending-not-needed = No se tomó ninguna: ya no hace falta
quote-ending-too-few = No se tomó ninguna: muy pocas para comparar
quote-ending-lapsed = Nadie eligió a tiempo
quote-ending-called-off = Cancelada antes del plazo

quote-new-lead = Cuanto más exacto sea, mejores serán las ofertas. Nadie las ve antes del plazo, y no se paga nada antes de que usted elija.
quote-new-line = Línea { $number }
quote-new-text = Qué
quote-new-quantity = Cuánto
quote-new-unit = Se cuenta en
quote-new-unit-hint = Por ejemplo kg, piezas, metros cuadrados.
quote-new-more-lines = Más líneas
quote-new-description = Qué más hay que decir
quote-new-description-hint = Calidad, tamaño, lo que ya hay. Lo lee todo el mundo.
quote-new-from = El primer día en que se necesita
quote-new-until = El último día
quote-new-street = Calle y número
quote-new-street-hint = Solo lo sabe quien usted elija. Si lo deja vacío, es la suya, cuando está en el código postal.
quote-new-how = Cómo le llegan los productos
quote-new-how-hint = Para trabajos no se pregunta.
quote-new-length = Cuánto tiempo admite ofertas
quote-new-length-hint = Después tiene { $time } para elegir.
quote-new-go = Pedir ofertas

quote-open = Usted ha ofrecido
quote-chosen = Elegida
quote-not-chosen = No elegida
quote-place = La suya quedó en el lugar { $place }.
quote-asks = Pedido en total, sin el recargo
quote-binds = Obliga hasta
quote-how = Su oferta está sellada: nadie más la lee antes del plazo. Le obliga hasta su fecha. Puede cambiarla y retirarla hasta el plazo.
quote-sign-in = Iniciar sesión para ofrecer
quote-go = Ofrecer
quote-change = Cambiar su oferta
quote-withdraw = Retirar su oferta
quote-title = Oferta: { $what }
quote-which = Qué de lo suyo
quote-which-wrong = Elija qué de lo suyo es.
quote-none-offered = No ofrece nada de este tipo. Póngalo primero en venta y después ofrezca.
quote-quantity = Cuánto
quote-quantity-hint = Se pide: { $much }. Menos también vale.
quote-price = Por todo eso
quote-price-hint = Sin el recargo. Déjelo vacío si no tiene esta línea.
quote-delivery = Por llevarlo
quote-delivery-hint = Puede dejarlo vacío.
quote-needed = Se necesita del { $from } al { $until }.
quote-ready-on = El primer día en que está
quote-binds-days = Cuántos días después del plazo le obliga
quote-binds-days-hint = De { $least } a { $most }.

quote-questions = Preguntas y respuestas
quote-question-yours = Su pregunta
quote-question-hint = Todo el mundo la lee con su respuesta, y nadie sabe quién preguntó.
quote-question-go = Preguntar
quote-answer = Respuesta:
quote-answer-yours = Su respuesta
quote-answer-go = Responder
quote-answer-none = Sin respuesta todavía.

quote-comparison = Las ofertas, lado a lado
quote-comparison-none = Nadie ha ofrecido.
quote-line-head = Línea
quote-when-head = Cuándo
quote-landed = Usted paga en total
quote-left-out = No incluida
quote-proposed = Propuesta
quote-partial = No todo
quote-make-up = De qué se compone el precio de { $name }
quote-not-passing = Estas no pasan
quote-choose = Elegir
quote-choose-how = Se propone el precio más bajo de las que pasan y lo tienen todo. Lo que paga se toma enseguida de su dinero y se guarda hasta que tenga lo que compró.
quote-take = Tomar la de { $name }, { $money } en total
quote-choose-other = Elegir otra, o varias
quote-choose-which = De quién
quote-choose-wrong = Elija al menos una.
quote-choice = { $name }, { $money } en total
quote-choose-go = Elegir estas
quote-reason = Por qué
quote-reason-hint = Se cuenta en público, sin su nombre.
quote-reason-choose = Elija
quote-reason-earlier = Llega antes
quote-reason-known-seller = Ya traté bien con esta persona
quote-reason-fits-better = Encaja mejor con lo que pedí
quote-reason-shared = La comparten varias personas
quote-reason-part-is-enough = Una parte es suficiente
quote-reason-too-dear = Todas son demasiado caras
quote-reason-not-as-asked = Ninguna es lo que pedí
quote-reason-not-needed = Ya no lo necesito
quote-reason-too-few = Son muy pocas para comparar
quote-choose-none = No tomar ninguna
quote-choose-none-go = No tomar ninguna

inbox-quote-call = Ver la petición de ofertas

said-quote-call-opened = Ya se puede ofrecer.
said-quote-call-off = La petición está cancelada.
said-quoted = Su oferta está dentro, sellada hasta el plazo.
said-quote-withdrawn = Su oferta está retirada.
said-quote-asked = Su pregunta está puesta.
said-quote-answered = Su respuesta está puesta.
said-quote-awarded = Está reservado.
said-quote-none = No se tomó ninguna.

notice-quote-call-opened = { $quotes ->
    [one] El plazo terminó y hay una oferta. Elija hasta { $until }.
   *[other] El plazo terminó y hay { $quotes } ofertas. Compárelas y elija hasta { $until }.
}
notice-quote-call-chosen = Su oferta fue elegida: usted recibe { $receives }. Vea sus reservas.
notice-quote-call-not-chosen = Se eligió otra oferta, por { $total } en total. La suya quedó en el lugar { $place } de { $quotes }.
notice-quote-call-none-chosen = No se eligió ninguna oferta.
notice-quote-call-lapsed = Nadie eligió a tiempo, así que la petición terminó. Ninguna oferta obliga ya.
notice-quote-call-called-off = Se canceló una petición en la que usted ofreció. Su oferta ya no le obliga.
notice-quote-call-asked = Alguien tiene una pregunta sobre lo que usted pidió.
notice-quote-call-answered = Respondieron a su pregunta.

refusal-quotes-bad-call = { $field ->
    [until_on] El último día no es anterior al primero ni al plazo, y no pasa de un año después: escriba otro día.
    [handing_over] Los productos se llevan o se recogen, y los trabajos no: elija otra vez.
   *[other] De cada línea se necesita algo, de 1 a 1.000.000: escriba otro número.
}
refusal-quotes-not-in-sector = Se piden ofertas de trabajos y de productos: elija un trabajo o un tipo de producto.
refusal-quotes-not-that-long = Se admiten ofertas de { $least_hours } horas a { $most_days } días: elija otra duración.
refusal-quotes-not-these-lines = Hay de una a { $most } líneas: escriba al menos una, o quite alguna.
refusal-quotes-too-many-calls = Tiene { $most } peticiones sin terminar: elija primero en alguna de ellas.
refusal-quotes-over = Esto ya terminó: vea cómo terminó.
refusal-quotes-sealed = Las ofertas están selladas hasta el plazo: espere hasta entonces.
refusal-quotes-own-call = Esto lo pidió usted: deje que otros ofrezcan y pregunten.
refusal-quotes-not-this-sector = Lo que eligió es de otro tipo que lo pedido: elija otra cosa.
refusal-quotes-bad-quote = { $field ->
    [lines] Ofrezca al menos una línea: escriba un número y un precio.
    [quantity] De una línea puede ofrecer de 1 a lo pedido: escriba otro número.
    [price] Un precio es más que nada: escriba otro, o quite la línea.
    [delivery] Por llevarlo pide más que nada, y solo donde se lleva: escriba otra cantidad, o déjelo vacío.
    [ready_on] Diga qué día están los productos: escriba un día.
   *[other] Diga cuándo es el trabajo: escriba un día, una hora y una duración.
}
refusal-quotes-not-in-time = No es cuando se necesita: elija un día entre el primero y el último.
refusal-quotes-too-many-quotes = Esta petición ha tenido { $most } ofertas, con los cambios, y no admite más: busque otra.
refusal-quotes-no-quote = No hay tal oferta: mire otra vez lo que hay.
refusal-quotes-not-bound-that-long = Una oferta obliga de { $least_days } a { $most_days } días después del plazo: escriba otro número.
refusal-quotes-expired = Pasó su fecha y ya no obliga.
refusal-quotes-needs-reason = No es el precio más bajo de las que pasan y lo tienen todo: diga por qué la elige.
refusal-quotes-too-much = Juntas tienen más de la línea { $line } de lo que pidió: elija menos.
refusal-quotes-too-many-questions = Ha habido { $most } preguntas y no se admiten más: lea las que hay.
refusal-quotes-answered = Esta pregunta ya tiene respuesta: véala.
