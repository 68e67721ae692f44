# People: accounts, sign-in, devices and the money that is set aside for tax.

account-title = Your account
account-you = You
account-name = Name others see
account-phone = Phone number
account-place = Address
account-claims = What was checked about you
account-tax = Money set aside for tax
account-devices = Where you are signed in
account-sign-out = Sign out
account-language = Language of messages and pages
account-language-hint = We write to you in it, and show you these pages in it when you come back.
account-unset = Not given
account-yours = Your account is yours
account-unconfirmed = Confirm your address
account-unconfirmed-why = You can look around, offer and fill in everything. People find what you offer, and you can book, once you have entered the code that we sent to you.
account-confirm = Enter the code
account-details-title = Change what is known of you
account-born-kept = Your date of birth is { $date }. It is written once, because rules depend on it. If it is wrong, write to us, and somebody looks at a paper with you:
account-save = Save

everything-title = Everything kept of you
everything-lead = All that this market keeps of you, as it is on { $moment }.
everything-file = Download as a file (JSON)
everything-payments = Payments from your bank and to it
everything-none = Nothing.
payment-requested = the bank has it
payment-done = done
payment-failed = the bank could not do it

tax-pot-on = Part of each payment goes into your tax pot.
tax-pot-off = All of each payment goes to your balance.
tax-pot-start = Set money aside for tax
tax-pot-stop = Stop setting money aside
tax-pot-how = The pot is your own money, kept apart so that a tax bill is no surprise.

device-this = This device
device-since = Since { $moment }
device-sign-out = Sign out there
device-sign-out-others = Sign out everywhere else
device-on = { $program } on { $system }

sign-in-title = Sign in
sign-in-email = Email address
sign-in-password = Password
sign-in-go = Sign in
sign-in-device = This device
sign-in-shared = Others use this device too
sign-in-shared-hint = Tick it in a library or on somebody else’s telephone: you are signed out { $most } later, or after { $idle } in which you do nothing, and when the browser is closed.
sign-in-new = New here?
sign-in-sign-up = Open an account
sign-in-forgotten = Forgotten your password?
sign-up-title = Open an account
sign-up-lead = One account is enough to work and to book.
sign-up-steps = Steps
sign-up-step-you = Who you are
sign-up-step-code = Your code
sign-up-step-next = What next
sign-up-password = Password
sign-up-kind = Who is this account for?
sign-up-person = A person
sign-up-organisation = A business or a group
sign-up-kind-wrong = Choose a person or a business
sign-up-name = Name others see
sign-up-name-hint = For example Ana R., or the name of the business.
sign-up-email-hint = You sign in with it. We send a code to it now, and no advertising ever.
sign-up-password-hint = { $count ->
    [one] At least { $count } character
   *[other] At least { $count } characters. Three words are easy to keep in mind.
}
sign-up-born = Date of birth
sign-up-born-hint = Only for a person. Some rules depend on age; nobody else sees it.
sign-up-post-code = ZIP code
sign-up-post-code-hint = Where you live, or where the business is.
sign-up-street = Street and number, if people work at your place
sign-up-street-hint = Shown only to people you have booked.
sign-up-phone = Telephone, if you want text messages
sign-up-phone-hint = We send no advertising.
sign-up-go = Open the account

invalid-age = Write the day you were born. An account is for people from { $least } to { $most } years of age.
invalid-born-on = Write the day you were born, for example 3 27 1998.
invalid-email = Write an e-mail address such as name@example.com.
invalid-language = Choose one of these languages by its code: { $words }.
invalid-password = Write a password of 12 characters or more. Three words you remember are enough.
invalid-password-weak = This password is guessed soon: it is a common one, a pattern, or your own name. Take three or four words that nobody would put together.
invalid-phone = Write a telephone number with its area code, for example (503) 555-0100. From another country, begin with + and its code.
invalid-old-password = This is not the password of your account: try again, or choose a new one by a code.
invalid-sign-in = E-mail address and password do not belong together: check both and try again.

refusal-users-name-taken = Each e-mail address has one account, and this one has an account already: sign in instead.
refusal-users-not-this-age = An account is for people from { $least } to { $most } years of age: check the date of birth.
refusal-users-born-on-kept = A date of birth is written once, because rules depend on it: if it is wrong, write to us.
refusal-users-closed = This account was closed: open another one to go on.
refusal-users-closing = You are closing this account, so nothing new is agreed: finish closing it, or try again in ten minutes.
refusal-users-not-confirmed = Nothing is held for an account whose address is not confirmed: enter the code that we sent to you, or have another one sent.
refusal-users-operators-never-trade = People who run the market never buy or sell in it: use an account that is not theirs.

refusal-users-seller-not-found = Whoever offers this cannot be booked now: choose somebody else.

said-details-saved = Your details are saved.
said-others-out = You are signed out everywhere else.
said-signed-out = You are signed out.

passkeys-title = Passkeys
passkeys-what = With a passkey your telephone or computer shows that it is you, by your finger, your face or its lock: no password, no code.
passkey-since = Made { $moment }.
passkey-used = Used { $moment }.
passkey-remove = Remove this passkey
passkey-remove-first = Before a passkey goes, show that it is you.
passkey-add = Add a passkey
passkey-make = Make a passkey
passkey-lead = Your device asks for your finger, your face or its lock. What it keeps never leaves it.
passkey-first = First show that it is you: we send a code to your address.
passkey-go-on = Go on
passkey-none = This browser has no passkeys, or runs no scripts. Everything works with your password and a code.
passkey-failed = The device gave no passkey. Try again, or go on with your password and a code.
passkey-use = Use a passkey
passkey-instead = Use a passkey instead
passkey-sign-in = Sign in with a passkey
passkey-sign-in-lead = Your device shows that it is you.
passkey-by-password = Sign in with a password
passkey-proof-title = Show that it is you
passkey-proof-lead = Before money leaves or goes elsewhere, your device shows that it is you.
invalid-passkey = This passkey is not known here, or it took too long: try again, or go on with your password and a code.
said-passkey-added = Your passkey is kept: sign in with it from now on.
said-passkey-removed = The passkey is removed: it opens nothing any more.
said-passkey-proved = It is you. Go on with what you were about to do.
refusal-passkeys-too-many = You have { $most } passkeys, as many as there may be: remove one first.
refusal-passkeys-kept-before = This passkey is kept already.
refusal-passkeys-copied = This passkey has signed less often than it had before, so it may have been copied. Sign in with your password, remove it and make another.
refusal-sessions-code-waits = On this device a code by e-mail counts from { $from } on, because you have a passkey or have just chosen a new password by such a code. Use your passkey, or stay signed in on a device of your own until then.
