# The frame of every page, the front page, the page of a worker, and what explains the market.

front-more = Something else
front-title = Find someone for a few hours, or be found
front-lead = People near you list the hours they are free. You see who can come, what it costs in all, and what they receive.
front-work = I can work
front-work-how = Say what you do, when you are free, and your price. You keep the price you ask.
front-work-start = Offer my hours
front-sectors = Kinds of work
front-sectors-how = Choose one to look for someone.

frame-find = Find
frame-work = I work
frame-bookings = Bookings
frame-money = Money
frame-sign-in = Sign in
frame-run-by = { $market } is run under the public rules of POEMs.
frame-rules = Read the rules
frame-about = About this market
frame-complain = Complain
frame-accessibility = Accessibility

kept-sign-in = Sign in to go on
kept-signed-out = You are signed out by now. What you typed is kept: sign in, look at it once more, and send it.
kept-title = You are signed in
kept-welcome = You are signed in. What you typed is waiting.
kept-old = This form is older than your visit. What you typed is kept: look at it once more, and send it.
kept-go-on = Go on with what I typed

about-title = About this market
about-lead = This is a market for hours of work. It is run under a public contract, by public rules, and its code is open for anyone to read.
about-open = Nobody can pay to stand higher in a list, and the market's share is the same for all.
about-rules = See every rule.
about-parallel = You are in the parallel market. Its people and its money are made up, so you can try anything.
about-data = Where the facts come from
about-wages = Pay by kind of work: US Bureau of Labor Statistics, Occupational Employment and Wage Statistics, May 2025.
about-places = Places of ZIP codes: GeoNames (geonames.org), under the licence CC BY 4.0.
about-people = People in the parallel market: made up by a program.
about-programs = Programs can do everything that a page does.
about-manual = Read how.
about-complain = Complain
about-complain-how = Tell us what happened: from the page of the booking, or here. Each complaint has a number and a day by which it is answered. If the answer does not help, go to the authority that gave us the contract.
about-accessibility = Accessibility
about-accessibility-how = Every page works with a keyboard, with a screen reader, on a small phone, and without scripts. If one does not work for you, tell us: it is our mistake.


home-title = Your work
home-begin = List the hours you are free. People near you book them at your price.
home-begin-account = Open an account.
home-begin-offering = Say what you do and what you ask for an hour.
home-begin-hours = Say when you are free.
home-sign-up = Open an account
home-sign-in = I have an account
home-next = Your next bookings
home-days = Your next days
home-more = Yours
home-balance = Your balance
home-statement = Money
home-inbox = Messages
home-offerings = What you offer
home-availability = When you are free

said-saved = Your choice is saved.
