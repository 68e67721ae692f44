# Codes: confirming an address, another address, a new password.

code-title = Enter your code
code-sent = We have sent six digits to { $email }.
code-label = The six digits
code-hint = Six digits, from the message that we sent.
code-enter = Confirm
code-missing = Nothing there?
code-missing-how = It can take a minute. Look among unwanted messages too.
code-again = Send another code
code-other-address = The address is wrong: change it
code-later = You can do this later; until then nobody finds what you offer, and you cannot book.
code-go-on = Go on without
code-unreal = In this parallel market no e-mail is sent; it would say:

code-mail-confirm = { $code } is your code for { $market }. Enter it to confirm your address. It is good until { $until }. If you did not open an account, do nothing.
code-mail-password = { $code } is your code for a new password at { $market }. It is good until { $until }. If you did not ask for it, do nothing: your password stays as it is.
code-mail-address = { $code } is your code to use this address at { $market }. It is good until { $until }. If you did not ask for it, do nothing.
code-mail-proof = { $code } is your code to go on at { $market }: with it money can be paid out of your account, or go elsewhere. It is good until { $until }. If you did not ask for it, somebody is signed in as you: sign every device out, and choose another password.
proof-sent = Now show that it is you: enter the code that we have just sent to { $email }.

welcome-title = Your account is open
welcome-lead = Your address is confirmed. What would you like to do first?
welcome-go-on = Go on where you were
welcome-offer = Offer work, a thing, a space or goods
welcome-offer-how = Say what you ask for it and when it can be had. People find you then.
welcome-find = Find somebody or something
welcome-find-how = The price you see is all you pay, and your money is safe until it is done.
welcome-details = Add your street or telephone
welcome-details-how = Your street, if people work at your place; your telephone, if you want text messages.

address-title = Change your e-mail address
address-lead = Your address is { $email }.
address-new = New e-mail address
address-hint = We send a code there. You sign in with it once you have entered the code.
address-ask = Send the code
address-change = Change the address
address-until = Until then your address stays { $email }.
address-again = Use another address

password-title = Change your password
password-lead = Every other device is signed out when the password changes.
password-old = Your password until now
password-change = Change the password

new-password-title = Choose a new password
new-password-lead = Write the address of your account. We send a code there, with which you choose a new password.
new-password-ask = Send the code
new-password-sent = If { $email } has an account here, we have sent six digits there.
new-password-choose = Set the password and sign in
new-password-out = Every device is signed out when the password changes.
new-password-wait = For { $wait } after that, without a passkey no money is paid out and no bank account changes: so nobody who has only got into your mailbox takes it.
new-password-again = Send another code, or use another address

invalid-password-code = This is not the code, or it is too old: look again, or have another one sent.

refusal-codes-confirmed-before = Your address is confirmed already: go on.
refusal-codes-expired = A code is good for some minutes, and this one is too old: have another one sent.
refusal-codes-not-sent = There is no code to be entered: have one sent.
refusal-codes-same-address = This is the address of your account already: write another one.
refusal-codes-too-many = So many codes are sent within an hour: wait until { $from }, and look among unwanted messages meanwhile.
refusal-codes-used-up = Too many wrong codes were entered, so this one is not taken any more: have another one sent.
refusal-codes-wrong = { $tries_left ->
    [one] This is not the code we sent: look again. You have one more try.
   *[other] This is not the code we sent: look again. You have { $tries_left } more tries.
}

said-address-changed = Your address is changed. You sign in with it from now on.
said-code-sent = Another code is on its way.
said-password-changed = Your password is changed, and every other device is signed out.
