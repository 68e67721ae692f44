//! Messages: what the two sides of a trade write to each other, from its agreement until it is over.
//!
//! They stand with the trade, for its two sides alone, and each is erased with the account of whoever wrote it. A notice
//! says that there is one and not what it says, so that nothing of it is in an e-mail.

use super::notices::{self, Subject, TradeNotice};
use crate::concession::{message_length_max, messages_daily_max, messages_trade_max};
use crate::trade::actions::{self, Step};
use crate::trade::full::FullTrade;
use crate::trade::{Trade, TradeRefusal};
use crate::users::User;
use kernel::{
    Asks, Command, Decide, Draft, Id, Keys, Locality, LongText, ReadStop, Record, Refusal, Show, Stop,
    Timestamp, View,
};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// What somebody writes to the other side of a trade. How long it may be is a figure, which is never above this.
pub type MessageText = LongText<2_000>;

/// A message between the sides of a trade.
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(table = "trade_message", key(locality, trade, id), personal(by), index = "locality, by, trade, id")]
#[show(name = "MessageShown", only(id, by, words, written_at))]
pub struct TradeMessage {
    /// The market area.
    pub locality: Locality,
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Its id, ordered by time.
    pub id: Id<TradeMessage>,
    /// Who wrote it.
    pub by: Id<User>,
    /// What it says.
    pub words: MessageText,
    /// When it was written.
    pub written_at: Timestamp,
}

/// Why a message is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("messages")]
pub enum MessageRefusal {
    /// It is too long.
    TooLong {
        /// How many characters it may have.
        most: i64,
    },
    /// Its writer has written enough in this trade today.
    EnoughToday {
        /// How many a day there may be.
        most: i64,
    },
    /// Its writer has written enough in this trade.
    Enough {
        /// How many there may be.
        most: i64,
    },
}

/// Writes to the other side of a trade that is agreed and not over.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("messages.write")]
pub struct WriteMessage {
    /// Of which trade.
    pub trade: Id<Trade>,
    /// What it says.
    #[ask(example = "The back door is open. Please bring your card.")]
    pub words: MessageText,
}

impl Decide for WriteMessage {
    type Done = Id<TradeMessage>;

    fn reads(&self, keys: &mut Keys) {
        FullTrade::reads(keys, self.trade);
        keys.all::<TradeMessage>((self.trade.locality(), self.trade));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<TradeMessage>, Stop> {
        let full = FullTrade::of(draft, self.trade)?;
        let (now, by) = (draft.now(), draft.actor().cast());
        let side = full.trade.side(by);
        actions::of_trade(&full, side, Step::Write, now)?;
        let side = side.ok_or(TradeRefusal::NotASide)?;
        let calendar = full.trade.zone.calendar();
        let today = calendar.local(now).date;
        let rulebook = draft.consult::<Rulebook>()?;
        let most = message_length_max(rulebook, today)?;
        if count(self.words.chars()) > most {
            return Err(MessageRefusal::TooLong { most }.into());
        }
        let own = draft.list::<TradeMessage>((draft.locality(), self.trade))?.into_iter();
        let own: Vec<_> = own.filter(|message| message.by == by).collect();
        let most = messages_trade_max(rulebook, today)?;
        if count(own.iter()) >= most {
            return Err(MessageRefusal::Enough { most }.into());
        }
        let is_of_today = |message: &&TradeMessage| calendar.local(message.written_at).date == today;
        let most = messages_daily_max(rulebook, today)?;
        if count(own.iter().filter(is_of_today)) >= most {
            return Err(MessageRefusal::EnoughToday { most }.into());
        }
        let id = draft.id();
        draft.add(&TradeMessage {
            locality: draft.locality(),
            trade: self.trade,
            id,
            by,
            words: self.words.clone(),
            written_at: now,
        });
        let other = full.trade.user(side.other());
        notices::tell(draft, other, Subject::trade(self.trade), &TradeNotice::Written);
        Ok(id)
    }
}

fn count(of: impl Iterator) -> i64 {
    i64::try_from(of.count()).unwrap_or(i64::MAX)
}

/// Which message of which trade.
#[derive(Asks, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageKey {
    /// The trade.
    pub trade: Id<Trade>,
    /// The message.
    pub id: Id<TradeMessage>,
}

/// Erases messages of one author; another's, and one that is gone, is passed over.
///
/// # Errors
/// As [`Draft::find`].
pub fn erase(draft: &mut Draft<'_>, author: Id<User>, messages: &[MessageKey]) -> Result<(), ReadStop> {
    let locality = draft.locality();
    for MessageKey { trade, id } in messages {
        let message = draft.find::<TradeMessage>((locality, *trade, *id))?;
        if message.is_some_and(|message| message.by == author) {
            draft.remove::<TradeMessage>((locality, *trade, *id))?;
        }
    }
    Ok(())
}

/// A message that a user wrote, some at a time. `$2` is the user.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT trade, id FROM trade_message WHERE locality = $1 AND \"by\" = $2 ORDER BY trade, id LIMIT 200"
)]
pub struct OwnMessage {
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Which.
    pub id: Id<TradeMessage>,
}

#[cfg(test)]
mod tests;
