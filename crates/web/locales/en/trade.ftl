# The trade: its page, stages, timeline, notices and refusals.

trade-line-done = Done
trade-line-now = Now
trade-line-next = Next
trade-line-stopped = Stopped
trade-title = { $name }, { $work }
trade-facts = The booking
trade-money = The money
trade-ladder = The price as agreed
trade-ladder-settled = The price as paid
trade-you = You
trade-seller = Works
trade-lends = Lends
trade-sells = Sells
trade-buyer = Pays
trade-for = For
trade-reference = Reference
trade-papers = Papers
trade-contract = Read the contract
trade-receipt = See the receipt
trade-book-title = Book with { $name }
trade-held-until = This is kept for you until { $moment }.
trade-balance = Your balance is { $money }.
trade-short = You need { $money } more. Add it from your bank, then book.
trade-book = Book and pay { $money }
trade-extend = I need more time
trade-let-go = Let it go
trade-lapsed = This is no longer kept for you. You paid nothing.
trade-search-again = Search again
arrival-title = Where the work is
arrival-known = { $street }. Change it, or say how to arrive
arrival-street = Street and number
arrival-street-hint = In the ZIP code you searched. The worker sees it once it is booked.
arrival-note = For arriving
arrival-note-hint = Which door, whom to ask for, what to wear. You can leave it empty.
arrival-phone = { $name }’s telephone
trade-code = Your code: show it when you meet
trade-unpaid = Nobody pays anything: this time is given.
trade-agree-unpaid = Agree
trade-bond = { $money } of it is a deposit. It comes back when all is well.
trade-and-bond = And { $money } as a deposit, which comes back when all is well.

trades-title = Your bookings
trades-none = You have no bookings yet.
trades-find = Find someone for a few hours
trades-work = Offer your own hours
trades-open = To come
trades-over = Over
trades-you-pay = You pay { $money }
trades-you-receive = You receive { $money }
trades-unpaid = Unpaid

steps-label = Where this booking stands
steps-by = by { $moment }
steps-claimed = Claimed some of the deposit
steps-handed-over = Handed over or sent
steps-agree = { $you ->
    [yes] You agree
   *[no] { $name } agrees
}
steps-begin-work = { $you ->
    [yes] You work
   *[no] { $name } works
}
steps-begin-use = { $you ->
    [yes] You hand it over
   *[no] { $name } hands it over
}
steps-begin-bond = The deposit is kept safe
steps-begin-goods = { $you ->
    [yes] You get the goods ready
   *[no] { $name } gets the goods ready
}
steps-begin-other = { $you ->
    [yes] You do your part
   *[no] { $name } does their part
}
steps-record-work = { $you ->
    [yes] You write down the hours
   *[no] { $name } writes down the hours
}
steps-record-use = { $you ->
    [yes] You enter the code at handover
   *[no] { $name } enters the code at handover
}
steps-record-bond = { $you ->
    [yes] You get it back, or claim a damage
   *[no] { $name } gets it back, or claims a damage
}
steps-record-goods = { $you ->
    [yes] You hand over or send the goods
   *[no] { $name } hands over or sends the goods
}
steps-record-other = { $you ->
    [yes] You say what is due
   *[no] { $name } says what is due
}
steps-confirm-work = { $you ->
    [yes] You confirm the hours
   *[no] { $name } confirms the hours
}
steps-confirm-use = { $you ->
    [yes] You confirm the handover
   *[no] { $name } confirms the handover
}
steps-confirm-bond = { $you ->
    [yes] You answer the claim
   *[no] { $name } answers the claim
}
steps-confirm-goods = { $you ->
    [yes] You confirm that it arrived
   *[no] { $name } confirms that it arrived
}
steps-confirm-other = { $you ->
    [yes] You confirm
   *[no] { $name } confirms
}
steps-answer = { $you ->
    [yes] You answer the report
   *[no] { $name } answers the report
}
steps-pay = { $you ->
    [yes] You add the money
   *[no] { $name } adds the money
}
steps-settle = Both agree on an amount

papers-back = Back to the booking

stage-held = Held, not booked yet
stage-lapsed = Let go
stage-booked = Booked
stage-recorded = To confirm
stage-reported = Reported
stage-overdue = Money missing
stage-disputed = In dispute
stage-kept = Done
stage-settled = Settled
stage-cancelled = Called off
stage-missed = Nothing came, money back
stage-returned = Sent back, money back
stage-buyer-absent = Not collected
stage-unpaid = Not paid

promise-work = Work
promise-use = Use
promise-bond = Deposit
promise-goods = Goods
promise-milestone = Stage of a work
promise-licence = Licence
promise-advance = Loan
promise-repayment = Repayment
promise-premium = Premium
promise-cover = Cover
promise-grant = Grant
promise-amends = Amends

part-hours = { $length }
part-distance = { $distance } away
part-pieces = { $count } × { $title }
part-recorded = { $length } written down
part-waiting = Not paid in yet
part-open = Money held safe
part-recorded-stage = Waits to be confirmed
part-reported = Reported as not come
part-overdue = The money did not come
part-disputed = The two sides disagree
part-closed = Done
part-void = Replaced

silence-lapse = Otherwise it is let go, and nothing is paid.
silence-nudge = Both are reminded.
silence-collect = Otherwise it is tried again.
silence-confirm = Saying nothing counts as yes.
silence-all = If nobody says anything, all of it is paid.
silence-nothing = If nobody says anything, the money goes back.
silence-settle = If nobody accepts an offer, half of what is disputed is paid, but no less than was offered and no more than was asked.

event-held = Kept for the buyer
event-extended = More time to decide
event-lapsed = Let go, nothing to pay
event-booked = Agreed, money held safe
event-funded = Money held safe
event-overdue = The money did not come
event-recorded = Written down as done
event-not-taken = Written down: nobody was there to take it
event-confirmed = Confirmed and paid
event-approved = Nobody objected in time, and it was paid
event-objected = Disagreed with what was written down
event-offered = Offered an amount to settle
event-settled = Settled by agreement
event-settled-by-time = Nobody accepted in time: settled as the contract says
event-sent-back = Asked for it again
event-reported = Reported that nothing came
event-return-reported = Sent back
event-missed = Nothing came, all money back
event-returned = Back with the seller, money back
event-unclaimed = Nothing was claimed, the deposit is back
event-brought-back = Brought back
event-arrived = Arrived
event-evidence-added = Something was added
event-called-off-by-buyer = Called off by the buyer
event-called-off-by-seller = Called off by the seller
event-called-off-with-others = Called off with others, of which one was lost
event-collected = What was owed was paid
event-collected-in-part = Some of what was owed was paid
event-given-up = What was owed was given up

given-agreed = Agreed
given-confirmed = Confirmed
given-approved = Nobody objected in time, and it counts as confirmed

notice-trade-booked-seller = You are booked. It begins { $starts } and you receive { $receives }. Look at the booking for the place.
notice-trade-booked-buyer = Your booking is made. It begins { $starts } and costs { $pays }. Your money is held safe until it is done.
notice-trade-agreed-unpaid = It is agreed. It begins { $starts }. Nobody pays anything.
notice-trade-prompt-hours = The work is over. Write down your hours by { $approves }, or all booked hours count as worked.
notice-trade-prompt = It is over. Say by { $until } what became of it.
notice-trade-recorded-hours = { $worked_minutes } were written down. Confirm by { $approves }; if you say nothing, these hours count as right.
notice-trade-recorded = It was handed over or sent. Confirm by { $approves }; saying nothing counts as yes.
notice-trade-claimed = { $money } of your deposit are claimed. Answer by { $approves }; saying nothing counts as yes.
notice-trade-not-taken = The other side says that you were not there. { $money } would be paid. Answer by { $approves }.
notice-trade-reported = The other side says that nothing came. If it did, say so by { $answer_by }, or the money goes back.
notice-trade-return-reported = The other side sends it back. Say by { $answer_by } whether it came; then the money goes back.
notice-trade-missed = Nobody answered the report that nothing came. The money went back.
notice-trade-return-accepted = What you sent back arrived. { $money } are back in your balance.
notice-trade-objected = The other side disagrees. { $money } are in dispute: offer an amount, or accept one, by { $until }.
notice-trade-offered = The other side offers to settle at { $money }. Look at the booking to accept or offer another.
notice-trade-sent-back = The other side wants it done again by { $until }.
notice-trade-paid = You received { $money }. It is in your balance now.
notice-trade-settled = You paid { $money }. Your receipt is ready with the booking.
notice-trade-bond-back = { $money } of your deposit are back in your balance.
notice-trade-brought-back = The other side says that it is back. If something is wrong, claim it by { $until }.
notice-trade-called-off = The booking for { $starts } was called off. The sum for your side is now { $money }. Look at the booking to see why.
notice-trade-overdue = The money for a booking did not come. It is tried again; add money to your balance if it is yours to pay.
notice-trade-given-up = The money for a booking never came, and it is not tried again.

refusal-trade-not-the-buyer = Only the person who booked can do this: sign in with that account.
refusal-trade-not-the-seller = Only the person who was booked can do this: sign in with that account.
refusal-trade-not-a-side = Only the two people of this booking can do this: sign in with the account of one of them.
refusal-trade-own-offering = You cannot book yourself: choose another person.
refusal-trade-in-bundle = This is held together with others: book or let go of all of them at once.
refusal-trade-not-of-this-kind = This step does not belong to such a booking: look at the booking to see what comes next.
refusal-trade-price-changed = You pay only a price that you have seen, and it is now { $pays }: look at it again, then book or choose another person.
refusal-trade-changed = You confirm only what you have seen, and it has changed: look at the booking again.
refusal-trade-hold-ended = We keep things for a short time only, and that time is over: choose again.
refusal-trade-no-more-extensions = You have asked for more time as often as you can: book now, or let it go.
refusal-trade-no-more-time = This cannot be booked any later than { $ends }, so it is not kept any longer: book now, or let it go.
refusal-trade-too-many-holds = You can keep { $most } things at once while you decide, and the first of them ends { $ends }: book one of them, or let one go.
refusal-trade-day-is-held = Others are deciding about { $most } bookings on that day, as many as may be open at once: try again in a few minutes, or choose another day.
refusal-trade-not-begun = This has to wait until it begins: come back from { $starts } on.
refusal-trade-begun = This can be done only before it begins, and it has begun: look at the booking to see what comes next.
refusal-trade-not-over = This has to wait until it is over: come back from { $ends } on.
refusal-trade-not-now = { $stage ->
    [held] This is kept but not booked yet, so it has to wait: book it first.
    [lapsed] The time to decide is over and this was let go: search again to book.
    [booked] This is booked, so this step is done or has to wait: look at the booking to see what comes next.
    [waiting] The money for this is not due yet, so this has to wait: look at the booking for the day.
    [open] This step has to wait: look at the booking to see what comes next.
    [recorded] What is due is written down, so this can no longer be done: look at the booking to see what comes next.
    [reported] A report says that nothing came, so this has to wait: look at the booking to see who answers by when.
    [disputed] The two sides disagree, so this has to wait: offer an amount or accept one.
    [closed] This is settled, so nothing about it can change: look at the receipt.
    [ended] This booking is over, so nothing about it can change: look at the receipt.
   *[other] This booking has moved on, so this cannot be done now: look at the booking to see what comes next.
}

refusal-arrival-no-street = Whoever works has to find the way, and we know no street of yours in this ZIP code: write street and number.

trade-code-start = { $name } enters it to begin. Then another one stands here.
trade-code-stop = { $name } began { $moment }. Show this code when the work is over: { $name } enters it, and the hours are written down for you to confirm.

event-started = Begun at the door
event-stopped = Ended at the door
event-runs-late = Said that it will be late

notice-trade-started = The work began { $started }. When it is over, show the new code on the booking’s page.
notice-trade-late = The other side will be { $late_minutes } late. The price and the hours stay as they are.

trade-replace-title = Find somebody else
trade-replace-how = { $length } are left, until { $moment }. You see who is free and near with today’s prices; the street and what to know on arriving are kept. Nothing is booked before you say so.
trade-replace = Who is free now?
trade-again = Book { $name } again

notice-trade-seller-called-off = The other side called off the booking for { $starts }. All your money is back. The booking’s page finds somebody else for the same hours with one button.
trade-calendar = Put it into my calendar

step-start-ahead = When you come, { $name } shows you a code of six digits: enter it here, and your time begins.
trade-hours-by-hand = No code? Write your hours down by hand
trade-hours-written = Your hours are written down
trade-hours-change = Change the hours
trade-hours-until = { $length }. { $name } says whether that is right by { $moment }; if they say nothing, you are paid.
trade-hours-sent = { $length }. { $name } says whether that is right.
trades-asks = To do
asks-book = Book it, or let it go
asks-record = Write your hours down
asks-begin = Now: enter the code
asks-confirm = Say whether it is right
asks-answer = Answer what was reported
asks-settle = Settle it
asks-pay = Add the money
trade-time = Time
