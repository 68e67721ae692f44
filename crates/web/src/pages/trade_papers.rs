//! The papers of a booking: its contract and its receipt. Both print, and both can be checked.

use axum::extract::Path;
use axum::routing::get;
use market::options::contracts::ContractLanguage;
use maud::html;

use super::answer::{Answer, crumb};
use super::price::{self, Names};
use super::sheet::{Area, Sheet};
use super::visit::Visit;
use super::{Routes, fields, trade, trade_steps};
use crate::components::{Level, Notice, Receipt, SummaryRow, Tone};
use crate::error::AppError;
use crate::i18n::{Lang, Text};
use crate::nouns::trades::{self, ShownContract, ShownTrade};
use crate::t;
use crate::words;

pub(super) fn routes() -> Routes {
    vec![("/trades/{trade}/contract", get(contract)), ("/trades/{trade}/receipt", get(receipt))]
}

/// A booking with its contract, read together.
async fn read(
    visit: &Visit,
    trade: &str,
    language: ContractLanguage,
) -> Result<(ShownTrade, ShownContract), AppError> {
    let (visitor, id) = (visit.visitor()?, trade::id(trade)?);
    let named = words::line_names(language);
    let read = |draft: &mut kernel::Draft<'_>| {
        Ok((trades::of(draft, id)?, trades::contract(draft, id, language, &named)?))
    };
    visit.app.look(Some(visitor), read).await
}

async fn contract(visit: Visit, Path(trade): Path<String>) -> Answer {
    let language =
        if visit.loc.lang == Lang::Es { ContractLanguage::Spanish } else { ContractLanguage::English };
    let (shown, paper) = read(&visit, &trade, language).await?;
    let loc = visit.loc;
    let title = t!(loc, "contract-title");
    let (tone, text) = if paper.is_genuine {
        (Tone::Plain, t!(loc, "contract-genuine"))
    } else {
        (Tone::Bad, t!(loc, "contract-not-genuine"))
    };
    let of = shown.trade();
    let main = html! {
        h1 { (title) }
        (Notice { loc, tone, text, more: None }.render())
        section {
            h2 { (t!(loc, "contract-summary")) }
            p {
                (t!(loc, "contract-in-short", seller = shown.seller_name.as_str(),
                    buyer = shown.buyer_name.as_str(),
                    work = fields::sector_title(&visit, &of.sector),
                    hours = visit.span(&of.zone, of.starts_at, of.ends_at)))
            }
            (trade_steps::terms(&visit, &shown))
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
    let (shown, paper) = read(&visit, &trade, ContractLanguage::English).await?;
    let loc = visit.loc;
    let title = t!(loc, "receipt-title");
    let paper = of(&visit, &shown, paper.contract.digest)?;
    let back = crumb(&visit, &format!("/trades/{trade}"), t!(loc, "papers-back"));
    Ok(visit.show(&Sheet::new(title, paper.render()).area(Area::Bookings).under(back)))
}

fn of(visit: &Visit, shown: &ShownTrade, digest: String) -> Result<Receipt, AppError> {
    let (loc, trade) = (visit.loc, shown.trade());
    let settled = shown.settled().ok_or(AppError::NotFound)?;
    let ended_at = trade.ended_at.ok_or(AppError::NotFound)?;
    let reader = visit.reader_in(&trade.zone);
    // A receipt is the same for whoever reads it.
    let names =
        Names { seller: &shown.seller_name, buyer: Some(&shown.buyer_name), on: trade::agreed_on(trade) };
    let mut facts = vec![
        SummaryRow::words(trade::seller_label(visit, shown), Text::verbatim(&shown.seller_name)),
        SummaryRow::words(t!(loc, "trade-buyer"), Text::verbatim(&shown.buyer_name)),
        SummaryRow::words(trade::kind_label(visit, shown), fields::sector_title(visit, &trade.sector)),
        SummaryRow::words(t!(loc, "check-when"), visit.span(&trade.zone, trade.starts_at, trade.ends_at)),
        SummaryRow::words(
            t!(loc, "check-where"),
            Text::verbatim(format!("{}, {}", trade.town, trade.post_code)),
        ),
    ];
    if let Some(worked) = shown.worked_minutes() {
        facts.push(SummaryRow::words(t!(loc, "trade-recorded"), loc.duration(words::whole(worked))));
    }
    let is_unpaid = shown.full.is_unpaid();
    let paid = reader.money(settled.payer_pays()?, trade.currency);
    let received = reader.money(settled.payee_receives()?, trade.currency);
    let ended = reader.time(ended_at);
    let moved = vec![
        t!(loc, "receipt-paid", money = paid, name = shown.buyer_name.as_str(), moment = &ended),
        t!(loc, "receipt-received", money = received, name = shown.seller_name.as_str(), moment = &ended),
    ];
    Ok(Receipt {
        loc,
        level: Level::One,
        number: Text::verbatim(trade.id.to_string()),
        made: ended.clone(),
        facts,
        ladder: if is_unpaid { None } else { Some(price::ladder(visit, &settled, names)?) },
        moved: if is_unpaid { vec![t!(loc, "trade-unpaid")] } else { moved },
        check_code: Text::verbatim(digest),
    })
}
