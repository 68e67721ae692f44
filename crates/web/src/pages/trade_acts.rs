//! What the two sides of a booking do: each a form of one button, answered with the booking's page.

use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use kernel::Amount;
use market::admin::payment_transfer::Direction;

use super::answer::{Answer, Fault, to_saying};
use super::sent::Sent;
use super::trade::{id, page};
use super::visit::Visit;
use super::{Routes, fields, statement};
use crate::components::FieldError;
use crate::desk::trades;
use crate::error::AppError;
use crate::t;
use crate::words;

pub(super) fn routes() -> Routes {
    vec![
        ("/trades/{id}/book", post(book)),
        ("/trades/{id}/top-up", post(top_up)),
        ("/trades/{id}/extend", post(extend)),
        ("/trades/{id}/let-go", post(let_go)),
        ("/trades/{id}/cancel", post(cancel)),
        ("/trades/{id}/hours", post(hours)),
        ("/trades/{id}/confirm", post(confirm)),
        ("/trades/{id}/absence", post(absence)),
    ]
}

fn back(visit: &Visit, trade: &str, said: &str) -> Response {
    to_saying(&visit.at(&format!("/trades/{trade}")), said)
}

async fn book(Path(trade): Path<String>, sent: Sent) -> Answer {
    trades::book(&sent.visit.app, sent.visit.visitor()?, id(&trade)?, &sent.key).await?;
    Ok(back(&sent.visit, &trade, "booked"))
}

async fn top_up(Path(trade): Path<String>, sent: Sent) -> Answer {
    let visit = &sent.visit;
    let visitor = visit.visitor()?;
    let shown = trades::show(&visit.app, visitor, id(&trade)?).await?;
    let currency = shown.trade.currency;
    let exponent = words::money(&visit.app, Amount::ZERO, currency).currency.exponent();
    let amount = fields::decimal(visit.loc, sent.typed.value("amount"), u32::from(exponent));
    let amount = amount.ok_or_else(|| AppError::invalid("amount", "invalid-amount"))?;
    let said = statement::pay(visit, (Direction::Deposit, Amount(amount), currency), &sent.key).await?;
    Ok(back(visit, &trade, said))
}

async fn extend(Path(trade): Path<String>, sent: Sent) -> Answer {
    trades::extend(&sent.visit.app, sent.visit.visitor()?, id(&trade)?, &sent.key).await?;
    Ok(back(&sent.visit, &trade, "extended"))
}

async fn let_go(Path(trade): Path<String>, sent: Sent) -> Answer {
    trades::let_go(&sent.visit.app, sent.visit.visitor()?, id(&trade)?, &sent.key).await?;
    Ok(back(&sent.visit, &trade, "let-go"))
}

async fn cancel(Path(trade): Path<String>, sent: Sent) -> Answer {
    trades::cancel(&sent.visit.app, sent.visit.visitor()?, id(&trade)?, &sent.key).await?;
    Ok(back(&sent.visit, &trade, "cancelled"))
}

async fn hours(Path(trade): Path<String>, sent: Sent) -> Answer {
    let Sent { visit, typed, key } = sent;
    let visitor = visit.visitor()?;
    let id = id(&trade)?;
    let wrong = match typed.value("worked_minutes").parse() {
        Ok(worked) => match trades::record_hours(&visit.app, visitor, (id, worked), &key).await {
            Ok(_) => return Ok(back(&visit, &trade, "recorded")),
            Err(error) => {
                fields::errors(&visit, &error, "worked_minutes").ok_or_else(|| Fault::from(error))?
            }
        },
        Err(_) => {
            vec![FieldError { id: "worked_minutes".to_owned(), text: t!(visit.loc, "trade-record-wrong") }]
        }
    };
    let shown = trades::show(&visit.app, visitor, id).await?;
    let mut form = visit.form(&format!("/trades/{trade}/hours"), typed);
    form.errors = wrong;
    page(&visit, &shown, form).await
}

async fn confirm(Path(trade): Path<String>, sent: Sent) -> Answer {
    trades::confirm(&sent.visit.app, sent.visit.visitor()?, id(&trade)?, &sent.key).await?;
    Ok(back(&sent.visit, &trade, "paid"))
}

async fn absence(Path(trade): Path<String>, sent: Sent) -> Answer {
    trades::report_absence(&sent.visit.app, sent.visit.visitor()?, id(&trade)?, &sent.key).await?;
    Ok(back(&sent.visit, &trade, "reported"))
}
