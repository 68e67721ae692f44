//! Listings: the search, lists of somebody's own, and how often any were removed.

use kernel::Currency;
use market::directory::Family;
use market::mechanisms::listings::{Asking, Listing, ListingStage, RemovalsCounted};

use super::prelude::*;
use super::sector_field::{family_title, sector_field, sector_title};
use super::{photo_form, search};
use crate::nouns::listings::{self, ListingCard, ListingSearch, Listings, ListingsFound};
use crate::nouns::options;
use crate::query::query_of;

pub(super) const PAGE: &str = "/listings";

pub(super) fn routes() -> Routes {
    vec![
        (PAGE, get(show)),
        ("/listings/mine", get(mine)),
        ("/listings/asked", get(asked)),
        ("/listings/held", get(held)),
        ("/listings/removals", get(removals)),
    ]
}

async fn show(visit: Visit, typed: Typed) -> Answer {
    let searched = match read(&visit, &typed) {
        Ok(asked) => {
            let found = listings::search(&visit.app, visit.visitor.as_ref(), &asked).await;
            found.map_err(Fault::from)
        }
        Err(fault) => Err(fault),
    };
    Ok(match searched {
        Ok(found) => {
            let list = results(&visit, &typed, &found);
            search::page(&visit, form(&visit, typed, Vec::new()), Some(&list))
        }
        Err(fault) => {
            let errors = fault.at(&visit, "words")?;
            search::page(&visit, form(&visit, typed, errors), None)
        }
    })
}

/// What is paid with where the visitor is, or where the market is.
pub(super) fn currency(visit: &Visit) -> Result<Currency, AppError> {
    let own = visit.post_code.and_then(|post_code| visit.app.directory.place(post_code));
    let place = own.or_else(|| visit.app.directory.places().next()).ok_or(AppError::NotFound)?;
    options::currency(&visit.app, place)
}

/// The search that was typed, or every field that cannot be read.
fn read(visit: &Visit, typed: &Typed) -> Result<ListingSearch, Fault> {
    let mut reading = Reading::of(visit, typed);
    let currency = currency(visit)?;
    let from = reading.money_or_none("price_from", currency).map(Amount);
    let to = reading.money_or_none("price_to", currency).map(Amount);
    let search = ListingSearch {
        words: typed.value("words").to_owned(),
        sector: typed.value("sector").trim().to_owned(),
        family: Family::from_word(typed.value("family")),
        asking: Asking::from_word(typed.value("asking")),
        post_code: typed.value("post_code").trim().to_owned(),
        radius_m: typed.value("radius_m").parse().ok(),
        price_from: from,
        price_to: to,
        is_newest_first: typed.has("order", "newest"),
        from: Some(cursor(typed)),
    };
    reading.judged(Some(search))
}

fn form(visit: &Visit, typed: Typed, errors: Vec<FieldError>) -> search::Asked {
    let asked = ["words", "sector", "family", "asking", "post_code", "price_from", "price_to"];
    let is_answered = asked.iter().any(|name| !typed.value(name).is_empty());
    let form = Form::asking(visit.loc, visit.at(PAGE), typed, errors);
    let any = || Choice::new("", t!(visit, "listings-any"));
    let families = Family::ALL.iter().map(|family| Choice::new(family.word(), family_title(visit, *family)));
    let askings = Asking::ALL.iter().map(|asking| Choice::new(asking.word(), asking_words(visit, *asking)));
    let orders =
        [Choice::new("", t!(visit, "listings-best")), Choice::new("newest", t!(visit, "listings-newest"))];
    let sign = currency(visit).map(|currency| words::sign(&visit.app, currency)).ok();
    let questions = html! {
        (form.field("words", t!(visit, "listings-words")).input(Input::Text))
        (form.field("family", t!(visit, "listings-family")).select(&fields::after(any(), families.collect())))
        (sector_field(visit, &form, t!(visit, "listings-sector"), Family::ALL))
        (form.field("asking", t!(visit, "listings-asking")).select(&fields::after(any(), askings.collect())))
        @if let Some(sign) = sign {
            (form.field("price_from", t!(visit, "listings-price-from")).money(sign))
            (form.field("price_to", t!(visit, "listings-price-to")).money(sign))
        }
        (form.field("post_code", t!(visit, "hires-post-code")).input(Input::PostalCode))
        (form.field("radius_m", t!(visit, "hires-radius")).select(&fields::radii(visit.loc)))
        (form.field("order", t!(visit, "listings-order")).select(&orders))
        (submit(&t!(visit, "listings-go")))
    };
    search::Asked { title: t!(visit, "listings-title"), form, questions, is_answered }
}

fn results(visit: &Visit, typed: &Typed, found: &ListingsFound) -> Markup {
    html! {
        p class="actions" {
            a class="button second" href=(visit.at("/listings/new")) { (t!(visit, "listing-new")) }
            @if visit.visitor.is_some() {
                " " a href=(visit.at("/listings/mine")) { (t!(visit, "listings-mine")) }
                " · " a href=(visit.at("/listings/asked")) { (t!(visit, "listings-asked")) }
            }
        }
        @if found.cards.is_empty() { (search::nothing(visit, t!(visit, "listings-none"))) }
        @else {
            section id="found" {
                h2 { (t!(visit, "listings-found", count = u32::try_from(found.found.count).unwrap_or(u32::MAX))) }
                (facets(visit, typed, found))
                ul class="own-list" { @for card in &found.cards { (line(visit, card)) } }
                @if let Some(next) = found.next {
                    p { a href=(narrowed(visit, typed, "after", &next.to_string())) rel="next" { (t!(visit, "listings-more")) } }
                }
            }
        }
        p class="quiet" { a href=(visit.at("/listings/removals")) { (t!(visit, "removals-title")) } }
    }
}

/// The same search with a field changed, from its beginning.
fn narrowed(visit: &Visit, typed: &Typed, field: &str, value: &str) -> String {
    let kept =
        typed.pairs().iter().filter(|(name, value)| name != field && name != "after" && !value.is_empty());
    let pairs: Vec<_> = kept.cloned().chain([(field.to_owned(), value.to_owned())]).collect();
    visit.at(&format!("{PAGE}?{}", query_of(&pairs)))
}

/// How many there are of each kind, each a way to see those alone.
fn facets(visit: &Visit, typed: &Typed, found: &ListingsFound) -> Markup {
    let count = |count: &usize| words::whole(i64::try_from(*count).unwrap_or(i64::MAX));
    html! {
        ul class="plain" {
            @for (family, number) in &found.found.families {
                li { a href=(narrowed(visit, typed, "family", family.word())) {
                    (t!(visit, "listings-facet", what = family_title(visit, *family), count = count(number)))
                } }
            }
            @for (asking, number) in &found.found.askings {
                li { a href=(narrowed(visit, typed, "asking", asking.word())) {
                    (t!(visit, "listings-facet", what = asking_words(visit, *asking), count = count(number)))
                } }
            }
        }
    }
}

/// A listing in a list.
pub(super) fn line(visit: &Visit, card: &ListingCard) -> Markup {
    let distance = card.distance_m.map(|meters| visit.loc.distance(words::whole(meters)));
    html! {
        li {
            @for photo in card.photos.iter().take(1) { (photo_form::shown(visit, photo, "")) }
            h3 { a href=(visit.at(&page_of(card.listing.id))) { (Text::verbatim(&card.title)) } }
            p class="figures" { (price(visit, card)) }
            p class="quiet" {
                (sector(visit, card)) ", " (Text::verbatim(card.offering.post_code.as_str()))
                @if let Some(distance) = distance { ", " (distance) }
                ", " (visit.reader().time(card.listing.posted_at))
            }
        }
    }
}

/// The page of a listing, without its language.
pub(super) fn page_of(listing: Id<Listing>) -> String {
    format!("{PAGE}/{listing}")
}

/// The sector of a listing.
pub(super) fn sector(visit: &Visit, card: &ListingCard) -> Text {
    let sector = visit.app.directory.sector(&card.offering.sector);
    sector.map_or_else(|| Text::verbatim(&card.offering.sector), |sector| sector_title(visit, sector))
}

/// What is asked for a listing, in words.
pub(super) fn price(visit: &Visit, card: &ListingCard) -> Text {
    let listing = &card.listing;
    let family = visit.app.directory.sector(&card.offering.sector).map(|sector| sector.family);
    match listing.price {
        Some(price) => {
            let money = visit.reader().money(price, listing.currency);
            match family {
                Some(Family::Work) => t!(visit, "listings-price-hour", money = money),
                Some(Family::Thing | Family::Space) => t!(visit, "listings-price-day", money = money),
                Some(Family::Goods) | None => t!(visit, "listings-price-each", money = money),
            }
        }
        None => asking_words(visit, listing.asking),
    }
}

/// What is asked, in a word.
pub(super) fn asking_words(visit: &Visit, asking: Asking) -> Text {
    match asking {
        Asking::Free => t!(visit, "listings-free"),
        Asking::Priced => t!(visit, "listings-priced"),
        Asking::AskMe => t!(visit, "listings-ask-me"),
    }
}

/// Where a listing stands, in a word.
pub(super) fn stage(visit: &Visit, listing: &Listing) -> Markup {
    match listing.stage {
        ListingStage::Open if listing.is_shown(visit.app.now()) => {
            let until = visit.reader().time(listing.expires_at);
            tag(Tone::Good, &t!(visit, "listing-open", until = until))
        }
        ListingStage::Open | ListingStage::Expired => tag(Tone::Caution, &t!(visit, "listing-expired")),
        ListingStage::Held => tag(Tone::Caution, &t!(visit, "listing-held")),
        ListingStage::Gone => tag(Tone::Good, &t!(visit, "listing-gone")),
        ListingStage::Withdrawn => tag(Tone::Plain, &t!(visit, "listing-withdrawn")),
        ListingStage::Removed => tag(Tone::Caution, &t!(visit, "listing-removed")),
    }
}

async fn mine(visit: Visit, typed: Typed) -> Answer {
    of(&visit, Listings::Own, &typed).await
}

async fn asked(visit: Visit, typed: Typed) -> Answer {
    of(&visit, Listings::Asked, &typed).await
}

async fn held(visit: Visit, typed: Typed) -> Answer {
    of(&visit, Listings::Held, &typed).await
}

async fn of(visit: &Visit, of: Listings, typed: &Typed) -> Answer {
    let page = listings::list(&visit.app, visit.visitor()?, of, cursor(typed)).await?;
    let (address, title, none) = match of {
        Listings::Own => ("/listings/mine", t!(visit, "listings-mine"), t!(visit, "listings-mine-none")),
        Listings::Asked => ("/listings/asked", t!(visit, "listings-asked"), t!(visit, "listings-asked-none")),
        Listings::Held => ("/listings/held", t!(visit, "listings-held"), t!(visit, "listings-held-none")),
    };
    let main = html! {
        @if of == Listings::Own {
            p { a class="button" href=(visit.at("/listings/new")) { (t!(visit, "listing-new")) } }
        }
        @if page.rows.is_empty() { p { (none) } }
        @else {
            ul class="own-list" { @for card in &page.rows {
                li {
                    h2 { a href=(visit.at(&page_of(card.listing.id))) { (Text::verbatim(&card.title)) } }
                    p class="quiet" { (stage(visit, &card.listing)) " " (price(visit, card)) }
                }
            } }
        }
        (earlier(visit, address, page.next))
    };
    Ok(visit.show(Sheet::new(title, main).area(Area::Work).under(PAGE, t!(visit, "listings-title"))))
}

/// How often listings were removed, of nobody.
async fn removals(visit: Visit) -> Answer {
    let counts = listings::removals(&visit.app).await?;
    let main = html! {
        p class="lead" { (t!(visit, "removals-lead")) }
        @if counts.is_empty() { p { (t!(visit, "removals-none")) } }
        @else {
            table {
                thead { tr {
                    th scope="col" { (t!(visit, "removals-month")) }
                    th scope="col" { (t!(visit, "removals-rule")) }
                    th scope="col" { (t!(visit, "removals-count")) }
                } }
                tbody { @for one in &counts { (counted(&visit, one)) } }
            }
        }
    };
    let sheet = Sheet::new(t!(visit, "removals-title"), main);
    Ok(visit.show(sheet.under(PAGE, t!(visit, "listings-title"))))
}

fn counted(visit: &Visit, one: &RemovalsCounted) -> Markup {
    html! {
        tr {
            td { (visit.loc.month_of_year(one.starts_on.date())) }
            td { (rule(visit, &one.rule)) }
            td class="figures" { (words::whole(one.listing_count)) }
        }
    }
}

/// What stood against a listing: a card of law, which can be read, or the rule of size.
pub(super) fn rule(visit: &Visit, rule: &str) -> Markup {
    let named = |one: &&rules::Rule| one.reference().to_string() == rule;
    let Some(one) = visit.app.rulebook.rules().iter().find(named) else {
        return html! { (t!(visit, "removals-size")) };
    };
    html! {
        a href=(visit.at(&super::rules::page_of(one))) { (words::card_title(visit.loc, one.card())) }
    }
}
