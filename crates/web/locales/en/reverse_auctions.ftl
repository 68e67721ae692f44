# Reverse auctions: work that goes to whoever would do it for least.

reverse-title = Work put out to bids
reverse-lead = Somebody has work at a time and says what they pay at most; sellers go below each other, and the lowest has it. No bid is below the least pay.
reverse-none = No work is put out now. Look again tomorrow, or put some out yourself.
reverse-new = Put work out to bids
reverse-made = What you put out
reverse-made-none = You have put out nothing yet.
reverse-bid-in = What you bid for
reverse-bid-in-none = You have bid for nothing yet.
reverse-closes = bids until { $moment }
reverse-closed = bids were until { $moment }
reverse-open = Takes bids
reverse-you-lead = You lead
reverse-you-do-not-lead = Another leads
reverse-offered = Waiting for an answer
reverse-endings = How it has ended
reverse-ending-taken = The lowest was taken
reverse-ending-unsold = Nobody has it
reverse-ending-called-off = Called off
reverse-ending-lapsed = Nobody answered in time
reverse-ending-not-needed = Declined: not needed any more
reverse-ending-too-low = Declined: too low to be done well
reverse-ending-not-as-asked = Declined: not what was asked for
reverse-ending-bad-experience = Declined: a bad experience before
reverse-reason-not-needed = I do not need it any more
reverse-reason-too-low = It cannot be done well for this
reverse-reason-not-as-asked = The seller does not do what I asked for
reverse-reason-bad-experience = I had a bad experience with this seller
reverse-call-off = Call it off
reverse-price-now = as it stands, without the mark-up
reverse-top = The most that is paid, without the mark-up
reverse-top-hint = With the mark-up it is set aside until you have answered.
reverse-step = A bid is below the price by at least
reverse-own-rank = Your rank
reverse-own-least = Your least
reverse-view = What sellers see of each other
reverse-view-rank = Their own rank alone
reverse-view-price = The price too
reverse-bid = Bid
reverse-lower = Lower your bid
reverse-bid-how = Say the least that you would do it for. Nobody else sees it: the market goes down for you, and never below it. Your bid binds.
reverse-sign-in = Sign in to bid
reverse-least = The least that you would do it for
reverse-least-hint = For all of it, without the mark-up. Not below the least pay for these hours.
reverse-low = This is far below what others would do it for. Say what it costs you and how long you count on, if you mean it; the buyer reads that.
reverse-cost = What it costs you
reverse-cost-minutes = How many minutes of work you count on
reverse-lowest = The lowest
reverse-lowest-is = { $name } would do it: you pay { $money } in all. Take it or decline until { $until }.
reverse-lowest-said = It is far below the other bids. The seller says that it costs them { $money }, and that they count on { $time }.
reverse-take = Take it for { $money }
reverse-decline = Decline
reverse-new-lead = Say what is to be done and when, and the most that you pay. The lowest bid is held for you, a step below the second.
reverse-new-what = What is to be done
reverse-new-length = How long bids are taken
reverse-new-length-hint = After that you have { $time } to answer, and the work begins later than that.
reverse-new-go = Put it out

inbox-reverse-auction = See the work that was put out

said-reverse-opened = It is put out.
said-reverse-off = It is called off.
said-reverse-leads = You lead.
said-reverse-does-not-lead = Your bid is in, and another leads.
said-reverse-taken = It is booked.
said-reverse-declined = It is declined.

moved-reverse-auction = Set aside for work put out to bids
moved-reverse-auction-over = Free again: the work that you put out is booked, or it is over

notice-reverse-auction-overtaken = Somebody else leads where you bid. You can go lower.
notice-reverse-auction-offered = Bids on your work are over: you pay { $pays } in all for the lowest. Take it or decline until { $until }.
notice-reverse-auction-won = Yours is the lowest: you receive { $receives } if the buyer takes it, until { $until }. Your hours are kept meanwhile.
notice-reverse-auction-lost = The work that you bid for went elsewhere, or to nobody.
notice-reverse-auction-unsold = Nobody has the work that you put out. What was set aside is yours again.
notice-reverse-auction-declined = The buyer declined. Your hours are free again.
notice-reverse-auction-lapsed = The buyer did not answer in time: nothing is booked, and nothing is set aside any more.

refusal-reverse-auctions-bad-auction = { $field ->
    [span] The work begins after bids are over and you have had the time to answer: choose a later day or take bids for less long.
    [top] What you pay at most is more than nothing, and not more than anybody may ask: write another amount.
    [least] The least is more than nothing: write another amount.
    [cost] What it costs you is more than nothing: write another amount.
   *[other] The work takes some minutes: write another number.
}
refusal-reverse-auctions-not-that-long = Bids are taken from { $least_hours } hours to { $most_days } days: choose another length.
refusal-reverse-auctions-over = Bids are over: see how it ended.
refusal-reverse-auctions-own-auction = You put this out yourself: let others bid.
refusal-reverse-auctions-not-this-sector = What you offer is of another kind than this work: choose something else.
refusal-reverse-auctions-too-high = A bid is { $most } or less now: write less.
refusal-reverse-auctions-not-low = This is not below where it stands: write less.
refusal-reverse-auctions-abnormally-low = This is far below what others would do it for: say what it costs you and how long you count on, or write more.
refusal-reverse-auctions-too-many-bids = There have been { $most } bids, and no more are taken: look for other work.
refusal-reverse-auctions-has-bids = Somebody has bid, so it is not called off: answer when bids are over.
refusal-reverse-auctions-nothing-offered = There is nothing to answer now: see how it stands.
