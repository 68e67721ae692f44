# Stored availability: work, things and spaces.

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
hires-found = { $count ->
    [one] { $count } is free
   *[other] { $count } are free
}
hires-choose = Choose { $name }

invalid-hire = Choose an end after the start, in steps of 15 minutes and at most 400 days later.

refusal-stored-availability-too-far = This person goes up to { $most_meters } from home: choose a nearer place, or another person.
refusal-stored-availability-too-long = This can be had for { $most_days } days at most: choose a shorter time.
refusal-stored-availability-not-so-paid = This work is given, not sold, or sold and not given: search for the other kind.
refusal-stored-availability-not-open = Nobody can book this work while it is not on offer: choose another person.
refusal-stored-availability-past = A booking has to begin later than now: choose a later time.
refusal-stored-availability-too-far-ahead = Bookings begin on { $latest } at the latest: choose an earlier day.
refusal-stored-availability-too-soon = This worker needs more notice: choose a start from { $earliest } on, or another person.
refusal-stored-availability-too-short = This worker takes bookings of { $least_minutes } or more: add time, or choose another person.

said-held = This is kept for you while you decide.

weeks-link = Book the same again for several weeks
weeks-title = { $name }, the same again
weeks-lead = These are the weeks that { $name } is free for the same hours, each with its own price. Each is a booking of its own.
weeks-which = Which weeks?
weeks-hint = They are kept for you while you decide. You book and pay each by itself.
weeks-one = { $hours }: you pay { $money }
weeks-hold = Keep these for me
weeks-none = None of the next weeks can be.
weeks-others = These cannot be
said-weeks-held = They are kept for you for a short time. Open each to book it.

refusal-weeks-not-these-weeks = Choose at least one week, each once, and none more than { $most } weeks ahead.
