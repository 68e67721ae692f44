# The parallel market and its clock.

parallel-label = Parallel market
parallel-title = Parallel market:
parallel-money = no money here is real.
parallel-clock = Clock:
parallel-move = Move the clock

simulated-label = Simulated bank
simulated-title = This market’s bank is simulated:
simulated-money = no money here is real, though the clock is.

clock-shift-start = Go to the start of my shift
clock-shift-end = Go to the end of my shift
clock-plus-day = Go one day on
clock-friday = Go to Friday morning

invalid-clock = Choose `shift-start`, `shift-end`, `friday`, or a moment such as 2026-11-27T17:00:00Z.

said-moved = The clock of the parallel market has moved.
said-stayed = You have no shift ahead: the clock of the parallel market stayed.
