//! What is known of a part from outside: codes, photographs, arrivals.

use super::permitted;
use crate::support::notices::{self, Subject, TradeNotice};
use crate::trade::actions::Step;
use crate::trade::full::FullTrade;
use crate::trade::part::{Part, PartStage};
use crate::trade::procedure::{EvidenceKind, Promise};
use crate::trade::{EventKind, Side, Trade};
use crate::users::{User, photos};
use kernel::{
    Blob, Command, Decide, Draft, Id, Locality, LongText, ReadStop, Record, Refusal, Show, Stop, Timestamp,
};
use serde::{Deserialize, Serialize};

/// What somebody says of a part: a statement, or a carrier's number.
pub type Statement = LongText<500>;

/// Something that is known of a part. Only ever added.
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(table = "evidence", key(locality, trade, part, id), personal(by), append_only)]
#[show(name = "EvidenceShown", only(kind, photo, words, by, added_at))]
pub struct Evidence {
    /// The market area.
    pub locality: Locality,
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Of which part.
    pub part: i64,
    /// Its id, ordered by time.
    pub id: Id<Evidence>,
    /// What kind of evidence.
    pub kind: EvidenceKind,
    /// The photograph, by its digest.
    pub photo: Option<String>,
    /// A carrier's number, or what somebody says.
    pub words: Option<Statement>,
    /// Whose it is.
    pub by: Id<User>,
    /// When it was added.
    pub added_at: Timestamp,
}

/// The code that a payer shows when the two meet, and that the payee enters: at a handover, and when work begins and ends.
///
/// It goes this way round because the payee is the one whom it pays: showing it is the payer's word that the other is there,
/// and entering it gives nothing away that the payee could use alone.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "handover", key(locality, trade), personal(trade), check = "tries >= 0")]
pub struct Handover {
    /// The market area.
    pub locality: Locality,
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Six digits, shown to the payer alone; others once work has begun, so that who knew the first cannot end it elsewhere.
    pub code: String,
    /// How often a wrong one was entered since the last right one or lock.
    pub tries: i64,
    /// Until when none is taken, after too many wrong ones.
    pub locked_until: Option<Timestamp>,
}

/// Why evidence is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("handover")]
pub enum HandoverRefusal {
    /// There is no code for this trade.
    NoCode,
    /// Too many wrong codes were entered: a photograph will do instead.
    #[stale]
    Locked {
        /// Until when.
        until: Timestamp,
    },
    /// It is another code than the other side shows now.
    WrongCode,
    /// Nothing of this kind is known of such a part, or not by this side.
    NotThisEvidence,
    /// There is enough of it.
    TooMany {
        /// How much there may be.
        most: i64,
    },
}

/// Wrong codes until none is taken any more.
const TRIES_MAX: i64 = 5;
/// How long none is taken then, in minutes.
const LOCKED_MINUTES: i64 = 60;
/// Pieces of evidence of one part.
const EVIDENCE_MAX: usize = 40;
/// Photographs of one part.
const PHOTOS_MAX: usize = 10;

impl HandoverRefusal {
    /// How a wrong code is told, when that it was tried is kept.
    pub(super) fn wrong_code() -> Box<dyn Refusal> {
        Box::new(Self::WrongCode)
    }
}

impl Handover {
    /// A fresh code for a trade.
    pub(crate) fn new(draft: &Draft<'_>, trade: Id<Trade>) -> Self {
        Self { locality: trade.locality(), trade, code: draft.code(), tries: 0, locked_until: None }
    }

    /// What a code is entered as: the edge sends this instead of the code.
    pub fn digest(trade: Id<Trade>, code: &str) -> String {
        kernel::hex_digest(format!("{trade} {code}").as_bytes())
    }

    /// Whether a code for a part is right, and then it is evidence. A wrong one is counted, and too many lock it for a while.
    pub(super) fn enter(draft: &mut Draft<'_>, part: &Part, digest: &str) -> Result<bool, Stop> {
        let is_right = Self::is_code(draft, part.trade, digest)?;
        if is_right && !Evidence::is_there(draft, part)? {
            Evidence::add(draft, part, EvidenceKind::Code, None, None);
        }
        Ok(is_right)
    }

    /// Whether a code opens the door of a trade: each does so once, and the next one takes its place. A wrong one is counted.
    pub(super) fn opens(draft: &mut Draft<'_>, trade: Id<Trade>, digest: &str) -> Result<bool, Stop> {
        let is_right = Self::is_code(draft, trade, digest)?;
        if is_right {
            let next = Self::new(draft, trade);
            draft.put(&next)?;
        }
        Ok(is_right)
    }

    fn is_code(draft: &mut Draft<'_>, trade: Id<Trade>, digest: &str) -> Result<bool, Stop> {
        let handover = Self::open(draft, trade)?;
        let is_right = Self::digest(trade, &handover.code) == digest;
        let tries = if is_right { 0 } else { handover.tries + 1 };
        let is_locked = tries >= TRIES_MAX;
        let locked_until = is_locked.then(|| draft.now().plus_minutes(LOCKED_MINUTES));
        let tries = if is_locked { 0 } else { tries };
        draft.put(&Self { tries, locked_until, ..handover })?;
        Ok(is_right)
    }

    fn open(draft: &Draft<'_>, trade: Id<Trade>) -> Result<Self, Stop> {
        let handover = draft.find::<Self>((draft.locality(), trade))?.ok_or(HandoverRefusal::NoCode)?;
        match handover.locked_until {
            Some(until) if until > draft.now() => Err(HandoverRefusal::Locked { until }.into()),
            _ => Ok(handover),
        }
    }
}

impl Evidence {
    /// Whether there is evidence of a part of a kind that its promise asks for.
    pub(super) fn is_there(draft: &Draft<'_>, part: &Part) -> Result<bool, ReadStop> {
        let all = draft.list::<Self>((draft.locality(), part.trade, part.number))?;
        Ok(all.iter().any(|evidence| evidence.kind.serves(part.promise)))
    }

    /// Whether the payer has the goods: they were handed over, or somebody said so.
    pub(super) fn has_arrived(draft: &Draft<'_>, part: &Part) -> Result<bool, ReadStop> {
        if part.promise != Promise::Goods {
            return Ok(false);
        }
        let all = draft.list::<Self>((draft.locality(), part.trade, part.number))?;
        Ok(all.iter().any(|evidence| matches!(evidence.kind, EvidenceKind::Code | EvidenceKind::Arrived)))
    }

    fn add(
        draft: &mut Draft<'_>,
        part: &Part,
        kind: EvidenceKind,
        photo: Option<String>,
        words: Option<Statement>,
    ) {
        let evidence = Self {
            locality: draft.locality(),
            trade: part.trade,
            part: part.number,
            id: draft.id(),
            kind,
            photo,
            words,
            by: draft.actor().cast(),
            added_at: draft.now(),
        };
        draft.add(&evidence);
    }
}

/// Adds to what is known of a part. That a thing is back, or that goods have arrived, sets the other side's time going.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("completion.add_evidence")]
pub struct AddEvidence {
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Of which part.
    pub part: i64,
    /// What kind of evidence.
    pub kind: EvidenceKind,
    /// Of a code, its digest: see [`Handover::digest`].
    pub code_digest: Option<String>,
    /// Of a photograph that the acting user has kept, its digest.
    pub photo: Option<String>,
    /// A carrier's number, or a statement.
    pub words: Option<Statement>,
}

/// Keeps a photograph and adds it to what is known of a part.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("completion.add_photo")]
pub struct AddPhoto {
    /// Of which trade.
    pub trade: Id<Trade>,
    /// Of which part.
    pub part: i64,
    /// The picture, a JPEG of 2 MiB at most.
    pub bytes: Blob,
}

impl Decide for AddPhoto {
    type Done = Added;

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Added, Stop> {
        let (trade, part) = (self.trade, self.part);
        permitted(draft, trade, part, Step::AddEvidence)?;
        let (kind, photo) = (EvidenceKind::Photo, Some(photos::keep(draft, &self.bytes)?));
        AddEvidence { trade, part, kind, code_digest: None, photo, words: None }.decide(draft)
    }
}

kernel::words! {
    /// What adding evidence came to.
    pub enum Added {
        /// It was taken.
        Taken = "taken",
        /// The code was wrong: kept, so that the try counts, and told as the refusal `handover/wrong-code`.
        WrongCode = "wrong_code",
    }
}

impl Decide for AddEvidence {
    type Done = Added;

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Added, Stop> {
        let (mut full, part, side) = permitted(draft, self.trade, self.part, Step::AddEvidence)?;
        if !self.fits(&part, side) {
            return Err(HandoverRefusal::NotThisEvidence.into());
        }
        self.check_count(draft)?;
        match self.kind {
            EvidenceKind::Code => {
                let digest = self.code_digest.as_deref().unwrap_or_default();
                if !Handover::is_code(draft, self.trade, digest)? {
                    return Ok(Added::WrongCode);
                }
            }
            EvidenceKind::Photo => photos::own(draft, self.photo.as_deref().unwrap_or_default())?,
            EvidenceKind::Returned | EvidenceKind::Arrived => self.set_going(draft, &mut full)?,
            EvidenceKind::Tracking | EvidenceKind::Statement => {}
        }
        Evidence::add(draft, &part, self.kind, self.photo.clone(), self.words.clone());
        full.happened(draft, Some(self.part), self.event());
        full.keep(draft)?;
        Ok(Added::Taken)
    }

    fn told_as(done: &Added) -> Option<Box<dyn Refusal>> {
        (*done == Added::WrongCode).then(HandoverRefusal::wrong_code)
    }
}

impl AddEvidence {
    /// Whether such evidence is this side's to give, and complete.
    fn fits(&self, part: &Part, side: Side) -> bool {
        let (is_payer, is_payee) = (side == part.payer, side == part.payee());
        match self.kind {
            EvidenceKind::Code => is_payee && self.kind.serves(part.promise) && self.code_digest.is_some(),
            EvidenceKind::Photo => self.photo.is_some(),
            EvidenceKind::Tracking => {
                // A number is one line.
                let is_number = self.words.as_ref().is_some_and(|words| !words.contains('\n'));
                is_payee && part.promise == Promise::Goods && is_number
            }
            EvidenceKind::Returned => {
                is_payer && part.promise == Promise::Bond && part.stage == PartStage::Open
            }
            EvidenceKind::Arrived => {
                part.promise == Promise::Goods && matches!(part.stage, PartStage::Open | PartStage::Recorded)
            }
            EvidenceKind::Statement => self.words.is_some(),
        }
    }

    fn check_count(&self, draft: &Draft<'_>) -> Result<(), Stop> {
        let all = draft.list::<Evidence>((draft.locality(), self.trade, self.part))?;
        let photos = all.iter().filter(|evidence| evidence.kind == EvidenceKind::Photo).count();
        let most = if self.kind == EvidenceKind::Photo { PHOTOS_MAX } else { EVIDENCE_MAX };
        let count = if self.kind == EvidenceKind::Photo { photos } else { all.len() };
        if count >= most {
            return Err(HandoverRefusal::TooMany { most: i64::try_from(most).unwrap_or(i64::MAX) }.into());
        }
        Ok(())
    }

    /// Moves the time that the other side has, and tells it.
    fn set_going(&self, draft: &mut Draft<'_>, full: &mut FullTrade) -> Result<(), Stop> {
        let now = draft.now();
        let subject = Subject::trade(full.id());
        let part = full.part_mut(self.part)?;
        let until = now.plus_hours(part.terms.answer_hours);
        let payee = part.payee();
        if self.kind == EvidenceKind::Returned {
            // The payee has as long to claim as the payer has to answer a claim.
            part.record_by = Some(until);
            let owner = full.trade.user(payee);
            notices::tell(draft, owner, subject, &TradeNotice::BroughtBack { until });
        } else if part.stage == PartStage::Recorded {
            part.answers_at = Some(until);
        }
        Ok(())
    }

    fn event(&self) -> EventKind {
        match self.kind {
            EvidenceKind::Returned => EventKind::BroughtBack,
            EvidenceKind::Arrived => EventKind::Arrived,
            EvidenceKind::Code | EvidenceKind::Photo | EvidenceKind::Tracking | EvidenceKind::Statement => {
                EventKind::EvidenceAdded
            }
        }
    }
}
