//! Questions about a call for proposals, and their answers: all who see the call read both.

use super::{ProposalCall, ProposalNotice, ProposalQuestion, ProposalRefusal, ReasonText, subject, terms};
use crate::options::blocks;
use crate::support::notices;
use crate::users::{User, confirmed_trader, only};
use kernel::{Command, Decide, Draft, Id, Keys, Stop};
use serde::{Deserialize, Serialize};

/// Asks something about a call for proposals. Everybody reads it with its answer, and nobody who asked.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("proposals.ask_of_proposals", locality = self.brief.locality())]
pub struct AskOfProposals {
    /// Who asks.
    #[command(actor)]
    pub asker: Id<User>,
    /// About which call.
    pub brief: Id<ProposalCall>,
    /// What.
    #[ask(example = "Is there access for a crane?")]
    pub question: ReasonText,
}

impl Decide for AskOfProposals {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<User>((Command::locality(self), self.asker));
        keys.one::<ProposalCall>((Command::locality(self), self.brief));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        confirmed_trader(draft)?;
        let (locality, most) = (draft.locality(), terms(draft)?.questions_max);
        let call = draft.get::<ProposalCall>((locality, self.brief))?;
        call.takes_proposals(draft)?;
        if call.buyer == self.asker {
            return Err(ProposalRefusal::OwnCall.into());
        }
        blocks::none_between(draft, Some(call.buyer), self.asker)?;
        if call.question_count >= most {
            return Err(ProposalRefusal::TooManyQuestions { most }.into());
        }
        let number = call.question_count.saturating_add(1);
        draft.add(&ProposalQuestion {
            locality,
            call: call.id,
            number,
            asker: self.asker,
            question: self.question.clone(),
            asked_at: draft.now(),
            answer: None,
        });
        notices::tell(draft, call.buyer, subject(call.id), &ProposalNotice::Asked);
        draft.put(&ProposalCall { question_count: number, ..call })?;
        Ok(())
    }
}

/// Answers a question about your call for proposals. Everybody reads it.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("proposals.answer_of_proposals")]
pub struct AnswerOfProposals {
    /// Of which call.
    pub brief: Id<ProposalCall>,
    /// Which question, from 1.
    #[ask(example = "1")]
    pub question: i64,
    /// The answer.
    #[ask(example = "Yes, from the lane behind.")]
    pub answer: ReasonText,
}

impl Decide for AnswerOfProposals {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<ProposalCall>((Command::locality(self), self.brief));
        keys.one::<ProposalQuestion>((Command::locality(self), self.brief, self.question));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let locality = draft.locality();
        let call = draft.get::<ProposalCall>((locality, self.brief))?;
        only(draft, call.buyer)?;
        call.takes_proposals(draft)?;
        let asked = draft.get::<ProposalQuestion>((locality, self.brief, self.question))?;
        if asked.answer.is_some() {
            return Err(ProposalRefusal::Answered.into());
        }
        notices::tell(draft, asked.asker, subject(call.id), &ProposalNotice::Answered);
        draft.put(&ProposalQuestion { answer: Some(self.answer.clone()), ..asked })?;
        Ok(())
    }
}
