# Convocatorias: propuestas en dos sobres, puntuaciones y lo que resulta de ellas.

inbox-proposal-call = Sus avisos

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
refusal-proposals-weights-do-not-sum = Los pesos de los criterios y del precio suman 10 000, y estos suman { $sum }: cambie alguno.
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
refusal-proposals-shares-do-not-sum = Las partes de los hitos suman 10 000, y estas suman { $sum }: cambie alguna.
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
