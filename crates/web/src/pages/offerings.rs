//! What a worker offers: the list, a new offering, its price rule, and putting it away for a while.

use axum::extract::{Path, Query};
use axum::routing::{get, post};
use kernel::{Amount, Id};
use market::users::assets::{Offering, OfferingStage, PriceTerms};
use maud::{Markup, html};

use super::answer::{Answer, Fault, crumb, to_saying};
use super::offering_price as price;
use super::sent::Sent;
use super::sheet::{Area, Sheet};
use super::visit::Visit;
use super::{Routes, fields};
use crate::components::form::submit;
use crate::components::{Empty, Form, Input, Link, Method, SummaryList, SummaryRow, Tone, Typed, tag};
use crate::desk::offers::{self, Offered};
use crate::error::AppError;
use crate::t;
use crate::words;

pub(super) fn routes() -> Routes {
    vec![
        ("/offerings", get(show).post(create)),
        ("/offerings/new", get(new)),
        ("/offerings/{id}", get(edit).post(change)),
        ("/offerings/{id}/stage", post(set_stage)),
    ]
}

async fn show(visit: Visit) -> Answer {
    let loc = visit.loc;
    let offered = offers::offerings(&visit.app, visit.visitor()?).await?;
    let title = t!(loc, "offerings-title");
    let new = Link::new(t!(loc, "offerings-new"), visit.at("/offerings/new"));
    let main = html! {
        h1 { (title) }
        @if offered.is_empty() {
            (Empty { loc, nothing: t!(loc, "offerings-none"), nearest: vec![new.clone()] }.render())
        } @else {
            @for one in &offered { (card(&visit, one)) }
            div class="actions" { a class="button second" href=(new.href) { (new.text) } }
        }
    };
    let back = crumb(&visit, "/work", t!(loc, "home-title"));
    Ok(visit.show(&Sheet::new(title, main).area(Area::Work).under(back)))
}

fn card(visit: &Visit, Offered { offering, price_rule }: &Offered) -> Markup {
    let loc = visit.loc;
    let (tone, stage, other, act) = match offering.stage {
        OfferingStage::Open => {
            (Tone::Good, t!(loc, "offering-open"), OfferingStage::Paused, t!(loc, "offering-pause"))
        }
        OfferingStage::Paused => {
            (Tone::Caution, t!(loc, "offering-paused"), OfferingStage::Open, t!(loc, "offering-resume"))
        }
    };
    let edit = visit.at(&format!("/offerings/{}", offering.id));
    let hourly = visit.reader().money(price_rule.hourly, price_rule.currency);
    let rows = vec![
        SummaryRow::money(t!(loc, "offering-hourly"), hourly).changed_at(&edit),
        SummaryRow::words(
            t!(loc, "offering-area"),
            t!(
                loc,
                "offering-area-value",
                distance = loc.distance(words::whole(price_rule.distance_max_m)),
                place = offering.post_code.as_str()
            ),
        )
        .changed_at(&edit),
    ];
    html! {
        section {
            h2 { (fields::sector_title(visit, &offering.sector)) }
            p { (tag(tone, &stage)) }
            (SummaryList { loc, rows }.render())
            (visit.second_button(&format!("/offerings/{}/stage", offering.id), &act, &[("stage", other.word())]))
        }
    }
}

/// First what and where, then at which price: the price page shows what is paid in that sector.
async fn new(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    visit.visitor()?;
    let typed = Typed::new(pairs);
    if typed.value("sector").is_empty() || typed.value("post_code").is_empty() {
        return Ok(what(&visit, typed, Vec::new()));
    }
    match offers::currency_at(&visit.app, typed.value("post_code")) {
        Ok(_) => ask_price(&visit, typed, Vec::new()),
        Err(error) => {
            let wrong = fields::errors(&visit, &error, "post_code").ok_or_else(|| Fault::from(error))?;
            Ok(what(&visit, typed, wrong))
        }
    }
}

fn what(visit: &Visit, typed: Typed, errors: Vec<crate::components::FieldError>) -> axum::response::Response {
    let loc = visit.loc;
    let typed = typed.with_usual(&[("post_code", visit.post_code.clone().unwrap_or_default())]);
    let action = visit.at("/offerings/new");
    let form = Form { loc, action, method: Method::Get, typed, errors };
    let title = t!(loc, "offering-new-title");
    let main = html! {
        (form.error_summary())
        h1 { (title) }
        (form.render(&html! {
            (form.field("sector", t!(loc, "offering-sector")).select(&fields::sectors_to_choose(visit)))
            (form.field("post_code", t!(loc, "offering-post-code")).hint(t!(loc, "offering-post-code-hint"))
                .input(Input::PostalCode))
            (submit(&t!(loc, "offering-continue")))
        }))
    };
    let back = crumb(visit, "/offerings", t!(loc, "offerings-title"));
    visit.show(&Sheet::new(title, main).area(Area::Work).under(back).judged_by(&form))
}

fn ask_price(visit: &Visit, typed: Typed, errors: Vec<crate::components::FieldError>) -> Answer {
    let loc = visit.loc;
    let currency = offers::currency_at(&visit.app, typed.value("post_code"))?;
    let sector = visit.app.directory.sector_by_slug(typed.value("sector")).ok_or(AppError::NotFound)?;
    let usual = PriceTerms::plain(currency, Amount::ZERO);
    let (slug, post_code) = (typed.value("sector").to_owned(), typed.value("post_code").to_owned());
    let typed = if errors.is_empty() { typed.with_usual(&price::typed(visit, &usual)) } else { typed };
    let form = Form { errors, ..visit.form("/offerings", typed) };
    let name = fields::title(loc, sector);
    let title = t!(loc, "offering-price-title", sector = name.as_str());
    let main = html! {
        (form.error_summary())
        h1 { (title) }
        (price::facts(visit, sector, currency))
        (form.render(&html! {
            input type="hidden" name="sector" value=(slug);
            input type="hidden" name="post_code" value=(post_code);
            (price::fields(visit, &form, currency))
            (submit(&t!(loc, "offering-create")))
        }))
    };
    let back = crumb(visit, "/offerings", t!(loc, "offerings-title"));
    Ok(visit.show(&Sheet::new(title, main).area(Area::Work).under(back).judged_by(&form)))
}

async fn create(sent: Sent) -> Answer {
    let Sent { visit, typed, key } = sent;
    let visitor = visit.visitor()?;
    let (sector, post_code) = (typed.value("sector").to_owned(), typed.value("post_code").to_owned());
    let currency = offers::currency_at(&visit.app, &post_code)?;
    let wrong = match price::read(&visit, &typed, currency) {
        Ok(terms) => match offers::offer(&visit.app, visitor, (&sector, &post_code, terms), &key).await {
            Ok(_) => return Ok(to_saying(&visit.at("/availability"), "offered")),
            Err(error) => price::errors(&visit, &error).ok_or_else(|| Fault::from(error))?,
        },
        Err(wrong) => wrong,
    };
    ask_price(&visit, typed, wrong)
}

async fn edit(visit: Visit, Path(id): Path<String>) -> Answer {
    let offered = find(&visit, &id).await?;
    let rule = &offered.price_rule;
    let terms = PriceTerms {
        currency: rule.currency,
        hourly: rule.hourly,
        evening_bp: rule.evening_bp,
        weekend_bp: rule.weekend_bp,
        short_notice_bp: rule.short_notice_bp,
        short_notice_minutes: rule.short_notice_minutes,
        per_km: rule.per_km,
        minimum_minutes: rule.minimum_minutes,
        notice_minutes: rule.notice_minutes,
        distance_max_m: rule.distance_max_m,
        longer_from_minutes: rule.longer_from_minutes,
        longer_discount_bp: rule.longer_discount_bp,
    };
    let typed = Typed::default().with_usual(&price::typed(&visit, &terms));
    let form = visit.form(&format!("/offerings/{id}"), typed);
    Ok(edit_page(&visit, &offered, &form))
}

async fn find(visit: &Visit, id: &str) -> Result<Offered, AppError> {
    let id: Id<Offering> = Id::parse(id).ok_or(AppError::NotFound)?;
    offers::offering_of(&visit.app, visit.visitor()?, id).await
}

fn edit_page(visit: &Visit, offered: &Offered, form: &Form) -> axum::response::Response {
    let loc = visit.loc;
    let currency = offered.price_rule.currency;
    let name = fields::sector_title(visit, &offered.offering.sector);
    let title = t!(loc, "offering-price-title", sector = name);
    let sector = visit.app.directory.sector(&offered.offering.sector);
    let main = html! {
        (form.error_summary())
        h1 { (title) }
        p { (t!(loc, "offering-edit-how")) }
        @if let Some(sector) = sector { (price::facts(visit, sector, currency)) }
        (form.render(&html! {
            (price::fields(visit, form, currency))
            (submit(&t!(loc, "offering-save")))
        }))
    };
    let back = crumb(visit, "/offerings", t!(loc, "offerings-title"));
    visit.show(&Sheet::new(title, main).area(Area::Work).under(back).judged_by(form))
}

async fn change(Path(id): Path<String>, sent: Sent) -> Answer {
    let Sent { visit, typed, key } = sent;
    let offered = find(&visit, &id).await?;
    let currency = offered.price_rule.currency;
    let wrong = match price::read(&visit, &typed, currency) {
        Ok(terms) => {
            let asked = (offered.offering.id, terms);
            match offers::set_price_rule(&visit.app, visit.visitor()?, asked, &key).await {
                Ok(()) => return Ok(to_saying(&visit.at("/offerings"), "saved")),
                Err(error) => price::errors(&visit, &error).ok_or_else(|| Fault::from(error))?,
            }
        }
        Err(wrong) => wrong,
    };
    let form = Form { errors: wrong, ..visit.form(&format!("/offerings/{id}"), typed) };
    Ok(edit_page(&visit, &offered, &form))
}

async fn set_stage(Path(id): Path<String>, sent: Sent) -> Answer {
    let visit = &sent.visit;
    let offered = find(visit, &id).await?;
    let stage = OfferingStage::from_word(sent.typed.value("stage")).ok_or(AppError::NotFound)?;
    offers::set_stage(&visit.app, visit.visitor()?, (offered.offering.id, stage), &sent.key).await?;
    Ok(to_saying(&visit.at("/offerings"), "saved"))
}
