search-title = ¿Qué necesita?
search-again = Buscar de nuevo
search-sector = Tipo de trabajo
search-post-code = Código ZIP del trabajo
search-post-code-hint = Por ejemplo, 97214
search-date = Día
search-from = Desde
search-minutes = Cuánto tiempo
search-go = Ver quién está libre
search-date-wrong = Elija un día
search-date-past = Elija una hora que todavía no pasó
search-from-wrong = Elija cuándo empieza el trabajo
search-minutes-wrong = Elija cuánto dura el trabajo
search-found = { $count ->
    [0] Nadie está libre a esa hora
    [one] { $count } persona está libre
   *[other] { $count } personas están libres
}
search-summary = { $sector } cerca de { $place }, { $hours } ({ $length }).
search-change = Cambiar
search-choose = Elegir a { $name }
search-order = ¿Por qué este orden?
search-order-how = Primero va el precio total más bajo para usted. Si dos son iguales, va antes quien está más cerca. Nadie puede pagar por salir antes.
search-price-time = Precios hechos el { $moment }.
search-nobody = Nadie puede venir el { $moment }.
search-nearest = { $count ->
    [one] { $count } persona libre el { $moment }
   *[other] { $count } personas libres el { $moment }
}
search-nobody-else = También puede probar otra duración o un lugar cercano.

price-pays = Usted paga
price-other-pays = { $name } paga
price-full = Precio completo
price-own = { $name } pide
price-receives = { $name } recibe
price-evening = Tarde y noche, de { $from } a { $until }
price-operator = Parte del mercado, { $share }
price-operator-party = al operador
price-operator-why = Paga el funcionamiento del mercado. Es igual para todos y se calcula solo sobre el precio de quien vende.
price-franchise = Parte local, { $share }
price-franchise-party = a { $market }
price-franchise-why = Paga a quienes llevan el mercado en esta zona.
price-subsidy-party = lo paga un fondo
price-pot-party = al apartado de impuestos de quien trabaja
price-authority-party = a la autoridad fiscal { $authority }

check-title = Revise antes de reservar a { $name }
check-back = Volver a los resultados
check-price = El precio, línea por línea
check-ladder = Adónde va el dinero de { $name }
check-terms = Lo que usted acepta
check-rules = Las reglas que se comprobaron
check-rules-how = { $count ->
    [one] Se comprobó { $count } regla, y permite esta reserva.
   *[other] Se comprobaron { $count } reglas, y permiten esta reserva.
}
check-rules-link = Ver cada regla y lo que dijo
check-who = Quién
check-record = Historial
check-work = Trabajo
check-when = Cuándo
check-where = Dónde
check-travel = Distancia
check-sign-in-first = Para apartarlo, primero entre. Volverá a esta página.
check-sign-in = Entrar y continuar
check-hold-how = Apartamos estas horas y este precio para usted por unos minutos. Todavía no paga nada.
check-hold = Apartar y continuar
terms-escrow = Su dinero queda guardado hasta que usted confirme. Solo entonces cobra { $name }.
terms-free = Puede cancelar gratis hasta { $hours } antes del comienzo.
terms-late = Después, cancelar cuesta { $share } del precio.
terms-always-free = Cancelar no cuesta nada hasta que se entrega o se envía.
terms-seller = Si { $name } cancela o no cumple, usted no paga nada.
terms-silence = Si nadie dice nada durante { $hours } después del final, cuenta como confirmado.

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
trace-how = Cómo llegó a esto
trace-check = Compruébelo usted
trace-pack = Las reglas:
trace-facts = Los datos que recibió:
