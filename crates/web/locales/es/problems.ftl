# Sentences whose key is known only at run time. Each names the rule and the next step.

refusal-ledger-insufficient = El dinero tiene que estar en su saldo antes de gastarlo: ponga { $missing } más y pruebe de nuevo.
refusal-ledger-nothing-to-move = Un pago tiene que mover algo de una cuenta a otra: escriba una cantidad mayor que cero.
refusal-ledger-not-pending = Este dinero ya se pagó o se devolvió, y eso pasa una sola vez: mire los movimientos de su dinero.
refusal-ledger-more-than-reserved = No se puede pagar más de lo apartado: elija { $reserved } o menos.

refusal-users-name-taken = Cada correo tiene una sola cuenta, y este ya tiene la suya: entre con ella.
refusal-users-operators-never-trade = Quienes dirigen el mercado nunca compran ni venden en él: use una cuenta que no sea de ellos.

refusal-assets-unknown-sector = No conocemos este tipo de trabajo: elija uno de la lista.
refusal-assets-unknown-place = No conocemos este código ZIP: revise sus cinco cifras y escríbalo de nuevo.
refusal-assets-bad-price-rule = { $field ->
    [hourly] Lo que pide por hora tiene que ser más que cero: escriba una cantidad como 18.50.
    [minimum_minutes] Su reserva más corta tiene que ser de 15 minutos o más: escriba un tiempo más largo.
    [currency] Un precio va en la moneda que se usa donde se ofrece: escriba un importe en ella.
    [longer_discount_bp] El descuento por reservas largas puede ir de 0% a 90%: escriba una parte entre los dos.
   *[other] Ninguna parte de su precio puede ser menor que cero: escriba cero o más en cada casilla.
}

refusal-availability-not-offered = Solo se reservan las horas que la persona ofrece, y estas no lo son: elija otras horas o a otra persona.
refusal-availability-taken = Alguien ya tiene una parte de estas horas: elija otras horas o a otra persona.
refusal-availability-not-held = Solo se devuelven horas apartadas, y estas ya están libres: no tiene que hacer nada más.
refusal-availability-past = Solo puede cambiar horas que no han terminado: elija una hora posterior.
refusal-availability-too-many = Puede tener { $most } cambios de su semana habitual a la vez: quite uno antes de añadir otro.

refusal-stored-availability-not-open = Nadie puede reservar este trabajo mientras no esté en oferta: elija a otra persona.
refusal-stored-availability-past = Una reserva tiene que empezar después de ahora: elija una hora posterior.
refusal-stored-availability-too-soon = Esta persona necesita que le avisen antes: elija un comienzo desde { $earliest }, o a otra persona.
refusal-stored-availability-too-short = Esta persona acepta reservas de { $least_minutes } o más: añada tiempo o elija a otra persona.

refusal-booking-checks-denied = Esta reserva no se permite por la regla «{ $rule }». Léala en la lista de reglas y elija otras horas o a otra persona.
refusal-booking-checks-below-floor = Estas horas se pagan con { $least } o más, por la regla «{ $rule }»: elija a otra persona, o pida un precio más alto si es su trabajo.

refusal-payment-transfer-not-this-amount = Puede mover más que cero y hasta { $most } de una vez: escriba una cantidad entre los dos.
refusal-payment-transfer-concluded-before = El banco ya respondió sobre este pago, y vale su primera respuesta: mire los movimientos de su dinero.

problem-request-invalid = Algo de lo que escribió no sirve así: cambie las casillas marcadas y envíelo de nuevo.
problem-request-not-found = Aquí no hay nada que usted pueda ver: revise la dirección, o entre en su cuenta si es suyo.
problem-request-signed-out = Para esto tiene que entrar en su cuenta: entre y podrá seguir.
problem-request-forged = Un cambio hecho con cookie debe mostrar que la página era suya: cargue la página otra vez, o envíe la cabecera X-CSRF que muestra su cuenta.
problem-request-key-reused = Esta clave ya se usó para otra cosa: envíe lo mismo que entonces o use una clave nueva.
problem-request-unavailable = El mercado está ocupado y nada cambió: envíelo de nuevo en un minuto.
problem-request-internal = Algo falló de nuestro lado, y no es culpa suya: pruebe de nuevo, y díganos la referencia si sigue igual.
problem-request-key-missing = Cada cambio necesita su propia clave, para que nunca se haga dos veces: envíelo de nuevo con la cabecera Idempotency-Key.
problem-request-malformed = No pudimos leer lo que se envió: revise cómo está escrito y envíelo de nuevo.
problem-request-too-large = Lo que se envió es demasiado grande: envíe algo más corto.
problem-request-method = Esta dirección no hace eso: mire en la descripción de la interfaz lo que hace.

problem-title-unreadable = No se puede leer
problem-title-signed-out = Sin sesión
problem-title-forbidden = No le corresponde
problem-title-not-found = No encontrado
problem-title-method = Aquí no es posible
problem-title-moved-on = Ya no es posible
problem-title-refused = Rechazado
problem-title-unavailable = Hay mucha actividad
problem-title-internal = Un fallo nuestro

invalid-after = Empiece por el principio de la lista, o use la dirección de la página siguiente tal como la dio la anterior.
invalid-amount = Escriba una cantidad mayor que cero, por ejemplo 18.50.
invalid-born-on = Escriba el día en que nació, por ejemplo 3 27 1998.
invalid-date = Elija un día y una hora de comienzo que existan en el reloj de ese lugar.
invalid-email = Escriba un correo como nombre@example.com.
invalid-clock = Elija `shift-start`, `shift-end`, `friday` o un momento como 2026-11-27T17:00:00Z.
invalid-currency = Elija una moneda en la que pague este mercado, como USD.
invalid-language = Elija en o es.
invalid-minutes = Elija una duración de 15 en 15 minutos, hasta 400 días.
invalid-name = Escriba el nombre que ven los demás. Si es muy largo, hágalo más corto.
invalid-password = Escriba una contraseña de 12 caracteres o más. Bastan tres palabras que recuerde.
invalid-post-code = Escriba un código ZIP de cinco cifras que conozcamos, por ejemplo 97205.
invalid-quarters = Escriba horas de un cuarto de hora a otro posterior, por ejemplo de 17:00 a 21:15.
invalid-sector = Elija un tipo de trabajo de la lista.
invalid-sign-in = El correo y la contraseña no van juntos: revise los dos y pruebe de nuevo.

notice-payment-deposit-done = Ya están en su saldo { $money } de su banco. Puede gastarlos.
notice-payment-deposit-failed = El banco no envió { $money }. No se tomó nada; pregunte a su banco y pruebe de nuevo.
notice-payment-payout-done = Se enviaron { $money } a su banco. Búsquelos en su cuenta del banco.
notice-payment-payout-failed = El banco no aceptó { $money }. El dinero volvió a su saldo; pregunte a su banco y pruebe de nuevo.
