# The trade: its page, stages, timeline, notices and refusals.

trade-line-done = Hecho
trade-line-now = Ahora
trade-line-next = Después
trade-line-stopped = Terminado antes
trade-title = { $name }, { $work }
trade-facts = La reserva
trade-money = El dinero
trade-ladder = El precio acordado
trade-ladder-settled = El precio pagado
trade-you = Usted
trade-seller = Trabaja
trade-lends = Presta
trade-sells = Vende
trade-buyer = Paga
trade-for = Para
trade-reference = Referencia
trade-papers = Papeles
trade-contract = Leer el contrato
trade-receipt = Ver el recibo
trade-book-title = Reservar con { $name }
trade-held-until = Se guarda para usted hasta { $moment }.
trade-balance = Su saldo es { $money }.
trade-short = Le faltan { $money }. Añádalos desde su banco y luego reserve.
trade-book = Reservar y pagar { $money }
trade-extend = Necesito más tiempo
trade-let-go = Dejarlo
trade-lapsed = Ya no se guarda para usted. No pagó nada.
trade-search-again = Buscar otra vez
arrival-title = Dónde es el trabajo
arrival-known = { $street }. Cambiarla, o decir cómo llegar
arrival-street = Calle y número
arrival-street-hint = En el código postal que buscó. Quien trabaja la ve cuando esté reservado.
arrival-note = Para llegar
arrival-note-hint = Qué puerta, por quién preguntar, qué ponerse. Puede dejarlo vacío.
arrival-phone = Teléfono de { $name }
trade-code = Su código: muéstrelo al encontrarse
trade-unpaid = Nadie paga nada: este tiempo se regala.
trade-agree-unpaid = Aceptar
trade-bond = De eso, { $money } es un depósito. Vuelve si todo está bien.
trade-and-bond = Y { $money } de depósito, que vuelve si todo está bien.

trades-title = Sus reservas
trades-none = Todavía no tiene reservas.
trades-find = Encontrar a alguien por unas horas
trades-work = Ofrecer sus propias horas
trades-open = Por venir
trades-over = Terminadas
trades-you-pay = Usted paga { $money }
trades-you-receive = Usted recibe { $money }
trades-unpaid = Sin paga

steps-label = Cómo va esta reserva
steps-by = hasta el { $moment }
steps-claimed = Reclamó una parte del depósito
steps-handed-over = Entregado o enviado
steps-agree = { $you ->
    [yes] Usted acepta
   *[no] { $name } acepta
}
steps-begin-work = { $you ->
    [yes] Usted trabaja
   *[no] { $name } trabaja
}
steps-begin-use = { $you ->
    [yes] Usted lo entrega
   *[no] { $name } lo entrega
}
steps-begin-bond = El depósito queda guardado
steps-begin-goods = { $you ->
    [yes] Usted prepara los artículos
   *[no] { $name } prepara los artículos
}
steps-begin-other = { $you ->
    [yes] Usted cumple su parte
   *[no] { $name } cumple su parte
}
steps-record-work = { $you ->
    [yes] Usted anota las horas
   *[no] { $name } anota las horas
}
steps-record-use = { $you ->
    [yes] Usted escribe el código al entregar
   *[no] { $name } escribe el código al entregar
}
steps-record-bond = { $you ->
    [yes] Usted lo recibe de vuelta, o reclama un daño
   *[no] { $name } lo recibe de vuelta, o reclama un daño
}
steps-record-goods = { $you ->
    [yes] Usted entrega o envía los artículos
   *[no] { $name } entrega o envía los artículos
}
steps-record-other = { $you ->
    [yes] Usted dice cuánto se debe
   *[no] { $name } dice cuánto se debe
}
steps-confirm-work = { $you ->
    [yes] Usted confirma las horas
   *[no] { $name } confirma las horas
}
steps-confirm-use = { $you ->
    [yes] Usted confirma la entrega
   *[no] { $name } confirma la entrega
}
steps-confirm-bond = { $you ->
    [yes] Usted responde al reclamo
   *[no] { $name } responde al reclamo
}
steps-confirm-goods = { $you ->
    [yes] Usted confirma que llegó
   *[no] { $name } confirma que llegó
}
steps-confirm-other = { $you ->
    [yes] Usted confirma
   *[no] { $name } confirma
}
steps-answer = { $you ->
    [yes] Usted responde al aviso
   *[no] { $name } responde al aviso
}
steps-pay = { $you ->
    [yes] Usted pone el dinero
   *[no] { $name } pone el dinero
}
steps-settle = Las dos partes acuerdan una suma

papers-back = Volver a la reserva

stage-held = Apartada, sin reservar
stage-lapsed = Soltada
stage-booked = Reservada
stage-recorded = Por confirmar
stage-reported = Avisado
stage-overdue = Falta el dinero
stage-disputed = En desacuerdo
stage-kept = Hecho
stage-settled = Acordado
stage-cancelled = Cancelada
stage-missed = No vino nada, dinero devuelto
stage-returned = Devuelto, dinero de vuelta
stage-buyer-absent = No recogido
stage-unpaid = Sin pagar

promise-work = Trabajo
promise-use = Uso
promise-bond = Depósito
promise-goods = Artículos
promise-milestone = Etapa de una obra
promise-licence = Licencia
promise-advance = Préstamo
promise-repayment = Devolución del préstamo
promise-premium = Prima
promise-cover = Cobertura
promise-grant = Donación
promise-amends = Compensación

part-hours = { $length }
part-distance = a { $distance }
part-pieces = { $count } × { $title }
part-recorded = { $length } anotados
part-waiting = Aún sin pagar
part-open = Dinero guardado
part-recorded-stage = Espera confirmación
part-reported = Avisado que no vino
part-overdue = El dinero no llegó
part-disputed = Las dos partes no están de acuerdo
part-closed = Terminado
part-void = Reemplazado

silence-lapse = Si no, se suelta y no se paga nada.
silence-nudge = Se les recuerda a las dos partes.
silence-collect = Si no, se intenta de nuevo.
silence-confirm = No decir nada cuenta como sí.
silence-all = Si nadie dice nada, se paga todo.
silence-nothing = Si nadie dice nada, el dinero vuelve.
silence-settle = Si nadie acepta una oferta, se paga la mitad de lo que se discute, pero no menos de lo que se ofreció ni más de lo que se pidió.

event-held = Apartado para quien compra
event-extended = Más tiempo para decidir
event-lapsed = Soltado, nada que pagar
event-booked = Acordado, dinero guardado
event-funded = Dinero guardado
event-overdue = El dinero no llegó
event-recorded = Anotado como hecho
event-not-taken = Anotado: no había nadie para recibirlo
event-confirmed = Confirmado y pagado
event-approved = Nadie se opuso a tiempo, y se pagó
event-objected = No de acuerdo con lo anotado
event-offered = Ofreció una suma para acordar
event-settled = Acordado entre las dos partes
event-settled-by-time = Nadie aceptó a tiempo: acordado como dice el contrato
event-sent-back = Pidió que se haga de nuevo
event-reported = Avisado que no vino nada
event-return-reported = Devuelto a quien vende
event-missed = No vino nada, todo el dinero de vuelta
event-returned = De vuelta con quien vende, dinero devuelto
event-unclaimed = No se reclamó nada, el depósito está de vuelta
event-brought-back = Traído de vuelta
event-arrived = Llegó
event-evidence-added = Se añadió algo
event-called-off-by-buyer = Cancelado por quien compra
event-called-off-by-seller = Cancelado por quien vende
event-called-off-with-others = Cancelado con otras reservas, una de las cuales falló
event-collected = Lo que se debía se pagó
event-collected-in-part = Una parte de lo que se debía se pagó
event-given-up = Se dejó de cobrar lo que se debía

given-agreed = Acordado
given-confirmed = Confirmado
given-approved = Nadie se opuso a tiempo, y cuenta como confirmado

notice-trade-booked-seller = Tiene una reserva. Empieza el { $starts } y usted recibe { $receives }. Mire el lugar en la reserva.
notice-trade-booked-buyer = Su reserva está hecha. Empieza el { $starts } y cuesta { $pays }. Su dinero queda guardado hasta que esté hecho.
notice-trade-agreed-unpaid = Está acordado. Empieza el { $starts }. Nadie paga nada.
notice-trade-prompt-hours = El trabajo terminó. Anote sus horas hasta el { $approves }, o cuentan todas las reservadas.
notice-trade-prompt = Terminó. Diga hasta el { $until } qué pasó.
notice-trade-recorded-hours = Se anotaron { $worked_minutes }. Confirme hasta el { $approves }; si no dice nada, estas horas cuentan.
notice-trade-recorded = Se entregó o se envió. Confirme hasta el { $approves }; no decir nada cuenta como sí.
notice-trade-claimed = Se reclaman { $money } de su depósito. Responda hasta el { $approves }; no decir nada cuenta como sí.
notice-trade-not-taken = La otra parte dice que usted no estaba. Se pagarían { $money }. Responda hasta el { $approves }.
notice-trade-reported = La otra parte dice que no vino nada. Si no es así, dígalo hasta el { $answer_by }, o el dinero vuelve.
notice-trade-return-reported = La otra parte lo devuelve. Diga hasta el { $answer_by } si llegó; entonces el dinero vuelve.
notice-trade-missed = Nadie respondió al aviso de que no vino nada. El dinero volvió.
notice-trade-return-accepted = Lo que devolvió llegó. { $money } están de nuevo en su saldo.
notice-trade-objected = La otra parte no está de acuerdo. Se discuten { $money }: ofrezca una suma o acepte una hasta el { $until }.
notice-trade-offered = La otra parte ofrece { $money } para acordar. Mire la reserva para aceptar u ofrecer otra suma.
notice-trade-sent-back = La otra parte quiere que se haga de nuevo hasta el { $until }.
notice-trade-paid = Recibió { $money }. Ya está en su saldo.
notice-trade-settled = Pagó { $money }. Su recibo está con la reserva.
notice-trade-bond-back = { $money } de su depósito están de nuevo en su saldo.
notice-trade-brought-back = La otra parte dice que está de vuelta. Si algo está mal, reclámelo hasta el { $until }.
notice-trade-called-off = La reserva del { $starts } se canceló. La suma para usted es ahora { $money }. Mire el motivo en la reserva.
notice-trade-overdue = El dinero de una reserva no llegó. Se intenta de nuevo; ponga dinero en su saldo si le toca pagar.
notice-trade-given-up = El dinero de una reserva nunca llegó, y no se intenta más.

refusal-trade-not-the-buyer = Solo puede hacerlo quien hizo la reserva: entre con esa cuenta.
refusal-trade-not-the-seller = Solo puede hacerlo quien ofreció esto: entre con esa cuenta.
refusal-trade-not-a-side = Solo pueden hacerlo las dos personas de esta reserva: entre con la cuenta de una de ellas.
refusal-trade-own-offering = Nadie puede reservarse a sí mismo: elija a otra persona.
refusal-trade-in-bundle = Está reservado junto con otras cosas: reserve o suelte todo a la vez.
refusal-trade-not-of-this-kind = Este paso no es de una reserva así: mire en la reserva qué sigue.
refusal-trade-price-changed = Solo paga un precio que ha visto, y ahora es { $pays }: mírelo de nuevo y reserve, o elija a otra persona.
refusal-trade-changed = Solo confirma lo que ha visto, y ha cambiado: mire la reserva de nuevo.
refusal-trade-hold-ended = Apartamos las cosas solo un rato, y ese rato terminó: elija de nuevo.
refusal-trade-no-more-extensions = Ya pidió más tiempo tantas veces como se puede: reserve ahora, o suéltelo.
refusal-trade-no-more-time = Esto no se puede reservar después del { $ends }, así que no se guarda por más tiempo: reserve ahora o déjelo ir.
refusal-trade-too-many-holds = Puede tener guardadas { $most } cosas a la vez mientras decide, y la primera termina el { $ends }: reserve una de ellas o deje ir una.
refusal-trade-day-is-held = Otras personas están decidiendo sobre { $most } reservas de ese día, tantas como puede haber a la vez: inténtelo en unos minutos o elija otro día.
refusal-trade-not-begun = Esto tiene que esperar a que empiece: vuelva desde el { $starts }.
refusal-trade-begun = Esto se hace solo antes de empezar, y ya empezó: mire en la reserva qué sigue.
refusal-trade-not-over = Esto tiene que esperar a que termine: vuelva desde el { $ends }.
refusal-trade-not-now = { $stage ->
    [held] Esto está apartado pero no reservado, así que tiene que esperar: resérvelo primero.
    [lapsed] El tiempo para decidir terminó y esto quedó libre: busque de nuevo para reservar.
    [booked] Esto está reservado, así que este paso ya está hecho o tiene que esperar: mire en la reserva qué sigue.
    [waiting] El dinero de esto aún no toca, así que tiene que esperar: mire el día en la reserva.
    [open] Este paso tiene que esperar: mire en la reserva qué sigue.
    [recorded] Lo que se debe ya está anotado, así que esto ya no se puede hacer: mire en la reserva qué sigue.
    [reported] Un aviso dice que no vino nada, así que esto tiene que esperar: mire en la reserva quién responde y hasta cuándo.
    [disputed] Las dos partes no están de acuerdo, así que esto tiene que esperar: ofrezca una suma o acepte una.
    [closed] Esto está cerrado, así que nada puede cambiar: mire el recibo.
    [ended] Esta reserva terminó, así que nada puede cambiar: mire el recibo.
   *[other] Esta reserva ya avanzó, así que esto no se puede hacer ahora: mire en la reserva qué sigue.
}

refusal-arrival-no-street = Quien trabaja tiene que encontrar el camino y no conocemos ninguna calle suya en este código postal: escriba calle y número.

trade-code-start = { $name } lo escribe al empezar. Después hay otro aquí.
trade-code-stop = { $name } empezó el { $moment }. Muestre este código al acabar el trabajo: { $name } lo escribe, y las horas quedan anotadas para que usted las confirme.

event-started = Empezado en la puerta
event-stopped = Terminado en la puerta
event-runs-late = Avisó de que llega tarde

notice-trade-started = El trabajo empezó el { $started }. Al acabar, muestre el código nuevo de la página de la reserva.
notice-trade-late = La otra parte llega { $late_minutes } tarde. El precio y las horas quedan como están.

trade-replace-title = Encontrar a otra persona
trade-replace-how = Quedan { $length }, hasta el { $moment }. Verá quién está libre y cerca con los precios de hoy; la calle y lo que hay que saber al llegar se guardan. No se reserva nada hasta que usted lo diga.
trade-replace = ¿Quién está libre?
trade-again = Reservar otra vez a { $name }

notice-trade-seller-called-off = La otra parte canceló la reserva del { $starts }. Todo su dinero ha vuelto. La página de la reserva encuentra a otra persona para las mismas horas con un botón.
trade-calendar = Ponerla en mi calendario

step-start-ahead = Cuando llegue, { $name } le muestra un código de seis cifras: escríbalo aquí y empieza a contar su tiempo.
trade-hours-by-hand = ¿Sin código? Anote sus horas a mano
trade-hours-written = Sus horas están anotadas
trade-hours-change = Cambiar las horas
trade-hours-until = { $length }. { $name } dice si es correcto hasta: { $moment }; si no dice nada, usted cobra.
trade-hours-sent = { $length }. { $name } dice si es correcto.
trades-asks = Por hacer
asks-book = Resérvelo o suéltelo
asks-record = Anote sus horas
asks-begin = Ahora: escriba el código
asks-confirm = Diga si es correcto
asks-answer = Responda a lo avisado
asks-settle = Llegue a un acuerdo
asks-pay = Añada el dinero
trade-time = Tiempo
