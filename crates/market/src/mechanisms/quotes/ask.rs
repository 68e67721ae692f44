//! Questions about a call for quotes, and their answers: all who see the call read both.

use super::{QuestionText, QuoteCall, QuoteNotice, QuoteQuestion, QuoteRefusal, subject, terms};
use crate::options::blocks;
use crate::support::notices;
use crate::users::{User, confirmed_trader, only};
use kernel::{Command, Decide, Draft, Id, Keys, Stop};
use serde::{Deserialize, Serialize};

/// Asks something about a call for quotes. Everybody reads it with its answer, and nobody who asked.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("quotes.ask_of_call", locality = self.call.locality())]
pub struct AskOfCall {
    /// Who asks.
    #[command(actor)]
    pub asker: Id<User>,
    /// About which call.
    pub call: Id<QuoteCall>,
    /// What.
    #[ask(example = "Is there a loading dock?")]
    pub question: QuestionText,
}

impl Decide for AskOfCall {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<User>((Command::locality(self), self.asker));
        keys.one::<QuoteCall>((Command::locality(self), self.call));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        confirmed_trader(draft)?;
        let (locality, most) = (draft.locality(), terms(draft)?.questions_max);
        let call = draft.get::<QuoteCall>((locality, self.call))?;
        call.takes_quotes(draft)?;
        if call.buyer == self.asker {
            return Err(QuoteRefusal::OwnCall.into());
        }
        blocks::none_between(draft, Some(call.buyer), self.asker)?;
        if call.question_count >= most {
            return Err(QuoteRefusal::TooManyQuestions { most }.into());
        }
        let number = call.question_count.saturating_add(1);
        draft.add(&QuoteQuestion {
            locality,
            call: call.id,
            number,
            asker: self.asker,
            question: self.question.clone(),
            asked_at: draft.now(),
            answer: None,
        });
        notices::tell(draft, call.buyer, subject(call.id), &QuoteNotice::Asked);
        draft.put(&QuoteCall { question_count: number, ..call })?;
        Ok(())
    }
}

/// Answers a question about your call for quotes. Everybody reads it.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("quotes.answer_of_call")]
pub struct AnswerOfCall {
    /// Of which call.
    pub call: Id<QuoteCall>,
    /// Which question, from 1.
    #[ask(example = "1")]
    pub question: i64,
    /// The answer.
    #[ask(example = "Yes, at the back.")]
    pub answer: QuestionText,
}

impl Decide for AnswerOfCall {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<QuoteCall>((Command::locality(self), self.call));
        keys.one::<QuoteQuestion>((Command::locality(self), self.call, self.question));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let locality = draft.locality();
        let call = draft.get::<QuoteCall>((locality, self.call))?;
        only(draft, call.buyer)?;
        call.takes_quotes(draft)?;
        let asked = draft.get::<QuoteQuestion>((locality, self.call, self.question))?;
        if asked.answer.is_some() {
            return Err(QuoteRefusal::Answered.into());
        }
        notices::tell(draft, asked.asker, subject(call.id), &QuoteNotice::Answered);
        draft.put(&QuoteQuestion { answer: Some(self.answer.clone()), ..asked })?;
        Ok(())
    }
}
