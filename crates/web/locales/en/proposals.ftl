# Requests for proposals: calls, proposals in two envelopes, scores, and what comes of them.

inbox-proposal-call = Your inbox

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
refusal-proposals-weights-do-not-sum = The weights of the criteria and of the price make 10,000 together, and these make { $sum }: change some of them.
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
refusal-proposals-shares-do-not-sum = The shares of the milestones make 10,000 together, and these make { $sum }: change some of them.
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
