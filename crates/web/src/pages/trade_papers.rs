//! The papers of a booking: its contract and its receipt. Both print, and both can be checked.

use axum::extract::Path;
use axum::routing::get;
use market::options::contracts::ContractLanguage;
use maud::html;

use super::answer::{Answer, crumb};
use super::check::terms_in_words;
use super::price::{self, Names};
use super::sheet::{Area, Sheet};
use super::visit::Visit;
use super::{Routes, fields, trade};
use crate::components::{Level, Notice, Receipt, SummaryRow, Tone};
use crate::desk::trades::{self, Shown};
use crate::error::AppError;
use crate::i18n::{Lang, Text};
use crate::t;
use crate::words;

pub(super) fn routes() -> Routes {
    vec![("/trades/{id}/contract", get(contract)), ("/trades/{id}/receipt", get(receipt))]
}

async fn contract(visit: Visit, Path(trade): Path<String>) -> Answer {
    let (visitor, id) = (visit.visitor()?, trade::id(&trade)?);
    let language =
        if visit.loc.lang == Lang::Es { ContractLanguage::Spanish } else { ContractLanguage::English };
    let shown = trades::show(&visit.app, visitor, id).await?;
    let paper = trades::contract(&visit.app, visitor, (id, language)).await?;
    let loc = visit.loc;
    let title = t!(loc, "contract-title");
    let (tone, text) = if paper.is_genuine {
        (Tone::Plain, t!(loc, "contract-genuine"))
    } else {
        (Tone::Bad, t!(loc, "contract-not-genuine"))
    };
    let main = html! {
        h1 { (title) }
        (Notice { loc, tone, text, more: None }.render())
        section {
            h2 { (t!(loc, "contract-summary")) }
            p {
                (t!(loc, "contract-in-short", seller = shown.seller_name.as_str(),
                    buyer = shown.buyer_name.as_str(),
                    hours = visit.span(&shown.trade.zone, (shown.trade.starts_at, shown.trade.ends_at))))
            }
            (terms_in_words(loc, &shown.terms, &shown.seller_name))
        }
        section {
            h2 { (t!(loc, "contract-text")) }
            pre class="contract" { (paper.text) }
            @if visit.loc.lang != Lang::En { p { (t!(loc, "contract-binding")) } }
            p { (t!(loc, "contract-digest")) " " code dir="ltr" { (paper.contract.digest) } }
            button type="button" class="second" data-print="" hidden { (t!(loc, "contract-print")) }
        }
    };
    let back = crumb(&visit, &format!("/trades/{trade}"), t!(loc, "papers-back"));
    Ok(visit.show(&Sheet::new(title, main).area(Area::Bookings).under(back)))
}

async fn receipt(visit: Visit, Path(trade): Path<String>) -> Answer {
    let (visitor, id) = (visit.visitor()?, trade::id(&trade)?);
    let shown = trades::show(&visit.app, visitor, id).await?;
    let loc = visit.loc;
    let title = t!(loc, "receipt-title");
    let paper = paper(&visit, &shown, contract_digest(&visit, &shown).await?)?;
    let back = crumb(&visit, &format!("/trades/{trade}"), t!(loc, "papers-back"));
    Ok(visit.show(&Sheet::new(title, paper.render()).area(Area::Bookings).under(back)))
}

async fn contract_digest(visit: &Visit, shown: &Shown) -> Result<String, AppError> {
    let asked = (shown.trade.id, ContractLanguage::English);
    let paper = trades::contract(&visit.app, visit.visitor()?, asked).await?;
    Ok(paper.contract.digest)
}

fn paper(visit: &Visit, shown: &Shown, digest: String) -> Result<Receipt, AppError> {
    let (loc, trade) = (visit.loc, &shown.trade);
    let settled = shown.settled.as_ref().ok_or(AppError::NotFound)?;
    let ended_at = trade.ended_at.ok_or(AppError::NotFound)?;
    let reader = visit.reader_in(&trade.zone);
    let agreed_on = trade.zone.calendar().local(trade.booked_at.unwrap_or(ended_at)).date;
    // A receipt is the same for whoever reads it.
    let names = Names { seller: &shown.seller_name, buyer: Some(&shown.buyer_name), on: agreed_on };
    let mut facts = vec![
        SummaryRow::words(t!(loc, "trade-seller"), Text::verbatim(&shown.seller_name)),
        SummaryRow::words(t!(loc, "trade-buyer"), Text::verbatim(&shown.buyer_name)),
        SummaryRow::words(t!(loc, "check-work"), fields::sector_title(visit, &trade.sector)),
        SummaryRow::words(t!(loc, "check-when"), visit.span(&trade.zone, (trade.starts_at, trade.ends_at))),
        SummaryRow::words(
            t!(loc, "check-where"),
            Text::verbatim(format!("{}, {}", trade.town, trade.post_code)),
        ),
    ];
    if let Some(worked) = trade.worked_minutes {
        facts.push(SummaryRow::words(t!(loc, "trade-recorded"), loc.duration(words::whole(worked))));
    }
    let paid = reader.money(settled.buyer_pays()?, trade.currency);
    let received = reader.money(settled.seller_receives()?, trade.currency);
    let ended = reader.moment(ended_at);
    Ok(Receipt {
        loc,
        level: Level::One,
        number: Text::verbatim(trade.id.to_string()),
        made: ended.clone(),
        facts,
        ladder: price::ladder(visit, settled, names)?,
        moved: vec![
            t!(loc, "receipt-paid", money = paid, name = shown.buyer_name.as_str(), moment = &ended),
            t!(loc, "receipt-received", money = received, name = shown.seller_name.as_str(), moment = &ended),
        ],
        check_code: Text::verbatim(digest),
    })
}
