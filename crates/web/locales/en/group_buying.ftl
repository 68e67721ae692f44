# Group buying: pools, pledges, and what comes of them.

pools-title = Buy together
pools-lead = The more pieces people pledge for, the less each costs. All pay the same price in the end, or nobody pays anything.
pools-none = Nothing is bought together now. Look again tomorrow, or open something yourself from what you offer.
pools-selling = What you sell to groups
pools-selling-none = You have opened nothing yet. Begin with something that you offer.
pools-pledged = What you have pledged for
pools-pledged-none = You have pledged for nothing yet.
pools-more = The next ones
pools-price = { $money } a piece now
pools-price-first = { $money } a piece, once enough have pledged
pools-price-was = { $money } a piece
pools-price-none = No price was reached
pools-pieces = { $count ->
    [one] { $count } piece
   *[other] { $count } pieces
}
pools-so-many = { $pieces } pledged for.
pools-next = { $pieces } pledged for. { $missing } more, and each costs { $money }.
pools-yours = yours: { $pieces }
pools-closes = ends { $moment }
pools-closed = ended { $moment }
pools-you-pledged = You have pledged
pools-bought = It is yours
pools-released = Not reached: yours is released
pools-refused = It could not be booked for you
pools-reached = Reached
pools-missed = Not reached
pools-called-off = Called off
pools-now = a piece now
pools-first = a piece, once enough have pledged
pools-was = a piece in the end
pools-would-have-been = a piece, had enough pledged
pools-see-booking = See the booking
pools-tiers = Prices
pools-tier = From { $pieces }: { $money } each
pools-tier-reached = Reached
pools-seller = Seller
pools-seller-has = { $name }, { $pieces }
pools-delivery = For bringing it
pools-locks = Pledges are held from
pools-own = You have pledged for
pools-own-most = The most you pay for a piece
pools-set-aside = Set aside for it
pools-own-seller = You would buy from
pools-pledge = Pledge
pools-change = Change your pledge
pools-how = What your pieces cost at the first price, or at your most, is set aside with the mark-up; you never pay more, and what it costs less is yours again. Take it back until { $time } before the end; after that only while no price that is reached hangs on it.
pools-sign-in = Sign in to pledge
pools-how-many = How many pieces
pools-from-to = From { $least } to { $most }.
pools-from-to-in-all = From { $least } to { $most }. The fewest are { $money } in all at most, with the mark-up.
pools-most-each = The most you pay for a piece
pools-most-each-hint = You can leave this empty: then you pay any of the prices. Below the price in the end, yours is released.
pools-withdraw = Take your pledge back
pools-call-off = Call it off
pools-look-again = See how it stands now

pool-new = Sell it to a group
pool-new-title = Sell to a group: { $title }
pool-new-lead = The more pieces people pledge for, the less each costs. All pay the price that is reached in the end; if none is, you sell nothing. Meanwhile they are not for sale otherwise.
pool-new-tier-count = Price { $number }: from how many pieces on
pool-new-tier-each = Price { $number }: for a piece
pool-new-more-tiers = More prices
pool-new-meant = Do you mean it?
pool-new-meant-yes = Yes, I know that one piece fewer would bring me more
pool-new-pieces = How many pieces there are in all
pool-new-left = You have { $left } left. When all are pledged for, it ends at once.
pool-new-least = The fewest for one buyer
pool-new-most = The most for one buyer
pool-new-most-hint = So that nobody takes everything.
pool-new-length = How long
pool-new-length-hint = In the last { $time } you cannot call it off, and pledges on which a price hangs stay.
pool-new-joinable = Other sellers
pool-new-joinable-yes = They may put up the same goods with mine, at these prices
pool-new-go = Open it

pool-join = Sell the same with them
pool-join-title = Sell with them: { $title }
pool-join-lead = Your pieces join theirs, at the prices that are set. Buyers are yours once those who joined before you have too few left. Until it ends they are not for sale otherwise.
pool-join-none = You offer nothing of the same kind that is handed over the same way. Offer it first.
pool-join-which = What you put up
pool-join-which-wrong = Choose what you put up.
pool-join-left = { $title }, { $left } left
pool-join-pieces = How many pieces
pool-join-go = Join them

inbox-pool = See what is bought together

said-pledged = You have pledged.
said-pledged-last = You took the last: it is over, and all that is pledged for is booked now.
said-pledge-withdrawn = Your pledge is taken back.
said-pool-opened = It is open.
said-pool-called-off = It is called off.
said-pool-joined = Your pieces are in.

notice-pool-tier-reached = A price is reached: { $each } a piece, with { $pieces } pieces pledged for.
notice-pool-bought = It ended at { $each } a piece, and yours is booked. { $back } of what was set aside is yours again.
notice-pool-released = No price was reached that you pay. What was set aside for your pledge is yours again.
notice-pool-refused = What you pledged for could not be booked: a rule does not allow it any more, its seller is gone, or it costs more than was set aside. What was set aside is yours again.
notice-pool-sold = It ended at { $each } a piece: { $pieces } pieces are sold. See your bookings.
notice-pool-missed = No price was reached: nothing is sold, and all pieces are back in your stock.
notice-pool-called-off = It was called off. Nothing is set aside any more.

refusal-group-buying-bad-pool = { $field ->
    [piece_count] There are as many pieces as the last price asks, or more, and as many as one buyer takes: write another number.
    [least_pieces] The fewest for one buyer is one piece or more: write another number.
    [most_pieces] The most for one buyer is no less than the fewest, and no more than there are: write another number.
   *[other] Each price is for more pieces than the one before, and lower than it: write other prices.
}
refusal-group-buying-not-that-long = It takes from { $least_hours } hours to { $most_days } days: choose another length.
refusal-group-buying-too-many-tiers = There are { $most } prices at most: leave some out.
refusal-group-buying-less-for-more = Price { $tier } brings you less than one piece fewer would at the price before. Write a higher price or more pieces, or say that you mean it.
refusal-group-buying-over = Pledges for this are over: see how it ended.
refusal-group-buying-own-pool = Nobody pledges for what they sell themselves: let others.
refusal-group-buying-not-this-many = A pledge is for { $least } to { $most } pieces: write another number.
refusal-group-buying-too-few-left = You can pledge for { $left } pieces at most: no seller has more left. Write another number.
refusal-group-buying-too-low = The lowest price is { $least } a piece: write that much or more, or leave it empty.
refusal-group-buying-too-many-pledges = There have been { $most } pledges, and no more are taken: look for another.
refusal-group-buying-no-pledge = You have no pledge here to take back.
refusal-group-buying-locked = A price that is reached hangs on your pledge, so it stays as it is: you can only pledge for more.
refusal-group-buying-bound = Others have pledged, and it ends soon: it is not called off any more.
refusal-group-buying-not-joinable = Your pieces do not fit here: others may not join, there are enough sellers, or it is another kind of goods. Open your own.
refusal-group-buying-already-in = You have put up pieces here already: let others.
