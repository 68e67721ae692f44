# Closing an account: what is erased, what stays, and what keeps it open.

closing-title = Close your account
closing-lead = You can close your account at any time when nothing is under way. It cannot be undone.
closing-erased = What is erased
closing-erased-person = Your name, address, telephone, date of birth and password. Others see a dash instead of your name.
closing-erased-checks = What registers said of you
closing-erased-offers = What you offer is taken down, with its description, your usual week and your exceptions
closing-erased-photos = Your photos, but for those that are part of a booking
closing-erased-inbox = Your inbox, your favorites, your bank account, the streets and notes of your bookings, and where you are signed in
closing-stays = What stays
closing-stays-trades = Bookings, contracts, complaints and what was written about them: they are the other side's too, and show a number instead of you
closing-stays-money = Every movement of money, with a number instead of you
closing-stays-title = The titles of things you sold or lent, which stand on other people's receipts
closing-stays-why = This stays because the other side needs proof of what was agreed and paid, and because books of account must stay whole so that anybody can check them.
closing-download = First keep a copy of everything
closing-password = Your password
closing-go = Close my account for good
closing-not-yet = Not yet
closing-see = Go there

refusal-closing-money-left = There is still { $money } of yours here: have it paid out, then close the account.
refusal-closing-not-begun = The account was kept open meanwhile: begin again.
refusal-closing-payment-under-way = Money is on its way from your bank or to it: wait until it is there, then close the account.
refusal-closing-trade-under-way = A booking of yours is not over: end it or call it off, then close the account.

said-closed = Your account is closed, and what was personal about you is erased.
