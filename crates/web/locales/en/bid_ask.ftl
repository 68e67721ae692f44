# Books of orders: hours of work by the hour, bids and asks, and what comes of them.

books-title = Hours by the book
books-lead = An hour of one kind of work, at one place, on one morning, afternoon or evening. Whoever wants hours says the most they pay, whoever works says the least they take, and where the two meet a booking is made.
books-none = No book is open now. Open one for the work that you want or do.
books-more = The next ones
books-open = Open a book
books-open-lead = There is one book for each kind of work, place, day and part of the day. If somebody has opened it already, you come to it.
books-open-go = Go to the book
books-part = Part of the day
books-morning = morning
books-afternoon = afternoon
books-evening = evening
books-what = { $sector }, { $day }, { $part }, { $place }
books-traded = Your books
books-traded-none = You have traded in no book yet.
books-collecting = Collected, then called
books-continuous = Trades at once
books-closed = Closed
books-best-ask = Offered from { $money } an hour.
books-best-bid = Wanted at up to { $money } an hour.
books-no-ask = Nobody offers hours now.
books-no-bid = Nobody waits for hours now.
books-closes = Takes orders until { $moment }
books-call-at = Called about { $moment }, at one price for all
books-an-hour = an hour, the mark-up not counted
books-offered = Offered
books-wanted = Wanted
books-level = { $hours } at { $money } an hour
books-order = Place an order
books-how = It binds you. What you want is set aside with the mark-up, at your price; what it costs less is yours again. What you offer is out of your calendar. You can take an order back until it trades.
books-sign-in = Sign in to place an order
books-side = What do you want to do?
books-buy = Have hours worked
books-sell = Work hours
books-hours = How long
books-price = The most you pay, or the least you take, for an hour
books-price-hint = In steps of { $money }. The mark-up comes on top of what you pay.
books-kind = If it does not trade at once
books-kind-limit = It waits in the book
books-kind-market = It trades near the best price, and the rest goes
books-kind-immediate = The rest goes
books-kind-whole = It trades whole and at once, or not at all
books-kind-post = It waits, and goes if it would trade at once
books-street = Street and number of the work
books-street-hint = If you have hours worked. Without it, your own, where that is in the post code.
books-order-go = Place it
books-offer-first = To work hours here, offer this work first, with your usual hours.
books-own = Your orders
books-own-bid = { $hours } wanted at up to { $money } an hour
books-own-ask = { $hours } offered from { $money } an hour
books-own-left = { $hours } of it left
books-own-open = { $count ->
    [one] { $count } order is open.
   *[other] { $count } orders are open.
}
books-own-set-aside = { $money } is set aside here.
books-take-back = Take it back
books-stage-waiting = Its turn comes
books-stage-resting = In the book
books-stage-filled = Booked
books-ended-cancelled = Taken back
books-ended-expired = Its time was over
books-ended-no-more = Not enough to trade with
books-ended-own-order = It met your own order
books-ended-halted = Trading was halted
books-ended-out-of-band = Too far from the last prices
books-ended-would-trade = It would have traded at once
books-ended-bad-order = Not taken while orders are collected
books-last = Traded last
books-traded-line = { $hours } at { $money } an hour, { $moment }
books-journal = { $count ->
    [one] { $count } round so far: what was asked and what came of it is public, without names.
   *[other] { $count } rounds so far: what was asked and what came of it is public, without names.
}
books-look-again = See how it stands now

said-order-placed = It is placed, and takes its turn.
said-order-leaves = It leaves the book in its turn, and can still trade until then.

notice-book-ended = { $hours } hours of your order ended without a booking. What was set aside for them is yours again, and hours you offered are free.
notice-book-bought = { $hours } hours are booked for you at { $each } an hour.
notice-book-sold = You sold { $hours } hours at { $each } an hour: see your bookings.
notice-book-released = { $hours } hours that had met could not be booked: a rule forbids it by now. Nothing is set aside for them.

refusal-bid-ask-not-that-day = Books take orders until the evening before, for up to { $most_days } days ahead: choose another day.
refusal-bid-ask-over = This book takes no orders any more: look for another day.
refusal-bid-ask-not-so-many = { $most } orders at most are placed at once: send fewer.
refusal-bid-ask-full = There is no room for more orders in this book: look for another.
refusal-bid-ask-too-many-orders = You place { $most } orders at most in a book, and those are placed: look for another.
refusal-bid-ask-not-these-hours = An order is for 1 to { $most } hours: write another number.
refusal-bid-ask-not-that-price = Prices are whole steps of { $tick }, up to { $most } an hour: write another.
refusal-bid-ask-not-that-long = An order waits some minutes at least, and no longer than its book: say another length, or none.
refusal-bid-ask-no-time = An order that trades only at once waits for nothing: leave the length empty.
refusal-bid-ask-no-offering = Offer this work first, and name the offering: then you can work hours here.
refusal-bid-ask-other-offering = Hours of another offering of yours are in this book: name that one.
refusal-bid-ask-too-few-free = You have { $free } hours free in that part of the day: offer so many, or change your hours.
refusal-bid-ask-no-such-order = You have no such order here that could be taken back.

moved-order = Set aside for orders in a book
moved-order-over = Orders in a book: free again
inbox-book = See the book
