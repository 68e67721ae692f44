# Payment transfer: money from and to a bank.

money-add-title = Add money
money-add-amount = Amount to add
money-add-hint = From your bank. In the parallel market the bank is made up and always says yes.
money-add = Add money
money-out-title = Pay out
money-out-amount = Amount to pay out
money-out-hint = To your bank. It costs nothing.
money-out = Pay out

notice-payment-deposit-done = { $money } from your bank is in your balance. You can spend it now.
notice-payment-deposit-failed = The bank did not send { $money }. Nothing was taken; check with your bank and try again.
notice-payment-payout-done = { $money } went to your bank. Look for it in your bank account.
notice-payment-payout-failed = The bank did not take { $money }. The money is back in your balance; check with your bank and try again.

refusal-payment-transfer-not-this-amount = You can move more than zero and up to { $most } at once: write an amount in between.
refusal-payment-transfer-concluded-before = The bank answered for this payment before, and its first answer stays: look at your statement.

said-money-in = The money is in your balance.
said-money-out = The money is on its way to your bank.
said-money-waits = The bank has your request. Look again in a minute.
