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

tax-pot-on = Una parte de cada pago va a su apartado de impuestos.
tax-pot-off = Cada pago va entero a su saldo.
tax-pot-start = Apartar dinero para impuestos
tax-pot-stop = Dejar de apartar dinero
tax-pot-how = El apartado es su propio dinero, guardado aparte para que los impuestos no le sorprendan.

device-this = Este aparato
device-since = Desde el { $moment }
device-sign-out = Cerrar esa sesión

sign-in-title = Entrar
sign-in-email = Correo electrónico
sign-in-password = Contraseña
sign-in-go = Entrar
sign-in-new = ¿Es nuevo aquí?
sign-in-sign-up = Abrir una cuenta
sign-up-title = Abrir una cuenta
sign-up-lead = Con una cuenta puede trabajar y reservar.
sign-up-kind = ¿Para quién es esta cuenta?
sign-up-person = Una persona
sign-up-organisation = Una empresa o un grupo
sign-up-kind-wrong = Elija persona o empresa
sign-up-name = Nombre que ven los demás
sign-up-name-hint = Por ejemplo, Ana R., o el nombre de la empresa.
sign-up-email-hint = Entra con él, y le escribimos ahí.
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
invalid-language = Elija en o es.
invalid-password = Escriba una contraseña de 12 caracteres o más. Bastan tres palabras que recuerde.
invalid-phone = Escriba un teléfono con su código de área, por ejemplo (503) 555-0100. Si es de otro país, empiece por + y su código.
invalid-sign-in = El correo y la contraseña no van juntos: revise los dos y pruebe de nuevo.

refusal-users-name-taken = Cada correo tiene una sola cuenta, y este ya tiene la suya: entre con ella.
refusal-users-not-this-age = Una cuenta es para personas de { $least } a { $most } años: revise la fecha de nacimiento.
refusal-users-operators-never-trade = Quienes dirigen el mercado nunca compran ni venden en él: use una cuenta que no sea de ellos.

said-signed-out = Su sesión está cerrada.
