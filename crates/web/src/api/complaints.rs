//! `/complaints`: what you are not content with.

use super::call::Call;
use super::sent::{Paged, Sent};
use crate::cursor::Page;
use crate::error::Answer;
use crate::nouns::complaints;
use kernel::Show;
use market::support::complaints::{AnswerComplaint, Complain, Complaint, number};

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::list("/complaints", list)
            .about("The latest first, twenty a page: the header `Link` has the next one."),
        Call::act::<Complain>("/complaints"),
        Call::get("/complaints/{complaint}", show).about("With its answer, once there is one."),
        Call::act::<AnswerComplaint>("/complaints/{complaint}/answer")
            .about("For those who work for the operator."),
    ]
}

/// A complaint with what people say for it.
#[derive(Show)]
struct ComplaintShown {
    #[show(flatten)]
    complaint: Complaint,
    /// What people say for it.
    number: String,
}

impl From<Complaint> for ComplaintShown {
    fn from(complaint: Complaint) -> Self {
        Self { number: number(complaint.id), complaint }
    }
}

async fn list(sent: Sent, paged: Paged) -> Answer<Page<ComplaintShown>> {
    Ok(complaints::list(&sent.app, sent.visitor()?, paged.from()?).await?.map(ComplaintShown::from))
}

async fn show(sent: Sent) -> Answer<ComplaintShown> {
    Ok(complaints::complaint(&sent.app, sent.visitor()?, sent.id()?).await?.into())
}
