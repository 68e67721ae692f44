gallery-title = The parts of the pages
gallery-lead = Every part in every state, to be looked at.
gallery-market = Portland Hours
gallery-run-by = Run by Portland Works Co-op under the public rules of POEMs.
gallery-nav-find = Find hours
gallery-nav-bookings = Bookings
gallery-nav-money = Money
gallery-code = Read the code
gallery-rules = Read the rules
gallery-complain = Make a complaint
gallery-accessibility = Accessibility
gallery-clock-start = Go to the start of the shift
gallery-clock-end = Go to the end of the shift
gallery-clock-friday = Go to Friday

gallery-ladder = The price ladder
gallery-day-strip = The day strip
gallery-trade-line = Where this booking stands
gallery-options = Who is free
gallery-form = What do you need?
gallery-refused = A form that was refused
gallery-check = Check before you book
gallery-messages = Messages
gallery-receipt = When it is all done

gallery-you-pay = You pay
gallery-full-price = Full price
gallery-own-price = { $name } asks
gallery-receives = { $name } receives
gallery-fund = First Hire Fund pays
gallery-fund-party = from the First Hire Fund
gallery-fund-why = The fund pays { $amount } an hour when a small business hires someone for the first time.
gallery-share = Market’s share, { $share }
gallery-share-party = to POEMs and Portland Works Co-op
gallery-share-why = The law sets the share. It is taken on what the worker asks, never on tax. Half goes to each.
gallery-tax = Tax held back
gallery-tax-party = to the tax office, in the worker’s name
gallery-tax-why = The rules for this place of work ask for it. It counts towards the worker’s own tax.
gallery-ladder-full = { $name }, kitchen porter, { $hours }
gallery-ladder-plain = The same hours without fund or tax

gallery-barred-minor = people under 18 may not work at night
gallery-barred-rest = a rest is due after 4 hours

gallery-by = by { $moment }
gallery-line-running = Where this booking stands
gallery-line-stopped = A booking that was cancelled
gallery-step-booked = You booked { $name }
gallery-step-held = You paid in { $amount }
gallery-step-held-note = The money is held safe. Nobody can take it until the work is done.
gallery-step-worked = { $name } started work
gallery-step-confirm = Confirm that { $hours } were worked
gallery-step-confirm-note = If you say nothing, { $name } is paid in full then.
gallery-step-paid = { $name } is paid
gallery-step-paid-when = as soon as you confirm
gallery-step-cancelled = { $name } cancelled
gallery-step-cancelled-note = All { $amount } went back to your balance.

gallery-found = { $count ->
    [one] { $count } person is free { $hours }
   *[other] { $count } people are free { $hours }
}
gallery-porter = Kitchen porter
gallery-cook = Cook
gallery-server = Server
gallery-card-checked = Food handler card, checked
gallery-choose = Choose { $name }

gallery-work = Work
gallery-day = Day
gallery-from = Start
gallery-from-hint = On the quarter-hour, such as 5:15pm
gallery-most = The most you want to pay
gallery-most-hint = For all the hours together
gallery-order = Show first
gallery-order-price = The lowest price
gallery-order-kept = The most reliable
gallery-conditions = You give
gallery-uniform = An apron and gloves
gallery-meal = A meal
gallery-note = What should they know?
gallery-note-hint = The door to use, what to wear
gallery-find = Find people
gallery-save = Save for later

gallery-email = E-mail
gallery-email-wrong = Enter an e-mail address such as name@example.com
gallery-password = Password
gallery-password-hint = 12 letters or more. Three words you will remember are fine.
gallery-born = When were you born?
gallery-born-hint = For example, 3 27 1998
gallery-born-wrong = Enter a day that exists
gallery-rate = What you ask for an hour
gallery-rate-missing = Enter what you ask for an hour, such as 18.50
gallery-register = Make my account

gallery-hours = Hours
gallery-place = Place
gallery-book = Book { $name } and pay

gallery-notice-good = Your hours are saved.
gallery-notice-plain = This page brings itself up to date when you load it again.
gallery-notice-caution = Pay only here. Money paid outside the market is not held safe for you.
gallery-notice-bad = The bank did not answer. No money moved. Try again in a minute.
gallery-tag-held = Booked
gallery-tag-paid = Paid
gallery-tag-waiting = Waiting for you
gallery-tag-cancelled = Cancelled
gallery-nobody = Nobody is free at { $time }.
gallery-nearest-time = { $count } free at { $time }
gallery-nearest-place = { $count } free up to { $distance } away


gallery-buyer = Buyer
gallery-seller = Worker
gallery-moved = Paid to { $name } on { $moment }
