# Messages between the two sides of a booking.

messages-title = Mensajes con { $name }
messages-words = Su mensaje
messages-hint = Solo usted y { $name } pueden leerlo. Queda con esta reserva.
messages-send = Enviar el mensaje

said-written = Su mensaje está enviado.

notice-trade-written = Hay un mensaje para usted sobre una reserva. Léalo en la página de la reserva.

refusal-messages-too-long = Un mensaje tiene como mucho { $most } letras: hágalo más corto, o escriba otro.
refusal-messages-enough-today = Puede escribir { $most } mensajes al día en una reserva, y ya lo hizo: llame a la otra parte, o escriba mañana.
refusal-messages-enough = Puede escribir { $most } mensajes en una reserva, y ya lo hizo: llame a la otra parte.
