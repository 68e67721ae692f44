# Words of the page and of components that many pages use.

fields-count-wrong = Write a whole number such as 12

page-skip = Skip to the main part
page-title = { $title } – { $market }
page-title-error = Error: { $title } – { $market }
page-nav = Main
page-crumbs = You are here
page-languages = Language:
page-machine-made = A machine translated this page. Nobody has read every sentence of it yet.
page-machine-report = Report a bad sentence
page-open = Every rule, price and line of code of this market is public.

notice-done = Done.
notice-warning = Take care.
notice-problem = Problem.

empty-nearest = The nearest we can offer:

summary-change = Change

form-problems = There is a problem
form-show = Show
form-error = Error:
form-month = Month
form-day = Day
form-year = Year

ladder-open = where the money goes
ladder-made-of = How this price is made

list-earlier = Earlier ones
map-link = { $street } on a map
