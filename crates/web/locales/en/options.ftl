# Options assembly: the search for work, and the check before a booking.

search-paid = Pay
search-paid-yes = Paid work
search-paid-no = Unpaid help, for charities and public bodies
search-title = What do you need?
search-again = Search again
search-sector = Kind of work
search-post-code = ZIP code
search-post-code-hint = For example 97214
search-date = Day
search-from = From
search-minutes = For how long
search-go = See who is free
search-date-wrong = Choose a day
search-date-past = Choose a time that has not passed yet
search-from-wrong = Choose when the work begins
search-minutes-wrong = Choose how long the work takes
search-found = { $count ->
    [0] Nobody is free then
    [one] { $count } person is free
   *[other] { $count } people are free
}
search-found-more = More than { $count } people are free
search-sort = In which order
search-sort-price = Lowest price
search-sort-distance = Nearest
search-sort-record = Most bookings kept
search-sort-favorites = Favorites first
search-radius = Within
search-show = Show
search-shown = { $from } to { $until } of { $count } people
search-next = Next
search-before = Before
search-summary = { $sector } near { $place }, { $hours } ({ $length }).
search-change = Change
search-choose = Choose { $name }
search-order = Why this order?
search-order-how = The lowest price for you in all comes first. Where two are the same, the nearer one does. Nobody can pay to stand higher.
search-order-chosen = You chose this order. Those that are alike in it stand by the lowest price for you in all. Nobody can pay to stand higher.
search-price-time = Prices made { $moment }.
search-nobody = Nobody can come on { $moment }.
search-twice = On this day the clock shows it twice; this is { $time }.
search-twice-other = Look from { $time } on
search-nearest = { $count ->
    [one] { $count } person free on { $moment }
   *[other] { $count } people free on { $moment }
}
search-nobody-else = You can also try another length or a place nearby.

day-strip-title = { $name }, { $day }
day-strip-free = Free { $hours }
day-strip-taken = Taken { $hours }
day-strip-chosen = Your hours { $hours }
day-strip-barred = Not allowed { $hours }: { $why }
day-strip-nothing = No hours on offer this day

option-kept = { $of ->
    [one] Kept { $kept } of { $of } booking so far
   *[other] Kept { $kept } of the last { $of } bookings
}
option-new = New here: no bookings yet
option-in-all = you pay in all
option-away = { $distance } away
option-ladder = Where the money for { $name } goes
option-order = Why this order?

check-title = Check before you book { $name }
check-back = Back to the results
check-price = The price, line by line
check-ladder = Where the money for { $name } goes
check-terms = What you agree to
check-who = Who
check-record = Record
check-work = Work
check-when = When
check-where = Where
check-travel = Distance
check-sign-in-first = To hold this, sign in first. You come back to this page.
check-sign-in = Sign in and continue
check-hold-how = We keep these hours and this price for you for some minutes. You pay nothing yet.
check-hold = Hold and continue

terms-escrow = Your money is held safe until you confirm. Only then { $name } is paid.
terms-free = You can call off free of charge until { $hours } before the start.
terms-late = Later, calling off costs { $share } of the price.
terms-always-free = Calling off costs nothing until it is handed over or sent.
terms-seller = If { $name } calls off or nothing comes of it, you pay nothing.
terms-silence = If nobody says anything for { $hours } after the end, it counts as confirmed.
terms-free-until = You can call off free of charge until { $moment }.

invalid-minutes = Choose a length in steps of 15 minutes, up to 400 days.
invalid-quarter = Choose a time on the quarter-hour, such as 17:00 or 17:15.

search-with = Whom you asked for stands first, if they are free.
search-without = Whoever did not come is not shown.
