# Convocatorias: propuestas en dos sobres, puntuaciones y lo que resulta de ellas.

inbox-proposal-call = Ver la petición de propuestas

moved-proposal = Apartado para una propuesta que eligió
moved-proposal-over = Libre otra vez: el plazo de espera ha terminado

notice-proposal-call-to-score = { $proposals ->
    [one] El plazo ha terminado y hay una propuesta. Puntúela, sin ver el precio, hasta { $until }.
    [many] El plazo ha terminado y hay { $proposals } de propuestas. Puntúelas, sin ver los precios, hasta { $until }.
   *[other] El plazo ha terminado y hay { $proposals } propuestas. Puntúelas, sin ver los precios, hasta { $until }.
}
notice-proposal-call-prices-open = Están todas las puntuaciones y los precios están abiertos. Elija hasta { $until }.
notice-proposal-call-invited = Alguien le pide que puntúe propuestas. Puede decir que no.
notice-proposal-call-dismissed = Ya no puntúa estas propuestas.
notice-proposal-call-won = Se eligió su propuesta: recibe { $receives } en total, hito a hito. Vea sus reservas.
notice-proposal-call-stands-still = Se eligió su propuesta. Nadie queda obligado hasta { $until }; entonces se reserva.
notice-proposal-call-not-chosen = Se eligió otra propuesta. La suya tiene { $own } de 10 000 puntos y el puesto { $place } de { $proposals }; la elegida tiene { $winner }.
notice-proposal-call-none-chosen = No se eligió ninguna propuesta; la convocatoria dice por qué.
notice-proposal-call-fell-through = Lo elegido no se pudo reservar al terminar el plazo de espera: una regla ya lo prohíbe o falta el dinero.
notice-proposal-call-lapsed = Nadie eligió a tiempo, así que la convocatoria ha terminado. Ninguna propuesta obliga ya.
notice-proposal-call-called-off = Se anuló una convocatoria a la que se presentó. Su propuesta ya no le obliga.
notice-proposal-call-asked = Alguien tiene una pregunta sobre lo que pidió.
notice-proposal-call-answered = Su pregunta tiene respuesta.

refusal-proposals-bad-call = { $field ->
    [from_on] El trabajo empieza después del tiempo en que se elige: escriba un día posterior.
    [until_on] Todo está hecho un día que no es anterior al primero, dentro de los dos años que siguen al plazo: escriba otro día.
    [budget_max] Un presupuesto tiene un mínimo y un máximo, ambos mayores que nada y el máximo no menor que el mínimo: escriba los dos o ninguno.
   *[other] Cada peso va de 1 a 10 000: escriba otro número.
}
refusal-proposals-not-in-sector = Se piden propuestas de trabajo: elija un tipo de trabajo.
refusal-proposals-not-that-long = Se admiten propuestas de { $least_hours } horas a { $most_days } días: elija otra duración.
refusal-proposals-not-these-criteria = Hay de uno a { $most } criterios: escriba al menos uno o quite algunos.
refusal-proposals-weights-do-not-sum = Los pesos de los criterios y del precio suman 10 000 (el 100 %), y estos suman { $sum }: cambie alguno.
refusal-proposals-too-many-calls = Tiene { $most } convocatorias sin terminar: elija primero en alguna.
refusal-proposals-over = Esto ha terminado: vea cómo acabó.
refusal-proposals-sealed = Las propuestas están cerradas hasta que termine el plazo: espere hasta entonces.
refusal-proposals-own-call = Lo pidió usted: deje que otros propongan y pregunten.
refusal-proposals-not-this-sector = Lo que eligió de lo suyo es de otro tipo que lo que se pide: elija otra cosa.
refusal-proposals-bad-proposal = { $field ->
    [price] El precio es mayor que nada, y también la parte de cada hito: escriba otro.
   *[other] Cada parte va de 1 a 10 000: escriba otro número.
}
refusal-proposals-not-these-milestones = Hay de uno a { $most } hitos: escriba al menos uno o quite algunos.
refusal-proposals-shares-do-not-sum = Las partes de los hitos suman 10 000 (el 100 %), y estas suman { $sum }: cambie alguna.
refusal-proposals-not-in-time = Los hitos van uno tras otro, dentro de los días de la convocatoria: escriba otros días.
refusal-proposals-too-many-proposals = Esta convocatoria ha tenido { $most } propuestas, contando los cambios, y no admite más: busque otra.
refusal-proposals-no-proposal = No hay tal propuesta: mire otra vez lo que hay.
refusal-proposals-too-many-questions = Ha habido { $most } preguntas y no se admiten más: lea las que hay.
refusal-proposals-answered = Esta pregunta ya tiene respuesta: véala.
refusal-proposals-too-many-scorers = Puntúan { $most } personas como mucho, incluida usted: quite antes a alguien.
refusal-proposals-scorer-sells = Quien puntúa no propone y quien propone no puntúa: pídaselo a otra persona o deje antes de puntuar.
refusal-proposals-buyer-scores = Quien compra siempre puntúa: quite a otra persona.
refusal-proposals-not-a-scorer = Solo puntúa quien fue invitado: pídaselo a quien compra.
refusal-proposals-not-these-scores = Cada uno de los { $criteria } criterios tiene una puntuación de 0 a { $most }: puntúelos todos.
refusal-proposals-prices-open = Los precios están abiertos, así que nada de las puntuaciones cambia ya: vea cómo está.
refusal-proposals-not-scored = Los precios están cerrados hasta que estén todas las puntuaciones: espere a quienes puntúan o quítelos.
refusal-proposals-chosen = Ya hay una elegida: espere a que termine el plazo de espera o no elija ninguna.
refusal-proposals-needs-reason = Esta no es la que tiene más puntos: diga por qué la elige.

proposal-calls-title = Pedir propuestas
proposal-calls-lead = Diga qué necesita y por qué. Quienes venden dicen cómo lo harían y por cuánto, en dos sobres: se puntúa el primero antes de que nadie abra el segundo.
proposal-calls-none = Nadie pide propuestas aquí ahora. Mire otra vez mañana o pídalas usted.
proposal-calls-none-yet = Aquí no hay nada todavía.
proposal-calls-new = Pedir propuestas de lo que necesita
proposal-calls-find = Buscar convocatorias a las que presentarse
proposal-calls-made = Lo que usted convocó
proposal-calls-proposed = A lo que usted se presentó
proposal-calls-scored = Lo que usted puntúa
proposal-call-closes = propuestas hasta { $moment }
proposal-call-closed = las propuestas fueron hasta { $moment }
proposal-call-open = Admite propuestas
proposal-call-scoring = Se está puntuando
proposal-call-deciding = Se está eligiendo
proposal-call-standstill = Elegida, nadie queda obligado todavía
proposal-call-sealed = Las propuestas están cerradas: nadie las lee antes de que termine el plazo, ni siquiera usted.
proposal-call-off = Anularla
proposal-ending-best = Se eligió la de más puntos
proposal-ending-another = Se eligió otra
proposal-ending-no-award = No se eligió ninguna
proposal-ending-fell-through = No salió adelante
proposal-ending-lapsed = Nadie eligió a tiempo
proposal-ending-called-off = Anulada
proposal-open = Se ha presentado
proposal-chosen = Elegida
proposal-not-chosen = No elegida
proposal-why = Por qué
proposal-why-hint = Qué debe lograr y para quién.
proposal-must-haves = Lo que toda propuesta debe tener
proposal-must-haves-hint = Puede dejarlo en blanco.
proposal-reason-said = El motivo
proposal-public = Quien lo pide es un organismo público
proposal-public-how = Puntúan al menos dos personas y nadie queda obligado en los dos días que siguen a la elección.
proposal-public-are-you = ¿Es usted un organismo público?
proposal-public-no = No
proposal-public-yes = Sí
proposal-budget = Presupuesto
proposal-budget-min = Su presupuesto: desde
proposal-budget-max = Su presupuesto: hasta
proposal-budget-hint = Puede dejar ambos en blanco. Todos los leen.
proposal-stands-until = Nadie queda obligado hasta
proposal-weights = Por qué se elige
proposal-weights-how = Cada propuesta se puntúa de 0 a 5 en cada uno de estos. En el precio, el más bajo tiene todo su peso y cualquier otro ese peso por el precio más bajo, dividido por el suyo.
proposal-price = Precio
proposal-price-hint = Por todo, sin el recargo. Nadie lo lee antes de que estén todas las puntuaciones.
proposal-yours = Su propuesta
proposal-how = Su propuesta son dos sobres. Nadie más lee el primero antes de que termine el plazo, y nadie el precio antes de que estén todas las puntuaciones. Puede cambiarla y retirarla hasta entonces.
proposal-sign-in = Inicie sesión para presentarse
proposal-asks = Su precio, sin el recargo:
proposal-change = Cambiar su propuesta
proposal-go = Presentar una propuesta
proposal-withdraw = Retirar su propuesta
proposal-placed = Puesto { $place }, con { $points } de 10 000 puntos.
proposal-scorers = Quién puntúa
proposal-scorers-how = Los precios se abren cuando todas estas personas han puntuado todas las propuestas.
proposal-scorers-favor = Para pedir a alguien más que puntúe, hágalo antes favorito.
proposal-scorer-dismiss = { $name } ya no puntúa
proposal-scorer-who = Pida a un favorito que puntúe
proposal-scorer-hint = Quien puntúa no puede presentarse.
proposal-scorer-go = Pedírselo
proposal-scorer-wrong = Elija a uno de sus favoritos.
proposal-all = Las propuestas
proposal-blind = Se puntúa sin saber el precio: nadie lo sabe antes de que estén todas las puntuaciones.
proposal-scored = { $title }: { $score } de 5. { $reason }
proposal-comes-to = { $price } sin el recargo, { $points } de 10 000 puntos
proposal-score = Puntuar la propuesta de { $name }
proposal-score-of = Puntuación
proposal-score-hint = 0 es nada de ello, 5 no podría ser mejor.
proposal-score-go = Guardar estas puntuaciones
proposal-choose-how = Gana la que tiene más puntos. El dinero del primer hito se toma enseguida; el de cada uno de los demás, cuando el anterior está hecho.
proposal-choose-other = Elegir otra
proposal-choose-go = Elegir esta
proposal-reason-hint = Cualquiera puede leerlo.
proposal-title = Propuesta: { $what }
proposal-approach = Cómo lo haría
proposal-approach-hint = Con qué, en qué orden y qué necesita de quien lo pide.
proposal-experience = Qué ha hecho que se le parezca
proposal-experience-hint = Qué, dónde y si se puede visitar.
proposal-team = Quién lo haría
proposal-team-hint = Y qué más hay que decir. Puede dejarlo en blanco.
proposal-milestones = Hitos
proposal-milestones-how = Uno tras otro, de { $from } a { $until }. Cada uno se paga cuando está hecho; sus partes suman el 100 por ciento.
proposal-more-milestones = Más hitos
proposal-milestone = Hito { $number }
proposal-milestone-title = Cómo se llama
proposal-milestone-share = Su parte del precio, en porcentaje
proposal-milestone-from = Su primer día
proposal-milestone-until = Su último día
proposal-new-lead = Cuanto más claro sea, mejores serán las propuestas. Nadie las lee antes de que termine el plazo y nada se paga antes de elegir.
proposal-new-title = Qué necesita, en una línea
proposal-new-title-hint = Por ejemplo: una galería acristalada detrás de la casa.
proposal-new-from = El primer día en que puede empezar el trabajo
proposal-new-from-hint = Después del plazo hay { $time } para puntuar y elegir; el trabajo empieza después.
proposal-new-until = El día en que todo está hecho
proposal-new-criterion = Criterio { $number }
proposal-new-criterion-title = Qué se puntúa
proposal-new-weight = Su peso, en porcentaje
proposal-new-weight-price = El peso del precio, en porcentaje
proposal-new-weight-hint = Todos los pesos suman el 100 por ciento. Se publican y no cambian.
proposal-new-length = Cuánto tiempo admite propuestas
proposal-new-go = Pedir propuestas

said-proposal-call-opened = Ya se pueden presentar propuestas.
said-proposal-call-off = Está anulada.
said-proposed = Su propuesta está presentada, cerrada hasta que termine el plazo.
said-proposal-withdrawn = Su propuesta está retirada.
said-proposal-scorer-on = Se le ha pedido que puntúe.
said-proposal-scorer-off = Ya no puntúa.
said-proposal-scored = Sus puntuaciones están guardadas.
said-proposal-awarded = Está elegida.
said-proposal-none = No se eligió ninguna.
