# Calendars: bookings in other programs.

calendar-title = Reservas en mi calendario
calendar-lead = Un programa de calendario puede mostrar sus reservas solo: dele una dirección que es solo suya.
calendar-address = Su dirección
calendar-address-how = Cópiela ahora: solo está aquí esta vez. En su programa de calendario elija «suscribirse» o «añadir por dirección».
calendar-made = Su dirección se hizo el { $moment }.
calendar-make = Hacer una dirección
calendar-anew = Hacer una dirección nueva; la anterior termina
calendar-end = Terminar la dirección
calendar-what = Quien tenga la dirección puede leer cuándo y dónde tiene reservas y con quién, y nada más. Nadie puede cambiar nada con ella. Termínela si cayó en otras manos.

said-calendar-ended = La dirección ya no lleva a ninguna parte.

today-title = Hoy y mañana
today-today = Hoy
today-tomorrow = Mañana
today-none = No hay nada reservado.
today-call = Llamar a { $name }: { $phone }
today-kept = Así estaba: { $moment }. Su teléfono puede mostrar esta página sin conexión hasta que cierre la sesión.
today-all = Todas las reservas
