//! Complaints: the form, and what became of each.

use market::support::complaints::{Complain, Complaint, ComplaintStage, Filed, number};
use market::trade::Trade;

use super::prelude::*;
use crate::nouns::complaints;

const PAGE: &str = "/complaints";

pub(super) fn routes() -> Routes {
    vec![
        (PAGE, get(list).post(complain)),
        ("/complaints/new", get(ask)),
        ("/complaints/{complaint}", get(show)),
    ]
}

async fn list(visit: Visit, typed: Typed) -> Answer {
    let page = complaints::list(&visit.app, visit.visitor()?, cursor(&typed)).await?;
    let main = html! {
        p class="lead" { (t!(visit, "complaints-lead")) }
        p { a class="button" href=(visit.at("/complaints/new")) { (t!(visit, "complaints-new")) } }
        @if !page.rows.is_empty() { ul class="own-list" { @for one in &page.rows { (line(&visit, one)) } } }
        (earlier(&visit, PAGE, page.next))
    };
    let sheet = Sheet::new(t!(visit, "complaints-title"), main);
    Ok(visit.show(sheet.under("/account", t!(visit, "account-title"))))
}

fn line(visit: &Visit, complaint: &Complaint) -> Markup {
    let page = visit.at(&format!("{PAGE}/{}", complaint.id));
    html! {
        li {
            p { a href=(page) { (t!(visit, "complaints-one", number = number(complaint.id))) } " " (stage(visit, complaint)) }
            p class="quiet" { (visit.reader().time(complaint.made_at)) }
        }
    }
}

fn stage(visit: &Visit, complaint: &Complaint) -> Markup {
    match complaint.stage {
        ComplaintStage::Open => tag(Tone::Caution, &t!(visit, "complaints-open")),
        ComplaintStage::Answered => tag(Tone::Good, &t!(visit, "complaints-answered")),
    }
}

async fn ask(visit: Visit, typed: Typed) -> Answer {
    visit.visitor()?;
    Ok(page(&visit, &visit.form(PAGE, typed)))
}

fn page(visit: &Visit, form: &Form) -> Response {
    let about = form.typed.value("about");
    let main = html! {
        p class="lead" { (t!(visit, "complaints-how")) }
        (form.render(&html! {
            @if !about.is_empty() {
                input type="hidden" name="about" value=(about);
                p { a href=(visit.at(&format!("/trades/{about}"))) { (t!(visit, "complaints-about")) } }
            }
            (form.field("statement", t!(visit, "complaints-statement")).hint(t!(visit, "complaints-statement-hint"))
                .area(8))
            (submit(&t!(visit, "complaints-send")))
        }))
    };
    let sheet = Sheet::new(t!(visit, "complaints-new"), main).under(PAGE, t!(visit, "complaints-title"));
    visit.show(sheet.judged_by([form]))
}

async fn complain(sent: Sent) -> Answer {
    let fault = match told(&sent).await {
        Ok(filed) => {
            return Ok(to_saying(&sent.visit.at(&format!("{PAGE}/{}", filed.complaint)), "complained"));
        }
        Err(fault) => fault,
    };
    let errors = fault.at(&sent.visit, "statement")?;
    Ok(page(&sent.visit, &Form { errors, ..sent.visit.form(PAGE, sent.typed) }))
}

async fn told(sent: &Sent) -> Result<Filed, Fault> {
    let about = sent.typed.value("about");
    let about: Option<Id<Trade>> =
        if about.is_empty() { None } else { Some(Id::parse(about).ok_or(AppError::NotFound)?) };
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let statement = reading.text("statement");
    let statement = reading.judged(statement)?;
    let user = sent.visit.visitor()?.user;
    Ok(sent.run(Complain { user, about, statement }).await?)
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = Id::parse(&id).ok_or(AppError::NotFound)?;
    let complaint = complaints::complaint(&visit.app, visit.visitor()?, id).await?;
    let reader = visit.reader();
    let main = html! {
        p class="actions" { (stage(&visit, &complaint)) }
        p { (t!(visit, "complaints-made", moment = reader.time(complaint.made_at))) }
        blockquote { p class="lines" { (Text::verbatim(&complaint.statement)) } }
        @if let Some(about) = complaint.about {
            p { a href=(visit.at(&format!("/trades/{about}"))) { (t!(visit, "complaints-about")) } }
        }
        @match (&complaint.answer, complaint.answered_at) {
            (Some(answer), Some(at)) => section {
                h2 { (t!(visit, "complaints-answer", moment = reader.time(at))) }
                p class="lines" { (Text::verbatim(answer)) }
                p { (t!(visit, "complaints-not-content")) }
            },
            _ => p { (t!(visit, "complaints-by", moment = reader.time(complaint.answer_by))) },
        }
    };
    let sheet = Sheet::new(t!(visit, "complaints-one", number = number(id)), main);
    Ok(visit.show(sheet.under(PAGE, t!(visit, "complaints-title"))))
}
