//! Notices: both sides hear of every step.
//!
//! A notice is a line in the user's inbox, kept in the same commit as the step it tells of, and a message in the
//! outbox from which e-mail and text messages are sent. It says what, when and how much, and nothing sensitive.

use crate::trade::Trade;
use crate::users::User;
use kernel::{
    Argument, Command, Decide, Draft, Id, Keys, Locality, Members, Money, Record, Sentence, Stop, Timestamp,
    View,
};
use serde::{Deserialize, Serialize};

/// The outbox topic of notices.
pub const TOPIC: &str = "notice";

kernel::words! {
    /// What a notice is about.
    pub enum SubjectKind {
        /// A trade.
        Trade = "trade",
        /// A payment from or to a bank.
        Payment = "payment",
        /// A complaint.
        Complaint = "complaint",
        /// A user's bank account.
        BankAccount = "bank_account",
        /// A lot of an auction.
        Lot = "lot",
        /// A request for hours of a known seller.
        Request = "request",
        /// A pool of buyers.
        Pool = "pool",
        /// A book of orders.
        Book = "book",
        /// A listing.
        Listing = "listing",
        /// A call for quotes.
        QuoteCall = "quote_call",
        /// A reverse auction.
        ReverseAuction = "reverse_auction",
        /// A need that somebody saved.
        Need = "need",
        /// A call for proposals.
        ProposalCall = "proposal_call",
        /// Trades that are had together.
        Bundle = "bundle",
    }
}

/// What a notice is about: what kind of thing, and which.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// What kind of thing.
    pub kind: SubjectKind,
    /// Which.
    pub id: Id<Subject>,
}

/// A line in a user's inbox.
#[derive(Record, Clone, Debug)]
#[record(table = "notice", key(locality, id), personal(user_id), index = "locality, user_id, id")]
pub struct Notice {
    /// The market area.
    pub locality: Locality,
    /// Its id, ordered by time.
    pub id: Id<Notice>,
    /// Whose inbox.
    pub user_id: Id<User>,
    /// Which notice it is: its code, `trade/paid`.
    pub code: String,
    /// What the sentence names, as JSON.
    pub arguments: String,
    /// What kind of thing it is about.
    pub about: SubjectKind,
    /// Which.
    pub subject: Id<Subject>,
    /// When.
    pub told_at: Timestamp,
}

/// How far a user has read: every notice up to this one.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "inbox", key(locality, user_id), personal(user_id))]
pub struct Inbox {
    /// The market area.
    pub locality: Locality,
    /// Whose.
    pub user_id: Id<User>,
    /// The newest notice that was read.
    pub read_up_to: Id<Notice>,
}

/// A notice on its way to e-mail and text messages.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Whom.
    pub user: Id<User>,
    /// Which notice it is: its code.
    pub code: String,
    /// What the sentence names.
    pub arguments: Vec<(String, Argument)>,
    /// What it is about.
    pub subject: Subject,
}

/// What the two sides of a trade are told.
#[derive(Sentence, Clone, Debug, PartialEq, Eq)]
#[sentence("trade")]
pub enum TradeNotice {
    /// To the seller: it is agreed.
    BookedSeller {
        /// When it begins.
        starts: Timestamp,
        /// What the seller receives.
        receives: Money,
    },
    /// To the buyer: it is agreed.
    BookedBuyer {
        /// When it begins.
        starts: Timestamp,
        /// What the buyer pays.
        pays: Money,
    },
    /// To both: it is agreed, and given.
    AgreedUnpaid {
        /// When it begins.
        starts: Timestamp,
    },
    /// To the payee of work: it is over, how much was it?
    PromptHours {
        /// Until when silence counts as all of it.
        approves: Timestamp,
    },
    /// To the payee: it is over, say what became of it.
    Prompt {
        /// Until when.
        until: Timestamp,
    },
    /// To the payer of work: so much was recorded.
    RecordedHours {
        /// How long.
        worked_minutes: i64,
        /// When silence counts as approval.
        approves: Timestamp,
    },
    /// To the payer: it was handed over, sent or done.
    Recorded {
        /// When silence counts as approval.
        approves: Timestamp,
    },
    /// To the payer: so much is claimed.
    Claimed {
        /// How much.
        money: Money,
        /// When silence counts as approval.
        approves: Timestamp,
    },
    /// To the payer: the payee says that the payer was not there.
    NotTaken {
        /// What would be due.
        money: Money,
        /// When silence counts as approval.
        approves: Timestamp,
    },
    /// To the payer: the payee has begun.
    Started {
        /// When.
        started: Timestamp,
    },
    /// To the other side: whoever tells it will be late.
    Late {
        /// How late.
        late_minutes: i64,
    },
    /// To the other side: there is a message. What it says stands with the trade alone.
    Written,
    /// To the payee: nothing came, the payer says.
    Reported {
        /// Until when to answer.
        answer_by: Timestamp,
    },
    /// To the payee: it is sent back, the payer says.
    ReturnReported {
        /// Until when to answer.
        answer_by: Timestamp,
    },
    /// To both: the report stands, the money goes back.
    Missed,
    /// To the payer: what was sent back has arrived, the money is back.
    ReturnAccepted {
        /// What came back.
        money: Money,
    },
    /// To the payee: the payer says that less is due.
    Objected {
        /// What is in dispute.
        money: Money,
        /// When time settles it, if nobody accepts an offer.
        until: Timestamp,
    },
    /// To the other side: an offer to settle.
    Offered {
        /// What the payer would pay.
        money: Money,
    },
    /// To the payee: do it again.
    SentBack {
        /// Until when.
        until: Timestamp,
    },
    /// To the payee: paid.
    Paid {
        /// What was received.
        money: Money,
    },
    /// To the payer: settled.
    Settled {
        /// What was paid.
        money: Money,
    },
    /// To the hirer: the bond is back.
    BondBack {
        /// What came back.
        money: Money,
    },
    /// To the owner: the hirer says that it is back.
    BroughtBack {
        /// Until when to claim.
        until: Timestamp,
    },
    /// To the other side: called off.
    CalledOff {
        /// When it would have begun.
        starts: Timestamp,
        /// What the reader still pays or receives.
        money: Money,
    },
    /// To the buyer of work: the seller called it off, and somebody else can be looked for.
    SellerCalledOff {
        /// When it would have begun.
        starts: Timestamp,
    },
    /// To both: money is missing.
    Overdue,
    /// To both: nobody paid.
    GivenUp,
}

impl Subject {
    /// A trade.
    pub fn trade(id: Id<Trade>) -> Self {
        Self { kind: SubjectKind::Trade, id: id.cast() }
    }
    /// The bank account of a user.
    pub fn bank_account(user: Id<User>) -> Self {
        Self { kind: SubjectKind::BankAccount, id: user.cast() }
    }

    /// A payment.
    pub fn payment<T>(id: Id<T>) -> Self {
        Self { kind: SubjectKind::Payment, id: id.cast() }
    }
}

/// Tells a user something about a subject.
pub fn tell(draft: &mut Draft<'_>, user: Id<User>, subject: Subject, notice: &impl Sentence) {
    let arguments = notice.arguments().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let message = Message { user, code: notice.code().to_owned(), arguments, subject };
    let line = Notice {
        locality: draft.locality(),
        user_id: user,
        id: draft.id(),
        code: message.code.clone(),
        // A list of plain values is always JSON.
        arguments: serde_json::to_string(&message.arguments).unwrap_or_default(),
        about: subject.kind,
        subject: subject.id,
        told_at: draft.now(),
    };
    draft.add(&line);
    draft.notify(TOPIC, &message);
}

/// Marks the acting user's notices as read, up to one of them. What was read stays read.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("notices.read")]
pub struct ReadNotices {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
    /// The newest that was shown.
    pub up_to: Id<Notice>,
}

impl Decide for ReadNotices {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Inbox>((self.user.locality(), self.user));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let locality = draft.locality();
        let before = draft.find::<Inbox>((locality, self.user))?.map(|inbox| inbox.read_up_to);
        if before.is_none_or(|before| before < self.up_to) {
            draft.put(&Inbox { locality, user_id: self.user, read_up_to: self.up_to })?;
        }
        Ok(())
    }
}

/// How many lines a page of the inbox has; the view reads one more, which tells whether another page follows.
pub const INBOX_PAGE: usize = 50;

/// A page of a user's inbox, the newest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Members, Clone, Debug)]
#[view(sql = "SELECT id, code, arguments, about, subject, told_at FROM notice
              WHERE locality = $1 AND user_id = $2 AND id < $3 ORDER BY id DESC LIMIT 51")]
pub struct InboxLine {
    /// The notice.
    pub id: Id<Notice>,
    /// Which notice it is, such as `trade/paid`: stable.
    pub code: String,
    /// What the sentence names, as JSON.
    #[show(skip)]
    pub arguments: String,
    /// What kind of thing it is about.
    pub about: SubjectKind,
    /// Which.
    pub subject: Id<Subject>,
    /// When.
    pub told_at: Timestamp,
}

#[cfg(test)]
mod tests;
