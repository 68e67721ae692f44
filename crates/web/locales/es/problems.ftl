# What goes wrong at any page or call. Each names the rule and the next step.

fault-not-found = No encontramos esta página
fault-not-found-why = Puede que la dirección esté mal, o que la página no sea para usted.
fault-ours = Algo falló de nuestro lado
fault-busy = El mercado está ocupado
fault-form = No pudimos aceptar este formulario
fault-form-forged = Este formulario es muy viejo o vino de otro lugar: cargue la página otra vez y envíelo de nuevo.
fault-form-reused = Este formulario ya se envió con otras palabras: cargue la página otra vez y envíelo de nuevo.
fault-refused = Esto no se puede hacer ahora
fault-others = Ver quién más está libre
fault-trade = Ir a su reserva
fault-back = Volver
fault-front = Ir a la página principal
fault-reference = Diga esto cuando nos pregunte:

problems-title = Por qué el mercado dice que no
problems-code = Su nombre corto:
problems-how = Cuando le pase esto, la página anterior guarda lo que escribió. Cámbielo y vuelva a enviarlo.

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

invalid-count = Escriba un número entero como 12.
invalid-code = Escriba las seis cifras del código.
invalid-after = Empiece por el principio de la lista, o use la dirección de la página siguiente tal como la dio la anterior.
invalid-amount = Escriba una cantidad mayor que cero, por ejemplo 18.50.
invalid-date = Elija un día y una hora de comienzo que existan en el reloj de ese lugar.
invalid-bool = Responda true o false.
invalid-day = Escriba una fecha como 2026-11-27.
invalid-id = Dé el identificador de algo que exista, tal como lo dio el mercado.
invalid-minor = Dé una cantidad como número entero de unidades menores: 1850 es 18.50.
invalid-money = Dé una cantidad en unidades menores con su moneda, como 1850 y USD.
invalid-span = Dé un comienzo y un final posterior, los dos en cuartos de hora y a 400 días como mucho.
invalid-time = Escriba un momento como 2026-11-27T17:00:00Z.
invalid-clock-time = Escriba una hora como 17:30; donde el reloj la marca dos veces, 01:30-08:00 con su diferencia.
invalid-offset = Ese día el reloj no marca esta hora con esta diferencia: no la escriba, o escriba la otra.
invalid-time-of-day = Escriba una hora como 17:30.
invalid-text-control = Escríbalo de nuevo a mano: lleva signos que no se pueden mostrar.
invalid-text-long = Hágalo más corto: { $most } caracteres como mucho.
invalid-text-nothing = Escriba algo aquí.
invalid-text-short = Escriba un poco más: { $least } caracteres como mínimo.
invalid-word = Elija uno de estos: { $words }.
invalid-currency = Elija una moneda en la que pague este mercado, como USD.
invalid-post-code = Escriba un código ZIP de cinco cifras que conozcamos, por ejemplo 97205.
invalid-sector = Elija un tipo de trabajo de la lista.

refusal-command-not-yours = Solo puede hacerlo la persona a quien le pertenece: entre con esa cuenta.
refusal-command-not-the-market = Lo hace el mercado solo, o un banco o registro: espere.
