# Escrow: booking, the statement, why money moved, and receipts.

receipt-title = Receipt
receipt-number = Number { $number }
receipt-ladder = Where the money went
receipt-check = Anyone can check this receipt with the code
receipt-print = Print this receipt
receipt-paid = { $name } paid { $money }, { $moment }.
receipt-received = { $name } received { $money }, { $moment }.

statement-title = Your money
statement-available = You can spend
statement-pot = In your tax pot
statement-reserved = Set aside: on its way to your bank, or for your bids, pledges, requests and offers
statement-empty = You have no money here yet.
statement-moves = What moved
statement-none = Nothing has moved yet.

statement-year = The year { $year }
statement-csv = For a spreadsheet (CSV)
statement-print = Print this page
statement-paper-how = A summary of your own movements here, for your records. It is no tax form.
statement-sum = { $month } in sum
statement-opening = At the start
statement-closing = At the end
statement-day = Day
statement-time = Time
statement-what = What
statement-amount = Amount
statement-balance = Balance
statement-currency = Currency
statement-account = Account
statement-why = Why
statement-booking = Booking
statement-trade = { $other }, { $what }
statement-to-bank = To your bank account that ends in { $ends_in }
statement-dealings = With whom
statement-with = Who
statement-received = You received
statement-paid = You paid
statement-bookings = { $count ->
    [one] 1 booking
   *[other] { $count } bookings
}

moved-void = Back from the bank, which did not take it
moved-bid = Set aside for a bid
moved-bid-over = Free again: the bid no longer leads, or it is over
moved-listing-offer = Set aside for an offer
moved-listing-offer-over = Free again: the offer was answered or taken back, or it is over
moved-pledge = Set aside for a pledge
moved-pledge-over = Free again: the pledge was changed or taken back, or it is over
moved-deposit = From your bank
moved-payout = To your bank
moved-funding = Paid for a booking, and held safe until it is done
moved-share = Market’s share
moved-charge = Tax or charge
moved-withholding = Into your tax pot
moved-subsidy = Paid by a fund
moved-refund = Back from a booking
moved-pay = Pay
moved-bond = Deposit
moved-principal = Loan
moved-amends = Amends

refusal-ledger-insufficient = Money has to be in your balance before it can be spent: put in { $missing } more and try again.
refusal-ledger-nothing-to-move = A payment has to move more than nothing from one account to another: write an amount above zero.
refusal-ledger-not-pending = This money was paid out or given back before, and that happens only once: look at your statement.
refusal-ledger-more-than-reserved = No more can be paid than was set aside: choose { $reserved } or less.

said-booked = It is booked, and your money is held safe until it is done.
said-extended = You have more time from now.
said-let-go = You let it go. You pay nothing.
