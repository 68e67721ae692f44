//! Complaints: what somebody is not content with, as a case with a number and a day by which it is answered.
//!
//! ```text
//! Complain ──▶ open ──AnswerComplaint──▶ answered
//! ```

use crate::concession::{complaint_answer_days, open_complaints_max};
use crate::support::notices::{self, Subject, SubjectKind};
use crate::trade::Trade;
use crate::users::{Role, User};
use kernel::{
    Command, Decide, Draft, Id, Keys, Locality, LongText, Record, Refusal, Sentence, Show, Stop, Timestamp,
    View,
};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// What somebody says in a complaint, and what is answered.
pub type Statement = LongText<4_000>;

kernel::words! {
    /// Where a complaint stands.
    pub enum ComplaintStage {
        /// Nobody has answered yet.
        Open = "open",
        /// It was answered.
        Answered = "answered",
    }
}

/// A complaint.
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "complaint",
    key(locality, id),
    personal(user_id),
    index = "locality, user_id, id",
    check = "answer_by > made_at"
)]
#[show(only(id, about, statement, stage, made_at, answer_by, answer, answered_at))]
pub struct Complaint {
    /// The market area.
    pub locality: Locality,
    /// Its id; people say its [`number`].
    pub id: Id<Complaint>,
    /// Who complains.
    pub user_id: Id<User>,
    /// About which trade, if it is about one.
    pub about: Option<Id<Trade>>,
    /// What they are not content with.
    pub statement: Statement,
    /// Where it stands.
    pub stage: ComplaintStage,
    /// When it was made.
    pub made_at: Timestamp,
    /// By when it is answered.
    pub answer_by: Timestamp,
    /// The answer.
    pub answer: Option<Statement>,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
}

/// Why a complaint is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("complaints")]
pub enum ComplaintRefusal {
    /// There are too many that nobody has answered.
    TooMany {
        /// How many there may be.
        most: i64,
    },
    /// It was answered before.
    #[stale]
    AnsweredBefore,
    /// Only those who work for the operator answer.
    #[not_yours]
    NotForYou,
}

/// What the one who complains is told.
#[derive(Sentence, Clone, Debug, PartialEq, Eq)]
#[sentence("complaint")]
pub enum ComplaintNotice {
    /// It is there.
    Made {
        /// Its number.
        number: String,
        /// By when it is answered.
        answer_by: Timestamp,
    },
    /// It was answered.
    Answered {
        /// Its number.
        number: String,
    },
}

/// What was made of a complaint.
#[derive(Serialize, Deserialize, Show, Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The complaint.
    pub complaint: Id<Complaint>,
    /// What people say for it.
    pub number: String,
    /// By when it is answered.
    pub answer_by: Timestamp,
}

/// The number of a complaint as people say it: the end of its id, in letters and digits that are not taken for each other.
pub fn number(complaint: Id<Complaint>) -> String {
    /// By Douglas Crockford's base 32: neither I, L, O nor U.
    const DIGITS: &[u8] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let digit = |at: u32| {
        let value = usize::try_from(complaint.bits() >> (5 * at) & 31).unwrap_or_default();
        char::from(DIGITS.get(value).copied().unwrap_or(b'0'))
    };
    let group = |from: u32| (from..from + 4).rev().map(digit).collect::<String>();
    format!("{}-{}", group(4), group(0))
}

/// Complains, about a trade of yours or about anything. It is answered by a day that is told at once.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("complaints.complain")]
pub struct Complain {
    /// Who.
    #[command(actor)]
    pub user: Id<User>,
    /// About which trade, if it is about one.
    pub about: Option<Id<Trade>>,
    /// What you are not content with, and what would make it good.
    #[ask(example = "The café sent me away an hour early and confirmed three hours. I want the fourth.")]
    pub statement: Statement,
}

impl Decide for Complain {
    type Done = Filed;

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<User>((locality, self.user));
        keys.one::<OpenComplaints>((locality, self.user));
        if let Some(trade) = self.about {
            keys.one::<Trade>((locality, trade));
        }
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Filed, Stop> {
        let (locality, now) = (draft.locality(), draft.now());
        draft.get::<User>((locality, self.user))?;
        if let Some(about) = self.about {
            let trade = draft.get::<Trade>((locality, about))?;
            trade.side(draft.actor()).ok_or(Stop::Absent("trade"))?;
        }
        let rulebook = draft.consult::<Rulebook>()?;
        let (most, days) = (
            open_complaints_max(rulebook, now.day().date())?,
            complaint_answer_days(rulebook, now.day().date())?,
        );
        let open = draft.find::<OpenComplaints>((locality, self.user))?.map_or(0, |open| open.open_count);
        if open >= most {
            return Err(ComplaintRefusal::TooMany { most }.into());
        }
        draft.put(&OpenComplaints { locality, user_id: self.user, open_count: open.saturating_add(1) })?;
        let id = draft.id();
        let answer_by = now.plus_hours(days.saturating_mul(24));
        draft.add(&Complaint {
            locality,
            id,
            user_id: self.user,
            about: self.about,
            statement: self.statement.clone(),
            stage: ComplaintStage::Open,
            made_at: now,
            answer_by,
            answer: None,
            answered_at: None,
        });
        let number = number(id);
        let made = ComplaintNotice::Made { number: number.clone(), answer_by };
        notices::tell(draft, self.user, subject(id), &made);
        Ok(Filed { complaint: id, number, answer_by })
    }
}

/// How many complaints of a user nobody has answered yet.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "open_complaints", key(locality, user_id), personal(user_id), check = "open_count >= 0")]
pub struct OpenComplaints {
    /// The market area.
    pub locality: Locality,
    /// Whose.
    pub user_id: Id<User>,
    /// How many.
    pub open_count: i64,
}

/// Answers a complaint, once; for those who work for the operator.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("complaints.answer", locality = self.complaint.locality())]
pub struct AnswerComplaint {
    /// Which.
    pub complaint: Id<Complaint>,
    /// The answer, and what can be done by whoever is not content with it.
    #[ask(example = "You are right: the fourth hour is on its way to you.")]
    pub answer: Statement,
}

impl Decide for AnswerComplaint {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Complaint>((Command::locality(self), self.complaint));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let locality = draft.locality();
        let staff = draft.find::<User>((locality, draft.actor().cast()))?;
        if staff.is_none_or(|staff| staff.role != Role::Operator) {
            return Err(ComplaintRefusal::NotForYou.into());
        }
        let complaint = draft.get::<Complaint>((locality, self.complaint))?;
        if complaint.stage != ComplaintStage::Open {
            return Err(ComplaintRefusal::AnsweredBefore.into());
        }
        let user = complaint.user_id;
        let open = draft.get::<OpenComplaints>((locality, user))?;
        draft.put(&OpenComplaints { open_count: open.open_count.saturating_sub(1), ..open })?;
        let (answer, answered_at) = (Some(self.answer.clone()), Some(draft.now()));
        draft.put(&Complaint { stage: ComplaintStage::Answered, answer, answered_at, ..complaint })?;
        let told = ComplaintNotice::Answered { number: number(self.complaint) };
        notices::tell(draft, user, subject(self.complaint), &told);
        Ok(())
    }
}

/// How many complaints a page has; the view reads one more.
pub const COMPLAINTS_PAGE: usize = 20;

/// A page of a user's complaints, the latest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT id FROM complaint WHERE locality = $1 AND user_id = $2 AND id < $3 ORDER BY id DESC LIMIT 21"
)]
pub struct OwnComplaint {
    /// Which.
    pub id: Id<Complaint>,
}

/// A complaint as what a notice is about.
fn subject(complaint: Id<Complaint>) -> Subject {
    Subject { kind: SubjectKind::Complaint, id: complaint.cast() }
}

#[cfg(test)]
mod tests;
