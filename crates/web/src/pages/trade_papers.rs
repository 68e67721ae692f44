//! The papers of a booking: its contract and its receipt. Both print, and both can be checked.

use market::options::contracts::ContractLanguage;
use market::price::PriceReader;
use market::trade::Side;

use super::prelude::*;
use super::price::{self, Names};
use super::trades::kind_of;
use super::{trade, trade_steps};
use crate::components::{Level, Notice, Receipt};
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
    let own = ContractLanguage::from_code(visit.loc.lang.code());
    let language = own.unwrap_or(ContractLanguage::BINDING);
    let (shown, paper) = read(&visit, &trade, language).await?;
    let (tone, text) = if paper.is_genuine {
        (Tone::Plain, t!(visit, "contract-genuine"))
    } else {
        (Tone::Bad, t!(visit, "contract-not-genuine"))
    };
    let main = html! {
        (Notice { loc: visit.loc, tone, text }.render())
        section {
            h2 { (t!(visit, "contract-summary")) }
            (summary(&visit, &shown))
        }
        section {
            h2 { (t!(visit, "contract-text")) }
            @if own.is_none() { p { (t!(visit, "contract-english-only")) } }
            pre class="contract" lang=(language.code()) dir="auto" { (paper.text) }
            @if own.is_some_and(|own| own != ContractLanguage::BINDING) { p { (t!(visit, "contract-binding")) } }
            details {
                summary { (t!(visit, "contract-of-ids")) }
                p { (t!(visit, "contract-of-ids-how")) }
                pre class="contract" lang="en" dir="ltr" { (paper.binding_text) }
            }
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

/// What was agreed, for the side that reads it.
fn summary(visit: &Visit, shown: &ShownTrade) -> Markup {
    let trade = shown.trade();
    let work = kind_of(visit, trade.kind, &trade.sector);
    let hours = visit.span(&trade.zone, trade.starts_at, trade.ends_at);
    let street = shown.street.as_ref().map(|street| format!("{street}, ")).unwrap_or_default();
    let place = format!("{street}{}, {}", trade.town, trade.post_code);
    let name = shown.name(shown.side.other());
    let money = |amount| visit.reader().money(amount, trade.currency);
    let is_unpaid = shown.full.is_unpaid();
    html! {
        @match shown.side {
            Side::Buyer => {
                p { (t!(visit, "contract-in-short-buyer", name = name, work = work, hours = hours, place = place)) }
                @if !is_unpaid { p { (t!(visit, "contract-pays", money = money(trade.buyer_pays))) } }
                (trade_steps::terms(visit, shown))
            }
            Side::Seller => {
                p { (t!(visit, "contract-in-short-seller", name = name, work = work, hours = hours, place = place)) }
                @if !is_unpaid { p { (t!(visit, "contract-receives", money = money(trade.seller_receives))) } }
                (sellers_terms(visit, shown))
            }
        }
    }
}

/// What happens to the money, and what calling off comes to, for the seller.
fn sellers_terms(visit: &Visit, shown: &ShownTrade) -> Markup {
    let (trade, name) = (shown.trade(), shown.buyer_name.as_str());
    let until = visit.reader_in(&trade.zone).time(trade.free_until);
    let share = visit.loc.share(words::whole(trade.late_share_bp.0));
    let silent = shown.parts().next().map_or(0, |part| part.terms.answer_hours);
    let silent = visit.loc.duration(words::whole(silent.saturating_mul(60)));
    html! {
        ul {
            @if !shown.full.is_unpaid() {
                li { (t!(visit, "contract-escrow", name = name)) }
                @if trade.late_share_bp.0 > 0 {
                    li { (t!(visit, "contract-free-until", name = name, moment = until)) }
                    li { (t!(visit, "contract-late", name = name, share = share)) }
                } @else {
                    li { (t!(visit, "contract-always-free", name = name)) }
                }
                li { (t!(visit, "contract-seller")) }
            }
            li { (t!(visit, "terms-silence", hours = silent)) }
        }
    }
}

async fn receipt(visit: Visit, Path(trade): Path<String>) -> Answer {
    let visit = visit.of_paper();
    let (shown, paper) = read(&visit, &trade, ContractLanguage::BINDING).await?;
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
