# Things and spaces.

front-more = Something else
things-title = Borrow a thing
spaces-title = Use a space
hires-sector = What
hires-post-code = ZIP code near you
hires-from-day = From which day
hires-from = From
hires-until-day = Until which day
hires-until = Until
hires-radius = How far you go
hires-any-distance = Any distance
hires-go = See what is free
hires-none = Nothing of this kind is free then. Try other hours, another kind or a greater distance.
hires-of = of { $name }
hires-bond = Deposit { $money }, comes back
hires-bond-how = You pay the deposit as well. It comes back by itself unless { $name } claims some of it: with a photo, and you are asked first.
hires-owner = Owner
hires-hold-how = We keep it and this price for you for some minutes. You pay nothing yet.
hires-hold = Keep it and continue
invalid-hire = Choose an end after the start, in steps of 15 minutes and at most 400 days later.
hires-found = { $count ->
    [one] { $count } is free
   *[other] { $count } are free
}
hires-choose = Choose { $name }
