# Known sellers: somebody's own page, and requests for their hours.

sellers-title = People you know
sellers-lead = Those who have worked for you, and your favorites. Somebody else you find by the link or the code that they gave you.
sellers-name = Name
sellers-name-hint = Three letters or more also find those who say that they may be found by name.
sellers-find = Look
sellers-none = Nobody yet. Whoever works for you is here from then on, and whomever you make a favorite.
sellers-not-found = Nobody of this name that you know, or that may be found by it: { $name }. Ask them for their link.
sellers-favorite = A favorite of yours
sellers-last-work = The last booking

seller-work = Work
seller-no-work = { $name } offers no work now.
seller-hourly = { $money } an hour, before extras
seller-book = Book { $name }
seller-ask = Ask { $name }
seller-on-request = { $name } takes this work on request: ask for up to three times.
seller-free = Free in the next two weeks
seller-not-free = No free hours are known: ask, or come back later.
seller-link = Link to this page
seller-card = To print, with a code
seller-card-how = Point a telephone’s camera at the code, or type the address.
seller-card-back = The page
seller-code = Code that leads to the page of { $name }

seller-page-title = Your own page
seller-page-lead = A page at a short address of its own: whoever has the link sees what work you offer and when you are free, and books or asks.
seller-page-none = You keep none.
seller-page-make = Make my page
seller-page-offerings = What you offer, and whether it is booked at once or on request
seller-page-who = Who finds it
seller-page-by-link = Only whoever has the link.
seller-page-by-name = Whoever has the link, and whoever is signed in and looks for { $name }.
seller-page-by-name-go = Let it be found by the name { $name } too
seller-page-by-link-go = Only by the link
seller-page-drop-title = Take it away
seller-page-drop-how = The link leads nowhere from then on, printed codes too. Another page would have another address.
seller-page-drop = Take my page away

requests-title = What you have asked for
requests-none = You have asked nobody yet. Begin with somebody you know.
requests-received = What you are asked for
requests-received-none = Nobody has asked you yet. Give your clients the link to your page.

request-title = Ask { $name }
request-lead = Name up to three times that would do. { $name } has { $time } at most to accept one of them.
request-time-first = The time that would be best
request-time-other = Another time that would do ({ $number }), if there is one
request-see-prices = See what it costs
request-go = Ask { $name }
request-how = It binds you: { $money }, what the dearest costs, is set aside until { $name } answers, { $until } at the latest. Until it is accepted you can take it back. A subsidy that you have a right to comes off when it is booked.
request-how-given = It binds you until { $name } answers, { $until } at the latest. Until it is accepted you can take it back.
request-change = Change the times

request-open = To be answered by { $until }
request-accepted = Accepted
request-declined = Declined
request-withdrawn = Taken back
request-expired = Not answered in time
request-times = The times
request-most = Amounts are the most that it comes to; subsidies are not counted.
request-receives = You receive { $money }
request-pays = You pay { $money }
request-accept = Accept this time
request-bound = { $money } is set aside for it.
request-withdraw = Take it back
request-ask-again = Ask { $name } for other times
request-decline-title = None of them?
request-decline-how = What is set aside is free again at once, and whoever asked can look elsewhere.
request-decline = Decline
request-reason = Why, if you like to say
request-reason-none = No reason given
request-reason-not-then = None of these times will do.
request-reason-too-far = It is too far.
request-reason-not-for-me = It is not work for me.
request-reason-nothing-now = I take on nothing now.

trade-ask-again = Ask { $name } for the same at other times

offering-on-request = On request
offering-on-request-go = Let it be had on request only
offering-at-once-go = Let it be booked at once
found-on-request = { $work } is had on request: by your page, and by those who know you.

moved-request = Set aside for a request
moved-request-over = Free again: the request is answered, taken back or over

inbox-request = See the request

said-seller-page-dropped = Your page is taken away.
said-request-made = You have asked. You hear as soon as there is an answer.
said-request-accepted = It is accepted and booked.
said-request-declined = It is declined.
said-request-withdrawn = It is taken back.

notice-request-asked = Somebody asks for your hours, the first of them { $starts }. Answer by { $until }.
notice-request-declined = What you asked for, from { $starts }, is declined. What was set aside is yours again.
notice-request-expired = What you asked for, from { $starts }, was not answered in time. What was set aside is yours again.
notice-request-missed = You have not answered in time what you were asked for, from { $starts }. It is over.
notice-request-withdrawn = What you were asked for, from { $starts }, is taken back.

refusal-known-sellers-not-these-times = A request names from one to { $most } different times: choose other ones.
refusal-known-sellers-too-soon = There would be less than { $least_minutes } minutes left to answer: choose a later time.
refusal-known-sellers-too-many-requests = You have { $most } requests that nobody has answered: wait for an answer, or take one back.
refusal-known-sellers-asked-enough = You have { $most } requests here that are not answered: wait for an answer, or take one back.
refusal-known-sellers-over = This request is answered, taken back, or its time is over: see how it stands.
refusal-known-sellers-buyer-gone = Whoever asked has left, or is about to: nothing is left to accept.
refusal-assets-only-work-on-request = Only work is had on request: offer this at once, or put it away.
