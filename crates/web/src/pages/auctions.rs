//! Auctions: what takes bids, one lot with the form to bid, and what its seller can still do.

use kernel::Timestamp;
use market::mechanisms::auctions::{BuyLotNow, Lot, LotStage, OfferSecondChance, PlaceBid, WithdrawLot};
use market::users::assets::HandingOver;

use super::photo_form;
use super::prelude::*;
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
        ("/auctions/{lot}/withdrawal", get(back).post(withdraw)),
        ("/auctions/{lot}/second-chance", get(back).post(second_chance)),
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
        @if let Some(next) = page.next {
            p { a href={ (visit.at(address)) "?after=" (next) } rel="next" { (t!(visit, "auctions-more")) } }
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
    let page = visit.at(&format!("{PAGE}/{}", card.lot.id));
    html! {
        li {
            h2 { a href=(page) { (title(&card.offered)) } }
            p class="figures" { (price(visit, &card.lot)) }
            p class="quiet" {
                (stage(visit, &card.lot, card.leads)) " "
                (t!(visit, "auctions-bids", count = u32::try_from(card.lot.bid_count).unwrap_or(u32::MAX))) ", "
                (closes(visit, &card.lot, visit.app.now()))
            }
        }
    }
}

fn title(offered: &Offered) -> Text {
    Text::verbatim(offered.text.as_ref().map_or(NAMELESS, |text| text.title.as_str()))
}

/// What it stands at, or begins with.
fn price(visit: &Visit, lot: &Lot) -> Text {
    let money = |amount| visit.reader().money(amount, lot.currency);
    match lot.price {
        Some(price) => t!(visit, "auctions-price", money = money(price)),
        None => t!(visit, "auctions-start", money = money(lot.start)),
    }
}

fn closes(visit: &Visit, lot: &Lot, now: Timestamp) -> Text {
    let at = visit.reader().time(lot.closes_at);
    if lot.stage == LotStage::Open && now < lot.closes_at {
        t!(visit, "auctions-closes", moment = at)
    } else {
        t!(visit, "auctions-closed", moment = at)
    }
}

fn stage(visit: &Visit, lot: &Lot, leads: Option<bool>) -> Markup {
    match (lot.stage, leads) {
        (LotStage::Open, Some(true)) => tag(Tone::Good, &t!(visit, "auctions-you-lead")),
        (LotStage::Open, Some(false)) => tag(Tone::Caution, &t!(visit, "auctions-you-are-outbid")),
        (LotStage::Open, None) => html! {},
        (LotStage::Sold, Some(true)) => tag(Tone::Good, &t!(visit, "auctions-yours")),
        (LotStage::Sold, _) => tag(Tone::Plain, &t!(visit, "auctions-sold")),
        (LotStage::Unsold, _) => tag(Tone::Plain, &t!(visit, "auctions-unsold")),
        (LotStage::Withdrawn, _) => tag(Tone::Plain, &t!(visit, "auctions-withdrawn")),
    }
}

async fn seen(visit: &Visit, id: &str) -> Result<LotSeen, AppError> {
    let id = Id::parse(id).ok_or(AppError::NotFound)?;
    auctions::lot(&visit.app, visit.visitor.as_ref(), id).await
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let seen = seen(&visit, &id).await?;
    Ok(page(&visit, &seen, &bid_form(&visit, &seen.lot, Typed::default())))
}

/// A form that was loaded again leads back to its lot.
async fn back(visit: Visit, Path(id): Path<String>) -> Response {
    to(&visit.at(&format!("{PAGE}/{id}")))
}

fn bid_form(visit: &Visit, lot: &Lot, typed: Typed) -> Form {
    visit.form(&format!("{PAGE}/{}/bids", lot.id), typed)
}

fn page(visit: &Visit, seen: &LotSeen, form: &Form) -> Response {
    let lot = &seen.lot;
    let is_open = lot.stage == LotStage::Open && visit.app.now() < lot.closes_at;
    let is_seller = visit.visitor.as_ref().is_some_and(|visitor| visitor.user == lot.seller);
    let main = html! {
        p class="actions" { (stage(visit, lot, seen.own.as_ref().map(|own| own.leads))) }
        @for photo in seen.offered.photos.iter().take(1) { (photo_form::shown(visit, photo, "")) }
        @if let Some(words) = seen.offered.text.as_ref().and_then(|text| text.description.as_ref()) {
            p class="lines" { (Text::verbatim(words)) }
        }
        (SummaryList { loc: visit.loc, rows: rows(visit, seen) }.render())
        @if let Some(trade) = seen.trade {
            p { a class="button" href=(visit.at(&format!("/trades/{trade}"))) { (t!(visit, "auctions-see-booking")) } }
        }
        @if is_open && !is_seller { (to_bid(visit, seen, form)) }
        @if is_seller { (of_seller(visit, lot)) }
        (log(visit, seen))
        p { a href=(visit.at(&format!("{PAGE}/{}", lot.id))) { (t!(visit, "auctions-look-again")) } }
    };
    let sheet = Sheet::new(title(&seen.offered), main).area(Area::Find);
    visit.show(sheet.under(PAGE, t!(visit, "auctions-title")).judged_by([form]))
}

fn rows(visit: &Visit, seen: &LotSeen) -> Vec<SummaryRow> {
    let (lot, reader) = (&seen.lot, visit.reader());
    let place = Text::verbatim(seen.offered.offering.post_code.as_str());
    let way = match lot.handing_over {
        HandingOver::Collection => t!(visit, "goods-collection"),
        HandingOver::Delivery => t!(visit, "goods-delivery"),
    };
    let mut rows = vec![
        SummaryRow::words(t!(visit, "auctions-now"), price(visit, lot)),
        SummaryRow::words(t!(visit, "auctions-end"), closes(visit, lot, visit.app.now())),
        SummaryRow::words(t!(visit, "auctions-seller"), Text::verbatim(&seen.seller.name)),
        SummaryRow::words(t!(visit, "auctions-pieces"), Text::verbatim(lot.piece_count.to_string())),
        SummaryRow::words(t!(visit, "goods-how"), way),
        SummaryRow::words(t!(visit, "check-where"), place),
    ];
    if lot.bid_count > 0 && lot.reserve.is_some() {
        let met =
            if lot.is_reserve_met() { t!(visit, "auctions-met") } else { t!(visit, "auctions-not-met") };
        rows.insert(1, SummaryRow::words(t!(visit, "auctions-reserve"), met));
    }
    if let Some(own) = &seen.own {
        let most = reader.money(own.most.amount, own.most.currency);
        rows.insert(1, SummaryRow::money(t!(visit, "auctions-your-most"), most));
    }
    rows
}

fn to_bid(visit: &Visit, seen: &LotSeen, form: &Form) -> Markup {
    let (lot, reader) = (&seen.lot, visit.reader());
    let sign = words::sign(&visit.app, lot.currency);
    let least = reader.money(seen.least.amount, seen.least.currency);
    let at_once = seen.at_once_in_all.zip(lot.buy_now);
    html! {
        section id="bid" {
            h2 { (t!(visit, "auctions-bid")) }
            p { (t!(visit, "auctions-how")) }
            @if visit.visitor.is_none() {
                p { a class="button" href=(visit.at(&format!("/sign-in?next={}", visit.at(&format!("{PAGE}/{}", lot.id))))) {
                    (t!(visit, "auctions-sign-in"))
                } }
            } @else {
                (form.render(&html! {
                    (form.field("most", t!(visit, "auctions-most")).hint(match seen.least_in_all {
                        Some(all) => t!(visit, "auctions-least-in-all", least = least,
                            money = reader.money(all.amount, all.currency)),
                        None => t!(visit, "auctions-least", least = least),
                    }).money(sign))
                    (submit(&t!(visit, "auctions-place")))
                }))
                @if let Some((pays, _)) = at_once {
                    h3 { (t!(visit, "auctions-at-once")) }
                    (visit.second_button(
                        &format!("{PAGE}/{}/purchase", lot.id),
                        &t!(visit, "auctions-buy", money = reader.money(pays.amount, pays.currency)),
                        &[("expected_pay", &pays.amount.0.to_string())],
                    ))
                }
            }
        }
    }
}

fn of_seller(visit: &Visit, lot: &Lot) -> Markup {
    let page = format!("{PAGE}/{}", lot.id);
    html! {
        @if lot.stage == LotStage::Open && lot.bid_count == 0 {
            (visit.second_button(&format!("{page}/withdrawal"), &t!(visit, "auctions-withdraw"), &[]))
        }
        @if matches!(lot.stage, LotStage::Unsold | LotStage::Sold) && lot.bid_count > 0 {
            p { (t!(visit, "auctions-second-chance-how")) }
            (visit.second_button(&format!("{page}/second-chance"), &t!(visit, "auctions-second-chance"), &[]))
        }
    }
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
            h2 { (t!(visit, "auctions-bids", count = u32::try_from(seen.lot.bid_count).unwrap_or(u32::MAX))) }
            @if !seen.bids.is_empty() { ol class="plain" reversed { @for bid in &seen.bids { (one(bid)) } } }
        }
    }
}

async fn bid(Path(id): Path<String>, sent: Sent) -> Answer {
    let bidder = sent.visit.visitor()?.user;
    let seen = seen(&sent.visit, &id).await?;
    let fault = match told(&sent, bidder, &seen.lot).await {
        Ok(leads) => {
            let said = if leads { "bid-leads" } else { "bid-outbid" };
            return Ok(to_saying(&sent.visit.at(&format!("{PAGE}/{}", seen.lot.id)), said));
        }
        Err(fault) => fault,
    };
    let errors = fault.at(&sent.visit, "most")?;
    let form = Form { errors, ..bid_form(&sent.visit, &seen.lot, sent.typed) };
    Ok(page(&sent.visit, &seen, &form))
}

async fn told(sent: &Sent, bidder: Id<market::users::User>, lot: &Lot) -> Result<bool, Fault> {
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let most = reading.money("most", lot.currency).map(Amount);
    let most = reading.judged(most)?;
    Ok(sent.run(PlaceBid { bidder, lot: lot.id, most }).await?.leads)
}

async fn buy(Path(id): Path<String>, sent: Sent) -> Answer {
    let (buyer, lot) = (sent.visit.visitor()?.user, Id::parse(&id).ok_or(AppError::NotFound)?);
    let expected_pay = sent.typed.value("expected_pay").parse().ok().map(Amount);
    let agreed = sent.run(BuyLotNow { buyer, lot, expected_pay }).await?;
    Ok(to_saying(&sent.visit.at(&format!("/trades/{}", agreed.trade)), "bought"))
}

async fn withdraw(Path(id): Path<String>, sent: Sent) -> Answer {
    let lot = Id::parse(&id).ok_or(AppError::NotFound)?;
    sent.run(WithdrawLot { lot }).await?;
    Ok(to_saying(&sent.visit.at(&format!("{PAGE}/{id}")), "lot-withdrawn"))
}

async fn second_chance(Path(id): Path<String>, sent: Sent) -> Answer {
    let lot = Id::parse(&id).ok_or(AppError::NotFound)?;
    sent.run(OfferSecondChance { lot }).await?;
    Ok(to_saying(&sent.visit.at(&format!("{PAGE}/{id}")), "second-chance"))
}
