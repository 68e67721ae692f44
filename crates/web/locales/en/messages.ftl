# Messages between the two sides of a booking.

messages-title = Messages with { $name }
messages-words = Your message
messages-hint = Only you and { $name } can read it. It stays with this booking.
messages-send = Send the message

said-written = Your message is sent.

notice-trade-written = There is a message for you about a booking. Read it on the booking’s page.

refusal-messages-too-long = A message has at most { $most } letters: make it shorter, or write a second one.
refusal-messages-enough-today = You can write { $most } messages a day in one booking, and you have: call the other side, or write again tomorrow.
refusal-messages-enough = You can write { $most } messages in one booking, and you have: call the other side.
