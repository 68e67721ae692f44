# Needs: what somebody looks for, saved, and when all of it can be had together.

needs-title = What you need
needs-lead = Say once what you need, however many people and things, and the market keeps looking. It tells you when all of it can be had together, at one price.
needs-none = You have saved nothing yet.
needs-new = Save what you need
need-part = { $count } × { $sector }
need-days = { $days }, from { $from } to { $until }, at { $time } for { $length }
need-found = All of it can be had
need-found-on = on { $day } for { $cost }
need-waiting = Not all of it yet
need-looked = looked for { $moment }
need-what = What
need-when = When
need-where = Where
need-most = At most
need-any-price = any price
need-any-day = Any day
need-asked = What you asked for
need-met = All of it can be had { $when }
need-met-cost = { $cost } in all
need-met-how = These are the cheapest now. Nothing is held for you until you hold it: hold one after the other, and pay for them only once you have them all.
need-choose = Check and hold { $name }
need-not-yet = Not all of it can be had together yet
need-not-yet-how = The market keeps looking and tells you at once. More days, or a higher price, make it more likely.
need-order = Why these?
need-order-how = Of each kind those for whom you pay least in all, mark-up and taxes included; who is wanted for two kinds goes where nobody else can. Nobody can pay to be named here.
need-forget = Forget it
need-new-lead = Nobody else sees it, and nothing is held or paid. The market looks for it now, and again after { $time } each time.
need-new-name = What you call it
need-new-name-hint = So that you know it again, such as “Saturday crew”
need-new-part = Kind { $number }
need-new-sector = What
need-new-count = How many
need-new-more = More kinds of people or things
need-new-where = Post code where it is needed
need-new-from-day = The first day that will do
need-new-until-day = The last day that will do
need-new-weekdays = Days of the week that will do
need-new-weekdays-hint = Leave them empty for any day.
need-new-most = At most, for all of it
need-new-most-hint = What you would pay in all. Leave it empty for any price.
need-new-go = Save and look

inbox-need = What you need

said-need-saved = Saved. The market is looking.
said-need-forgotten = Forgotten. It is looked for no more.

notice-need-found = All that you need can be had together: { $starts }, for { $cost } in all.
notice-need-over = The last day for what you needed is over. It is looked for no more.

refusal-needs-too-many = You have { $most } needs saved, which is the most. Forget one first.
refusal-needs-not-these-parts = A need asks for one kind of people or things to { $most } kinds.
refusal-needs-sector-twice = The same kind is asked for twice. Name it once, with how many.
refusal-needs-not-in-sector = Needs are for people’s work and for things and spaces to hire. Goods are ordered from the catalogue.
refusal-needs-not-that-many = Of one kind, ask for one to { $most }.
refusal-needs-too-far-ahead = The last day is at most { $most_days } days from now.
refusal-needs-bad-need = { $field ->
    [weekdays] None of the days lies between the first and the last. Choose other days.
    [from_on] The first day is over. Choose a later one.
    [until_on] The last day comes before the first. Choose a later one.
    [from] Choose a time on the quarter-hour.
    [minutes] Choose how long it takes, up to a day, in quarter-hours.
   *[other] Write an amount above zero, or leave it empty.
}
