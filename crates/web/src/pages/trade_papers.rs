//! The papers of a booking: its contract and its receipt. Both print, and both can be checked.

use market::options::contracts::ContractLanguage;
use market::price::PriceReader;

use super::prelude::*;
use super::price::{self, Names};
use super::trades::kind_of;
use super::{trade, trade_steps};
use crate::components::{Level, Notice, Receipt};
use crate::i18n::Lang;
use crate::nouns::trades::{self, ShownContract, ShownTrade};

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
    let visit = visit.of_paper();
    let language =
        if visit.loc.lang == Lang::Es { ContractLanguage::Spanish } else { ContractLanguage::English };
    let (shown, paper) = read(&visit, &trade, language).await?;
    let (tone, text) = if paper.is_genuine {
        (Tone::Plain, t!(visit, "contract-genuine"))
    } else {
        (Tone::Bad, t!(visit, "contract-not-genuine"))
    };
    let of = shown.trade();
    let main = html! {
        (Notice { loc: visit.loc, tone, text }.render())
        section {
            h2 { (t!(visit, "contract-summary")) }
            p {
                (t!(visit, "contract-in-short", seller = shown.seller_name.as_str(),
                    buyer = shown.buyer_name.as_str(),
                    work = fields::sector_title(&visit, &of.sector),
                    hours = visit.span(&of.zone, of.starts_at, of.ends_at)))
            }
            (trade_steps::terms(&visit, &shown))
        }
        section {
            h2 { (t!(visit, "contract-text")) }
            pre class="contract" { (paper.text) }
            @if visit.loc.lang != Lang::En { p { (t!(visit, "contract-binding")) } }
            p { (t!(visit, "contract-digest")) " " code dir="ltr" { (paper.contract.digest) } }
            button type="button" class="second" data-print="" hidden { (t!(visit, "contract-print")) }
        }
    };
    Ok(visit.show(
        Sheet::new(t!(visit, "contract-title"), main)
            .area(Area::Bookings)
            .under(format!("/trades/{trade}"), t!(visit, "papers-back")),
    ))
}

async fn receipt(visit: Visit, Path(trade): Path<String>) -> Answer {
    let visit = visit.of_paper();
    let (shown, paper) = read(&visit, &trade, ContractLanguage::English).await?;
    let title = t!(visit, "receipt-title");
    let paper = of(&visit, &shown, paper.contract.digest)?;
    Ok(visit.show(
        Sheet::headed(title, paper.render())
            .area(Area::Bookings)
            .under(format!("/trades/{trade}"), t!(visit, "papers-back")),
    ))
}

fn of(visit: &Visit, shown: &ShownTrade, digest: String) -> Result<Receipt, AppError> {
    let trade = shown.trade();
    let settled = shown.settled(PriceReader::Another).ok_or(AppError::NotFound)?;
    let ended_at = trade.ended_at.ok_or(AppError::NotFound)?;
    let reader = visit.reader_in(&trade.zone);
    // A receipt is the same for whoever reads it.
    let names = Names {
        seller: Some(&shown.seller_name),
        buyer: Some(&shown.buyer_name),
        on: trade::agreed_on(trade),
        minutes: shown.worked_minutes(),
    };
    let mut facts = vec![
        SummaryRow::words(trade::seller_label(visit, shown), Text::verbatim(&shown.seller_name)),
        SummaryRow::words(trade::buyer_label(visit, shown), Text::verbatim(&shown.buyer_name)),
        SummaryRow::words(trade::kind_label(visit, shown), kind_of(visit, trade.kind, &trade.sector)),
        SummaryRow::words(t!(visit, "check-when"), visit.span(&trade.zone, trade.starts_at, trade.ends_at)),
        SummaryRow::words(
            t!(visit, "check-where"),
            Text::verbatim(format!("{}, {}", trade.town, trade.post_code)),
        ),
    ];
    if let Some(worked) = shown.worked_minutes() {
        facts.push(SummaryRow::words(t!(visit, "trade-recorded"), visit.loc.duration(words::whole(worked))));
    }
    let is_unpaid = shown.full.is_unpaid();
    let paid = reader.money(settled.payer_pays()?, trade.currency);
    let received = reader.money(settled.payee_receives()?, trade.currency);
    let ended = reader.time(ended_at);
    let moved = vec![
        t!(visit, "receipt-paid", money = paid, name = shown.buyer_name.as_str(), moment = &ended),
        t!(visit, "receipt-received", money = received, name = shown.seller_name.as_str(), moment = &ended),
    ];
    Ok(Receipt {
        loc: visit.loc,
        level: Level::One,
        number: Text::verbatim(trade.id.to_string()),
        made: ended.clone(),
        facts,
        ladder: if is_unpaid { None } else { Some(price::ladder(visit, &settled, names)?) },
        moved: if is_unpaid { vec![t!(visit, "trade-unpaid")] } else { moved },
        check_code: Text::verbatim(digest),
    })
}
