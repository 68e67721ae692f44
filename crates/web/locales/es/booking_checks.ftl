# Booking checks: the rules, and what each said.

rules-title = Las reglas
rules-lead = Estas son todas las reglas que el mercado comprueba antes de mostrarle a alguien.
rules-demo = Una regla marcada «demostración» funciona, pero ningún abogado la ha revisado todavía.
rules-terms = Lo que el mercado fija para cada reserva
rules-pack = Compruebe que estas son las reglas en uso
rules-pack-how = Cada contrato nombra con este código las reglas con que se hizo.
rules-source = De dónde viene
rules-since = desde { $date }
rules-from-until = de { $from } a { $until }
rules-read-on = Leído el { $date }.
rules-read-rule = Leer esta regla y su fuente

rule-demo = Demostración
rule-draft = En preparación
rule-in-force = En vigor
rule-suspended = Suspendida
rule-repealed = Derogada

check-rules = Las reglas que se comprobaron
check-rules-how = { $count ->
    [one] Se comprobó { $count } regla, y permite esta reserva.
   *[other] Se comprobaron { $count } reglas, y permiten esta reserva.
}
check-rules-link = Ver cada regla y lo que dijo

trace-title = Las reglas que se comprobaron
trace-lead = Cada regla dice en palabras simples qué pide, y qué dijo aquí.
trace-back = Volver a revisar
trace-outcome = Dijo:
trace-passes = Nada en contra de esta reserva.
trace-refuses = Esta reserva no se permite.
trace-warns = Esta reserva se permite, con un aviso.
trace-floor = Estas horas no pueden costar menos de lo que dice abajo.
trace-cap = Estas horas no pueden costar más de lo que dice abajo.
trace-subsidy = Un fondo paga una parte.
trace-adds = Añade una línea al precio.
trace-personal = Solo puede leerlo la persona a quien se refiere.
trace-how = Cómo llegó a esto
trace-check = Compruébelo usted
trace-pack = Las reglas:
trace-facts = Los datos que recibió:

refusal-booking-checks-denied = Esta reserva no se permite por la regla «{ $rule }». Léala en la lista de reglas y elija otras horas o a otra persona.
refusal-booking-checks-below-floor = Estas horas se pagan con { $least } o más, por la regla «{ $rule }»: elija a otra persona, o pida un precio más alto si es su trabajo.
