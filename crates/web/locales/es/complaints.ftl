# Reclamaciones: con qué no está contento alguien.

complaints-title = Reclamaciones
complaints-lead = Cuéntenos qué fue mal con una reserva, con alguien o con nosotros. Cada reclamación tiene un número y un día en que se contesta a más tardar.
complaints-new = Hacer una reclamación
complaints-one = Reclamación { $number }
complaints-open = Espera respuesta
complaints-answered = Contestada
complaints-how = Diga qué pasó y qué lo arreglaría. La lee una persona.
complaints-about = La reserva de la que trata
complaints-statement = Qué pasó
complaints-statement-hint = Cuándo y dónde fue, quién estaba y qué quiere que hagamos.
complaints-send = Enviar la reclamación
complaints-made = Hecha { $moment }
complaints-by = Se contesta a más tardar { $moment }. La respuesta llega a su bandeja y queda aquí.
complaints-answer = La respuesta, { $moment }
complaints-not-content = ¿No está de acuerdo? Lleve esta respuesta y su número a la autoridad que nos dio el contrato.
complaints-of-trade = Reclamar por esta reserva

said-complained = Su reclamación está registrada. Guarde el número.

notice-complaint-made = Su reclamación { $number } está registrada. Se contesta a más tardar { $answer_by }.
notice-complaint-answered = Su reclamación { $number } tiene respuesta: léala en su página.

refusal-complaints-too-many = A lo más { $most } reclamaciones pueden esperar respuesta a la vez: espere a una de ellas, o añada lo que falte cuando se conteste.
refusal-complaints-answered-before = Una reclamación se contesta una vez, y esta ya tiene respuesta: léala en su página.
refusal-complaints-not-for-you = A las reclamaciones contesta quien trabaja para el operador: espere su respuesta.
