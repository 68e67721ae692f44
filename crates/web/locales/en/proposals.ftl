# Requests for proposals: calls, proposals in two envelopes, scores, and what comes of them.

inbox-proposal-call = See the call for proposals

moved-proposal = Set aside for a proposal that you chose
moved-proposal-over = Free again: the standstill is over

notice-proposal-call-to-score = { $proposals ->
    [one] The deadline is over, and there is one proposal. Score it, blind to its price, until { $until }.
   *[other] The deadline is over, and there are { $proposals } proposals. Score them, blind to their prices, until { $until }.
}
notice-proposal-call-prices-open = Every score is in, and the prices are open. Choose until { $until }.
notice-proposal-call-invited = Somebody asks you to score proposals. You can decline.
notice-proposal-call-dismissed = You score these proposals no more.
notice-proposal-call-won = Your proposal was chosen: you receive { $receives } in all, milestone by milestone. See your bookings.
notice-proposal-call-stands-still = Your proposal was chosen. Nobody is bound until { $until }; then it is booked.
notice-proposal-call-not-chosen = Another proposal was chosen. Yours has { $own } of 10,000 points and place { $place } of { $proposals }; the chosen one has { $winner }.
notice-proposal-call-none-chosen = No proposal was chosen; the call says why.
notice-proposal-call-fell-through = What was chosen could not be booked when the standstill was over: a rule forbids it by now, or the money is gone.
notice-proposal-call-lapsed = Nobody chose in time, so the call for proposals is over. No proposal binds any more.
notice-proposal-call-called-off = A call on which you proposed was called off. Your proposal binds no more.
notice-proposal-call-asked = Somebody has a question about what you asked for.
notice-proposal-call-answered = Your question was answered.

refusal-proposals-bad-call = { $field ->
    [from_on] Work begins after the time in which you choose: write a later day.
    [until_on] All of it is done by a day that is not before the first, and within two years after the deadline: write another day.
    [budget_max] A budget has a least and a most, both above nothing and the most no less than the least: write both, or neither.
   *[other] Each weight is from 1 to 10,000: write another number.
}
refusal-proposals-not-in-sector = Proposals are asked for on work: choose a line of work.
refusal-proposals-not-that-long = Proposals are taken from { $least_hours } hours to { $most_days } days: choose another length.
refusal-proposals-not-these-criteria = There are one to { $most } criteria: write at least one, or leave some out.
refusal-proposals-weights-do-not-sum = The weights of the criteria and of the price make 10,000 (100 percent) together, and these make { $sum }: change some of them.
refusal-proposals-too-many-calls = You have { $most } calls that have not ended: choose in some of them first.
refusal-proposals-over = This is over: see how it ended.
refusal-proposals-sealed = Proposals are sealed until the deadline: wait until then.
refusal-proposals-own-call = You asked for this yourself: let others propose and ask.
refusal-proposals-not-this-sector = What you chose of yours is of another kind than what is asked for: choose something else.
refusal-proposals-bad-proposal = { $field ->
    [price] The price is more than nothing, and so is each milestone’s share of it: write another.
   *[other] Each share is from 1 to 10,000: write another number.
}
refusal-proposals-not-these-milestones = There are one to { $most } milestones: write at least one, or leave some out.
refusal-proposals-shares-do-not-sum = The shares of the milestones make 10,000 (100 percent) together, and these make { $sum }: change some of them.
refusal-proposals-not-in-time = Milestones come one after the other, within the days of the call: write other days.
refusal-proposals-too-many-proposals = This call has had { $most } proposals, changes counted, and takes no more: look for another.
refusal-proposals-no-proposal = There is no such proposal: look again at what is there.
refusal-proposals-too-many-questions = There have been { $most } questions, and no more are taken: read those that are there.
refusal-proposals-answered = This question is answered already: see the answer.
refusal-proposals-too-many-scorers = { $most } score at most, you among them: take somebody off first.
refusal-proposals-scorer-sells = Whoever scores does not propose, and whoever proposes does not score: ask somebody else, or stop scoring first.
refusal-proposals-buyer-scores = The buyer always scores: take somebody else off.
refusal-proposals-not-a-scorer = Only those who were asked to score do: ask the buyer.
refusal-proposals-not-these-scores = Each of the { $criteria } criteria has one score from 0 to { $most }: score all of them.
refusal-proposals-prices-open = The prices are open, so nothing about the scores changes any more: see how it stands.
refusal-proposals-not-scored = The prices are sealed until every score is in: wait for those who score, or take them off.
refusal-proposals-chosen = One is chosen already: wait until the standstill is over, or choose none.
refusal-proposals-needs-reason = This is not the one with the most points: say why you choose it.

proposal-calls-title = Ask for proposals
proposal-calls-lead = Say what you need and why. Sellers say how they would do it, and for how much, in two envelopes: you score the first before anybody opens the second.
proposal-calls-none = Nobody asks for proposals here now. Look again tomorrow, or ask yourself.
proposal-calls-none-yet = There is nothing here yet.
proposal-calls-new = Ask for proposals on what you need
proposal-calls-find = Look for calls that you could propose on
proposal-calls-made = What you asked proposals for
proposal-calls-proposed = What you proposed on
proposal-calls-scored = What you score
proposal-call-closes = proposals until { $moment }
proposal-call-closed = proposals were until { $moment }
proposal-call-open = Takes proposals
proposal-call-scoring = Being scored
proposal-call-deciding = Being chosen from
proposal-call-standstill = Chosen, nobody is bound yet
proposal-call-sealed = Proposals are sealed: nobody reads them before the deadline, not even you.
proposal-call-off = Call it off
proposal-ending-best = The most points were chosen
proposal-ending-another = Another was chosen
proposal-ending-no-award = None was chosen
proposal-ending-fell-through = It fell through
proposal-ending-lapsed = Nobody chose in time
proposal-ending-called-off = Called off
proposal-open = You have proposed
proposal-chosen = Chosen
proposal-not-chosen = Not chosen
proposal-why = Why
proposal-why-hint = What it is to achieve, and for whom.
proposal-must-haves = What every proposal must have
proposal-must-haves-hint = You can leave this empty.
proposal-reason-said = The reason
proposal-public = Who asks is a public body
proposal-public-how = Two score at least, and nobody is bound for two days after the choice.
proposal-public-are-you = Are you a public body?
proposal-public-no = No
proposal-public-yes = Yes
proposal-budget = Budget
proposal-budget-min = Your budget: from
proposal-budget-max = Your budget: to
proposal-budget-hint = You can leave both empty. Everybody reads them.
proposal-stands-until = Nobody is bound until
proposal-weights = By what it is chosen
proposal-weights-how = Each proposal is scored from 0 to 5 by each of these. For the price, the lowest has all of its weight, and any other that weight times the lowest price, divided by its own.
proposal-price = Price
proposal-price-hint = For all of it, without the mark-up. Nobody reads it before every score is in.
proposal-yours = Your proposal
proposal-how = Your proposal is two envelopes. Nobody else reads the first before the deadline, and nobody the price before every score is in. You can change it and take it back until the deadline.
proposal-sign-in = Sign in to propose
proposal-asks = Your price, without the mark-up:
proposal-change = Change your proposal
proposal-go = Propose
proposal-withdraw = Take your proposal back
proposal-placed = Place { $place }, with { $points } of 10,000 points.
proposal-scorers = Who scores
proposal-scorers-how = The prices are opened when each of them has scored each proposal.
proposal-scorers-favor = To ask somebody else to score, make them a favorite first.
proposal-scorer-dismiss = { $name } scores no more
proposal-scorer-who = Ask one of your favorites to score
proposal-scorer-hint = Whoever scores cannot propose.
proposal-scorer-go = Ask
proposal-scorer-wrong = Choose one of your favorites.
proposal-all = The proposals
proposal-blind = You score without knowing a price: nobody knows one before every score is in.
proposal-scored = { $title }: { $score } of 5. { $reason }
proposal-comes-to = { $price } without the mark-up, { $points } of 10,000 points
proposal-score = Score the proposal of { $name }
proposal-score-of = Score
proposal-score-hint = 0 is nothing of it, 5 could not be better.
proposal-score-go = Keep these scores
proposal-choose-how = The most points win. The money of the first milestone is taken at once, that of each other when the one before is done.
proposal-choose-other = Choose another
proposal-choose-go = Choose this one
proposal-reason-hint = Anybody can read it.
proposal-title = Proposal: { $what }
proposal-approach = How you would do it
proposal-approach-hint = With what, in what order, and what you need from who asks.
proposal-experience = What you have done that is like it
proposal-experience-hint = What, where, and whether it can be visited.
proposal-team = Who would do it
proposal-team-hint = And what else there is to say. You can leave this empty.
proposal-milestones = Milestones
proposal-milestones-how = One after the other, from { $from } to { $until }. Each is paid for when it is done; their shares make 100 percent.
proposal-more-milestones = More milestones
proposal-milestone = Milestone { $number }
proposal-milestone-title = What it is called
proposal-milestone-share = Its share of the price, in percent
proposal-milestone-from = Its first day
proposal-milestone-until = Its last day
proposal-new-lead = The clearer you are, the better the proposals. Nobody reads them before the deadline, and nothing is paid before you choose.
proposal-new-title = What you need, in a line
proposal-new-title-hint = Such as: a conservatory behind the house.
proposal-new-from = The first day on which work can begin
proposal-new-from-hint = After the deadline you have { $time } to score and choose; work begins after that.
proposal-new-until = The day on which all of it is done
proposal-new-criterion = Criterion { $number }
proposal-new-criterion-title = By what you score
proposal-new-weight = Its weight, in percent
proposal-new-weight-price = The weight of the price, in percent
proposal-new-weight-hint = All weights make 100 percent. They are published and do not change.
proposal-new-length = How long you take proposals
proposal-new-go = Ask for proposals

said-proposal-call-opened = Sellers can propose now.
said-proposal-call-off = It is called off.
said-proposed = Your proposal is in, sealed until the deadline.
said-proposal-withdrawn = Your proposal is taken back.
said-proposal-scorer-on = They are asked to score.
said-proposal-scorer-off = They score no more.
said-proposal-scored = Your scores are in.
said-proposal-awarded = It is chosen.
said-proposal-none = None was chosen.
