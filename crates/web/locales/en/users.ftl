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

tax-pot-on = Part of each payment goes into your tax pot.
tax-pot-off = All of each payment goes to your balance.
tax-pot-start = Set money aside for tax
tax-pot-stop = Stop setting money aside
tax-pot-how = The pot is your own money, kept apart so that a tax bill is no surprise.

device-this = This device
device-since = Since { $moment }
device-sign-out = Sign out there

sign-in-title = Sign in
sign-in-email = Email address
sign-in-password = Password
sign-in-go = Sign in
sign-in-new = New here?
sign-in-sign-up = Open an account
sign-up-title = Open an account
sign-up-lead = One account is enough to work and to book.
sign-up-kind = Who is this account for?
sign-up-person = A person
sign-up-organisation = A business or a group
sign-up-kind-wrong = Choose a person or a business
sign-up-name = Name others see
sign-up-name-hint = For example Ana R., or the name of the business.
sign-up-email-hint = You sign in with it, and we write to it.
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
invalid-language = Choose en or es.
invalid-password = Write a password of 12 characters or more. Three words you remember are enough.
invalid-phone = Write a telephone number with its area code, for example (503) 555-0100. From another country, begin with + and its code.
invalid-sign-in = E-mail address and password do not belong together: check both and try again.

refusal-users-name-taken = Each e-mail address has one account, and this one has an account already: sign in instead.
refusal-users-not-this-age = An account is for people from { $least } to { $most } years of age: check the date of birth.
refusal-users-operators-never-trade = People who run the market never buy or sell in it: use an account that is not theirs.

said-signed-out = You are signed out.
