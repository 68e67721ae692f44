search-title = What do you need?
search-again = Search again
search-sector = Kind of work
search-post-code = ZIP code of the work
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
search-summary = { $sector } near { $place }, { $hours } ({ $length }).
search-change = Change
search-choose = Choose { $name }
search-order = Why this order?
search-order-how = The lowest price for you in all comes first. Where two are the same, the nearer one does. Nobody can pay to stand higher.
search-price-time = Prices made { $moment }.
search-nobody = Nobody can come on { $moment }.
search-nearest = { $count ->
    [one] { $count } person free on { $moment }
   *[other] { $count } people free on { $moment }
}
search-nobody-else = You can also try another length or a place nearby.

price-pays = You pay
price-other-pays = { $name } pays
price-full = Full price
price-own = { $name } asks
price-receives = { $name } receives
price-evening = Evening and night, { $from } to { $until }
price-operator = Market’s share, { $share }
price-operator-party = to the operator
price-operator-why = It pays for running the market. It is the same for everybody, and is taken on the seller’s own price alone.
price-franchise = Local share, { $share }
price-franchise-party = to { $market }
price-franchise-why = It pays the people who run the market in this area.
price-subsidy-party = paid by a fund
price-pot-party = to the worker’s own tax pot
price-authority-party = to the tax authority { $authority }

check-title = Check before you book { $name }
check-back = Back to the results
check-price = The price, line by line
check-ladder = Where the money for { $name } goes
check-terms = What you agree to
check-rules = The rules that were checked
check-rules-how = { $count ->
    [one] { $count } rule was checked, and it allows this booking.
   *[other] { $count } rules were checked, and they allow this booking.
}
check-rules-link = See each rule and what it said
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

trace-title = The rules that were checked
trace-lead = Each rule says in plain words what it asks, and what it said here.
trace-back = Back to check
trace-outcome = It said:
trace-passes = Nothing against this booking.
trace-refuses = This booking is not allowed.
trace-warns = This booking is allowed, with a warning.
trace-floor = These hours may not cost less than it says below.
trace-cap = These hours may not cost more than it says below.
trace-subsidy = A fund pays a part.
trace-adds = It adds a line to the price.
trace-how = How it came to this
trace-check = Check it yourself
trace-pack = The rulebook:
trace-facts = The facts it was told:
