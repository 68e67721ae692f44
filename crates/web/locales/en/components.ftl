page-skip = Skip to the main part
page-title = { $title } – { $market }
page-title-error = Error: { $title } – { $market }
page-nav = Main
page-crumbs = You are here
page-open = Every rule, price and line of code of this market is public.

parallel-label = Parallel market
parallel-title = Parallel market:
parallel-money = no money here is real.
parallel-clock = Clock:
parallel-move = Move the clock

notice-done = Done.
notice-warning = Take care.
notice-problem = Problem.


empty-nearest = The nearest we can offer:

summary-change = Change

form-problems = There is a problem
form-error = Error:
form-month = Month
form-day = Day
form-year = Year

ladder-open = Where the money goes
ladder-made-of = How this price is made

day-strip-title = { $name }, { $day }
day-strip-free = Free { $hours }
day-strip-taken = Taken { $hours }
day-strip-chosen = Your hours { $hours }
day-strip-barred = Not allowed { $hours }: { $why }
day-strip-nothing = No hours on offer this day

trade-line-done = Done
trade-line-now = Now
trade-line-next = Next
trade-line-stopped = Stopped

option-kept = { $of ->
    [one] Kept { $kept } of { $of } booking so far
   *[other] Kept { $kept } of the last { $of } bookings
}
option-new = New here: no bookings yet
option-away = { $distance } away
option-ladder = Where the money for { $name } goes
option-order = Why this order?

receipt-title = Receipt
receipt-number = Number { $number }
receipt-ladder = Where the money went
receipt-check = Anyone can check this receipt with the code
receipt-print = Print this receipt
