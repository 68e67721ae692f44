//! The words of books of orders.

kernel::words! {
    /// Where a book stands.
    pub enum BookStage {
        /// Orders are taken.
        Open = "open",
        /// They are not any more, and none rests.
        Closed = "closed",
    }
}

kernel::words! {
    /// How a book trades.
    pub enum BookPhase {
        /// Orders are collected, and trade together at one price when they are called.
        Collecting = "collecting",
        /// Each order meets what rests when its turn comes.
        Continuous = "continuous",
    }
}

kernel::words! {
    /// Within which hours of a day the work is, on the clock of the place.
    pub enum PartOfDay {
        /// From 8 to 12.
        Morning = "morning",
        /// From 12 to 16.
        Afternoon = "afternoon",
        /// From 16 to 20.
        Evening = "evening",
    }
}

kernel::words! {
    /// Who gives what.
    pub enum OrderSide {
        /// Wants hours.
        Bid = "bid",
        /// Offers hours.
        Ask = "ask",
    }
}

kernel::words! {
    /// What becomes of an order that does not trade at once, or not whole.
    pub enum OrderKind {
        /// It rests at its limit.
        Limit = "limit",
        /// It trades at what there is, near the best price and up to its limit; what is left goes.
        Market = "market",
        /// What is left goes.
        ImmediateOrCancel = "immediate_or_cancel",
        /// It trades whole and at once, or not at all.
        FillOrKill = "fill_or_kill",
        /// It rests, or goes if it would trade at once.
        PostOnly = "post_only",
        /// No order: it takes one back.
        Cancel = "cancel",
    }
}

kernel::words! {
    /// Where an order stands.
    pub enum OrderStage {
        /// Its turn has not come.
        Waiting = "waiting",
        /// It rests in the book.
        Resting = "resting",
        /// It traded whole.
        Filled = "filled",
        /// It ended before that.
        Ended = "ended",
    }
}

kernel::words! {
    /// Why an order ended before it was filled.
    pub enum OrderEnd {
        /// It was taken back.
        Cancelled = "cancelled",
        /// Its time was over.
        Expired = "expired",
        /// There was no more to trade with.
        NoMore = "no_more",
        /// There was not enough to fill it whole.
        NotWhole = "not_whole",
        /// It met an order of the same user.
        OwnOrder = "own_order",
        /// It would have moved the price too far.
        TooFar = "too_far",
        /// No orders were taken then.
        Halted = "halted",
        /// It did not fit what the book takes.
        BadOrder = "bad_order",
        /// Its limit was too far from what was traded lately.
        OutOfBand = "out_of_band",
        /// It would have traded at once.
        WouldTrade = "would_trade",
        /// There was no such order any more.
        NoSuchOrder = "no_such_order",
    }
}

kernel::words! {
    /// Where a fill stands.
    pub enum FillStage {
        /// It binds both sides, and is no trade yet.
        Open = "open",
        /// It became a trade.
        Traded = "traded",
        /// A rule forbade it by then.
        Released = "released",
    }
}
