//! Auctions: what takes bids, one lot with the form to bid, and what its seller can still do.

use kernel::Money;
use market::mechanisms::auctions::{
    AuctionTerms, BuyLotNow, Lot, LotPlaced, LotStage, OfferSecondChance, PlaceBid, WithdrawLot,
};

use super::answer::sign_in_and_return;
use super::prelude::*;
use super::{catalogues, photo_form};
use crate::act::Named;
use crate::nouns::NAMELESS;
use crate::nouns::assets::Offered;
use crate::nouns::auctions::{self, BidShown, LotCard, LotSeen, Lots};

pub(super) const PAGE: &str = "/auctions";

pub(super) fn routes() -> Routes {
    vec![
        (PAGE, get(list)),
        ("/auctions/selling", get(selling)),
        ("/auctions/bidding", get(bidding)),
        ("/auctions/{lot}", get(show)),
        ("/auctions/{lot}/bids", get(back).post(bid)),
        ("/auctions/{lot}/purchase", get(back).post(buy)),
        ("/auctions/{lot}/withdrawal", done::<WithdrawLot>(PAGE, "lot-withdrawn").get(back)),
        ("/auctions/{lot}/second-chance", done::<OfferSecondChance>(PAGE, "second-chance").get(back)),
    ]
}

async fn list(visit: Visit, typed: Typed) -> Answer {
    of(&visit, Lots::Open, &typed).await
}

async fn selling(visit: Visit, typed: Typed) -> Answer {
    visit.visitor()?;
    of(&visit, Lots::Selling, &typed).await
}

async fn bidding(visit: Visit, typed: Typed) -> Answer {
    visit.visitor()?;
    of(&visit, Lots::Bidding, &typed).await
}

async fn of(visit: &Visit, of: Lots, typed: &Typed) -> Answer {
    let page = auctions::list(&visit.app, visit.visitor.as_ref(), of, cursor(typed)).await?;
    let (address, title, none) = match of {
        Lots::Open => (PAGE, t!(visit, "auctions-title"), t!(visit, "auctions-none")),
        Lots::Selling => {
            ("/auctions/selling", t!(visit, "auctions-selling"), t!(visit, "auctions-selling-none"))
        }
        Lots::Bidding => {
            ("/auctions/bidding", t!(visit, "auctions-bidding"), t!(visit, "auctions-bidding-none"))
        }
    };
    let main = html! {
        @if of == Lots::Open { p class="lead" { (t!(visit, "auctions-lead")) } }
        @if page.rows.is_empty() { p { (none) } }
        @else { ul class="own-list" { @for card in &page.rows { (line(visit, card)) } } }
        @match (of, page.next) {
            (Lots::Open, Some(next)) => p {
                a href={ (visit.at(address)) "?after=" (next) } rel="next" { (t!(visit, "auctions-more")) }
            },
            (Lots::Open, None) => {},
            (Lots::Selling | Lots::Bidding, next) => (earlier(visit, address, next)),
        }
        @if of == Lots::Open {
            p { a href=(visit.at("/auctions/bidding")) { (t!(visit, "auctions-bidding")) } }
            p { a href=(visit.at("/auctions/selling")) { (t!(visit, "auctions-selling")) } }
        }
    };
    let sheet = Sheet::new(title, main).area(Area::Find);
    let sheet = if of == Lots::Open { sheet } else { sheet.under(PAGE, t!(visit, "auctions-title")) };
    Ok(visit.show(sheet))
}

fn line(visit: &Visit, card: &LotCard) -> Markup {
    let page = visit.at(&lot_page(card.lot.id));
    html! {
        li {
            h2 { a href=(page) { (title(visit, &card.lot, &card.offered)) } }
            p class="figures" { (price(visit, &card.lot)) }
            p class="quiet" {
                (stage(visit, &card.lot, card.leads)) " " (bids(visit, &card.lot)) ", " (closes(visit, &card.lot))
            }
        }
    }
}

/// The page of a lot, without its language.
fn lot_page(lot: Id<Lot>) -> String {
    format!("{PAGE}/{lot}")
}

/// What it is, and how many pieces where they are several.
pub(super) fn title(visit: &Visit, lot: &Lot, offered: &Offered) -> Text {
    let title = offered.text.as_ref().map_or(NAMELESS, |text| text.title.as_str());
    if lot.piece_count == 1 {
        Text::verbatim(title)
    } else {
        t!(visit, "part-pieces", count = words::whole(lot.piece_count), title = title)
    }
}

/// What it stands at, or begins with.
pub(super) fn price(visit: &Visit, lot: &Lot) -> Text {
    let money = |amount| visit.reader().money(amount, lot.currency);
    match lot.price {
        Some(price) => t!(visit, "auctions-price", money = money(price)),
        None => t!(visit, "auctions-start", money = money(lot.start)),
    }
}

/// When bids are over, or were.
pub(super) fn closes(visit: &Visit, lot: &Lot) -> Text {
    let at = visit.reader().time(lot.closes_at);
    if is_open(visit, lot) {
        t!(visit, "auctions-closes", moment = at)
    } else {
        t!(visit, "auctions-closed", moment = at)
    }
}

fn is_open(visit: &Visit, lot: &Lot) -> bool {
    lot.stage == LotStage::Open && visit.app.now() < lot.closes_at
}

fn bids(visit: &Visit, lot: &Lot) -> Text {
    t!(visit, "auctions-bids", count = u32::try_from(lot.bid_count).unwrap_or(u32::MAX))
}

fn stage(visit: &Visit, lot: &Lot, leads: Option<bool>) -> Markup {
    match (lot.stage, leads) {
        (LotStage::Open, Some(true)) => tag(Tone::Good, &t!(visit, "auctions-you-lead")),
        (LotStage::Open, Some(false)) => tag(Tone::Caution, &t!(visit, "auctions-you-are-outbid")),
        (LotStage::Open, None) => html! {},
        (LotStage::Sold, Some(true)) => tag(Tone::Good, &t!(visit, "auctions-yours")),
        (LotStage::Sold, _) => tag(Tone::Plain, &t!(visit, "auctions-sold")),
        (LotStage::Unsold, _) => tag(Tone::Plain, &t!(visit, "auctions-unsold")),
        (LotStage::Offered, Some(true)) => tag(Tone::Good, &t!(visit, "auctions-offered-to-you")),
        (LotStage::Offered, _) => tag(Tone::Plain, &t!(visit, "auctions-offered")),
        (LotStage::Withdrawn, _) => tag(Tone::Plain, &t!(visit, "auctions-withdrawn")),
    }
}

async fn seen(visit: &Visit, id: &str) -> Result<LotSeen, AppError> {
    let id = Id::parse(id).ok_or(AppError::NotFound)?;
    auctions::lot(&visit.app, visit.visitor.as_ref(), id).await
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let seen = seen(&visit, &id).await?;
    page(&visit, &seen, &bid_form(&visit, &seen.lot, Typed::default()))
}

/// A form that was loaded again leads back to its lot.
async fn back(visit: Visit, Path(id): Path<String>) -> Response {
    to(&visit.at(&format!("{PAGE}/{id}")))
}

fn bid_form(visit: &Visit, lot: &Lot, typed: Typed) -> Form {
    visit.form(&format!("{}/bids", lot_page(lot.id)), typed)
}

fn page(visit: &Visit, seen: &LotSeen, form: &Form) -> Answer {
    let lot = &seen.lot;
    let is_seller = visit.visitor.as_ref().is_some_and(|visitor| visitor.user == lot.seller);
    let main = html! {
        @if let Some(trade) = seen.trade {
            p { a class="button" href=(visit.at(&format!("/trades/{trade}"))) { (t!(visit, "auctions-see-booking")) } }
        }
        @for photo in seen.offered.photos.iter().take(1) { (photo_form::shown(visit, photo, "")) }
        @if let Some(words) = seen.offered.text.as_ref().and_then(|text| text.description.as_ref()) {
            p class="lines" { (Text::verbatim(words)) }
        }
        @if is_open(visit, lot) && !is_seller { (to_bid(visit, seen, form)) }
        @if is_seller { (of_seller(visit, seen)?) }
        (SummaryList { loc: visit.loc, rows: rows(visit, seen) }.render())
        (log(visit, seen))
        p { a href=(visit.at(&lot_page(lot.id))) { (t!(visit, "auctions-look-again")) } }
    };
    let caption = if lot.price.is_some() { t!(visit, "auctions-now") } else { t!(visit, "auctions-first") };
    let band = Band {
        status: html! { p class="actions" { (stage(visit, lot, seen.own.as_ref().map(|own| own.leads))) } },
        below: html! { p class="lead" { (closes(visit, lot)) } },
        figure: Some(visit.reader().money(lot.price.unwrap_or(lot.start), lot.currency)),
        caption: Some(caption),
    };
    let sheet = Sheet::new(title(visit, lot, &seen.offered), main).band(band).area(Area::Find);
    Ok(visit.show(sheet.under(PAGE, t!(visit, "auctions-title")).judged_by([form])))
}

fn rows(visit: &Visit, seen: &LotSeen) -> Vec<SummaryRow> {
    let (lot, reader) = (&seen.lot, visit.reader());
    let mut rows = Vec::new();
    if let Some(own) = &seen.own {
        let most = reader.money(own.most.amount, own.most.currency);
        rows.push(SummaryRow::money(t!(visit, "auctions-your-most"), most));
    }
    if lot.bid_count > 0 && lot.reserve.is_some() {
        let met =
            if lot.is_reserve_met() { t!(visit, "auctions-met") } else { t!(visit, "auctions-not-met") };
        rows.push(SummaryRow::words(t!(visit, "auctions-reserve"), met));
    }
    rows.push(SummaryRow::words(t!(visit, "auctions-seller"), Text::verbatim(&seen.seller.name)));
    rows.push(SummaryRow::words(t!(visit, "goods-how"), catalogues::way_words(visit, lot.handing_over)));
    if let Some(delivery) = lot.delivery {
        rows.push(SummaryRow::money(t!(visit, "auctions-delivery"), reader.money(delivery, lot.currency)));
    }
    let place = Text::verbatim(seen.offered.offering.post_code.as_str());
    rows.push(SummaryRow::words(t!(visit, "check-where"), place));
    rows
}

fn to_bid(visit: &Visit, seen: &LotSeen, form: &Form) -> Markup {
    let (lot, reader) = (&seen.lot, visit.reader());
    let sign = words::sign(&visit.app, lot.currency);
    let money = |money: Money| reader.money(money.amount, money.currency);
    let currency = lot.currency.code();
    html! {
        section id="bid" {
            h2 { (t!(visit, "auctions-bid")) }
            @if visit.visitor.is_none() {
                p { (t!(visit, "auctions-how")) }
                p { a class="button" href=(sign_in_and_return(visit)) { (t!(visit, "auctions-sign-in")) } }
            } @else {
                (form.render(&html! {
                    input type="hidden" name="currency" value=(currency);
                    (form.field("most", t!(visit, "auctions-most")).hint(match seen.least_in_all {
                        Some(all) => t!(visit, "auctions-least-in-all", least = money(seen.least), money = money(all)),
                        None => t!(visit, "auctions-least", least = money(seen.least)),
                    }).money(sign))
                    (submit(&t!(visit, "auctions-place")))
                }))
                p { (t!(visit, "auctions-how")) }
                @if let Some(pays) = seen.at_once_in_all {
                    h3 { (t!(visit, "auctions-at-once")) }
                    (visit.second_button(
                        &format!("{}/purchase", lot_page(lot.id)),
                        &t!(visit, "auctions-buy", money = money(pays)),
                        &[("currency", currency), ("expected_pay", &typed_amount(visit, pays))],
                    ))
                }
            }
        }
    }
}

/// An amount as it is typed.
fn typed_amount(visit: &Visit, money: Money) -> String {
    fields::typed_decimal(visit.loc, money.amount.0, fields::decimals(visit, money.currency))
}

fn of_seller(visit: &Visit, seen: &LotSeen) -> Result<Markup, AppError> {
    let page = lot_page(seen.lot.id);
    let back = visit.at(&page);
    let terms = AuctionTerms::on(&visit.app.rulebook, visit.today())?;
    let held = visit.loc.duration(words::whole(terms.second_chance_hours.saturating_mul(60)));
    Ok(html! {
        @if is_open(visit, &seen.lot) && seen.lot.bid_count == 0 {
            (visit.second_button(&format!("{page}/withdrawal"), &t!(visit, "auctions-withdraw"), &[("back", &back)]))
        }
        @if seen.has_next {
            p { (t!(visit, "auctions-second-chance-how", time = held)) }
            (visit.second_button(&format!("{page}/second-chance"), &t!(visit, "auctions-second-chance"), &[("back", &back)]))
        }
    })
}

fn log(visit: &Visit, seen: &LotSeen) -> Markup {
    let reader = visit.reader();
    let one = |bid: &BidShown| {
        let money = reader.money(bid.price.amount, bid.price.currency);
        let is_own = seen.own.as_ref().is_some_and(|own| own.bidder == bid.bidder);
        html! {
            li {
                @if is_own { (t!(visit, "auctions-log-own", money = money)) }
                @else { (t!(visit, "auctions-log", number = words::whole(bid.bidder), money = money)) }
                " " span class="quiet" { (reader.time(bid.placed_at)) }
            }
        }
    };
    html! {
        section {
            h2 { (bids(visit, &seen.lot)) }
            @if !seen.bids.is_empty() { ol class="plain" reversed { @for bid in &seen.bids { (one(bid)) } } }
        }
    }
}

async fn bid(Path(named): Path<Named>, sent: Sent) -> Answer {
    let fault = match placed(&sent, &named).await {
        Ok(placed) => {
            let said = if placed.leads { "bid-leads" } else { "bid-outbid" };
            return Ok(to_saying(&sent.visit.at(&lot_page(placed.lot)), said));
        }
        Err(fault) => fault,
    };
    let seen = seen(&sent.visit, named.first().map_or("", |(_, lot)| lot)).await?;
    let errors = fault.at(&sent.visit, "most")?;
    page(&sent.visit, &seen, &Form { errors, ..bid_form(&sent.visit, &seen.lot, sent.typed) })
}

async fn placed(sent: &Sent, named: &Named) -> Result<LotPlaced, Fault> {
    Ok(sent.run(sent.command::<PlaceBid>(named)?).await?)
}

async fn buy(Path(named): Path<Named>, sent: Sent) -> Answer {
    let buy = sent.command::<BuyLotNow>(&named).map_err(Fault::of_button)?;
    let agreed = sent.run(buy).await?;
    Ok(to_saying(&sent.visit.at(&format!("/trades/{}", agreed.trade)), "bought"))
}
