//! One listing: what it is, asking about it, offering a price, flagging it, and what its owner and whoever looks at it can do.

use market::directory::Family;
use market::mechanisms::listings::{
    Asking, FlagListing, FlagReason, Listing, ListingStage, ListingTerms, MakeOffer, ReleaseListing,
    RemovalGround, RemoveListing, RenewListing, WithdrawListing, WriteAboutListing,
};
use market::users::assets::HandingOver;

use super::answer::sign_in_and_return;
use super::listings::{PAGE, page_of, price, rule, sector, stage};
use super::prelude::*;
use super::{catalogues, listing_talk, photo_form};
use crate::nouns::listings::{self, ListingSeen};

pub(super) fn routes() -> Routes {
    vec![
        ("/listings/{listing}", get(show)),
        ("/listings/{listing}/messages", get(back).post(ask)),
        ("/listings/{listing}/offers", get(back).post(offer)),
        ("/listings/{listing}/flags", get(back).post(flag)),
        ("/listings/{listing}/renewal", done::<RenewListing>("/listings/mine", "listing-renewed").get(back)),
        (
            "/listings/{listing}/withdrawal",
            done::<WithdrawListing>("/listings/mine", "listing-taken-back").get(back),
        ),
        (
            "/listings/{listing}/release",
            done::<ReleaseListing>("/listings/held", "listing-released").get(back),
        ),
        ("/listings/{listing}/removal", get(back).post(remove)),
    ]
}

/// A form that was loaded again leads back to its listing.
async fn back(visit: Visit, Path(id): Path<String>) -> Response {
    to(&visit.at(&format!("{PAGE}/{id}")))
}

async fn seen(visit: &Visit, id: &str) -> Result<ListingSeen, AppError> {
    let id = Id::parse(id)
        .filter(|id: &Id<Listing>| id.locality() == visit.app.locality)
        .ok_or(AppError::NotFound)?;
    listings::listing(&visit.app, visit.visitor.as_ref(), id).await
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let seen = seen(&visit, &id).await?;
    page(&visit, &seen, None)
}

/// The page again, after a photograph that is not taken.
pub(super) async fn with(visit: &Visit, id: Id<Listing>, wrong: &Form) -> Answer {
    page(visit, &seen(visit, &id.to_string()).await?, Some(wrong))
}

fn family(visit: &Visit, seen: &ListingSeen) -> Option<Family> {
    visit.app.directory.sector(&seen.card.offering.sector).map(|sector| sector.family)
}

fn page(visit: &Visit, seen: &ListingSeen, wrong: Option<&Form>) -> Answer {
    let (card, listing) = (&seen.card, &seen.card.listing);
    let address = page_of(listing.id);
    let form = |noun: &str| visit.form(&format!("{address}/{noun}"), usual(seen, noun)).or_wrong(wrong);
    let forms = ["messages", "offers", "flags", "removal"].map(form);
    let [message, offer, flag, removal] = &forms;
    let is_shown = listing.is_shown(visit.app.now());
    let main = html! {
        @for photo in &card.photos { (photo_form::shown(visit, photo, "")) }
        @if let Some(words) = &card.description { p class="lines" { (Text::verbatim(words)) } }
        (SummaryList { loc: visit.loc, rows: rows(visit, seen) }.render())
        @if seen.is_owner { (of_owner(visit, seen, wrong)) }
        @else if is_shown {
            @if visit.visitor.is_none() {
                p { a class="button" href=(sign_in_and_return(visit)) { (t!(visit, "listing-sign-in")) } }
            } @else {
                @if let Some(talk) = seen.talks.first() {
                    p { a class="button" href=(visit.at(&listing_talk::page_of(&talk.talk))) { (t!(visit, "listing-see-talk")) } }
                } @else {
                    @if listing.may_be_offered(&visit.app.directory, &card.offering.sector) { (to_offer(visit, seen, offer)?) }
                    (to_ask(visit, message))
                }
            }
        }
        @if is_shown && !seen.is_owner { (bookable(visit, seen)) }
        @if seen.is_staff && listing.stage == ListingStage::Held { (review(visit, seen, removal)) }
        @if is_shown && !seen.is_owner && visit.visitor.is_some() && !seen.has_flagged && !seen.is_staff { (to_flag(visit, flag)) }
        @if seen.has_flagged { p class="quiet" { (t!(visit, "listing-flagged")) } }
    };
    let band = Band {
        status: html! { p class="actions" { (stage(visit, listing)) } },
        below: html! { p class="lead" { (price(visit, card)) } },
        ..Band::default()
    };
    let sheet = Sheet::new(Text::verbatim(&card.title), main).band(band).area(Area::Find);
    Ok(visit.show(sheet.under(PAGE, t!(visit, "listings-title")).judged_by(&forms)))
}

/// What is filled in beforehand.
fn usual(seen: &ListingSeen, noun: &str) -> Typed {
    let way = seen.card.listing.ways().next().unwrap_or(HandingOver::Collection).word();
    match noun {
        "offers" => Typed::of([("piece_count", "1"), ("handing_over", way)]),
        _ => Typed::default(),
    }
}

fn rows(visit: &Visit, seen: &ListingSeen) -> Vec<SummaryRow> {
    let (card, listing) = (&seen.card, &seen.card.listing);
    let place = Text::verbatim(format!("{}, {}", seen.place.town, seen.place.post_code.as_str()));
    let mut rows = vec![
        SummaryRow::words(t!(visit, "listings-sector"), sector(visit, card)),
        SummaryRow::words(t!(visit, "listing-by"), Text::verbatim(&card.owner_name)),
        SummaryRow::words(t!(visit, "check-where"), place),
    ];
    if let Some(left) = card.left {
        rows.push(SummaryRow::words(
            t!(visit, "listing-left"),
            Text::verbatim(words::whole(left).to_string()),
        ));
    }
    rows.extend(
        listing
            .ways()
            .map(|way| SummaryRow::words(t!(visit, "goods-how"), catalogues::way_words(visit, way))),
    );
    if let Some(delivery) = listing.delivery {
        let money = visit.reader().money(delivery, listing.currency);
        rows.push(SummaryRow::money(t!(visit, "pools-delivery"), money));
    }
    rows.push(SummaryRow::words(t!(visit, "listing-posted"), visit.reader().time(listing.posted_at)));
    rows
}

fn to_ask(visit: &Visit, form: &Form) -> Markup {
    html! {
        section id="ask" {
            h2 { (t!(visit, "listing-ask")) }
            (form.render(&html! {
                (form.field("words", t!(visit, "messages-words")).hint(t!(visit, "listing-ask-hint")).area(3))
                (submit_second(&t!(visit, "messages-send")))
            }))
        }
    }
}

fn to_offer(visit: &Visit, seen: &ListingSeen, form: &Form) -> Result<Markup, AppError> {
    let listing = &seen.card.listing;
    let ways: Vec<_> =
        listing.ways().map(|way| Choice::new(way.word(), catalogues::way_words(visit, way))).collect();
    let sign = words::sign(&visit.app, listing.currency);
    let terms = ListingTerms::on(&visit.app.rulebook, visit.today())?;
    let time = visit.loc.duration(words::whole(terms.answer_hours.saturating_mul(60)));
    Ok(html! {
        section id="offer" {
            h2 { (t!(visit, "listing-offer")) }
            p { (t!(visit, "listing-offer-how", time = time)) }
            (form.render(&html! {
                (form.field("price", t!(visit, "listing-offer-price")).money(sign))
                @if seen.card.left.is_some_and(|left| left > 1) {
                    (form.field("piece_count", t!(visit, "pools-how-many")).input(Input::Number))
                } @else { input type="hidden" name="piece_count" value="1"; }
                (form.field("handing_over", t!(visit, "goods-how")).radios(&ways))
                (submit(&t!(visit, "listing-offer-go")))
            }))
        }
    })
}

/// Whoever asks is shown what can be had of the kind at once, where there is anything.
fn bookable(visit: &Visit, seen: &ListingSeen) -> Markup {
    let Some(sector) = visit.app.directory.sector(&seen.card.offering.sector) else { return html! {} };
    let (page, said) = match sector.family {
        Family::Work => ("/search", t!(visit, "listing-book-work")),
        Family::Thing => ("/things", t!(visit, "listing-book-thing")),
        Family::Space => ("/spaces", t!(visit, "listing-book-thing")),
        Family::Goods => ("/goods", t!(visit, "listing-book-goods")),
    };
    if !visit.app.finder.is_offered(visit.app.locality, &sector.code) {
        return html! {};
    }
    let post_code = seen.card.offering.post_code;
    let address = format!("{page}?sector={}&post_code={}", sector.slug, post_code.as_str());
    html! { p { a href=(visit.at(&address)) { (said) } } }
}

fn of_owner(visit: &Visit, seen: &ListingSeen, wrong: Option<&Form>) -> Markup {
    let (card, listing) = (&seen.card, &seen.card.listing);
    let address = page_of(listing.id);
    let back = visit.at(&address);
    let is_live = listing.is_live();
    html! {
        @if listing.stage == ListingStage::Held {
            section {
                h2 { (t!(visit, "listing-review")) }
                p { (t!(visit, "listing-review-owner")) }
                (said(visit, &seen.flags))
            }
        }
        @if let Some(removed) = listing.rule() {
            section {
                h2 { (t!(visit, "listing-removed")) }
                p { (t!(visit, "listing-removed-by")) " " (rule(visit, &removed)) }
                p { a href=(visit.at("/complaints/new")) { (t!(visit, "complaints-new")) } }
            }
        }
        section id="talks" {
            h2 { (t!(visit, "listing-talks")) }
            @if seen.talks.is_empty() { p { (t!(visit, "listing-talks-none")) } }
            @else {
                ul class="own-list" { @for talk in &seen.talks {
                    li {
                        p { a href=(visit.at(&listing_talk::page_of(&talk.talk))) { (Text::verbatim(&talk.asker_name)) } }
                        p class="quiet" {
                            (t!(visit, "listing-messages", count = u32::try_from(talk.talk.message_count).unwrap_or(u32::MAX)))
                            @if let Some(offer) = &talk.offer {
                                ", " (t!(visit, "listing-offers", money = visit.reader().money(offer.price, offer.currency)))
                            }
                        }
                    }
                } }
            }
        }
        @if is_live { (fuller(visit, seen)) }
        @if is_live { (photo_form::form(visit, &address, wrong.filter(|wrong| photo_form::is_wrong(visit, &address, Some(wrong))))) }
        p class="actions" {
            @if matches!(listing.stage, ListingStage::Open | ListingStage::Expired) && card.left != Some(0) {
                (visit.second_button(&format!("{address}/renewal"), &t!(visit, "listing-renew"), &[("back", &back)]))
            }
            @if is_live || listing.stage == ListingStage::Expired {
                (visit.second_button(&format!("{address}/withdrawal"), &t!(visit, "listing-withdraw"), &[("back", &back)]))
            }
        }
    }
}

/// What would suit what is listed better.
fn fuller(visit: &Visit, seen: &ListingSeen) -> Markup {
    let slug = visit
        .app
        .directory
        .sector(&seen.card.offering.sector)
        .map(|sector| sector.slug.clone())
        .unwrap_or_default();
    let offer = format!("/offerings/new?sector={slug}");
    let is_priced = seen.card.listing.asking == Asking::Priced;
    let ways = match family(visit, seen) {
        Some(Family::Work) => {
            vec![
                ("/availability".to_owned(), t!(visit, "listing-fuller-hours")),
                (offer, t!(visit, "listing-fuller-work")),
            ]
        }
        Some(Family::Thing | Family::Space) => vec![(offer, t!(visit, "listing-fuller-hire"))],
        Some(Family::Goods) if seen.card.left.is_some_and(|left| left > 1) => {
            vec![(offer, t!(visit, "listing-fuller-stock"))]
        }
        Some(Family::Goods) if is_priced => vec![(offer, t!(visit, "listing-fuller-auction"))],
        Some(Family::Goods) | None => Vec::new(),
    };
    html! {
        @if !ways.is_empty() {
            section {
                h2 { (t!(visit, "listing-fuller")) }
                ul class="plain" { @for (page, said) in ways { li { a href=(visit.at(&page)) { (said) } } } }
            }
        }
    }
}

pub(super) fn reason(visit: &Visit, reason: FlagReason) -> Text {
    match reason {
        FlagReason::Forbidden => t!(visit, "flag-forbidden"),
        FlagReason::Deceptive => t!(visit, "flag-deceptive"),
        FlagReason::Dangerous => t!(visit, "flag-dangerous"),
        FlagReason::WrongSector => t!(visit, "flag-wrong-sector"),
        FlagReason::Spam => t!(visit, "flag-spam"),
    }
}

/// What was said against a listing; by whom is not told.
fn said(visit: &Visit, flags: &[FlagReason]) -> Markup {
    html! { ul { @for one in flags { li { (reason(visit, *one)) } } } }
}

fn to_flag(visit: &Visit, form: &Form) -> Markup {
    let reasons: Vec<_> =
        FlagReason::ALL.iter().map(|one| Choice::new(one.word(), reason(visit, *one))).collect();
    html! {
        details open[!form.errors.is_empty()] {
            summary { (t!(visit, "listing-flag")) }
            p { (t!(visit, "listing-flag-how")) }
            (form.render(&html! {
                (form.field("reason", t!(visit, "listing-flag-reason")).radios(&reasons))
                (submit_second(&t!(visit, "listing-flag-go")))
            }))
        }
    }
}

fn review(visit: &Visit, seen: &ListingSeen, form: &Form) -> Markup {
    let address = page_of(seen.card.listing.id);
    let grounds = [
        Choice::new(RemovalGround::Law.word(), t!(visit, "removal-law")),
        Choice::new(RemovalGround::Size.word(), t!(visit, "removals-size")),
    ];
    html! {
        section id="review" {
            h2 { (t!(visit, "listing-review")) }
            (said(visit, &seen.flags))
            (visit.second_button(&format!("{address}/release"), &t!(visit, "listing-release"), &[]))
            p { (t!(visit, "removal-how")) " " a href=(visit.at("/rules")) { (t!(visit, "frame-rules")) } }
            (form.render(&html! {
                (form.field("ground", t!(visit, "removal-ground")).radios(&grounds))
                (form.field("card", t!(visit, "removal-card")).hint(t!(visit, "removal-card-hint")).input(Input::Text))
                (submit_second(&t!(visit, "removal-go")))
            }))
        }
    }
}

/// The page again, with what is wrong in one of its forms.
async fn again(sent: Sent, id: &str, noun: &str, field: &str, fault: Fault) -> Answer {
    let field = match &fault {
        Fault::Other(error) => error.argument("field").unwrap_or(field),
        Fault::Fields(_) => field,
    }
    .to_owned();
    let errors = fault.at(&sent.visit, &field)?;
    let seen = seen(&sent.visit, id).await?;
    let address = format!("{}/{noun}", page_of(seen.card.listing.id));
    let form = Form { errors, ..sent.visit.form(&address, sent.typed.clone()) };
    page(&sent.visit, &seen, Some(&form))
}

async fn ask(Path(id): Path<String>, sent: Sent) -> Answer {
    let seen = seen(&sent.visit, &id).await?;
    let asker = sent.visit.visitor()?.user;
    let written = async {
        let mut reading = Reading::of(&sent.visit, &sent.typed);
        let words = reading.text("words");
        let words = reading.judged(words)?;
        sent.run(WriteAboutListing { listing: seen.card.listing.id, asker, words }).await?;
        Ok::<_, Fault>(())
    };
    match written.await {
        Ok(()) => {
            let page = listing_talk::address(seen.card.listing.id, asker);
            Ok(to_saying(&sent.visit.at(&page), "listing-written"))
        }
        Err(fault) => again(sent, &id, "messages", "words", fault).await,
    }
}

async fn offer(Path(id): Path<String>, sent: Sent) -> Answer {
    let seen = seen(&sent.visit, &id).await?;
    let (buyer, listing) = (sent.visit.visitor()?.user, &seen.card.listing);
    let offered = async {
        let mut reading = Reading::of(&sent.visit, &sent.typed);
        let price = reading.money("price", listing.currency).map(Amount);
        let piece_count = reading.number("piece_count", 0);
        let way = HandingOver::from_word(sent.typed.value("handing_over")).or_else(|| listing.ways().next());
        let handing_over = way.unwrap_or(HandingOver::Collection);
        let made = price.zip(piece_count);
        let made = made.map(|(price, piece_count)| MakeOffer {
            buyer,
            listing: listing.id,
            price,
            piece_count,
            handing_over,
        });
        sent.run(reading.judged(made)?).await?;
        Ok::<_, Fault>(())
    };
    match offered.await {
        Ok(()) => Ok(to_saying(&sent.visit.at(&listing_talk::address(listing.id, buyer)), "listing-offered")),
        Err(fault) => again(sent, &id, "offers", "price", fault).await,
    }
}

async fn flag(Path(id): Path<String>, sent: Sent) -> Answer {
    let seen = seen(&sent.visit, &id).await?;
    let (user, listing) = (sent.visit.visitor()?.user, seen.card.listing.id);
    let flagged = async {
        let mut reading = Reading::of(&sent.visit, &sent.typed);
        let reason = reading.read("reason", FlagReason::from_word, |visit| t!(visit, "listing-flag-which"));
        let made = reason.map(|reason| FlagListing { user, listing, reason });
        sent.run(reading.judged(made)?).await?;
        Ok::<_, Fault>(())
    };
    match flagged.await {
        // It may be hidden by now.
        Ok(()) => Ok(to_saying(&sent.visit.at(PAGE), "listing-flagged")),
        Err(fault) => again(sent, &id, "flags", "reason", fault).await,
    }
}

async fn remove(Path(id): Path<String>, sent: Sent) -> Answer {
    sent.visit.visitor()?;
    let seen = seen(&sent.visit, &id).await?;
    if !seen.is_staff {
        return Err(AppError::NotFound);
    }
    let listing = seen.card.listing.id;
    let removed = async {
        let mut reading = Reading::of(&sent.visit, &sent.typed);
        let ground = reading.read("ground", RemovalGround::from_word, |visit| t!(visit, "removal-which"));
        let card = Some(sent.typed.value("card").trim().to_owned()).filter(|card| !card.is_empty());
        let made = ground.map(|ground| RemoveListing { listing, ground, card });
        sent.run(reading.judged(made)?).await?;
        Ok::<_, Fault>(())
    };
    match removed.await {
        Ok(()) => Ok(to_saying(&sent.visit.at("/listings/held"), "listing-was-removed")),
        Err(fault) => again(sent, &id, "removal", "card", fault).await,
    }
}
