chains-title = Several things at once
chains-lead = What needs several people, things and goods together: say what it is for, and see complete options, each at one price. All of it is held and booked together, or nothing.
chains-none = There are no templates yet.
chains-demo = An example: nobody who knows the trade has signed it.
chains-source = Who says so: { $source }
chains-between = From { $least } to { $most }.
chains-where = Post code where the work is
chains-day = First day
chains-from = From when on
chains-until = Until when each day
chains-parts = Change what it is made of
chains-parts-how = Leave empty what should stay as it is.
chains-count = How many
chains-minutes = For how many minutes
chains-go = Find complete options
chains-change = Change the search
chains-found = { $count ->
    [one] One complete option
   *[other] { $count } complete options, the cheapest first
}
chains-nothing = There is no complete option
chains-no-fit = There is something for each part, but not at times that fit together: choose another day, or more time.
chains-missing = Of these there is nothing then:
chains-too-many = At most { $most } things are held together: ask for fewer.
chains-cut = There may be more: not every combination was looked at.
chains-option = { $number }. { $way }: { $money } in all, { $count ->
    [one] one booking
   *[other] { $count } bookings
}
chains-pieces = { $count ->
    [one] one piece
   *[other] { $count } pieces
}
chains-hold-title = Hold one of them
chains-which = Which
chains-which-wrong = Choose one of the options.
chains-sign-in = Sign in to hold one
chains-hold = Hold all of it
chains-hold-how = Nothing is paid yet. All of it is held for some minutes, so that you can look at it and book it. Bonds for what is hired come on top, and come back.

bundles-own = What you have together
bundles-none = You have not held several things together yet.
bundles-bookings = Your bookings
bundle-title = Several things together
bundle-stage-held = Held
bundle-stage-lapsed = Let go
bundle-stage-booked = Booked
bundle-stage-repair = One is missing
bundle-stage-broken = Given up
bundle-stage-ended = Over
bundle-members = What belongs to it
bundle-member-lost = Called off by the seller
bundle-member-replaced = Called off, and replaced
bundle-bond-besides = and a bond
bundle-pays = You pay in all
bundle-held-until = Held until { $until }.
bundle-repair-until = Choose another until { $until }; else what is left is called off.
bundle-is-booked = All of it is booked.
bundle-is-lapsed = It was let go, and nothing is owed.
bundle-is-broken = What could be called off was. Whoever broke it owes what that cost.
bundle-is-ended = All of it is over.
bundle-agree-how = One word books all of it. What you pay, and bonds for what is hired, are taken from your money and held until you have what you booked.
bundle-agree = Book all of it for { $money }
bundle-release = Let go of all of it
bundle-replace-title = Choose another: { $what }
bundle-replace-none = There is nobody else for this time.
bundle-replace-which = Which
bundle-replace-wrong = Choose one of them.
bundle-replacement = { $name }, { $money }
bundle-replace = Book it instead
bundle-give-up-title = Or give it up
bundle-give-up-how = What is left and has not begun is called off. You pay { $money } for that, and whoever broke it owes you as much.
bundle-give-up = Give it up

said-bundle-held = All of it is held for you.
said-bundle-booked = All of it is booked.
said-bundle-released = It is let go.
said-bundle-replaced = Another is booked in its place.
said-bundle-given-up = It is given up.

inbox-bundle = See all of it

invalid-template = There is no such template: see what there is under several things at once.
invalid-answers = Write each answer as its name, a colon and a number, with commas between: rooms:3.

notice-bundles-booked = All of it is booked: { $members } bookings, for which you pay { $pays }. It is held until you have what you booked.
notice-bundles-lost = One of your bookings was called off by its seller. Choose another until { $until }; else what is left of the chain is called off.
notice-bundles-broken = Your chain is over: what could be called off was, for { $money }. Whoever broke it owes you as much.
notice-bundles-amends = You called off part of a chain, and nothing took its place: you owe { $money } for what the others cost.

refusal-bundles-not-these-members = { $least } to { $most } things are held together: choose more, or fewer.
refusal-bundles-bad-member = Number { $number } does not fit: choose a time for work and hires, and how many for goods.
refusal-bundles-several-currencies = These are paid in several currencies: choose what is paid in one.
refusal-bundles-bundle-not-now = This is not done now: look at it again to see where it stands.
refusal-bundles-total-changed = The price of all of it is now { $pays }: look at it again before you agree.
refusal-bundles-bundle-over = The time for this is over: look at it again to see how it ended.
refusal-bundles-not-lost = Nothing is missing there: look at it again to see what is.
refusal-bundles-another-sector = This is of another kind than what was lost: choose something of the same kind.
