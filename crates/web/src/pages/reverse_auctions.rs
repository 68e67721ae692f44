//! Reverse auctions: those that take bids, one with what its sides can do, and a visitor's own.

use market::mechanisms::reverse_auctions::{
    AcceptUnderbid, BidView, CallOffReverseAuction, DeclineUnderbid, DeclineWinner, PlaceUnderbid,
    ReverseAuction, ReverseEnding, ReverseStage, UnderbidPlaced,
};
use market::users::assets::Offering;

use super::answer::sign_in_and_return;
use super::prelude::*;
use super::sector_field::sector_title;
use crate::nouns::assets::{self, Offered};
use crate::nouns::reverse_auctions::{self, LowestOffered, ReverseListed, ReverseSeen, Reverses};

pub(super) const PAGE: &str = "/reverse-auctions";

pub(super) fn routes() -> Routes {
    vec![
        (PAGE, get(list)),
        ("/reverse-auctions/made", get(made)),
        ("/reverse-auctions/bid", get(bid_in)),
        ("/reverse-auctions/{auction}", get(show)),
        ("/reverse-auctions/{auction}/bid", get(back).post(bid)),
        (
            "/reverse-auctions/{auction}/calling-off",
            done::<CallOffReverseAuction>(PAGE, "reverse-off").get(back),
        ),
        ("/reverse-auctions/{auction}/acceptance", done::<AcceptUnderbid>(PAGE, "reverse-taken").get(back)),
        ("/reverse-auctions/{auction}/refusal", done::<DeclineUnderbid>(PAGE, "reverse-declined").get(back)),
    ]
}

/// The page of a reverse auction, without its language.
pub(super) fn page_of(auction: Id<ReverseAuction>) -> String {
    format!("{PAGE}/{auction}")
}

async fn list(visit: Visit, typed: Typed) -> Answer {
    let page =
        reverse_auctions::list(&visit.app, visit.visitor.as_ref(), Reverses::Open, cursor(&typed)).await?;
    let endings = reverse_auctions::endings(&visit.app).await?;
    let main = html! {
        p class="lead" { (t!(visit, "reverse-lead")) }
        p class="actions" { a class="button" href=(visit.at("/reverse-auctions/new")) { (t!(visit, "reverse-new")) } }
        @if page.rows.is_empty() { p { (t!(visit, "reverse-none")) } } @else { (cards(&visit, &page.rows)) }
        @if let Some(next) = page.next {
            p { a href={ (visit.at(PAGE)) "?after=" (next) } rel="next" { (t!(visit, "pools-more")) } }
        }
        p { a href=(visit.at("/reverse-auctions/made")) { (t!(visit, "reverse-made")) } }
        p { a href=(visit.at("/reverse-auctions/bid")) { (t!(visit, "reverse-bid-in")) } }
        @if !endings.is_empty() {
            section {
                h2 { (t!(visit, "reverse-endings")) }
                ul class="plain" {
                    @for one in &endings {
                        li { (ending(&visit, one.ending)) ": " span class="figures" { (words::whole(one.times)) } }
                    }
                }
            }
        }
    };
    Ok(visit.show(Sheet::new(t!(visit, "reverse-title"), main).area(Area::Find)))
}

async fn made(visit: Visit, typed: Typed) -> Answer {
    own(&visit, Reverses::Made, &typed).await
}

async fn bid_in(visit: Visit, typed: Typed) -> Answer {
    own(&visit, Reverses::Bid, &typed).await
}

async fn own(visit: &Visit, of: Reverses, typed: &Typed) -> Answer {
    let page = reverse_auctions::list(&visit.app, Some(visit.visitor()?), of, cursor(typed)).await?;
    let (address, title, none, area) = if of == Reverses::Made {
        ("/reverse-auctions/made", t!(visit, "reverse-made"), t!(visit, "reverse-made-none"), Area::Find)
    } else {
        ("/reverse-auctions/bid", t!(visit, "reverse-bid-in"), t!(visit, "reverse-bid-in-none"), Area::Work)
    };
    let main = html! {
        @if page.rows.is_empty() { p { (none) } } @else { (cards(visit, &page.rows)) }
        (earlier(visit, address, page.next))
    };
    Ok(visit.show(Sheet::new(title, main).area(area).under(PAGE, t!(visit, "reverse-title"))))
}

fn cards(visit: &Visit, rows: &[ReverseListed]) -> Markup {
    html! {
        ul class="own-list" {
            @for one in rows {
                li {
                    h2 { a href=(visit.at(&page_of(one.auction.id))) { (title(one)) } }
                    p { (when(visit, one)) }
                    p class="quiet" { (stage(visit, one)) " " (place(one)) ", " (closes(visit, one)) }
                }
            }
        }
    }
}

/// What is to be done.
pub(super) fn title(one: &ReverseListed) -> Text {
    Text::verbatim(&one.auction.title)
}

/// When the work is.
pub(super) fn when(visit: &Visit, one: &ReverseListed) -> Text {
    visit.span(&one.place.zone, one.auction.starts_at, one.auction.ends_at)
}

fn place(one: &ReverseListed) -> Text {
    Text::verbatim(format!("{}, {}", one.place.town, one.place.post_code))
}

/// When bids are over, or were.
pub(super) fn closes(visit: &Visit, one: &ReverseListed) -> Text {
    let at = visit.reader().time(one.auction.closes_at);
    if one.auction.is_open(visit.app.now()) {
        t!(visit, "reverse-closes", moment = at)
    } else {
        t!(visit, "reverse-closed", moment = at)
    }
}

fn stage(visit: &Visit, one: &ReverseListed) -> Markup {
    let auction = &one.auction;
    let leads = one.own.as_ref().is_some_and(|(own, _)| auction.leader == Some(own.seller));
    match (auction.stage, auction.ending) {
        (ReverseStage::Open, _) if leads => tag(Tone::Good, &t!(visit, "reverse-you-lead")),
        (ReverseStage::Open, _) if one.own.is_some() => {
            tag(Tone::Caution, &t!(visit, "reverse-you-do-not-lead"))
        }
        (ReverseStage::Open, _) if auction.is_open(visit.app.now()) => {
            tag(Tone::Good, &t!(visit, "reverse-open"))
        }
        (ReverseStage::Open | ReverseStage::Offered, _) => tag(Tone::Caution, &t!(visit, "reverse-offered")),
        (ReverseStage::Ended, Some(how)) => tag(Tone::Plain, &ending(visit, how)),
        (ReverseStage::Ended, None) => html! {},
    }
}

fn ending(visit: &Visit, how: ReverseEnding) -> Text {
    match how {
        ReverseEnding::Taken => t!(visit, "reverse-ending-taken"),
        ReverseEnding::Unsold => t!(visit, "reverse-ending-unsold"),
        ReverseEnding::CalledOff => t!(visit, "reverse-ending-called-off"),
        ReverseEnding::Lapsed => t!(visit, "reverse-ending-lapsed"),
        ReverseEnding::NotNeeded => t!(visit, "reverse-ending-not-needed"),
        ReverseEnding::TooLow => t!(visit, "reverse-ending-too-low"),
        ReverseEnding::NotAsAsked => t!(visit, "reverse-ending-not-as-asked"),
        ReverseEnding::BadExperience => t!(visit, "reverse-ending-bad-experience"),
    }
}

fn why(visit: &Visit, reason: DeclineWinner) -> Text {
    match reason {
        DeclineWinner::NotNeeded => t!(visit, "reverse-reason-not-needed"),
        DeclineWinner::TooLow => t!(visit, "reverse-reason-too-low"),
        DeclineWinner::NotAsAsked => t!(visit, "reverse-reason-not-as-asked"),
        DeclineWinner::BadExperience => t!(visit, "reverse-reason-bad-experience"),
    }
}

async fn seen(visit: &Visit, id: &str) -> Result<ReverseSeen, AppError> {
    let id = Id::parse(id).ok_or(AppError::NotFound)?;
    reverse_auctions::one(&visit.app, visit.visitor.as_ref(), id).await
}

/// What the visitor offers in the auction's sector.
async fn offered(visit: &Visit, seen: &ReverseSeen) -> Result<Vec<Offered>, AppError> {
    let Some(visitor) = &visit.visitor else { return Ok(Vec::new()) };
    if seen.is_buyer || !seen.listed.auction.is_open(visit.app.now()) {
        return Ok(Vec::new());
    }
    let all = assets::list(&visit.app, visitor).await?.into_iter();
    Ok(all.filter(|one| one.offering.sector == seen.listed.auction.sector).collect())
}

/// A form that was loaded again leads back to its auction.
async fn back(visit: Visit, Path(id): Path<String>) -> Response {
    to(&visit.at(&format!("{PAGE}/{id}")))
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let seen = seen(&visit, &id).await?;
    let offered = offered(&visit, &seen).await?;
    let form = bid_form(&visit, &seen, &offered);
    Ok(page(&visit, &seen, &offered, &form, false))
}

fn bid_form(visit: &Visit, seen: &ReverseSeen, offered: &[Offered]) -> Form {
    let auction = &seen.listed.auction;
    let own = seen.listed.own.as_ref().map(|(own, _)| own);
    let first = own.map(|own| own.offering).or(offered.first().map(|one| one.offering.id));
    let decimals = fields::decimals(visit, auction.currency);
    let least = own.map(|own| fields::typed_decimal(visit.loc, own.least.0, decimals));
    let usual = [
        ("offering", first.map(|first| first.to_string()).unwrap_or_default()),
        ("least", least.unwrap_or_default()),
    ];
    visit.form(&format!("{}/bid", page_of(auction.id)), Typed::default().with_usual(&usual))
}

fn page(visit: &Visit, seen: &ReverseSeen, offered: &[Offered], form: &Form, asks_cost: bool) -> Response {
    let (one, auction) = (&seen.listed, &seen.listed.auction);
    let is_open = auction.is_open(visit.app.now());
    let is_leader = one.own.as_ref().is_some_and(|(own, _)| auction.leader == Some(own.seller));
    let is_there = auction.stage == ReverseStage::Offered || auction.ending == Some(ReverseEnding::Taken);
    let main = html! {
        @if is_there && (seen.is_buyer || is_leader) {
            p { a class="button second" href=(visit.at(&format!("/trades/{}", auction.trade))) { (t!(visit, "pools-see-booking")) } }
        }
        @if let Some(words) = &auction.description { p class="lines" { (Text::verbatim(words)) } }
        @if let Some(lowest) = &seen.offered { (to_answer(visit, auction, lowest)) }
        @if is_open && !seen.is_buyer { (to_bid(visit, seen, offered, form, asks_cost)) }
        (SummaryList { loc: visit.loc, rows: rows(visit, seen) }.render())
        @if is_open && seen.is_buyer && auction.bid_count == 0 {
            (visit.second_button(
                &format!("{}/calling-off", page_of(auction.id)),
                &t!(visit, "reverse-call-off"),
                &[("back", &visit.at(&page_of(auction.id)))],
            ))
        }
        p { a href=(visit.at(&page_of(auction.id))) { (t!(visit, "pools-look-again")) } }
    };
    let shown = one.price.unwrap_or(auction.top.of(auction.currency));
    let caption = match one.price {
        Some(_) => t!(visit, "reverse-price-now"),
        None => t!(visit, "reverse-top"),
    };
    let band = Band {
        status: html! { p class="actions" { (stage(visit, one)) } },
        below: html! { p class="lead" { (when(visit, one)) ", " (closes(visit, one)) } },
        figure: Some(visit.reader().money(shown.amount, shown.currency)),
        caption: Some(caption),
    };
    let sheet = Sheet::new(title(one), main).band(band).area(Area::Find);
    visit.show(sheet.under(PAGE, t!(visit, "reverse-title")).judged_by([form]))
}

fn rows(visit: &Visit, seen: &ReverseSeen) -> Vec<SummaryRow> {
    let (auction, reader) = (&seen.listed.auction, visit.reader());
    let money = |amount| reader.money(amount, auction.currency);
    let mut rows = Vec::new();
    if let Some((own, rank)) = &seen.listed.own {
        rows.push(SummaryRow::words(t!(visit, "reverse-own-rank"), Text::verbatim(rank.to_string())));
        rows.push(SummaryRow::money(t!(visit, "reverse-own-least"), money(own.least)));
    }
    rows.push(SummaryRow::money(t!(visit, "reverse-top"), money(auction.top)));
    rows.push(SummaryRow::money(t!(visit, "reverse-step"), money(auction.step)));
    if seen.is_buyer && auction.stage != ReverseStage::Ended {
        rows.push(SummaryRow::money(t!(visit, "pools-set-aside"), money(auction.set_aside)));
    }
    if let Some(sector) = visit.app.directory.sector(&auction.sector) {
        rows.push(SummaryRow::words(t!(visit, "quote-call-sector"), sector_title(visit, sector)));
    }
    rows.push(SummaryRow::words(t!(visit, "check-where"), place(&seen.listed)));
    rows.push(SummaryRow::words(t!(visit, "quote-call-buyer"), Text::verbatim(&seen.buyer.name)));
    let view = match auction.view {
        BidView::Rank => t!(visit, "reverse-view-rank"),
        BidView::Price => t!(visit, "reverse-view-price"),
    };
    rows.push(SummaryRow::words(t!(visit, "reverse-view"), view));
    rows
}

fn to_bid(visit: &Visit, seen: &ReverseSeen, offered: &[Offered], form: &Form, asks_cost: bool) -> Markup {
    let auction = &seen.listed.auction;
    let sign = words::sign(&visit.app, auction.currency);
    let named = |one: &Offered| {
        Choice::new(one.offering.id.to_string(), fields::sector_title(visit, &one.offering.sector))
    };
    let choices: Vec<_> = offered.iter().map(named).collect();
    let act = if seen.listed.own.is_some() { t!(visit, "reverse-lower") } else { t!(visit, "reverse-bid") };
    html! {
        section id="bid" {
            h2 { (act) }
            p { (t!(visit, "reverse-bid-how")) }
            @if visit.visitor.is_none() {
                p { a class="button" href=(sign_in_and_return(visit)) { (t!(visit, "reverse-sign-in")) } }
            } @else if choices.is_empty() {
                p { (t!(visit, "quote-none-offered")) }
            } @else {
                (form.render(&html! {
                    @if choices.len() > 1 { (form.field("offering", t!(visit, "quote-which")).radios(&choices)) }
                    @else { input type="hidden" name="offering" value=(form.typed.value("offering")); }
                    (form.field("least", t!(visit, "reverse-least")).hint(t!(visit, "reverse-least-hint")).money(sign))
                    @if asks_cost {
                        p { (t!(visit, "reverse-low")) }
                        (form.field("cost", t!(visit, "reverse-cost")).money(sign))
                        (form.field("cost_minutes", t!(visit, "reverse-cost-minutes")).input(Input::Number))
                    }
                    (submit(&act))
                }))
            }
        }
    }
}

fn to_answer(visit: &Visit, auction: &ReverseAuction, lowest: &LowestOffered) -> Markup {
    let page = page_of(auction.id);
    let money = |money: kernel::Money| visit.reader().money(money.amount, money.currency);
    let until = auction.answer_by.map(|until| visit.reader().time(until)).unwrap_or_default();
    let reasons = DeclineWinner::ALL.iter().map(|one| Choice::new(one.word(), why(visit, *one)));
    let reasons: Vec<_> = reasons.collect();
    let decline = visit.form(&format!("{page}/refusal"), Typed::default());
    let decimals = fields::decimals(visit, lowest.pays.currency);
    let pays = fields::typed_decimal(visit.loc, lowest.pays.amount.0, decimals);
    let (back, currency) = (visit.at(&page), lowest.pays.currency);
    html! {
        section {
            h2 { (t!(visit, "reverse-lowest")) }
            p { (t!(visit, "reverse-lowest-is", name = lowest.seller.name.as_str(), money = money(lowest.pays), until = until)) }
            @if let Some((cost, minutes)) = lowest.said {
                p { (t!(visit, "reverse-lowest-said", money = money(cost), time = visit.loc.duration(words::whole(minutes)))) }
            }
            (visit.button(
                &format!("{page}/acceptance"),
                &submit(&t!(visit, "reverse-take", money = money(lowest.pays))),
                &[("currency", currency.code()), ("expected_pay", pays.as_str()), ("back", back.as_str())],
            ))
            details {
                summary { (t!(visit, "reverse-decline")) }
                (decline.render(&html! {
                    input type="hidden" name="back" value=(back);
                    (decline.field("reason", t!(visit, "quote-reason")).hint(t!(visit, "quote-reason-hint")).select(&reasons))
                    (submit_second(&t!(visit, "reverse-decline")))
                }))
            }
        }
    }
}

async fn bid(Path(id): Path<String>, sent: Sent) -> Answer {
    let seen = seen(&sent.visit, &id).await?;
    let offered = offered(&sent.visit, &seen).await?;
    let fault = match placed(&sent, &seen).await {
        Ok(placed) => {
            let said = if placed.leads { "reverse-leads" } else { "reverse-does-not-lead" };
            return Ok(to_saying(&sent.visit.at(&page_of(placed.auction)), said));
        }
        Err(fault) => fault,
    };
    let is_low = matches!(&fault, Fault::Other(error) if error.code() == "reverse-auctions/abnormally-low");
    let asks_cost = is_low || !sent.typed.value("cost").is_empty();
    let field = match &fault {
        Fault::Other(error) => error.argument("field").filter(|_| asks_cost).unwrap_or("least"),
        Fault::Fields(_) => "least",
    }
    .to_owned();
    let errors = fault.at(&sent.visit, &field)?;
    let address = format!("{}/bid", page_of(seen.listed.auction.id));
    let form = Form { errors, ..sent.visit.form(&address, sent.typed) };
    Ok(page(&sent.visit, &seen, &offered, &form, asks_cost))
}

async fn placed(sent: &Sent, seen: &ReverseSeen) -> Result<UnderbidPlaced, Fault> {
    let seller = sent.visit.visitor()?.user;
    let auction = &seen.listed.auction;
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let offering: Option<Id<Offering>> =
        reading.read("offering", Id::parse, |visit| t!(visit, "quote-which-wrong"));
    let least = reading.money("least", auction.currency);
    let cost = reading.money_or_none("cost", auction.currency).map(Amount);
    let is_said = !sent.typed.value("cost_minutes").trim().is_empty();
    let cost_minutes = if is_said { reading.number("cost_minutes", 0) } else { None };
    let made = offering.zip(least).map(|(offering, least)| PlaceUnderbid {
        seller,
        auction: auction.id,
        offering,
        least: Amount(least),
        cost,
        cost_minutes,
    });
    Ok(sent.run(reading.judged(made)?).await?)
}
