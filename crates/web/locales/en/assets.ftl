# Offerings of work, things, spaces and goods, and their prices.

offering-hours = When it can be had
offering-unpaid = Unpaid: you give this time
offering-paid = Do you want to be paid?
offering-paid-yes = Yes, by the hour
offering-paid-no = No, I give my time
offering-open = On offer
offering-paused = Paused
offering-pause = Stop offering it for now
offering-resume = Offer it again
offering-hourly = For an hour
offering-area = How far
offering-area-value = Up to { $distance } from { $place }
offering-new-title = What do you offer?
offering-sector = Kind
offering-post-code = ZIP code
offering-post-code-hint = Where you set out from, or where it is. Distances are counted from the middle of it.
offering-continue = Continue
offering-price-title = { $sector }: your price
offering-create = Offer this work
offering-create-other = Offer it
offering-edit-how = What is held or booked keeps its price.
offering-save = Save
offering-facts = { $sector }: what it pays here
offering-p10 = One in ten earns less than
offering-median = The one in the middle earns
offering-p90 = One in ten earns more than
offering-facts-source = For an hour, in metro Portland: US Bureau of Labor Statistics, May 2025. This is a fact, not advice: your price is yours.

terms-title = What it is, in a few words
terms-title-hint = For example: city bicycle, medium size
terms-description = More about it
terms-count = How many you have
terms-per-day = For a day
terms-per-hour = For an hour
terms-bond = Deposit
terms-bond-hint = It comes back when all is well. Write 0 for none.
terms-late-per-hour = For each hour too late
terms-late-hint = Taken from the deposit, never more than it.
terms-days-max = Most days at a time
terms-buffer = Kept free after each hire
terms-no-buffer = Nothing
terms-each = For one piece
terms-handing-over = How people get it
terms-collection = They collect it
terms-delivery = I bring or send it
terms-delivery-price = For delivery
terms-delivery-hint = For all that is bought at once. Leave it empty if you do not deliver.
terms-ready = Ready after
terms-ready-now = At once

home-first-go = Offer my work

found-title = People find you
found-first = { $work }: first { $when }. You receive { $money }.
found-first-given = { $work }: first { $when }.
found-missing = Before anybody can find you
found-missing-else = Not found yet
found-unconfirmed = Confirm your address: enter the code that we sent to you.
found-no-offering = Say what you do, and for how much.
found-no-hours = Say when you are free.
found-hours-go = Choose hours
found-terms-go = Change price and terms
found-checks-go = Show what you have
found-paused = { $work } is put away for now.
found-no-room = { $work }: nothing of your next two weeks is free for { $least }, which is your shortest booking.
found-no-notice = { $work }: nothing of your next two weeks is free for { $least }, which is your shortest booking, after the notice of { $notice } that you ask for.
found-refused = { $work }:
offering-not-found = Not found yet

offerings-title = What you offer
offerings-new = Offer something else
offerings-none = You offer nothing yet.

rule-hourly = What you ask for an hour
rule-hourly-hint = For example 18.50. You receive all of it: the market’s share comes on top.
rule-evening-pays = You ask { $hourly } an hour: { $when } pays you
rule-evening-least = By law, { $when } has to pay you { $money } or more.
rule-evening-too-little = That is less than the law allows: nobody could book you.
rule-evening-try = See what an evening pays
rule-minimum = Shortest booking you take
rule-notice = How long before people must book
rule-no-notice = None
rule-distance = How far you go
rule-more = Evenings, weekends, travel and longer hires
rule-evening = Extra for the evening and night, in percent
rule-evening-hint = From { $from } to { $until }. 10 means a tenth more.
rule-weekend = Extra for Saturday and Sunday, in percent
rule-weekend-hint = Extras add up.
rule-short = Extra for short notice, in percent
rule-short-hint = For bookings made late.
rule-short-when = Short notice is less than
rule-never = Never
rule-per-km = For each kilometre of the way there
rule-per-km-hint = A mile is 1.6 kilometres. Leave 0 if the way is free.
rule-longer-from = A longer hire starts at
rule-longer = Discount for a longer hire, in percent
rule-longer-hint = 90 at most.
rule-money-wrong = Enter an amount, such as 18.50
rule-number-wrong = Enter a number, such as 10

refusal-assets-bad-pool = You can offer from 1 to { $most } of them together: write another number.
refusal-assets-unknown-sector = We do not know this kind of work: choose one from the list.
refusal-assets-unknown-place = We do not know this ZIP code: check its five digits and write it again.
refusal-assets-too-much = Nobody may ask more than { $most } for one thing, such as an hour or a piece: check the amount.
refusal-assets-bad-price-rule = { $field ->
    [hourly] Your pay for an hour has to be above zero: write an amount such as 18.50.
    [minimum_minutes] Your shortest booking has to be 15 minutes or more: write a longer time.
    [currency] A price is in the currency that is used where it is offered: write an amount of that.
    [longer_discount_bp] A discount for longer bookings can be from 0% to 90%: write a share in between.
   *[other] No part of your price can be below zero: write zero or more in each box.
}

said-offered = Your work and its price are saved. Now say when you are free.
said-offered-thing = It is on offer. Now say when it can be had.
said-offered-goods = It is on offer.
said-stopped = These hours are no longer on offer.
refusal-assets-not-handed-over-so = It is not handed over in this way: choose the other one.
