//! What a seller offers: the list, a new offering of any family, what is asked for it, and putting it away for a while.

use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::{get, post};
use kernel::{Amount, Currency, Id};
use market::directory::{Family, Sector};
use market::users::assets::{
    OfferHire, OfferItem, OfferWork, Offering, OfferingStage, PriceTerms, SetHireRule, SetItemPrice,
    SetOfferingStage, SetPriceRule,
};
use market::users::stock::Restock;
use maud::{Markup, html};

use super::answer::{Answer, crumb, to, to_saying};
use super::offering_price as price;
use super::offering_terms as terms;
use super::sent::Sent;
use super::sheet::{Area, Sheet};
use super::visit::Visit;
use super::{Routes, fields, photo_form};
use crate::components::form::submit;
use crate::components::{
    Choice, Empty, FieldError, Form, Input, Link, SummaryList, SummaryRow, Tone, Typed, tag,
};
use crate::error::AppError;
use crate::i18n::Text;
use crate::nouns::offerings::{self, Asked, Offered};
use crate::t;
use crate::words;

pub(super) fn routes() -> Routes {
    vec![
        ("/offerings", get(show).post(create)),
        ("/offerings/new", get(new)),
        ("/offerings/{offering}", get(edit).post(change)),
        ("/offerings/{offering}/stage", post(set_stage)),
        ("/offerings/{offering}/stock", get(async |visit: Visit| to(&visit.at("/offerings"))).post(restock)),
    ]
}

async fn show(visit: Visit) -> Answer {
    page(&visit, None).await
}

/// The list; with a form on it that does not fit, filled in as it was.
///
/// # Errors
/// [`AppError::SignedOut`], and what reading meets.
pub(super) async fn page(visit: &Visit, wrong: Option<&Form>) -> Answer {
    let loc = visit.loc;
    let offered = offerings::list(&visit.app, visit.visitor()?).await?;
    let title = t!(loc, "offerings-title");
    let new = Link::new(t!(loc, "offerings-new"), visit.at("/offerings/new"));
    let main = html! {
        @if let Some(wrong) = wrong { (wrong.error_summary()) }
        h1 { (title) }
        @if offered.is_empty() {
            (Empty { loc, nothing: t!(loc, "offerings-none"), nearest: vec![new.clone()] }.render())
        } @else {
            @for one in &offered { (card(visit, one, wrong)) }
            div class="actions" { a class="button second" href=(new.href) { (new.text) } }
        }
    };
    let back = crumb(visit, "/work", t!(loc, "home-title"));
    let sheet = Sheet::new(title, main).area(Area::Work).under(back);
    Ok(visit.show(&wrong.into_iter().fold(sheet, Sheet::judged_by)))
}

fn card(visit: &Visit, offered: &Offered, wrong: Option<&Form>) -> Markup {
    let loc = visit.loc;
    let offering = &offered.offering;
    let (tone, stage, other, act) = match offering.stage {
        OfferingStage::Open => {
            (Tone::Good, t!(loc, "offering-open"), OfferingStage::Paused, t!(loc, "offering-pause"))
        }
        OfferingStage::Paused => {
            (Tone::Caution, t!(loc, "offering-paused"), OfferingStage::Open, t!(loc, "offering-resume"))
        }
    };
    let page = format!("/offerings/{}", offering.id);
    let work = fields::sector_title(visit, &offering.sector);
    let title = offered.text.as_ref().map_or_else(|| work.clone(), |text| Text::verbatim(&text.title));
    html! {
        section {
            h2 { (title) }
            p { (tag(tone, &stage)) }
            (SummaryList { loc, rows: rows(visit, offered, &visit.at(&page)) }.render())
            @if let (Asked::Hire { .. }, Some(resource)) = (&offered.asked, offering.resource) {
                p { a href=(visit.at(&format!("/availability?resource={resource}"))) { (t!(loc, "offering-hours")) } }
            }
            @if let Asked::Goods { left, .. } = offered.asked { (stock_form(visit, offering.id, left, wrong)) }
            @if offered.text.is_some() {
                @for photo in &offered.photos {
                    img class="photo" src=(visit.at(&format!("/photos/{photo}"))) alt="" loading="lazy";
                }
                details open[photo_form::is_wrong(visit, &page, wrong)] {
                    summary { (t!(loc, "photo-add")) }
                    (photo_form::form(visit, &page, wrong))
                }
            }
            (visit.second_button(&format!("{page}/stage"), &act, &[("stage", other.word())]))
        }
    }
}

/// What is asked, a line each, with the way to change it.
fn rows(visit: &Visit, offered: &Offered, edit: &str) -> Vec<SummaryRow> {
    let (loc, reader, place) = (visit.loc, visit.reader(), offered.offering.post_code.as_str());
    let here = SummaryRow::words(t!(loc, "check-where"), Text::verbatim(place));
    match &offered.asked {
        Asked::Work(None) => {
            vec![SummaryRow::words(t!(loc, "offering-hourly"), t!(loc, "offering-unpaid")), here]
        }
        Asked::Work(Some(terms)) => vec![
            SummaryRow::money(t!(loc, "offering-hourly"), reader.money(terms.hourly, terms.currency))
                .changed_at(edit),
            SummaryRow::words(
                t!(loc, "offering-area"),
                t!(
                    loc,
                    "offering-area-value",
                    distance = loc.distance(words::whole(terms.distance_max_m)),
                    place = place
                ),
            )
            .changed_at(edit),
        ],
        Asked::Hire { terms, count, .. } => vec![
            SummaryRow::money(t!(loc, "terms-per-day"), reader.money(terms.per_day, terms.currency))
                .changed_at(edit),
            SummaryRow::money(t!(loc, "terms-per-hour"), reader.money(terms.per_hour, terms.currency))
                .changed_at(edit),
            SummaryRow::money(t!(loc, "terms-bond"), reader.money(terms.bond, terms.currency))
                .changed_at(edit),
            SummaryRow::words(t!(loc, "terms-count"), Text::verbatim(count.to_string())),
            here,
        ],
        Asked::Goods { terms, left } => vec![
            SummaryRow::money(t!(loc, "terms-each"), reader.money(terms.each, terms.currency))
                .changed_at(edit),
            SummaryRow::words(t!(loc, "offering-left"), Text::verbatim(left.to_string())),
            here,
        ],
    }
}

fn stock_form(visit: &Visit, item: Id<Offering>, left: i64, wrong: Option<&Form>) -> Markup {
    let loc = visit.loc;
    let form = stock(visit, item, Typed::new(vec![("free".to_owned(), left.to_string())]));
    let form = wrong.filter(|wrong| wrong.action == form.action).unwrap_or(&form);
    form.render(&html! {
        (form.field("free", t!(loc, "offering-restock")).input(Input::Number))
        (crate::components::form::submit_second(&t!(loc, "offering-restock-go")))
    })
}

/// The form of how many pieces there are.
fn stock(visit: &Visit, item: Id<Offering>, typed: Typed) -> Form {
    Form { scope: format!("stock-{item}"), ..visit.form(&format!("/offerings/{item}/stock"), typed) }
}

/// First what and where, then at which price: the price page shows what is paid in that sector.
async fn new(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    visit.visitor()?;
    let typed = Typed::new(pairs);
    if typed.value("sector").is_empty() || typed.value("post_code").is_empty() {
        return Ok(what(&visit, typed, Vec::new()));
    }
    match offerings::currency_at(&visit.app, typed.value("post_code")) {
        Ok(_) => ask_price(&visit, typed, Vec::new()),
        Err(error) => {
            let wrong = fields::errors(&visit, &error, "post_code").ok_or(error)?;
            Ok(what(&visit, typed, wrong))
        }
    }
}

fn what(visit: &Visit, typed: Typed, errors: Vec<FieldError>) -> Response {
    let loc = visit.loc;
    let typed = typed.with_usual(&[("post_code", visit.post_code.clone().unwrap_or_default())]);
    let form = Form::asking(loc, visit.at("/offerings/new"), typed, errors);
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

fn ask_price(visit: &Visit, typed: Typed, errors: Vec<FieldError>) -> Answer {
    let loc = visit.loc;
    let currency = offerings::currency_at(&visit.app, typed.value("post_code"))?;
    let sector = visit.app.directory.sector_by_slug(typed.value("sector")).ok_or(AppError::NotFound)?;
    let (slug, post_code) = (typed.value("sector").to_owned(), typed.value("post_code").to_owned());
    let usual = match sector.family {
        Family::Work => price::typed(visit, &PriceTerms::plain(currency, Amount::ZERO)),
        Family::Thing | Family::Space | Family::Goods => terms::usual(),
    };
    let typed = if errors.is_empty() { typed.with_usual(&usual) } else { typed };
    let form = Form { errors, ..visit.form("/offerings", typed) };
    let name = fields::title(loc, sector);
    let title = t!(loc, "offering-price-title", sector = name.as_str());
    let create = match sector.family {
        Family::Work => t!(loc, "offering-create"),
        Family::Thing | Family::Space | Family::Goods => t!(loc, "offering-create-other"),
    };
    let main = html! {
        (form.error_summary())
        h1 { (title) }
        (price::facts(visit, sector, currency))
        (form.render(&html! {
            input type="hidden" name="sector" value=(slug);
            input type="hidden" name="post_code" value=(post_code);
            (questions(visit, &form, sector, currency, true))
            (submit(&create))
        }))
    };
    let back = crumb(visit, "/offerings", t!(loc, "offerings-title"));
    Ok(visit.show(&Sheet::new(title, main).area(Area::Work).under(back).judged_by(&form)))
}

/// What is asked of whoever offers something in a sector.
fn questions(visit: &Visit, form: &Form, sector: &Sector, currency: Currency, is_new: bool) -> Markup {
    let loc = visit.loc;
    html! {
        @if is_new && sector.family != Family::Work { (terms::wording_fields(visit, form, true)) }
        @match sector.family {
            Family::Work => {
                @if is_new {
                    (form.field("unpaid", t!(loc, "offering-paid")).radios(&[
                        Choice::new("no", t!(loc, "offering-paid-yes")),
                        Choice::new("yes", t!(loc, "offering-paid-no")),
                    ]))
                }
                (price::fields(visit, form, currency))
            }
            Family::Thing | Family::Space => (terms::hire_fields(visit, form, currency)),
            Family::Goods => (terms::item_fields(visit, form, currency)),
        }
    }
}

async fn create(sent: Sent) -> Answer {
    let Sent { visit, typed, key } = sent;
    visit.visitor()?;
    let currency = offerings::currency_at(&visit.app, typed.value("post_code"))?;
    let sector = visit.app.directory.sector_by_slug(typed.value("sector")).ok_or(AppError::NotFound)?;
    let offered = match offer(&visit, &typed, sector, currency, &key).await {
        Ok(offered) => offered,
        Err(wrong) => return ask_price(&visit, typed, wrong?),
    };
    let said = match sector.family {
        Family::Work => "offered",
        Family::Thing | Family::Space => "offered-thing",
        Family::Goods => "offered-goods",
    };
    let next = match sector.family {
        Family::Work => "/availability".to_owned(),
        Family::Goods => "/offerings".to_owned(),
        Family::Thing | Family::Space => {
            let read = |draft: &mut kernel::Draft<'_>| offerings::own(draft, offered);
            let resource = visit.app.look(visit.visitor.as_ref(), read).await?.offering.resource;
            resource.map_or("/offerings".to_owned(), |resource| format!("/availability?resource={resource}"))
        }
    };
    Ok(to_saying(&visit.at(&next), said))
}

/// Offers what was typed.
///
/// # Errors
/// What is wrong with the form, or why there is no form to show.
async fn offer(
    visit: &Visit,
    typed: &Typed,
    sector: &Sector,
    currency: Currency,
    key: &str,
) -> Result<Id<Offering>, Result<Vec<FieldError>, AppError>> {
    let visitor = visit.visitor().map_err(Err)?;
    let (locality, sector_code) = (visit.app.locality, sector.code.clone());
    let post_code = typed.value("post_code").trim().to_owned();
    let done = match sector.family {
        Family::Work => {
            let is_unpaid = typed.has("unpaid", "yes");
            let terms = if is_unpaid { None } else { Some(price::read(visit, typed, currency).map_err(Ok)?) };
            visit.app.run(visitor, key, OfferWork { locality, sector: sector_code, post_code, terms }).await
        }
        Family::Thing | Family::Space => {
            let terms = terms::read_hire(visit, typed, currency).map_err(Ok)?;
            let (wording, count) = (terms::wording(typed), terms::count(visit, typed, currency).map_err(Ok)?);
            let offer = OfferHire { locality, sector: sector_code, post_code, wording, count, terms };
            visit.app.run(visitor, key, offer).await
        }
        Family::Goods => {
            let terms = terms::read_item(visit, typed, currency).map_err(Ok)?;
            let (wording, count) = (terms::wording(typed), terms::count(visit, typed, currency).map_err(Ok)?);
            let offer = OfferItem { locality, sector: sector_code, post_code, wording, count, terms };
            visit.app.run(visitor, key, offer).await
        }
    };
    done.map_err(|error| price::errors(visit, &error).ok_or(error))
}

async fn edit(visit: Visit, Path(id): Path<String>) -> Answer {
    let offered = find(&visit, &id).await?;
    let typed = match &offered.asked {
        Asked::Work(Some(terms)) => Typed::default().with_usual(&price::typed(&visit, terms)),
        Asked::Work(None) => return Err(AppError::NotFound),
        Asked::Hire { terms, .. } => Typed::default().with_usual(&terms::typed_hire(&visit, terms)),
        Asked::Goods { terms, .. } => Typed::new(terms::typed_item(&visit, terms)),
    };
    let form = visit.form(&format!("/offerings/{id}"), typed);
    edit_page(&visit, &offered, &form)
}

async fn find(visit: &Visit, id: &str) -> Result<Offered, AppError> {
    let id: Id<Offering> = Id::parse(id).ok_or(AppError::NotFound)?;
    visit.app.look(Some(visit.visitor()?), |draft| offerings::own(draft, id)).await
}

/// In which currency an offering is priced.
fn currency_of(visit: &Visit, offered: &Offered) -> Result<Currency, AppError> {
    match &offered.asked {
        Asked::Work(Some(terms)) => Ok(terms.currency),
        Asked::Work(None) => offerings::currency_at(&visit.app, &offered.offering.post_code),
        Asked::Hire { terms, .. } => Ok(terms.currency),
        Asked::Goods { terms, .. } => Ok(terms.currency),
    }
}

fn edit_page(visit: &Visit, offered: &Offered, form: &Form) -> Answer {
    let loc = visit.loc;
    let currency = currency_of(visit, offered)?;
    let name = fields::sector_title(visit, &offered.offering.sector);
    let title = t!(loc, "offering-price-title", sector = name);
    let sector = visit.app.directory.sector(&offered.offering.sector).ok_or(AppError::NotFound)?;
    let main = html! {
        (form.error_summary())
        h1 { (title) }
        p { (t!(loc, "offering-edit-how")) }
        (price::facts(visit, sector, currency))
        (form.render(&html! {
            (questions(visit, form, sector, currency, false))
            (submit(&t!(loc, "offering-save")))
        }))
    };
    let back = crumb(visit, "/offerings", t!(loc, "offerings-title"));
    Ok(visit.show(&Sheet::new(title, main).area(Area::Work).under(back).judged_by(form)))
}

async fn change(Path(id): Path<String>, sent: Sent) -> Answer {
    let Sent { visit, typed, key } = sent;
    let offered = find(&visit, &id).await?;
    let wrong = match set_terms(&visit, &typed, &offered, &key).await {
        Ok(()) => return Ok(to_saying(&visit.at("/offerings"), "saved")),
        Err(wrong) => wrong?,
    };
    let form = Form { errors: wrong, ..visit.form(&format!("/offerings/{id}"), typed) };
    edit_page(&visit, &offered, &form)
}

async fn set_terms(
    visit: &Visit,
    typed: &Typed,
    offered: &Offered,
    key: &str,
) -> Result<(), Result<Vec<FieldError>, AppError>> {
    let visitor = visit.visitor().map_err(Err)?;
    let currency = currency_of(visit, offered).map_err(Err)?;
    let offering = offered.offering.id;
    let done = match &offered.asked {
        Asked::Work(_) => {
            let terms = price::read(visit, typed, currency).map_err(Ok)?;
            visit.app.run(visitor, key, SetPriceRule { offering, terms }).await
        }
        Asked::Hire { .. } => {
            let terms = terms::read_hire(visit, typed, currency).map_err(Ok)?;
            visit.app.run(visitor, key, SetHireRule { offering, terms }).await
        }
        Asked::Goods { .. } => {
            let terms = terms::read_item(visit, typed, currency).map_err(Ok)?;
            visit.app.run(visitor, key, SetItemPrice { offering, terms }).await
        }
    };
    done.map_err(|error| price::errors(visit, &error).ok_or(error))
}

async fn set_stage(Path(id): Path<String>, sent: Sent) -> Answer {
    let visit = &sent.visit;
    let offering = Id::parse(&id).ok_or(AppError::NotFound)?;
    let stage = OfferingStage::from_word(sent.typed.value("stage")).ok_or(AppError::NotFound)?;
    visit.app.run(visit.visitor()?, &sent.key, SetOfferingStage { offering, stage }).await?;
    Ok(to_saying(&visit.at("/offerings"), "saved"))
}

async fn restock(Path(id): Path<String>, sent: Sent) -> Answer {
    let Sent { visit, typed, key } = sent;
    let item = Id::parse(&id).ok_or(AppError::NotFound)?;
    let done = match typed.value("free").trim().parse() {
        Ok(free) => visit.app.run(visit.visitor()?, &key, Restock { item, free }).await,
        Err(_) => Err(AppError::invalid("free", "invalid-count")),
    };
    let Err(error) = done else { return Ok(to_saying(&visit.at("/offerings"), "saved")) };
    let errors = fields::errors(&visit, &error, "free").ok_or(error)?;
    page(&visit, Some(&Form { errors, ..stock(&visit, item, typed) })).await
}
