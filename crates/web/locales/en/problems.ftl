# What goes wrong at any page or call. Each names the rule and the next step.

fault-not-found = We cannot find this page
fault-not-found-why = The address may be wrong, or the page is not yours to see.
fault-ours = Something went wrong on our side
fault-busy = The market is busy
fault-form = We could not take this form
fault-form-forged = This form is too old or came from another place: load the page again and send it once more.
fault-form-reused = This form was sent before with other words in it: load the page again and send it once more.
fault-refused = This cannot be done now
fault-others = See who else is free
fault-trade = Go to your booking
fault-back = Go back
fault-front = Go to the front page
fault-reference = Quote this when you ask us:

problems-title = Why the market says no
problems-code = Its short name:
problems-how = When you meet this, the page you came from still has what you typed. Change it and send it again.

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

invalid-count = Write a whole number such as 12.
invalid-code = Write the six digits of the code.
invalid-after = Begin at the start of the list, or take the address of the next page as the page before gave it.
invalid-amount = Write an amount above zero, for example 18.50.
invalid-date = Choose a day and a start time that exist on the clock there.
invalid-bool = Answer true or false.
invalid-day = Write a date such as 2026-11-27.
invalid-id = Give the id of something that is there, as the market gave it.
invalid-minor = Give an amount as a whole number of minor units: 1850 is 18.50.
invalid-money = Give an amount as minor units and a currency, such as 1850 and USD.
invalid-span = Give a start and a later end, both on the quarter-hour and at most 400 days apart.
invalid-time = Write a time such as 2026-11-27T17:00:00Z.
invalid-clock-time = Write a time such as 17:30; where the clock shows it twice, 01:30-08:00 with its offset.
invalid-offset = On this day the clock does not show this time with this offset: leave the offset out, or write the other one.
invalid-time-of-day = Write a time of day such as 17:30.
invalid-text-control = Write it again by hand: it holds signs that cannot be shown.
invalid-text-long = Make it shorter: { $most } characters at most.
invalid-text-nothing = Write something here.
invalid-text-short = Write a little more: { $least } characters at least.
invalid-word = Choose one of these: { $words }.
invalid-currency = Choose a currency that this market pays in, such as USD.
invalid-post-code = Write a ZIP code of five digits that we know, for example 97205.
invalid-sector = Choose a kind of work from the list.

refusal-command-not-yours = Only the person it belongs to can do this: sign in with the account it belongs to.
refusal-command-not-the-market = The market does this by itself, or a bank or register does: wait for it.
