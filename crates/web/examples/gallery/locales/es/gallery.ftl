gallery-title = Las partes de las páginas
gallery-lead = Cada parte en cada estado, para mirarla bien.
gallery-market = Horas de Portland
gallery-run-by = A cargo de Portland Works Co-op, según las reglas públicas de POEMs.
gallery-nav-find = Buscar horas
gallery-nav-bookings = Reservas
gallery-nav-money = Dinero
gallery-code = Leer el código
gallery-rules = Leer las reglas
gallery-complain = Presentar una queja
gallery-accessibility = Accesibilidad
gallery-clock-start = Ir al comienzo del turno
gallery-clock-end = Ir al final del turno
gallery-clock-friday = Ir al viernes

gallery-ladder = La escalera del precio
gallery-day-strip = La franja del día
gallery-trade-line = Cómo va esta reserva
gallery-options = Quién está libre
gallery-form = ¿Qué necesita?
gallery-refused = Un formulario rechazado
gallery-check = Revise antes de reservar
gallery-messages = Mensajes
gallery-receipt = Cuando todo está hecho

gallery-you-pay = Usted paga
gallery-full-price = Precio completo
gallery-own-price = { $name } pide
gallery-receives = { $name } recibe
gallery-fund = Paga el Fondo Primer Empleo
gallery-fund-party = del Fondo Primer Empleo
gallery-fund-why = El fondo paga { $amount } por hora cuando un negocio pequeño contrata a alguien por primera vez.
gallery-share = Parte del mercado, { $share }
gallery-share-party = para POEMs y Portland Works Co-op
gallery-share-why = La ley fija esta parte. Se calcula sobre lo que pide la persona, nunca sobre impuestos. La mitad es para cada uno.
gallery-tax = Impuesto retenido
gallery-tax-party = para la oficina de impuestos, a nombre de quien trabaja
gallery-tax-why = Lo piden las reglas del lugar de trabajo. Cuenta para el impuesto propio de quien trabaja.
gallery-ladder-full = { $name }, auxiliar de cocina, { $hours }
gallery-ladder-plain = Las mismas horas sin fondo ni impuesto

gallery-barred-minor = los menores de 18 años no pueden trabajar de noche
gallery-barred-rest = tras 4 horas toca un descanso

gallery-by = hasta el { $moment }
gallery-line-running = Cómo va esta reserva
gallery-line-stopped = Una reserva cancelada
gallery-step-booked = Usted reservó a { $name }
gallery-step-held = Usted depositó { $amount }
gallery-step-held-note = El dinero está guardado. Nadie puede tomarlo hasta que el trabajo esté hecho.
gallery-step-worked = { $name } empezó a trabajar
gallery-step-confirm = Confirme que se trabajaron { $hours }
gallery-step-confirm-note = Si no dice nada, { $name } cobrará todo en ese momento.
gallery-step-paid = { $name } cobra
gallery-step-paid-when = en cuanto usted confirme
gallery-step-cancelled = { $name } canceló
gallery-step-cancelled-note = Todo el dinero, { $amount }, volvió a su saldo.

gallery-found = { $count ->
    [one] { $count } persona está libre el { $hours }
   *[other] { $count } personas están libres el { $hours }
}
gallery-porter = Auxiliar de cocina
gallery-cook = Cocina
gallery-server = Servicio de mesa
gallery-card-checked = Tarjeta de manipulador de alimentos, comprobada
gallery-choose = Elegir a { $name }

gallery-work = Trabajo
gallery-day = Día
gallery-from = Comienzo
gallery-from-hint = En cuartos de hora, por ejemplo 5:15 p. m.
gallery-most = Lo máximo que quiere pagar
gallery-most-hint = Por todas las horas juntas
gallery-order = Mostrar primero
gallery-order-price = El precio más bajo
gallery-order-kept = Lo más fiable
gallery-conditions = Usted ofrece
gallery-uniform = Delantal y guantes
gallery-meal = Una comida
gallery-note = ¿Qué conviene saber?
gallery-note-hint = La puerta de entrada, la ropa
gallery-find = Buscar personas
gallery-save = Guardar para después

gallery-email = Correo electrónico
gallery-email-wrong = Escriba un correo como nombre@example.com
gallery-password = Contraseña
gallery-password-hint = 12 letras o más. Bastan tres palabras que recuerde.
gallery-born = ¿Cuándo nació?
gallery-born-hint = Por ejemplo, 3 27 1998
gallery-born-wrong = Escriba un día que exista
gallery-rate = Lo que pide por hora
gallery-rate-missing = Escriba lo que pide por hora, por ejemplo 18.50
gallery-register = Crear mi cuenta

gallery-hours = Horario
gallery-place = Lugar
gallery-book = Reservar a { $name } y pagar

gallery-notice-good = Sus horas están guardadas.
gallery-notice-plain = Esta página se pone al día cuando la vuelve a cargar.
gallery-notice-caution = Pague solo aquí. El dinero que se paga fuera del mercado no queda protegido.
gallery-notice-bad = El banco no respondió. No se movió dinero. Pruebe de nuevo en un minuto.
gallery-tag-held = Reservado
gallery-tag-paid = Pagado
gallery-tag-waiting = Le espera a usted
gallery-tag-cancelled = Cancelado
gallery-nobody = No hay nadie libre: { $time }
gallery-nearest-time = { $count } libres, { $time }
gallery-nearest-place = { $count } libre hasta { $distance } de distancia


gallery-buyer = Quien contrata
gallery-seller = Quien trabaja
gallery-moved = Pagado a { $name } el { $moment }
