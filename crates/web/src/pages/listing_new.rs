//! Listing something: one form, whatever it is.

use market::directory::Family;
use market::mechanisms::listings::{Asking, Listing, ListingTerms, PostListing};
use market::users::assets::Wording;

use super::listings::{PAGE, asking_words, page_of};
use super::prelude::*;
use super::sector_field::sector_field;
use crate::error::Invalid;
use crate::nouns::assets::currency_at;

const NEW: &str = "/listings/new";

pub(super) fn routes() -> Routes {
    vec![(NEW, get(ask).post(post))]
}

async fn ask(visit: Visit, typed: Typed) -> Answer {
    visit.visitor()?;
    let usual = [
        visit.own_post_code(),
        ("asking", Asking::Priced.word().to_owned()),
        ("piece_count", "1".to_owned()),
        ("is_collected", "yes".to_owned()),
    ];
    page(&visit, &visit.form(NEW, typed.with_usual(&usual)))
}

fn page(visit: &Visit, form: &Form) -> Answer {
    let terms = ListingTerms::on(&visit.app.rulebook, visit.today())?;
    let askings: Vec<_> =
        Asking::ALL.iter().map(|asking| Choice::new(asking.word(), asking_words(visit, *asking))).collect();
    let currency = currency_at(&visit.app, form.typed.value("post_code"));
    let sign = currency
        .or_else(|_| super::listings::currency(visit))
        .map(|currency| words::sign(&visit.app, currency))?;
    let days = u32::try_from(terms.days).unwrap_or(u32::MAX);
    let main = html! {
        p class="lead" { (t!(visit, "listing-new-lead", days = days)) }
        (form.render(&html! {
            (form.field("title", t!(visit, "listing-new-what")).hint(t!(visit, "listing-new-what-hint")).input(Input::Text))
            (sector_field(visit, form, t!(visit, "listings-sector"), Family::ALL))
            (form.field("description", t!(visit, "listing-new-words")).area(5))
            (form.field("post_code", t!(visit, "hires-post-code")).input(Input::PostalCode))
            (form.field("asking", t!(visit, "listings-asking")).radios(&askings))
            (form.field("price", t!(visit, "listing-new-price")).hint(t!(visit, "listing-new-price-hint")).money(sign))
            details open[!form.errors.is_empty()] {
                summary { (t!(visit, "listing-new-goods")) }
                (form.field("piece_count", t!(visit, "listing-left")).input(Input::Number))
                (form.field("is_collected", t!(visit, "goods-how"))
                    .checkboxes(&[Choice::new("yes", t!(visit, "goods-collection"))]))
                (form.field("delivery", t!(visit, "pools-delivery")).hint(t!(visit, "listing-new-delivery-hint")).money(sign))
            }
            (submit(&t!(visit, "listing-new-go")))
        }))
        p { (t!(visit, "listing-new-photos")) }
    };
    let sheet = Sheet::new(t!(visit, "listing-new"), main).area(Area::Work);
    Ok(visit.show(sheet.under(PAGE, t!(visit, "listings-title")).judged_by([form])))
}

async fn post(sent: Sent) -> Answer {
    let fault = match posted(&sent).await {
        Ok(listing) => return Ok(to_saying(&sent.visit.at(&page_of(listing)), "listing-posted-now")),
        Err(fault) => fault,
    };
    let field = match &fault {
        Fault::Other(error) if error.code() == "assets/unknown-place" => "post_code",
        Fault::Other(error) if error.code() == "assets/unknown-sector" => "sector",
        Fault::Other(error) => error.argument("field").unwrap_or("title"),
        Fault::Fields(_) => "title",
    }
    .to_owned();
    let errors = fault.at(&sent.visit, &field)?;
    page(&sent.visit, &Form { errors, ..sent.visit.form(NEW, sent.typed) })
}

async fn posted(sent: &Sent) -> Result<Id<Listing>, Fault> {
    let visit = &sent.visit;
    visit.visitor()?;
    let mut reading = Reading::of(visit, &sent.typed);
    let (title, description) = (reading.text("title"), reading.text_or_none("description"));
    let sector = visit.app.sector(sent.typed.value("sector"), Family::ALL).ok();
    if sector.is_none() {
        reading.refuse([Invalid::new("sector", "invalid-sector")]);
    }
    let place = visit.app.place(sent.typed.value("post_code")).ok();
    if place.is_none() {
        reading.refuse([Invalid::new("post_code", "invalid-post-code")]);
    }
    let currency = match place {
        Some(place) => crate::nouns::options::currency(&visit.app, place)?,
        None => super::listings::currency(visit)?,
    };
    let asking = reading.read("asking", Asking::from_word, |visit| t!(visit, "listing-new-asking-which"));
    let is_priced = asking == Some(Asking::Priced);
    let price = if is_priced { reading.money("price", currency).map(Amount) } else { None };
    let is_goods = sector.is_some_and(|sector| sector.family == Family::Goods);
    // What is no goods is one, and neither collected nor brought, whatever stands in those fields.
    let piece_count = if is_goods { reading.number("piece_count", 0) } else { Some(1) };
    let delivery = if is_goods { reading.money_or_none("delivery", currency).map(Amount) } else { None };
    let is_collected = is_goods && sent.typed.has("is_collected", "yes");
    let made = (|| {
        Some(PostListing {
            locality: visit.app.locality,
            sector: sector?.code.clone(),
            post_code: place?.post_code,
            wording: Wording { title: title?, description },
            asking: asking?,
            price,
            piece_count: piece_count?,
            is_collected,
            delivery,
        })
    })();
    Ok(sent.run(reading.judged(made)?).await?)
}
