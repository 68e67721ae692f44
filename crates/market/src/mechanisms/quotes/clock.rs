//! What time does to a call for quotes: it opens its quotes, and ends it when its buyer stays silent.

use super::{QuoteCall, QuoteCallEnding, QuoteCallStage, QuoteNotice, WholeQuote, subject};
use crate::support::notices;
use kernel::{Command, Decide, Draft, Id, Keys, Stop};
use serde::{Deserialize, Serialize};

/// Opens the quotes of a call whose deadline is over; and ends one whose buyer has not chosen in time.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("quotes.advance_quote_call", by_market)]
pub struct AdvanceQuoteCall {
    /// Which.
    pub call: Id<QuoteCall>,
}

impl Decide for AdvanceQuoteCall {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<QuoteCall>((Command::locality(self), self.call));
        WholeQuote::reads(keys, Command::locality(self), self.call);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let call = draft.get::<QuoteCall>((draft.locality(), self.call))?;
        if call.stage == QuoteCallStage::Ended {
            return Ok(());
        }
        let due_at = call.ends_or_opens_at();
        if draft.now() < due_at {
            if let Some(timer) = call.timer {
                draft.take_back_timer(due_at, timer)?;
            }
            // The clock went back after this was found to be due.
            let timer = Some(draft.set_timer(due_at, self));
            draft.put(&QuoteCall { timer, ..call })?;
            return Ok(());
        }
        let call = if let Some(timer) = call.timer {
            draft.take_back_timer(due_at, timer)?;
            QuoteCall { timer: None, ..call }
        } else {
            call
        };
        let quotes = WholeQuote::all(draft, self.call)?.len();
        if call.stage == QuoteCallStage::Open && quotes > 0 {
            let quotes = i64::try_from(quotes).unwrap_or(i64::MAX);
            let until = call.decide_by;
            notices::tell(draft, call.buyer, subject(call.id), &QuoteNotice::Opened { quotes, until });
            let timer = Some(draft.set_timer(until, self));
            draft.put(&QuoteCall { stage: QuoteCallStage::Deciding, timer, ..call })?;
            return Ok(());
        }
        notices::tell(draft, call.buyer, subject(call.id), &QuoteNotice::Lapsed);
        let ended = call.end_without(draft, QuoteCallEnding::Lapsed, &QuoteNotice::Lapsed)?;
        draft.put(&ended)?;
        Ok(())
    }
}
