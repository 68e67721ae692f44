# Auctions: lots, bids, and what comes after.

auctions-title = Auctions
auctions-lead = Say the most that you would pay. We bid for you, and never more than it takes to lead.
auctions-none = Nothing is up for auction now. Look again tomorrow, or put something up yourself.
auctions-selling = What you have put up for auction
auctions-selling-none = You have put up nothing yet. Begin with something that you offer.
auctions-bidding = What you have bid for
auctions-bidding-none = You have bid for nothing yet.
auctions-more = The next lots
auctions-price = { $money } now
auctions-start = From { $money }, nobody has bid
auctions-closes = ends { $moment }
auctions-closed = ended { $moment }
auctions-you-lead = You lead
auctions-you-are-outbid = You are outbid
auctions-yours = It is yours
auctions-sold = Sold
auctions-unsold = Not sold
auctions-offered = Offered to the next bidder
auctions-offered-to-you = Offered to you
auctions-withdrawn = Taken back
auctions-bids = { $count ->
    [0] No bids
    [one] { $count } bid
   *[other] { $count } bids
}
auctions-now = now
auctions-first = is the first bid: nobody has bid
auctions-delivery = For bringing it
auctions-seller = Seller
auctions-reserve = The seller’s least
auctions-met = It is met: it will be sold
auctions-not-met = It is not met: it will not be sold at this price
auctions-your-most = The most that you said
auctions-see-booking = See the booking
auctions-bid = Bid
auctions-how = A bid binds you. While you lead, your most with the mark-up is set aside from your money; it is back as soon as somebody else leads. Nobody sees your most.
auctions-sign-in = Sign in to bid
auctions-most = The most you would pay
auctions-least = At least { $least }.
auctions-least-in-all = At least { $least }, which is { $money } in all with the mark-up.
auctions-place = Bid
auctions-at-once = Or have it at once
auctions-buy = Buy it now for { $money } in all
auctions-withdraw = Take it back
auctions-second-chance-how = If its buyer let go of it, or nobody got it, the next one can have it for the most that they said. They have { $time } to agree.
auctions-second-chance = Offer it to the next one
auctions-log = Bidder { $number }: { $money }
auctions-log-own = You: { $money }
auctions-look-again = See how it stands now

auction-new = Sell it by auction
auction-new-title = Put up for auction: { $title }
auction-new-lead = It goes to whoever would pay most, at a step above the second. Meanwhile it is not for sale otherwise.
auction-new-pieces = How many pieces, all to one buyer
auction-new-left = You have { $left } left.
auction-new-start = First bid
auction-new-reserve = The least you sell for
auction-new-reserve-hint = You can leave this empty. Bidders see only whether it is met.
auction-new-buy-now = Price to have it at once
auction-new-buy-now-hint = You can leave this empty. It counts until somebody bids.
auction-new-length = How long
auction-new-length-hint = A bid in the last { $time } moves the end on by as much.
auction-new-go = Put it up

inbox-lot = See the auction

said-bid-leads = You lead.
said-bid-outbid = Somebody else would pay as much or more: you do not lead.
said-bought = It is yours.
said-lot-opened = It is up for auction.
said-lot-withdrawn = It is taken back.
said-second-chance = It is offered to the next one.

notice-auction-outbid = Somebody else leads with { $price }. What was set aside for your bid is yours again.
notice-auction-unsold = It was not sold. Nothing is set aside any more.
notice-auction-second-chance = What you bid for can be yours after all, for { $price }. Agree until { $until }: see your bookings.

refusal-auctions-bad-lot = { $field ->
    [start] The first bid is more than nothing: write an amount.
    [reserve] The least you sell for is more than the first bid: write another amount, or none.
   *[other] The price to have it at once is more than the first bid and the least you sell for: write another amount, or none.
}
refusal-auctions-not-that-long = An auction takes from { $least_hours } hours to { $most_days } days: choose another length.
refusal-auctions-over = Bids for this are over: see how it ended.
refusal-auctions-too-low = The least that you can bid now is { $least }: write that much or more.
refusal-auctions-own-lot = Nobody bids for their own: let others.
refusal-auctions-too-many-bids = There have been { $most } bids, and no more are taken: wait for the end.
refusal-auctions-not-at-once = It cannot be had at once any more: bid for it.
refusal-auctions-has-bids = Somebody has bid, so it is not taken back any more: wait for the end.
refusal-auctions-no-second-chance = There is nobody to offer it to now: put it up again.
