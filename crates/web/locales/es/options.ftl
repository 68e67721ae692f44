# Options assembly: the search for work, and the check before a booking.

search-paid = Paga
search-paid-yes = Trabajo pagado
search-paid-no = Ayuda sin paga, para organizaciones benéficas y públicas
search-title = ¿Qué necesita?
search-again = Buscar de nuevo
search-sector = Tipo de trabajo
search-post-code = Código ZIP
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
search-found-more = Más de { $count } personas están libres
search-sort = En qué orden
search-sort-price = Menor precio
search-sort-distance = Más cerca
search-sort-record = Más reservas cumplidas
search-sort-favorites = Favoritos primero
search-radius = A menos de
search-show = Mostrar
search-shown = { $from } a { $until } de { $count } personas
search-next = Siguientes
search-before = Anteriores
search-summary = { $sector } cerca de { $place }, { $hours } ({ $length }).
search-change = Cambiar
search-choose = Elegir a { $name }
search-order = ¿Por qué este orden?
search-order-how = Primero va el precio total más bajo para usted. Si dos son iguales, va antes quien está más cerca. Nadie puede pagar por salir antes.
search-order-chosen = Usted eligió este orden. Los que son iguales en él van por el menor precio total para usted. Nadie puede pagar para estar más arriba.
search-price-time = Precios hechos el { $moment }.
search-nobody = Nadie puede venir el { $moment }.
search-twice = Ese día el reloj marca esa hora dos veces; esta es { $time }.
search-twice-other = Buscar desde { $time }
search-nearest = { $count ->
    [one] { $count } persona libre el { $moment }
   *[other] { $count } personas libres el { $moment }
}
search-nobody-else = También puede probar otra duración o un lugar cercano.

day-strip-title = { $name }, { $day }
day-strip-free = Libre { $hours }
day-strip-taken = Ocupado { $hours }
day-strip-chosen = Sus horas, { $hours }
day-strip-barred = No permitido { $hours }: { $why }
day-strip-nothing = Este día no hay horas ofrecidas

option-kept = { $of ->
    [one] Cumplió { $kept } de { $of } reserva hasta ahora
   *[other] Cumplió { $kept } de las últimas { $of } reservas
}
option-new = Nuevo aquí: todavía sin reservas
option-in-all = paga en total
option-away = A { $distance }
option-ladder = Adónde va el dinero de { $name }
option-order = ¿Por qué este orden?

check-title = Revise antes de reservar a { $name }
check-back = Volver a los resultados
check-price = El precio, línea por línea
check-ladder = Adónde va el dinero de { $name }
check-terms = Lo que usted acepta
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
terms-free-until = Puede cancelar gratis hasta el { $moment }.

invalid-minutes = Elija una duración de 15 en 15 minutos, hasta 400 días.
invalid-quarter = Elija una hora en un cuarto de hora, como 17:00 o 17:15.

search-with = Quien usted pidió va primero, si está libre.
search-without = Quien no vino no aparece.
