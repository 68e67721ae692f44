# Known sellers: somebody's own page, and requests for their hours.

sellers-title = Personas que conoce
sellers-lead = Quienes han trabajado para usted, y sus favoritas. A otras personas las encuentra con el enlace o el código que le dieron.
sellers-name = Nombre
sellers-name-hint = Con tres letras o más también aparece quien permite que se le encuentre por su nombre.
sellers-find = Buscar
sellers-none = Todavía nadie. Quien trabaje para usted aparecerá aquí, y quien marque como favorita.
sellers-not-found = Nadie con este nombre que usted conozca o que permita que se le encuentre: { $name }. Pídale su enlace.
sellers-favorite = Una de sus favoritas
sellers-last-work = La última reserva

seller-work = Trabajo
seller-no-work = { $name } no ofrece trabajo ahora.
seller-hourly = { $money } por hora, sin suplementos
seller-book = Reservar a { $name }
seller-ask = Preguntar a { $name }
seller-on-request = { $name } acepta este trabajo a petición: proponga hasta tres horarios.
seller-free = Libre en las próximas dos semanas
seller-not-free = No se conocen horas libres: pregunte, o vuelva más tarde.
seller-link = Enlace a esta página
seller-card = Para imprimir, con un código
seller-card-how = Apunte al código con la cámara de un teléfono, o escriba la dirección.
seller-card-back = La página
seller-code = Código que lleva a la página de { $name }

seller-page-title = Su propia página
seller-page-lead = Una página con una dirección corta propia: quien tiene el enlace ve qué trabajo ofrece y cuándo está libre, y reserva o pregunta.
seller-page-none = No tiene ninguna.
seller-page-make = Crear mi página
seller-page-offerings = Lo que ofrece, y si se reserva al momento o a petición
seller-page-who = Quién la encuentra
seller-page-by-link = Solo quien tiene el enlace.
seller-page-by-name = Quien tiene el enlace, y quien ha entrado y busca { $name }.
seller-page-by-name-go = Permitir que se encuentre también por el nombre { $name }
seller-page-by-link-go = Solo con el enlace
seller-page-drop-title = Quitarla
seller-page-drop-how = Desde entonces el enlace no lleva a ninguna parte, y los códigos impresos tampoco. Otra página tendría otra dirección.
seller-page-drop = Quitar mi página

requests-title = Lo que ha pedido
requests-none = Todavía no ha pedido nada. Empiece por alguien que conozca.
requests-received = Lo que le piden
requests-received-none = Todavía nadie le ha pedido nada. Dé a sus clientes el enlace a su página.

request-title = Preguntar a { $name }
request-lead = Proponga hasta tres horarios que le vengan bien. { $name } tiene como mucho { $time } para aceptar uno.
request-time-first = El horario que mejor le viene
request-time-other = Otro horario que le viene bien ({ $number }), si lo hay
request-see-prices = Ver cuánto cuesta
request-go = Preguntar a { $name }
request-how = Le obliga: { $money }, lo que cuesta el más caro, queda apartado hasta que responda { $name }, como muy tarde { $until }. Mientras no se acepte, puede retirarlo. Una ayuda a la que tenga derecho se descuenta al reservar.
request-how-given = Le obliga hasta que responda { $name }, como muy tarde { $until }. Mientras no se acepte, puede retirarlo.
request-change = Cambiar los horarios

request-open = Por responder, hasta { $until }
request-accepted = Aceptada
request-declined = Rechazada
request-withdrawn = Retirada
request-expired = No respondida a tiempo
request-times = Los horarios
request-most = Los importes son lo máximo a lo que puede llegar; no cuentan las ayudas.
request-receives = Recibe { $money }
request-pays = Paga { $money }
request-accept = Aceptar este horario
request-bound = Hay { $money } apartados para ella.
request-withdraw = Retirarla
request-ask-again = Preguntar a { $name } por otros horarios
request-decline-title = ¿Ninguno de ellos?
request-decline-how = Lo apartado queda libre enseguida, y quien lo pidió puede buscar en otra parte.
request-decline = Rechazar
request-reason = Por qué, si quiere decirlo
request-reason-none = Sin motivo
request-reason-not-then = Ninguno de estos horarios me viene bien.
request-reason-too-far = Está demasiado lejos.
request-reason-not-for-me = No es un trabajo para mí.
request-reason-nothing-now = Ahora no acepto nada.

trade-ask-again = Pedir lo mismo a { $name } en otros horarios

offering-on-request = A petición
offering-on-request-go = Que solo se pueda pedir
offering-at-once-go = Que se reserve al momento
found-on-request = { $work } se ofrece a petición: en su página, y a quienes le conocen.

moved-request = Apartado para una petición
moved-request-over = Libre otra vez: la petición fue respondida, retirada o terminó

inbox-request = Ver la petición

said-seller-page-dropped = Se quitó su página.
said-request-made = Ha preguntado. Le avisaremos en cuanto haya respuesta.
said-request-accepted = Está aceptado y reservado.
said-request-declined = Está rechazado.
said-request-withdrawn = Está retirado.

notice-request-asked = Alguien pide sus horas, las primeras { $starts }. Responda antes de { $until }.
notice-request-declined = Lo que pidió, desde { $starts }, fue rechazado. Lo apartado vuelve a ser suyo.
notice-request-expired = Lo que pidió, desde { $starts }, no fue respondido a tiempo. Lo apartado vuelve a ser suyo.
notice-request-missed = No ha respondido a tiempo a lo que le pidieron, desde { $starts }. Ha terminado.
notice-request-withdrawn = Lo que le pidieron, desde { $starts }, fue retirado.

refusal-known-sellers-not-these-times = Una petición propone de uno a { $most } horarios distintos: elija otros.
refusal-known-sellers-too-soon = Quedarían menos de { $least_minutes } minutos para responder: elija una hora más tardía.
refusal-known-sellers-too-many-requests = Tiene { $most } peticiones sin respuesta: espere una respuesta, o retire una.
refusal-known-sellers-asked-enough = Tiene aquí { $most } peticiones sin respuesta: espere una respuesta, o retire una.
refusal-known-sellers-over = Esta petición está respondida, retirada o terminada: vea cómo está.
refusal-known-sellers-buyer-gone = Quien lo pidió se ha ido, o está a punto: no queda nada que aceptar.
refusal-assets-only-work-on-request = Solo el trabajo se ofrece a petición: ofrezca esto al momento, o retírelo.
