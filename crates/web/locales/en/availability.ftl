# When a person or a thing is free.

home-now = I can work
home-now-two = For the next 2 hours
home-now-four = For the next 4 hours
home-now-tonight = Tonight, from 6pm
home-now-tomorrow = Tomorrow, 9 to 5
home-now-other = Other hours
home-on-offer = You said that you are free
home-no-notice = In these hours you need no notice.
home-on-offer-terms = Up to { $distance } from { $place }, for at least { $money } an hour.
home-stop = I am not free after all

week-title = When you are free
week-title-thing = When it can be had
week-lead-thing = People can book it in these hours at once, without asking.
week-no-offering = Say what you do first; then say when.
week-usual = Your usual week
week-usual-thing = The usual week
week-not-free = Not free
week-add-title = Add hours to your week
week-days = Days
week-from = From
week-until = Until
week-until-hint = An earlier time means the next morning.
week-add = Add these hours
week-remove = Remove
week-days-wrong = Tick at least one day
week-time-wrong = Choose a time
week-of-all = The week is the same for all { $count } of them.
week-piece = Number { $number }

week-views = Show as
week-as-list = List
week-as-grid = Grid
week-total = { $length } a week
grid-how = Tick the hours in which you are free, then save.
grid-paint-how = Press and drag to paint.
grid-keys-how = The arrow keys move from box to box, Space ticks, and Shift with an arrow goes on as the box before.
grid-finger = Paint with a finger
grid-hour = { $day }, { $hours }
grid-part = { $day }, { $hours }, a part of it
grid-save = Save these hours
grid-copy = Save, with Monday for Tuesday to Friday

exceptions-of-one = These days are for one of the { $count }:
exceptions-title = Days that are different
exceptions-none = None. The usual week holds every week.

exception-add-title = Add a day that is different
exception-kind = On this day you are
exception-kind-thing = On this day it is
exception-also = Also free
exception-not = Not free
exception-date = Day
exception-until-hint = From midnight until midnight is the whole day.
exception-add = Add this day
exception-kind-wrong = Choose “not free” or “also free”

invalid-quarters = Write hours from one quarter-hour to a later one, such as 17:00 to 21:15.

refusal-availability-not-offered = You can book only hours that the worker offers, and these are not: choose other hours or another person.
refusal-availability-taken = Some of these hours are taken now: choose other hours or another person.
refusal-availability-taken-by-you = You have some of these hours already: go to your booking, or choose other hours.
refusal-availability-not-held = Only hours that are kept can be given back, and these are free already: there is nothing more to do.
refusal-availability-past = You can change only hours that are not over: choose a later time.
refusal-availability-too-many = You can keep { $most } changes to your usual week at a time: remove one before you add another.

said-added = Your hours are saved.
said-free = Your hours are saved. Below stands whether people can find you.
said-removed = It is removed.
