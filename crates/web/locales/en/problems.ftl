# Sentences whose key is known only at run time. Each names the rule and the next step.

refusal-ledger-insufficient = Money has to be in your balance before it can be spent: put in { $missing } more and try again.
refusal-ledger-nothing-to-move = A payment has to move more than nothing from one account to another: write an amount above zero.
refusal-ledger-not-pending = This money was paid out or given back before, and that happens only once: look at your statement.
refusal-ledger-more-than-reserved = No more can be paid than was set aside: choose { $reserved } or less.

refusal-users-name-taken = Each e-mail address has one account, and this one has an account already: sign in instead.
refusal-users-operators-never-trade = People who run the market never buy or sell in it: use an account that is not theirs.

refusal-assets-unknown-sector = We do not know this kind of work: choose one from the list.
refusal-assets-unknown-place = We do not know this ZIP code: check its five digits and write it again.
refusal-assets-bad-price-rule = { $field ->
    [hourly] Your pay for an hour has to be above zero: write an amount such as 18.50.
    [minimum_minutes] Your shortest booking has to be 15 minutes or more: write a longer time.
    [currency] A price is in the currency that is used where it is offered: write an amount of that.
    [longer_discount_bp] A discount for longer bookings can be from 0% to 90%: write a share in between.
   *[other] No part of your price can be below zero: write zero or more in each box.
}

refusal-availability-not-offered = You can book only hours that the worker offers, and these are not: choose other hours or another person.
refusal-availability-taken = Somebody else has some of these hours now: choose other hours or another person.
refusal-availability-not-held = Only hours that are kept can be given back, and these are free already: there is nothing more to do.
refusal-availability-past = You can change only hours that are not over: choose a later time.
refusal-availability-too-many = You can keep { $most } changes to your usual week at a time: remove one before you add another.

refusal-stored-availability-not-open = Nobody can book this work while it is not on offer: choose another person.
refusal-stored-availability-past = A booking has to begin later than now: choose a later time.
refusal-stored-availability-too-soon = This worker needs more notice: choose a start from { $earliest } on, or another person.
refusal-stored-availability-too-short = This worker takes bookings of { $least_minutes } or more: add time, or choose another person.

refusal-booking-checks-denied = This booking is not allowed by the rule “{ $rule }”. Read it in the list of rules, then choose other hours or another person.
refusal-booking-checks-below-floor = These hours must pay { $least } or more, by the rule “{ $rule }”: choose another person, or ask for a higher price if it is your work.

refusal-payment-transfer-not-this-amount = You can move more than zero and up to { $most } at once: write an amount in between.
refusal-payment-transfer-concluded-before = The bank answered for this payment before, and its first answer stays: look at your statement.

problem-request-invalid = Something you wrote does not fit: change the boxes that are marked and send it again.
problem-request-not-found = There is nothing here that you can see: check the address, or sign in if it is yours.
problem-request-signed-out = You have to be signed in for this: sign in and you can go on.
problem-request-forged = A change made by cookie must show that its page was yours: load the page again, or send the header X-CSRF that your account shows.
problem-request-key-reused = This key was used before for something else: send what was sent then, or take a new key.
problem-request-unavailable = The market is busy and nothing was changed: send it again in a minute.
problem-request-internal = Something went wrong on our side, and it is not your fault: try again, and give us the reference if it stays.
problem-request-key-missing = Each change needs a key of its own, so that it is never made twice: send it again with the header Idempotency-Key.
problem-request-malformed = We could not read what was sent: check how it is written and send it again.
problem-request-too-large = What was sent is too big: send something shorter.
problem-request-method = This address does not do that: look in the description of the interface for what it does.

problem-title-unreadable = Not readable
problem-title-signed-out = Not signed in
problem-title-forbidden = Not yours to do
problem-title-not-found = Not found
problem-title-method = Not possible here
problem-title-moved-on = No longer possible
problem-title-refused = Refused
problem-title-unavailable = Busy
problem-title-internal = A fault of ours

invalid-after = Begin at the start of the list, or take the address of the next page as the page before gave it.
invalid-amount = Write an amount above zero, for example 18.50.
invalid-born-on = Write the day you were born, for example 3 27 1998.
invalid-date = Choose a day and a start time that exist on the clock there.
invalid-email = Write an e-mail address such as name@example.com.
invalid-clock = Choose `shift-start`, `shift-end`, `friday`, or a moment such as 2026-11-27T17:00:00Z.
invalid-currency = Choose a currency that this market pays in, such as USD.
invalid-language = Choose en or es.
invalid-minutes = Choose a length in steps of 15 minutes, up to 400 days.
invalid-name = Write the name that others see. If it is very long, make it shorter.
invalid-password = Write a password of 12 characters or more. Three words you remember are enough.
invalid-post-code = Write a ZIP code of five digits that we know, for example 97205.
invalid-quarters = Write hours from one quarter-hour to a later one, such as 17:00 to 21:15.
invalid-sector = Choose a kind of work from the list.
invalid-sign-in = E-mail address and password do not belong together: check both and try again.

notice-payment-deposit-done = { $money } from your bank is in your balance. You can spend it now.
notice-payment-deposit-failed = The bank did not send { $money }. Nothing was taken; check with your bank and try again.
notice-payment-payout-done = { $money } went to your bank. Look for it in your bank account.
notice-payment-payout-failed = The bank did not take { $money }. The money is back in your balance; check with your bank and try again.
