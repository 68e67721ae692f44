# The parallel market and its clock.

parallel-label = Mercado paralelo
parallel-title = Mercado paralelo:
parallel-money = el dinero no es real.
parallel-clock = Reloj:
parallel-move = Mover el reloj

simulated-label = Banco simulado
simulated-title = El banco de este mercado es simulado:
simulated-money = el dinero no es real, aunque la hora sí.

clock-shift-start = Ir al comienzo de mi turno
clock-shift-end = Ir al final de mi turno
clock-plus-day = Avanzar un día
clock-friday = Ir al viernes por la mañana

invalid-clock = Elija `shift-start`, `shift-end`, `friday` o un momento como 2026-11-27T17:00:00Z.

said-moved = El reloj del mercado paralelo avanzó.
said-stayed = No tiene ningún turno por delante: el reloj del mercado paralelo no se movió.
