# The frame of every page, the front page, the page of a worker, and what explains the market.

front-more = Otra cosa
front-title = Encuentre a alguien por unas horas, o que le encuentren
front-lead = Personas cerca de usted dicen a qué horas están libres. Usted ve quién puede venir, cuánto cuesta en total y cuánto recibe.
front-work = Puedo trabajar
front-work-how = Diga qué hace, cuándo está libre y su precio. Usted recibe el precio que pide.
front-work-start = Ofrecer mis horas
front-sectors = Tipos de trabajo
front-sectors-how = Elija uno para buscar a alguien.

frame-find = Buscar
frame-work = Trabajo
frame-bookings = Reservas
frame-money = Dinero
frame-sign-in = Entrar
frame-run-by = { $market } funciona según las reglas públicas de POEMs.
frame-rules = Leer las reglas
frame-about = Sobre este mercado
frame-complain = Presentar una queja
frame-accessibility = Accesibilidad

kept-sign-in = Entre para seguir
kept-signed-out = Su sesión ha terminado. Lo que escribió se guarda: entre, mírelo otra vez y envíelo.
kept-title = Ha entrado
kept-welcome = Ha entrado. Lo que escribió le espera.
kept-old = Este formulario es anterior a su visita. Lo que escribió se guarda: mírelo otra vez y envíelo.
kept-go-on = Seguir con lo que escribí

about-title = Sobre este mercado
about-lead = Este es un mercado de horas de trabajo. Funciona con un contrato público y reglas públicas, y cualquiera puede leer su código.
about-open = Nadie puede pagar por salir antes en una lista, y la parte del mercado es igual para todos.
about-rules = Vea cada regla.
about-parallel = Está en el mercado paralelo. Sus personas y su dinero son inventados, así que puede probar lo que quiera.
about-data = De dónde vienen los datos
about-wages = Pago por tipo de trabajo: Oficina de Estadísticas Laborales de EE. UU., estadísticas de empleo y salarios por ocupación, mayo de 2025.
about-places = Lugares de los códigos ZIP: GeoNames (geonames.org), con la licencia CC BY 4.0.
about-people = Personas del mercado paralelo: inventadas por un programa.
about-programs = Un programa puede hacer todo lo que hace una página.
about-manual = Lea cómo.
about-complain = Presentar una queja
about-complain-how = Cuéntenos qué pasó: desde la página de la reserva, o aquí. Cada reclamación tiene un número y un día en que se contesta a más tardar. Si la respuesta no ayuda, acuda a la autoridad que nos dio el contrato.
about-accessibility = Accesibilidad
about-accessibility-how = Cada página funciona con teclado, con lector de pantalla, en un teléfono pequeño y sin programas. Si una no le sirve, díganos: el error es nuestro.


home-title = Su trabajo
home-begin = Diga a qué horas está libre. La gente cerca las reserva a su precio.
home-begin-account = Abra una cuenta.
home-begin-offering = Diga qué hace y cuánto pide por hora.
home-begin-hours = Diga cuándo está libre.
home-sign-up = Abrir una cuenta
home-sign-in = Ya tengo una cuenta
home-next = Sus próximas reservas
home-days = Sus próximos días
home-more = Lo suyo
home-balance = Su saldo
home-statement = Dinero
home-inbox = Mensajes
home-offerings = Lo que ofrece
home-availability = Cuándo está libre

said-saved = Su elección está guardada.
