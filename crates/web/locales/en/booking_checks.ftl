# Booking checks: the rules, and what each said.

rules-title = The rules
rules-lead = These are all the rules that the market checks before it shows you anyone.
rules-demo = A rule marked “demonstration” works, but no lawyer has checked it yet.
rules-terms = What the market fixes for every booking
rules-pack = Check that these are the rules in use
rules-pack-how = Every contract names the rulebook it was made under by this code.
rules-source = Where it comes from
rules-since = since { $date }
rules-from-until = from { $from } until { $until }
rules-read-on = Read on { $date }.
rules-read-rule = Read this rule and its source

rule-demo = Demonstration
rule-draft = Being written
rule-in-force = In force
rule-suspended = Stopped for now
rule-repealed = No longer the rule

check-rules = The rules that were checked
check-rules-how = { $count ->
    [one] { $count } rule was checked, and it allows this booking.
   *[other] { $count } rules were checked, and they allow this booking.
}
check-rules-link = See each rule and what it said

trace-title = The rules that were checked
trace-lead = Each rule says in plain words what it asks, and what it said here.
trace-back = Back to check
trace-outcome = It said:
trace-passes = Nothing against this booking.
trace-refuses = This booking is not allowed.
trace-warns = This booking is allowed, with a warning.
trace-floor = These hours may not cost less than it says below.
trace-cap = These hours may not cost more than it says below.
trace-subsidy = A fund pays a part.
trace-adds = It adds a line to the price.
trace-personal = Only the person it is about may read this.
trace-how = How it came to this
trace-check = Check it yourself
trace-pack = The rulebook:
trace-facts = The facts it was told:

refusal-booking-checks-denied = This booking is not allowed by the rule “{ $rule }”. Read it in the list of rules, then choose other hours or another person.
refusal-booking-checks-below-floor = These hours must pay { $least } or more, by the rule “{ $rule }”: choose another person, or ask for a higher price if it is your work.
