# Requests for quotes: calls, quotes, and what comes of them.

quote-calls-title = Ask for quotes
quote-calls-lead = Say exactly what you need. Sellers quote without seeing each other; after the deadline you compare what you would pay in all, and choose.
quote-calls-none = Nobody asks for quotes here now. Look again tomorrow, or ask yourself.
quote-calls-new = Ask for quotes on what you need
quote-calls-find = Look for calls that you could quote on
quote-calls-look = Look
quote-calls-made = What you asked for
quote-calls-made-none = You have asked for no quotes yet.
quote-calls-quoted = What you quoted on
quote-calls-quoted-none = You have quoted on nothing yet.
quote-call-sector = What it is
quote-call-where = Post code where it is needed
quote-call-line = { $what }, { $much }
quote-call-line-and = { $what }, { $much }, and { $more } more
quote-call-amount = { $quantity } { $unit }
quote-call-closes = quotes until { $moment }
quote-call-closed = quotes were until { $moment }
quote-call-open = Takes quotes
quote-call-deciding = Being compared
quote-call-lines = What is needed
quote-call-buyer = Who asks
quote-call-when = When
quote-call-from-to = { $from } to { $until }
quote-call-decide-by = Choose until
quote-call-awarded = Paid in all
quote-call-sealed = Quotes are sealed: nobody reads them before the deadline, not even you.
quote-call-off = Call it off
quote-endings = How calls have ended
quote-endings-how = Whoever does not take the lowest whole price says why, in a word. All of them are counted here.
quote-ending-lowest = The lowest whole price was taken
quote-ending-earlier = Another was taken, which comes earlier
quote-ending-known-seller = Another was taken, of a known seller
quote-ending-fits-better = Another was taken, which fits better
quote-ending-shared = Several sellers share it
quote-ending-part-is-enough = A part of it was taken
quote-ending-too-dear = None was taken: too dear
quote-ending-not-as-asked = None was taken: not what was asked for
quote-ending-not-needed = None was taken: not needed any more
quote-ending-too-few = None was taken: too few to compare
quote-ending-lapsed = Nobody chose in time
quote-ending-called-off = Called off before the deadline

quote-new-lead = The more exact you are, the better the quotes. Nobody sees them before the deadline, and nothing is paid before you choose.
quote-new-line = Line { $number }
quote-new-text = What
quote-new-quantity = How much
quote-new-unit = Counted in
quote-new-unit-hint = Such as kg, pieces, square meters.
quote-new-more-lines = More lines
quote-new-description = What else there is to say
quote-new-description-hint = Quality, size, what is there already. Everybody reads it.
quote-new-from = The first day on which it is needed
quote-new-until = The last day
quote-new-street = Street and number
quote-new-street-hint = Only whoever you choose learns it. Without it, it is your own, where that is in the post code.
quote-new-how = How goods get to you
quote-new-how-hint = Of work this is not asked.
quote-new-length = How long you take quotes
quote-new-length-hint = After that you have { $time } to choose.
quote-new-go = Ask for quotes

quote-open = You have quoted
quote-chosen = Chosen
quote-not-chosen = Not chosen
quote-place = Yours was in place { $place }.
quote-asks = Asked in all, without the mark-up
quote-binds = Binds until
quote-how = Your quote is sealed: nobody else reads it before the deadline. It binds you until its date. You can change it and take it back until the deadline.
quote-sign-in = Sign in to quote
quote-go = Quote
quote-change = Change your quote
quote-withdraw = Take your quote back
quote-title = Quote: { $what }
quote-which = What of yours
quote-which-wrong = Choose what of yours it is.
quote-none-offered = You offer nothing of this kind. Offer it first, then quote.
quote-quantity = How much of it
quote-quantity-hint = Asked for: { $much }. Less is fine.
quote-price = For all of that
quote-price-hint = Without the mark-up. Leave it empty if you do not have this line.
quote-delivery = For bringing it
quote-delivery-hint = You can leave this empty.
quote-needed = Needed from { $from } to { $until }.
quote-ready-on = The first day on which it is there
quote-binds-days = How many days after the deadline it binds you
quote-binds-days-hint = From { $least } to { $most }.

quote-questions = Questions and answers
quote-question-yours = Your question
quote-question-hint = Everybody reads it with its answer, and nobody who asked.
quote-question-go = Ask
quote-answer = Answer:
quote-answer-yours = Your answer
quote-answer-go = Answer
quote-answer-none = Not answered yet.

quote-comparison = The quotes, side by side
quote-comparison-none = Nobody has quoted.
quote-line-head = Line
quote-when-head = When
quote-landed = You pay in all
quote-left-out = Left out
quote-proposed = Proposed
quote-partial = Not all of it
quote-make-up = What makes up the price of { $name }
quote-not-passing = These do not pass
quote-choose = Choose
quote-choose-how = The lowest price of those that pass and have all of it is proposed. What you pay is taken from your money at once and held until you have what you bought.
quote-take = Take { $name }, { $money } in all
quote-choose-other = Choose another, or several
quote-choose-which = Whose
quote-choose-wrong = Choose at least one.
quote-choice = { $name }, { $money } in all
quote-choose-go = Choose these
quote-reason = Why
quote-reason-hint = It is counted in public, without your name.
quote-reason-choose = Choose
quote-reason-earlier = It comes earlier
quote-reason-known-seller = I have dealt well with this seller before
quote-reason-fits-better = It fits better what I asked for
quote-reason-shared = Several share it
quote-reason-part-is-enough = A part of it is enough
quote-reason-too-dear = All are too dear
quote-reason-not-as-asked = None is what I asked for
quote-reason-not-needed = I do not need it any more
quote-reason-too-few = There are too few to compare
quote-choose-none = Take none of them
quote-choose-none-go = Take none

inbox-quote-call = See the call for quotes

said-quote-call-opened = Sellers can quote now.
said-quote-call-off = It is called off.
said-quoted = Your quote is in, sealed until the deadline.
said-quote-withdrawn = Your quote is taken back.
said-quote-asked = Your question is there.
said-quote-answered = Your answer is there.
said-quote-awarded = It is booked.
said-quote-none = None was taken.

notice-quote-call-opened = { $quotes ->
    [one] The deadline is over, and there is one quote. Choose until { $until }.
   *[other] The deadline is over, and there are { $quotes } quotes. Compare them and choose until { $until }.
}
notice-quote-call-chosen = Your quote was chosen: you receive { $receives }. See your bookings.
notice-quote-call-not-chosen = Another quote was chosen, for { $total } in all. Yours was in place { $place } of { $quotes }.
notice-quote-call-none-chosen = No quote was chosen.
notice-quote-call-lapsed = Nobody chose in time, so the call for quotes is over. No quote binds any more.
notice-quote-call-called-off = A call on which you quoted was called off. Your quote binds no more.
notice-quote-call-asked = Somebody has a question about what you asked for.
notice-quote-call-answered = Your question was answered.

refusal-quotes-bad-call = { $field ->
    [until_on] The last day is not before the first, nor before the deadline, and within a year after it: write another day.
    [handing_over] Goods are brought or collected, and work is neither: choose again.
   *[other] Of each line something is needed, from 1 to 1,000,000: write another number.
}
refusal-quotes-not-in-sector = Quotes are asked for on work and goods: choose a line of work or a kind of goods.
refusal-quotes-not-that-long = Quotes are taken from { $least_hours } hours to { $most_days } days: choose another length.
refusal-quotes-not-these-lines = There are one to { $most } lines: write at least one, or leave some out.
refusal-quotes-too-many-calls = You have { $most } calls that have not ended: choose in some of them first.
refusal-quotes-over = This is over: see how it ended.
refusal-quotes-sealed = Quotes are sealed until the deadline: wait until then.
refusal-quotes-own-call = You asked for this yourself: let others quote and ask.
refusal-quotes-not-this-sector = What you chose of yours is of another kind than what is asked for: choose something else.
refusal-quotes-bad-quote = { $field ->
    [lines] Quote at least one line: write a number and a price.
    [quantity] Of a line you can quote from 1 to what is asked for: write another number.
    [price] A price is more than nothing: write another, or leave the line out.
    [delivery] For bringing it you ask more than nothing, and only where it is brought: write another amount, or leave it empty.
    [ready_on] Say on which day goods are there: write a day.
   *[other] Say when the work is: write a day, a time and a length.
}
refusal-quotes-not-in-time = It is not when it is needed: choose a day between the first and the last.
refusal-quotes-too-many-quotes = This call has had { $most } quotes, changes counted, and takes no more: look for another.
refusal-quotes-no-quote = There is no such quote: look again at what is there.
refusal-quotes-not-bound-that-long = A quote binds from { $least_days } to { $most_days } days after the deadline: write another number.
refusal-quotes-expired = Its date is over, and it binds no more.
refusal-quotes-needs-reason = This is not the lowest price of those that pass and have all of it: say why you choose it.
refusal-quotes-too-much = Together these have more of line { $line } than you asked for: choose fewer.
refusal-quotes-too-many-questions = There have been { $most } questions, and no more are taken: read those that are there.
refusal-quotes-answered = This question is answered already: see the answer.
