page-skip = Ir a la parte principal
page-title = { $title } – { $market }
page-title-error = Error: { $title } – { $market }
page-nav = Principal
page-crumbs = Usted está aquí
page-open = Cada regla, cada precio y cada línea de código de este mercado son públicos.

parallel-label = Mercado paralelo
parallel-title = Mercado paralelo:
parallel-money = el dinero no es real.
parallel-clock = Reloj:
parallel-move = Mover el reloj

notice-done = Hecho.
notice-warning = Cuidado.
notice-problem = Problema.


empty-nearest = Lo más cercano que podemos ofrecer:

summary-change = Cambiar

form-problems = Hay un problema
form-error = Error:
form-month = Mes
form-day = Día
form-year = Año

ladder-open = Adónde va el dinero
ladder-made-of = Cómo se forma este precio

day-strip-title = { $name }, { $day }
day-strip-free = Libre { $hours }
day-strip-taken = Ocupado { $hours }
day-strip-chosen = Sus horas, { $hours }
day-strip-barred = No permitido { $hours }: { $why }
day-strip-nothing = Este día no hay horas ofrecidas

trade-line-done = Hecho
trade-line-now = Ahora
trade-line-next = Después
trade-line-stopped = Terminado antes

option-kept = { $of ->
    [one] Cumplió { $kept } de { $of } reserva hasta ahora
   *[other] Cumplió { $kept } de las últimas { $of } reservas
}
option-new = Nuevo aquí: todavía sin reservas
option-away = A { $distance }
option-ladder = Adónde va el dinero de { $name }
option-order = ¿Por qué este orden?

receipt-title = Recibo
receipt-number = Número { $number }
receipt-ladder = Adónde fue el dinero
receipt-check = Cualquiera puede comprobar este recibo con el código
receipt-print = Imprimir este recibo
