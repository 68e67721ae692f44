# People: accounts, sign-in, devices and the money that is set aside for tax.

account-title = Su cuenta
account-you = Usted
account-name = Nombre que ven los demás
account-phone = Teléfono
account-place = Dirección
account-claims = Lo que se comprobó de usted
account-tax = Dinero apartado para impuestos
account-devices = Dónde tiene la sesión abierta
account-sign-out = Cerrar sesión
account-language = Idioma de los mensajes y las páginas
account-language-hint = Le escribimos en él, y le mostramos estas páginas en él cuando vuelva.
account-unset = Sin indicar
account-yours = Su cuenta es suya
account-unconfirmed = Confirme su correo
account-unconfirmed-why = Puede mirar, ofrecer y rellenarlo todo. La gente encuentra lo que ofrece, y usted puede reservar, cuando haya escrito el código que le enviamos.
account-confirm = Escribir el código
account-details-title = Cambiar lo que se sabe de usted
account-born-kept = Su fecha de nacimiento es el { $date }. Se escribe una sola vez, porque de ella dependen reglas. Si está mal, escríbanos, y alguien mirará un papel con usted:
account-save = Guardar

everything-title = Todo lo que se guarda de usted
everything-lead = Todo lo que este mercado guarda de usted, tal como está el { $moment }.
everything-file = Descargar como archivo (JSON)
everything-payments = Pagos desde su banco y hacia él
everything-none = Nada.
payment-requested = lo tiene el banco
payment-done = hecho
payment-failed = el banco no pudo hacerlo

tax-pot-on = Una parte de cada pago va a su apartado de impuestos.
tax-pot-off = Cada pago va entero a su saldo.
tax-pot-start = Apartar dinero para impuestos
tax-pot-stop = Dejar de apartar dinero
tax-pot-how = El apartado es su propio dinero, guardado aparte para que los impuestos no le sorprendan.

device-this = Este aparato
device-since = Desde el { $moment }
device-sign-out = Cerrar esa sesión
device-sign-out-others = Cerrar todas las demás
device-on = { $program } en { $system }

sign-in-title = Entrar
sign-in-email = Correo electrónico
sign-in-password = Contraseña
sign-in-go = Entrar
sign-in-device = Este aparato
sign-in-shared = Otras personas usan este aparato
sign-in-shared-hint = Márquelo en una biblioteca o en el teléfono de otra persona: la sesión se cierra pasado este tiempo: { $most }; si no hace nada, pasado este: { $idle }; y al cerrar el navegador.
sign-in-new = ¿Es nuevo aquí?
sign-in-sign-up = Abrir una cuenta
sign-in-forgotten = ¿Olvidó su contraseña?
sign-up-title = Abrir una cuenta
sign-up-lead = Con una cuenta puede trabajar y reservar.
sign-up-steps = Pasos
sign-up-step-you = Quién es usted
sign-up-step-code = Su código
sign-up-step-next = Y ahora
sign-up-password = Contraseña
sign-up-kind = ¿Para quién es esta cuenta?
sign-up-person = Una persona
sign-up-organisation = Una empresa o un grupo
sign-up-kind-wrong = Elija persona o empresa
sign-up-name = Nombre que ven los demás
sign-up-name-hint = Por ejemplo, Ana R., o el nombre de la empresa.
sign-up-email-hint = Entra con él. Ahora le enviamos un código, y nunca publicidad.
sign-up-password-hint = { $count ->
    [one] Al menos { $count } carácter
   *[other] Al menos { $count } caracteres. Tres palabras son fáciles de recordar.
}
sign-up-born = Fecha de nacimiento
sign-up-born-hint = Solo para una persona. Algunas reglas dependen de la edad; nadie más la ve.
sign-up-post-code = Código ZIP
sign-up-post-code-hint = Donde vive, o donde está la empresa.
sign-up-street = Calle y número, si la gente trabaja en su local
sign-up-street-hint = Solo la ven las personas que usted reservó.
sign-up-phone = Teléfono, si quiere mensajes de texto
sign-up-phone-hint = No enviamos publicidad.
sign-up-go = Abrir la cuenta

invalid-age = Escriba el día en que nació. Una cuenta es para personas de { $least } a { $most } años.
invalid-born-on = Escriba el día en que nació, por ejemplo 3 27 1998.
invalid-email = Escriba un correo como nombre@example.com.
invalid-language = Elija uno de estos idiomas por su código: { $words }.
invalid-password = Escriba una contraseña de 12 caracteres o más. Bastan tres palabras que recuerde.
invalid-password-weak = Esta contraseña se adivina pronto: es común, sigue un patrón o es su propio nombre. Use tres o cuatro palabras que nadie juntaría.
invalid-phone = Escriba un teléfono con su código de área, por ejemplo (503) 555-0100. Si es de otro país, empiece por + y su código.
invalid-old-password = Esta no es la contraseña de su cuenta: pruebe de nuevo, o elija otra con un código.
invalid-sign-in = El correo y la contraseña no van juntos: revise los dos y pruebe de nuevo.

refusal-users-name-taken = Cada correo tiene una sola cuenta, y este ya tiene la suya: entre con ella.
refusal-users-not-this-age = Una cuenta es para personas de { $least } a { $most } años: revise la fecha de nacimiento.
refusal-users-born-on-kept = La fecha de nacimiento se escribe una sola vez, porque de ella dependen reglas: si está mal, escríbanos.
refusal-users-closed = Esta cuenta se cerró: abra otra para seguir.
refusal-users-closing = Está cerrando esta cuenta, y no se acuerda nada nuevo: termine de cerrarla, o pruebe de nuevo en diez minutos.
refusal-users-not-confirmed = No se guarda nada para una cuenta cuyo correo no está confirmado: escriba el código que le enviamos, o pida otro.
refusal-users-operators-never-trade = Quienes dirigen el mercado nunca compran ni venden en él: use una cuenta que no sea de ellos.

refusal-users-seller-not-found = Quien ofrece esto no se puede reservar ahora: elija a otra persona.

said-details-saved = Sus datos están guardados.
said-others-out = Las demás sesiones están cerradas.
said-signed-out = Su sesión está cerrada.

passkeys-title = Llaves de acceso
passkeys-what = Con una llave de acceso su teléfono u ordenador demuestra que es usted, con el dedo, la cara o su bloqueo: sin contraseña ni código.
passkey-since = Creada: { $moment }.
passkey-used = Usada: { $moment }.
passkey-remove = Quitar esta llave
passkey-remove-first = Antes de quitar una llave, demuestre que es usted.
passkey-add = Añadir una llave de acceso
passkey-make = Crear una llave de acceso
passkey-lead = Su aparato le pide el dedo, la cara o su bloqueo. Lo que guarda nunca sale de él.
passkey-first = Primero demuestre que es usted: enviamos un código a su dirección.
passkey-go-on = Continuar
passkey-none = Este navegador no tiene llaves de acceso o no ejecuta scripts. Todo funciona con su contraseña y un código.
passkey-failed = El aparato no dio ninguna llave. Inténtelo otra vez o siga con su contraseña y un código.
passkey-use = Usar una llave de acceso
passkey-instead = Usar una llave de acceso
passkey-sign-in = Entrar con una llave de acceso
passkey-sign-in-lead = Su aparato demuestra que es usted.
passkey-by-password = Entrar con contraseña
passkey-proof-title = Demuestre que es usted
passkey-proof-lead = Antes de que el dinero salga o vaya a otro lugar, su aparato demuestra que es usted.
invalid-passkey = Aquí no se conoce esta llave, o tardó demasiado: inténtelo otra vez o siga con su contraseña y un código.
said-passkey-added = Su llave está guardada: desde ahora puede entrar con ella.
said-passkey-removed = La llave está quitada: ya no abre nada.
said-passkey-proved = Es usted. Siga con lo que iba a hacer.
refusal-passkeys-too-many = Tiene { $most } llaves, tantas como puede haber: quite una primero.
refusal-passkeys-kept-before = Esta llave ya está guardada.
refusal-passkeys-copied = Esta llave ha firmado menos veces que antes, así que quizá la copiaron. Entre con su contraseña, quítela y cree otra.
refusal-sessions-code-waits = En este aparato un código por correo vale a partir del { $from }, porque usted tiene una llave de acceso o acaba de elegir una contraseña nueva con un código así. Use su llave o, en un aparato suyo, no cierre la sesión hasta entonces.
