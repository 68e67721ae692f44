//! What was said and offered about a listing, between its owner and somebody who asked.

use market::mechanisms::listings::{
    AcceptOffer, CounterOffer, DeclineOffer, Listing, ListingMessage, ListingOffer, ListingTalk, OfferStage,
    WithdrawOffer, WriteAboutListing,
};
use market::trade::Side;
use market::users::User;

use super::listings::{PAGE, price};
use super::prelude::*;
use crate::nouns::listings::{self, TalkSeen};

pub(super) fn routes() -> Routes {
    vec![
        ("/listings/{listing}/talks/{asker}", get(show)),
        ("/listings/{listing}/talks/{asker}/messages", get(back).post(write)),
        (
            "/listing-offers/{offer}/acceptance",
            done::<AcceptOffer>("/trades", "listing-accepted").get(elsewhere),
        ),
        ("/listings/{listing}/talks/{asker}/counter", get(back).post(counter)),
        (
            "/listing-offers/{offer}/refusal",
            done::<DeclineOffer>("/listings/mine", "listing-declined").get(elsewhere),
        ),
        (
            "/listing-offers/{offer}/withdrawal",
            done::<WithdrawOffer>("/listings/asked", "listing-offer-withdrawn").get(elsewhere),
        ),
    ]
}

/// The page of a talk, without its language.
pub(super) fn address(listing: Id<Listing>, asker: Id<User>) -> String {
    format!("{PAGE}/{listing}/talks/{asker}")
}

/// The same of a talk that is at hand.
pub(super) fn page_of(talk: &ListingTalk) -> String {
    address(talk.listing, talk.asker)
}

async fn back(visit: Visit, Path((listing, asker)): Path<(String, String)>) -> Response {
    to(&visit.at(&format!("{PAGE}/{listing}/talks/{asker}")))
}

/// A form of an offer that was loaded again leads to where offers are.
async fn elsewhere(visit: Visit) -> Response {
    to(&visit.at("/listings/asked"))
}

async fn seen(visit: &Visit, listing: &str, asker: &str) -> Result<TalkSeen, AppError> {
    let here = visit.app.locality;
    let listing = Id::parse(listing).filter(|id: &Id<Listing>| id.locality() == here);
    let asker = Id::parse(asker).filter(|id: &Id<User>| id.locality() == here);
    let (listing, asker) = listing.zip(asker).ok_or(AppError::NotFound)?;
    listings::talk(&visit.app, visit.visitor()?, listing, asker).await
}

async fn show(visit: Visit, Path((listing, asker)): Path<(String, String)>) -> Answer {
    Ok(page(&visit, &seen(&visit, &listing, &asker).await?, None))
}

fn side(seen: &TalkSeen) -> Side {
    if seen.is_owner { Side::Seller } else { Side::Buyer }
}

fn page(visit: &Visit, seen: &TalkSeen, wrong: Option<&Form>) -> Response {
    let (card, address) = (&seen.card, page_of(&seen.talk));
    let other = if seen.is_owner { &seen.asker_name } else { &card.owner_name };
    let is_shown = card.listing.is_shown(visit.app.now());
    let message = visit.form(&format!("{address}/messages"), Typed::default()).or_wrong(wrong);
    let counter = visit.form(&format!("{address}/counter"), Typed::default()).or_wrong(wrong);
    let open = seen.offers.iter().find(|offer| offer.is_open(visit.app.now()));
    let main = html! {
        p { a href=(visit.at(&super::listings::page_of(card.listing.id))) { (t!(visit, "listing-see")) } }
        p class="figures" { (price(visit, card)) }
        @if !seen.offers.is_empty() {
            section id="offers" {
                h2 { (t!(visit, "listing-offers-title")) }
                ol class="inbox" { @for offer in &seen.offers { (offered(visit, seen, offer)) } }
                @if let Some(offer) = open.filter(|_| is_shown) { (answers(visit, seen, offer, &counter)) }
            }
        }
        section class="ruled" id="messages" {
            h2 { (t!(visit, "messages-title", name = other.as_str())) }
            @if !seen.messages.is_empty() {
                ol class="inbox" { @for one in &seen.messages { (written(visit, seen, one)) } }
            }
            @if is_shown {
                (message.render(&html! {
                    (message.field("words", t!(visit, "messages-words")).hint(t!(visit, "listing-ask-hint")).area(3))
                    (submit_second(&t!(visit, "messages-send")))
                }))
            } @else { p { (t!(visit, "listing-talk-over")) } }
        }
    };
    let title = t!(visit, "listing-talk-title", name = other.as_str(), title = card.title.as_str());
    let sheet = Sheet::new(title, main).area(Area::Find).under(PAGE, t!(visit, "listings-title"));
    visit.show(sheet.judged_by([&message, &counter]))
}

fn by(visit: &Visit, seen: &TalkSeen, is_own: bool) -> Text {
    let other = if seen.is_owner { &seen.asker_name } else { &seen.card.owner_name };
    if is_own { t!(visit, "trade-you") } else { Text::verbatim(other) }
}

fn written(visit: &Visit, seen: &TalkSeen, one: &ListingMessage) -> Markup {
    let is_own = visit.visitor.as_ref().is_some_and(|visitor| visitor.user == one.author);
    html! {
        li {
            p class="quiet figures" { strong { (by(visit, seen, is_own)) } " · " (visit.reader().time(one.written_at)) }
            p class="lines" { (Text::verbatim(&one.words)) }
        }
    }
}

fn offered(visit: &Visit, seen: &TalkSeen, offer: &ListingOffer) -> Markup {
    let money = |amount| visit.reader().money(amount, offer.currency);
    html! {
        li {
            p class="quiet figures" {
                strong { (by(visit, seen, offer.made_by == side(seen))) } " · " (visit.reader().time(offer.made_at))
            }
            p {
                (t!(visit, "listing-offered-price", money = money(offer.price), count = words::whole(offer.piece_count)))
                " " (stage(visit, offer))
            }
            @if offer.stage == OfferStage::Open && offer.made_by == Side::Buyer {
                p class="quiet" { (t!(visit, "listing-set-aside", money = money(offer.set_aside))) }
            }
            @if offer.stage == OfferStage::Accepted {
                p { a class="button" href=(visit.at(&format!("/trades/{}", offer.trade))) { (t!(visit, "pools-see-booking")) } }
            }
        }
    }
}

/// Where an offer stands, in a word.
pub(super) fn stage(visit: &Visit, offer: &ListingOffer) -> Markup {
    match offer.stage {
        OfferStage::Open if offer.is_open(visit.app.now()) => {
            tag(Tone::Caution, &t!(visit, "listing-offer-open", until = visit.reader().time(offer.answer_by)))
        }
        OfferStage::Open | OfferStage::Expired => tag(Tone::Plain, &t!(visit, "listing-offer-expired")),
        OfferStage::Accepted => tag(Tone::Good, &t!(visit, "listing-offer-accepted")),
        OfferStage::Countered => tag(Tone::Plain, &t!(visit, "listing-offer-countered")),
        OfferStage::Declined => tag(Tone::Plain, &t!(visit, "listing-offer-declined")),
        OfferStage::Withdrawn => tag(Tone::Plain, &t!(visit, "listing-offer-taken-back")),
        OfferStage::Over => tag(Tone::Plain, &t!(visit, "listing-offer-over")),
    }
}

fn answers(visit: &Visit, seen: &TalkSeen, offer: &ListingOffer, counter: &Form) -> Markup {
    let (here, address) = (visit.at(&page_of(&seen.talk)), format!("/listing-offers/{}", offer.id));
    let sent = [("back", here.as_str())];
    if offer.made_by == side(seen) {
        return visit.second_button(
            &format!("{address}/withdrawal"),
            &t!(visit, "listing-offer-withdraw"),
            &sent,
        );
    }
    let sign = words::sign(&visit.app, offer.currency);
    let pays =
        seen.pays.map(|pays| (pays.amount.0.to_string(), visit.reader().money(pays.amount, pays.currency)));
    html! {
        @match pays {
            Some((_, money)) => {
                @if !seen.is_owner { p { (t!(visit, "listing-pays", money = money)) } }
                (visit.button(&format!("{address}/acceptance"), &submit(&t!(visit, "listing-accept")), &sent))
            },
            None => p { (t!(visit, "listing-not-now")) },
        }
        (visit.second_button(&format!("{address}/refusal"), &t!(visit, "listing-decline"), &sent))
        details open[!counter.errors.is_empty()] {
            summary { (t!(visit, "listing-counter")) }
            (counter.render(&html! {
                input type="hidden" name="offer" value=(offer.id);
                (counter.field("price", t!(visit, "listing-offer-price")).money(sign))
                (submit_second(&t!(visit, "listing-counter-go")))
            }))
        }
    }
}

fn again(sent: Sent, seen: &TalkSeen, noun: &str, field: &str, fault: Fault) -> Answer {
    let errors = fault.at(&sent.visit, field)?;
    let form = Form { errors, ..sent.visit.form(&format!("{}/{noun}", page_of(&seen.talk)), sent.typed) };
    Ok(page(&sent.visit, seen, Some(&form)))
}

async fn write(Path((listing, asker)): Path<(String, String)>, sent: Sent) -> Answer {
    let seen = seen(&sent.visit, &listing, &asker).await?;
    let written = async {
        let mut reading = Reading::of(&sent.visit, &sent.typed);
        let words = reading.text("words");
        let words = reading.judged(words)?;
        let ListingTalk { listing, asker, .. } = seen.talk;
        sent.run(WriteAboutListing { listing, asker, words }).await?;
        Ok::<_, Fault>(())
    };
    match written.await {
        Ok(()) => Ok(to_saying(&sent.visit.at(&page_of(&seen.talk)), "listing-written")),
        Err(fault) => again(sent, &seen, "messages", "words", fault),
    }
}

async fn counter(Path((listing, asker)): Path<(String, String)>, sent: Sent) -> Answer {
    let seen = seen(&sent.visit, &listing, &asker).await?;
    let offer: Id<ListingOffer> = Id::parse(sent.typed.value("offer")).ok_or(AppError::NotFound)?;
    let countered = async {
        let mut reading = Reading::of(&sent.visit, &sent.typed);
        let price = reading.money("price", seen.card.listing.currency);
        let made = price.map(|price| CounterOffer { offer, price: Amount(price) });
        sent.run(reading.judged(made)?).await?;
        Ok::<_, Fault>(())
    };
    match countered.await {
        Ok(()) => Ok(to_saying(&sent.visit.at(&page_of(&seen.talk)), "listing-countered")),
        Err(fault) => again(sent, &seen, "counter", "price", fault),
    }
}
