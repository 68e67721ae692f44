//! What a seller offers: the list, a new offering of any family, what is asked for it, and putting it away for a while.

use kernel::{Currency, Draft};
use market::directory::{Family, Sector};
use market::users::assets::{
    OfferHire, OfferItem, OfferWork, Offering, OfferingStage, PriceTerms, SetHireRule, SetItemPrice,
    SetOfferingStage, SetPriceRule,
};
use market::users::stock::Restock;

use super::offering_price as price;
use super::offering_terms as terms;
use super::photo_form;
use super::prelude::*;
use super::sector_field::sector_field;
use crate::nouns::assets::{self, Asked, Offered};
use crate::nouns::assets_found::standing;
use crate::nouns::options::{self, Wanted};

pub(super) fn routes() -> Routes {
    vec![
        ("/offerings", get(show).post(create)),
        ("/offerings/new", get(new)),
        ("/offerings/{offering}", get(edit).post(change)),
        ("/offerings/{offering}/stage", done::<SetOfferingStage>("/offerings", "saved")),
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
    let offered = assets::list(&visit.app, visit.visitor()?).await?;
    let new = Link::new(t!(visit, "offerings-new"), visit.at("/offerings/new"));
    let main = html! {
        @if offered.is_empty() {
            (Empty { loc: visit.loc, nothing: t!(visit, "offerings-none"), nearest: vec![new.clone()] }.render())
        } @else {
            @for one in &offered { (card(visit, one, wrong)?) }
            div class="actions" { a class="button second" href=(new.href) { (new.text) } }
        }
    };
    let sheet = Sheet::new(t!(visit, "offerings-title"), main).area(Area::Work);
    Ok(visit.show(sheet.under("/work", t!(visit, "home-title")).judged_by(wrong)))
}

fn card(visit: &Visit, offered: &Offered, wrong: Option<&Form>) -> Result<Markup, AppError> {
    let offering = &offered.offering;
    let pause = || (OfferingStage::Paused, t!(visit, "offering-pause"));
    let show = |act: Text| (OfferingStage::Open, act);
    let on_request = || (OfferingStage::OnRequest, t!(visit, "offering-on-request-go"));
    let is_work = matches!(offered.asked, Asked::Work(_));
    let (stage, others) = match offering.stage {
        OfferingStage::Open => {
            let is_found = standing(&visit.app, offered)?.is_none_or(|standing| standing.is_found());
            let found = tag(Tone::Good, &t!(visit, "offering-open"));
            let not_found = || {
                let why = visit.at("/work");
                html! { a href=(why) { (tag(Tone::Caution, &t!(visit, "offering-not-found"))) } }
            };
            let others = is_work.then(on_request).into_iter().chain([pause()]).collect::<Vec<_>>();
            (if is_found { found } else { not_found() }, others)
        }
        // Its listing alone shows it, and it is on the page of that.
        OfferingStage::Listed => (html! {}, Vec::new()),
        OfferingStage::Paused => {
            let paused = tag(Tone::Caution, &t!(visit, "offering-paused"));
            (paused, vec![show(t!(visit, "offering-resume"))])
        }
        OfferingStage::OnRequest => {
            let tag = tag(Tone::Good, &t!(visit, "offering-on-request"));
            (tag, vec![show(t!(visit, "offering-at-once-go")), pause()])
        }
    };
    let page = format!("/offerings/{}", offering.id);
    let text = offered.text.as_ref().map(|text| Text::verbatim(&text.title));
    Ok(html! {
        section {
            h2 { (text.unwrap_or_else(|| fields::sector_title(visit, &offering.sector))) }
            p { (stage) }
            (SummaryList { loc: visit.loc, rows: rows(visit, offered, &visit.at(&page)) }.render())
            @if let (Asked::Hire { .. }, Some(resource)) = (&offered.asked, offering.resource) {
                p { a href=(visit.at(&format!("/availability?resource={resource}"))) { (t!(visit, "offering-hours")) } }
            }
            @if let Asked::Goods { left, .. } = offered.asked {
                (stock_form(visit, offering.id, left, wrong))
                @if left > 0 {
                    p { a href=(visit.at(&format!("{page}/auction"))) { (t!(visit, "auction-new")) } }
                    p { a href=(visit.at(&format!("{page}/pool"))) { (t!(visit, "pool-new")) } }
                }
            }
            @if offered.text.is_some() {
                @for photo in &offered.photos { (photo_form::shown(visit, photo, "")) }
                details open[photo_form::is_wrong(visit, &page, wrong)] {
                    summary { (t!(visit, "photo-add")) }
                    (photo_form::form(visit, &page, wrong))
                }
            }
            @for (other, act) in &others {
                (visit.second_button(&format!("{page}/stage"), act, &[("stage", other.word())]))
            }
        }
    })
}

/// What is asked, a line each, with the way to change it.
pub(super) fn rows(visit: &Visit, offered: &Offered, edit: &str) -> Vec<SummaryRow> {
    let place = offered.offering.post_code.as_str();
    let here = SummaryRow::words(t!(visit, "check-where"), Text::verbatim(place));
    let money = |name: Text, amount: Amount, currency: Currency| {
        SummaryRow::money(name, visit.reader().money(amount, currency)).changed_at(edit)
    };
    match &offered.asked {
        Asked::Work(None) => {
            vec![SummaryRow::words(t!(visit, "offering-hourly"), t!(visit, "offering-unpaid")), here]
        }
        Asked::Work(Some(terms)) => {
            let distance = visit.loc.distance(words::whole(terms.distance_max_m));
            let area = t!(visit, "offering-area-value", distance = distance, place = place);
            vec![
                money(t!(visit, "offering-hourly"), terms.hourly, terms.currency),
                SummaryRow::words(t!(visit, "offering-area"), area).changed_at(edit),
            ]
        }
        Asked::Hire { terms, count, .. } => vec![
            money(t!(visit, "terms-per-day"), terms.per_day, terms.currency),
            money(t!(visit, "terms-per-hour"), terms.per_hour, terms.currency),
            money(t!(visit, "terms-bond"), terms.bond, terms.currency),
            SummaryRow::words(t!(visit, "terms-count"), Text::verbatim(count.to_string())),
            here,
        ],
        Asked::Goods { terms, left } => vec![
            money(t!(visit, "terms-each"), terms.each, terms.currency),
            SummaryRow::words(t!(visit, "offering-left"), Text::verbatim(left.to_string())),
            here,
        ],
    }
}

fn stock_form(visit: &Visit, item: Id<Offering>, left: i64, wrong: Option<&Form>) -> Markup {
    let typed = Typed::of([("free", left.to_string())]);
    let form = stock(visit, item, typed).or_wrong(wrong);
    form.render(&html! {
        (form.field("free", t!(visit, "offering-restock")).input(Input::Number))
        (submit_second(&t!(visit, "offering-restock-go")))
    })
}

/// The form of how many pieces there are.
fn stock(visit: &Visit, item: Id<Offering>, typed: Typed) -> Form {
    Form { scope: format!("stock-{item}"), ..visit.form(&format!("/offerings/{item}/stock"), typed) }
}

async fn restock(Path(item): Path<String>, sent: Sent) -> Answer {
    let item = Id::parse(&item).ok_or(AppError::NotFound)?;
    let done = match sent.typed.value("free").trim().parse() {
        Ok(free) => sent.run(Restock { item, free }).await,
        Err(_) => Err(AppError::invalid("free", "invalid-count")),
    };
    let Err(error) = done else { return Ok(sent.on("/offerings", "saved")) };
    let errors = Fault::from(error).at(&sent.visit, "free")?;
    page(&sent.visit, Some(&Form { errors, ..stock(&sent.visit, item, sent.typed) })).await
}

/// First what and where, then at which price: the price page shows what is paid in that sector.
async fn new(visit: Visit, typed: Typed) -> Answer {
    visit.visitor()?;
    if typed.value("sector").is_empty() || typed.value("post_code").is_empty() {
        return Ok(what(&visit, typed, Vec::new()));
    }
    let mut reading = Reading::of(&visit, &typed);
    let wanted = Wanted {
        sector: Some(typed.value("sector")),
        families: Family::ALL,
        post_code: Some(typed.value("post_code")),
        times: [("from", None), ("until", None)],
        minutes: None,
    };
    reading.refuse(options::misfits(&visit.app, &wanted));
    match reading.judged(Some(())) {
        Ok(()) => ask_terms(&visit, typed, Vec::new()).await,
        Err(fault) => {
            let errors = fault.at(&visit, "post_code")?;
            Ok(what(&visit, typed, errors))
        }
    }
}

fn what(visit: &Visit, typed: Typed, errors: Vec<FieldError>) -> Response {
    let typed = typed.with_usual(&[visit.own_post_code()]);
    let form = Form::asking(visit.loc, visit.at("/offerings/new"), typed, errors);
    let main = form.render(&html! {
        (sector_field(visit, &form, t!(visit, "offering-sector"), Family::ALL))
        (form.field("post_code", t!(visit, "offering-post-code")).hint(t!(visit, "offering-post-code-hint"))
            .input(Input::PostalCode))
        (submit(&t!(visit, "offering-continue")))
    });
    of_form(visit, t!(visit, "offering-new-title"), main, None, &form)
}

/// The page of a form of an offering.
fn of_form(visit: &Visit, title: Text, main: Markup, docket: Option<Markup>, form: &Form) -> Response {
    let sheet = Sheet::new(title, main).area(Area::Work);
    let sheet = if let Some(docket) = docket { sheet.docket(docket) } else { sheet };
    visit.show(sheet.under("/offerings", t!(visit, "offerings-title")).judged_by([form]))
}

/// What kind of thing is offered, and in which money.
struct Kind<'a> {
    sector: &'a Sector,
    currency: Currency,
}

impl<'a> Kind<'a> {
    /// What a form says is offered.
    fn of(visit: &'a Visit, typed: &Typed) -> Result<Self, AppError> {
        let currency = assets::currency_at(&visit.app, typed.value("post_code"))?;
        let sector = visit.app.sector(typed.value("sector"), Family::ALL)?;
        Ok(Self { sector, currency })
    }

    /// What is on offer already.
    fn offered(visit: &'a Visit, offered: &Offered) -> Result<Self, AppError> {
        let currency = match &offered.asked {
            Asked::Work(Some(terms)) => terms.currency,
            Asked::Work(None) => assets::currency_at(&visit.app, offered.offering.post_code.as_str())?,
            Asked::Hire { terms, .. } => terms.currency,
            Asked::Goods { terms, .. } => terms.currency,
        };
        let sector = visit.app.directory.sector(&offered.offering.sector).ok_or(AppError::NotFound)?;
        Ok(Self { sector, currency })
    }

    /// What is asked of whoever offers it.
    fn questions(&self, visit: &Visit, form: &Form) -> Markup {
        match self.sector.family {
            Family::Work => price::fields(visit, form, self.currency),
            Family::Thing | Family::Space => terms::hire_fields(visit, form, self.currency),
            Family::Goods => terms::item_fields(visit, form, self.currency),
        }
    }

    fn title(&self, visit: &Visit) -> Text {
        t!(visit, "offering-price-title", sector = fields::title(visit.loc, self.sector))
    }
}

async fn ask_terms(visit: &Visit, typed: Typed, errors: Vec<FieldError>) -> Answer {
    let of = Kind::of(visit, &typed)?;
    let evening = price::evening(visit, of.sector, of.currency, &typed).await?;
    let is_work = of.sector.family == Family::Work;
    let usual = if is_work {
        terms::typed(visit, &PriceTerms::plain(of.currency, Amount::ZERO), of.currency).without("hourly")
    } else {
        Typed::of(terms::USUAL)
    };
    let typed = if errors.is_empty() { typed.or(&usual) } else { typed };
    let form = Form { errors, ..visit.form("/offerings", typed) };
    let create = if is_work { t!(visit, "offering-create") } else { t!(visit, "offering-create-other") };
    let main = html! {
        (form.render(&html! {
            @for name in ["sector", "post_code"] { input type="hidden" name=(name) value=(form.typed.value(name)); }
            @if is_work {
                (form.field("unpaid", t!(visit, "offering-paid")).radios(&[
                    Choice::new("no", t!(visit, "offering-paid-yes")),
                    Choice::new("yes", t!(visit, "offering-paid-no")),
                ]))
            } @else { (terms::wording_fields(visit, &form)) }
            (of.questions(visit, &form))
            (evening)
            (submit(&create))
        }))
    };
    let docket = price::facts(visit, of.sector, of.currency);
    Ok(of_form(visit, of.title(visit), main, Some(docket), &form))
}

async fn create(sent: Sent) -> Answer {
    sent.visit.visitor()?;
    let of = Kind::of(&sent.visit, &sent.typed)?;
    let family = of.sector.family;
    if price::is_tried(&sent.typed) {
        let errors = price::misfits(&sent.visit, &sent.typed, of.currency)?;
        return ask_terms(&sent.visit, sent.typed, errors).await;
    }
    let offered = match offer(&sent, &of).await {
        Ok(offered) => offered,
        Err(fault) => {
            let errors = terms::wrong(&sent.visit, fault)?;
            return ask_terms(&sent.visit, sent.typed, errors).await;
        }
    };
    Ok(match family {
        Family::Work => sent.on("/availability", "offered"),
        Family::Goods => sent.on("/offerings", "offered-goods"),
        Family::Thing | Family::Space => {
            let read = |draft: &mut Draft<'_>| assets::own(draft, offered);
            let resource = sent.visit.app.look(sent.visit.visitor.as_ref(), read).await?.offering.resource;
            let hours = resource.map(|resource| format!("/availability?resource={resource}"));
            sent.on(hours.as_deref().unwrap_or("/offerings"), "offered-thing")
        }
    })
}

/// Offers what was typed.
async fn offer(sent: &Sent, of: &Kind<'_>) -> Result<Id<Offering>, Fault> {
    let (visit, typed, currency) = (&sent.visit, &sent.typed, of.currency);
    let (locality, sector) = (visit.app.locality, of.sector.code.clone());
    let post_code = visit.app.place(typed.value("post_code"))?.post_code;
    Ok(match of.sector.family {
        Family::Work => {
            let is_unpaid = typed.has("unpaid", "yes");
            let terms = if is_unpaid { None } else { Some(terms::read(visit, typed, currency)?) };
            sent.run(OfferWork { locality, sector, post_code, terms }).await?
        }
        Family::Thing | Family::Space => {
            let (wording, count, terms) = terms::read_ware(visit, typed, currency)?;
            sent.run(OfferHire { locality, sector, post_code, wording, count, terms }).await?
        }
        Family::Goods => {
            let typed = terms::typed_of_item(typed);
            let (wording, count, terms) = terms::read_ware(visit, &typed, currency)?;
            sent.run(OfferItem { locality, sector, post_code, wording, count, terms }).await?
        }
    })
}

async fn find(visit: &Visit, id: &str) -> Result<Offered, AppError> {
    let id: Id<Offering> = Id::parse(id).ok_or(AppError::NotFound)?;
    visit.app.look(Some(visit.visitor()?), |draft| assets::own(draft, id)).await
}

async fn edit(visit: Visit, Path(id): Path<String>) -> Answer {
    let offered = find(&visit, &id).await?;
    let typed = match &offered.asked {
        Asked::Work(Some(terms)) => terms::typed(&visit, terms, terms.currency),
        Asked::Work(None) => return Err(AppError::NotFound),
        Asked::Hire { terms, .. } => terms::typed(&visit, terms, terms.currency),
        Asked::Goods { terms, .. } => terms::typed_item(&visit, terms),
    };
    edit_page(&visit, &offered, &visit.form(&format!("/offerings/{id}"), typed)).await
}

async fn edit_page(visit: &Visit, offered: &Offered, form: &Form) -> Answer {
    let of = Kind::offered(visit, offered)?;
    let place = ("post_code", offered.offering.post_code.to_string());
    let evening =
        price::evening(visit, of.sector, of.currency, &form.typed.clone().with_usual(&[place])).await?;
    let main = html! {
        p { (t!(visit, "offering-edit-how")) }
        (form.render(&html! { (of.questions(visit, form)) (evening) (submit(&t!(visit, "offering-save"))) }))
    };
    let docket = price::facts(visit, of.sector, of.currency);
    Ok(of_form(visit, of.title(visit), main, Some(docket), form))
}

async fn change(Path(id): Path<String>, sent: Sent) -> Answer {
    let offered = find(&sent.visit, &id).await?;
    let errors = if price::is_tried(&sent.typed) {
        price::misfits(&sent.visit, &sent.typed, Kind::offered(&sent.visit, &offered)?.currency)?
    } else {
        let Err(fault) = set_terms(&sent, &offered).await else { return Ok(sent.on("/offerings", "saved")) };
        terms::wrong(&sent.visit, fault)?
    };
    let Sent { visit, typed, .. } = sent;
    edit_page(&visit, &offered, &Form { errors, ..visit.form(&format!("/offerings/{id}"), typed) }).await
}

async fn set_terms(sent: &Sent, offered: &Offered) -> Result<(), Fault> {
    let (visit, typed) = (&sent.visit, &sent.typed);
    let currency = Kind::offered(visit, offered)?.currency;
    let offering = offered.offering.id;
    match &offered.asked {
        Asked::Work(_) => {
            sent.run(SetPriceRule { offering, terms: terms::read(visit, typed, currency)? }).await?;
        }
        Asked::Hire { .. } => {
            sent.run(SetHireRule { offering, terms: terms::read(visit, typed, currency)? }).await?;
        }
        Asked::Goods { .. } => {
            sent.run(SetItemPrice {
                offering,
                terms: terms::read(visit, &terms::typed_of_item(typed), currency)?,
            })
            .await?;
        }
    }
    Ok(())
}
