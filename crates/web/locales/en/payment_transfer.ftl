# Payment transfer: money from and to a bank.

money-add-title = Add money
money-add-amount = Amount to add
money-add-hint = From your bank. In the parallel market the bank is made up and always says yes.
money-add = Add money
money-out-title = Pay out
money-out-amount = Amount to pay out
money-out-hint = To your bank. It costs nothing.
money-out-all = Pay out all: { $money }
money-out-part = Pay out a part
money-out = Pay out

bank-title = Your bank account
bank-how = Where your money goes when you pay out. The number goes to the bank alone: here only its end is kept, so that you know it again.
bank-holder = Name on the account
bank-holder-hint = As your bank writes it.
bank-code = Routing number
bank-code-hint = Nine digits, at the foot of a check. Leave it empty for an IBAN.
bank-number = Number of the account
bank-number-hint = Spaces and hyphens do no harm.
bank-name = Add my bank account
bank-change = Change the account
bank-none = Say first where your money shall go.
bank-confirmed = To your account that ends in { $ends_in }.
bank-asked = We asked the bank whether it knows your account that ends in { $ends_in }. Look again in a minute.
bank-unknown = The bank does not know the account that ends in { $ends_in }: name it again.
payment-on-its-way = On its way
payment-arrived = Arrived
payment-came-back = Came back

notice-bank-account-confirmed = Your bank account that ends in { $ends_in } is confirmed. You can pay out to it.
notice-bank-account-unknown = The bank does not know the account that ends in { $ends_in }. Look at the number and name it again.
notice-payment-deposit-done = { $money } from your bank is in your balance. You can spend it now.
notice-payment-deposit-failed = The bank did not send { $money }. Nothing was taken; check with your bank and try again.
notice-payment-payout-done = { $money } went to your bank. Look for it in your bank account.
notice-payment-payout-failed = The bank did not take { $money }. The money is back in your balance; check with your bank and try again.

refusal-payment-transfer-not-this-amount = You can move more than zero and up to { $most } at once: write an amount in between.
refusal-payment-transfer-concluded-before = The bank answered for this payment before, and its first answer stays: look at your statement.

refusal-payment-transfer-not-a-number = The number of a bank account has { $least } to { $most } letters and digits: look at it again.
refusal-payment-transfer-not-a-bank-code = This is no routing number: look at its nine digits again.
refusal-payment-transfer-no-bank-code = This number does not name its bank: write its routing number too.
refusal-payment-transfer-no-rail = Nothing carries money between banks and this market yet, so nothing can be paid in or out: ask whoever runs it when that begins.
refusal-payment-transfer-no-bank-account = Money is paid out to a bank account of yours: name it first.
refusal-payment-transfer-unconfirmed-bank-account = Money is paid out to an account that the bank knows, and it has not confirmed the one that ends in { $ends_in }: wait a minute, or name it again.

said-bank-named = The bank was asked about your account. You can pay out once it says yes.
said-money-in = The money is in your balance.
said-money-out = The money is on its way to your bank.
said-money-waits = The bank has your request. Look again in a minute.
