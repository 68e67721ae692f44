# Codes: confirming an address, another address, a new password.

code-title = Escriba su código
code-sent = Hemos enviado seis cifras a { $email }.
code-label = Las seis cifras
code-hint = Seis cifras, del mensaje que le enviamos.
code-enter = Confirmar
code-missing = ¿No llegó nada?
code-missing-how = Puede tardar un minuto. Mire también entre los mensajes no deseados.
code-again = Enviar otro código
code-other-address = El correo está mal: cambiarlo
code-later = Puede hacerlo más tarde; hasta entonces nadie encuentra lo que ofrece, y no puede reservar.
code-go-on = Seguir sin él
code-unreal = En este mercado paralelo no se envía ningún correo; diría:

code-mail-confirm = { $code } es su código para { $market }. Escríbalo para confirmar su correo. Vale hasta { $until }. Si no abrió una cuenta, no haga nada.
code-mail-password = { $code } es su código para una contraseña nueva en { $market }. Vale hasta { $until }. Si no lo pidió, no haga nada: su contraseña sigue igual.
code-mail-address = { $code } es su código para usar este correo en { $market }. Vale hasta { $until }. Si no lo pidió, no haga nada.
code-mail-proof = { $code } es su código para continuar en { $market }: con él se puede sacar dinero de su cuenta o enviarlo a otro lugar. Vale hasta { $until }. Si no lo pidió, alguien ha entrado con su cuenta: cierre la sesión en todos los aparatos y elija otra contraseña.
proof-sent = Ahora demuestre que es usted: escriba el código que acabamos de enviar a { $email }.

welcome-title = Su cuenta está abierta
welcome-lead = Su correo está confirmado. ¿Qué quiere hacer primero?
welcome-go-on = Seguir donde estaba
welcome-offer = Ofrecer trabajo, una cosa, un espacio o productos
welcome-offer-how = Diga cuánto pide y cuándo se puede tener. Entonces la gente le encuentra.
welcome-find = Encontrar a alguien o algo
welcome-find-how = El precio que ve es todo lo que paga, y su dinero está a salvo hasta que termina.
welcome-details = Añadir su calle o su teléfono
welcome-details-how = La calle, si la gente trabaja en su local; el teléfono, si quiere mensajes de texto.

address-title = Cambiar su correo
address-lead = Su correo es { $email }.
address-new = Correo nuevo
address-hint = Enviamos un código ahí. Entrará con él cuando haya escrito el código.
address-ask = Enviar el código
address-change = Cambiar el correo
address-until = Hasta entonces su correo sigue siendo { $email }.
address-again = Usar otro correo

password-title = Cambiar su contraseña
password-lead = Al cambiar la contraseña se cierran las sesiones de los demás aparatos.
password-old = Su contraseña hasta ahora
password-change = Cambiar la contraseña

new-password-title = Elegir otra contraseña
new-password-lead = Escriba el correo de su cuenta. Enviamos ahí un código, con el que elige otra contraseña.
new-password-ask = Enviar el código
new-password-sent = Si { $email } tiene una cuenta aquí, le hemos enviado seis cifras.
new-password-choose = Guardar la contraseña y entrar
new-password-out = Al cambiar la contraseña se cierran todas las sesiones.
new-password-wait = Durante { $wait } después, sin una llave de acceso no se paga nada a su banco ni se cambia la cuenta: así no se lo lleva quien solo entró en su correo.
new-password-again = Enviar otro código, o usar otro correo

invalid-password-code = Este no es el código, o es demasiado viejo: mire de nuevo, o pida otro.

refusal-codes-confirmed-before = Su correo ya está confirmado: siga adelante.
refusal-codes-expired = Un código vale unos minutos, y este es demasiado viejo: pida otro.
refusal-codes-not-sent = No hay ningún código que escribir: pida uno.
refusal-codes-same-address = Este ya es el correo de su cuenta: escriba otro.
refusal-codes-too-many = Ya no se envían más códigos en esta hora: espere hasta { $from }, y mientras tanto mire entre los mensajes no deseados.
refusal-codes-used-up = Se escribieron demasiados códigos equivocados, y este ya no vale: pida otro.
refusal-codes-wrong = { $tries_left ->
    [one] Este no es el código que enviamos: mire de nuevo. Le queda un intento.
   *[other] Este no es el código que enviamos: mire de nuevo. Le quedan { $tries_left } intentos.
}

said-address-changed = Su correo ha cambiado. Desde ahora entra con él.
said-code-sent = Otro código va de camino.
said-password-changed = Su contraseña ha cambiado, y las demás sesiones están cerradas.
