//! Goods: the search, a seller's stall with how many of each, everything that will be agreed on one page, and holding it.

use finder::FoundItem;
use market::directory::Family;
use market::mechanisms::catalogues::OrderLine;
use market::price::PriceReader;
use market::trade::procedure::Promise;
use market::users::User;
use market::users::assets::HandingOver;

use super::check::{self, Check, Hold};
use super::prelude::*;
use super::sector_field::sector_field;
use super::{favored_counterparties, photo_form, search};
use crate::components::Value;
use crate::nouns::NAMELESS;
use crate::nouns::assets::{Asked, Offered};
use crate::nouns::catalogues::{self, GoodsResults, GoodsSearch, OrderChecked};

/// What the name of a box begins with that says how many of an item; its id follows.
const COUNT: &str = "count-";

pub(super) fn routes() -> Routes {
    vec![
        ("/goods", get(show)),
        ("/goods/sellers/{seller}", get(stall)),
        ("/goods/check", get(check)),
        ("/goods-holds", post(hold)),
    ]
}

async fn show(visit: Visit, typed: Typed) -> Answer {
    let typed = typed.with_usual(&[visit.own_post_code()]);
    if typed.value("post_code").is_empty() {
        return Ok(search::page(&visit, form(&visit, typed, Vec::new()), None));
    }
    let asked = GoodsSearch {
        sector: typed.value("sector").to_owned(),
        words: typed.value("words").to_owned(),
        post_code: typed.value("post_code").to_owned(),
        radius_m: typed.value("radius_m").parse().ok(),
    };
    Ok(match catalogues::search(&visit.app, visit.visitor.as_ref(), &asked) {
        Ok(results) => {
            let found = results_list(&visit, &results);
            search::page(&visit, form(&visit, typed, Vec::new()), Some(&found))
        }
        Err(error) => {
            let errors = Fault::from(error).at(&visit, "post_code")?;
            search::page(&visit, form(&visit, typed, errors), None)
        }
    })
}

fn form(visit: &Visit, typed: Typed, errors: Vec<FieldError>) -> search::Asked {
    let is_answered = ["words", "sector"].iter().any(|name| !typed.value(name).is_empty());
    let form = Form::asking(visit.loc, visit.at("/goods"), typed, errors);
    let questions = html! {
        (form.field("words", t!(visit, "goods-words")).input(Input::Text))
        (sector_field(visit, &form, t!(visit, "goods-sector"), &[Family::Goods]))
        (form.field("post_code", t!(visit, "hires-post-code")).input(Input::PostalCode))
        (form.field("radius_m", t!(visit, "hires-radius")).select(&fields::radii(visit.loc)))
        (submit(&t!(visit, "goods-go")))
    };
    search::Asked { title: t!(visit, "goods-title"), form, questions, is_answered }
}

fn results_list(visit: &Visit, results: &GoodsResults) -> Markup {
    let found = &results.found;
    if found.items.is_empty() {
        return search::nothing(visit, t!(visit, "goods-none"));
    }
    html! {
        section id="found" {
            h2 { (t!(visit, "goods-found", count = u32::try_from(found.count).unwrap_or(u32::MAX))) }
            ul class="own-list" { @for item in &found.items { (line(visit, item)) } }
        }
    }
}

fn line(visit: &Visit, item: &FoundItem) -> Markup {
    let title = item.title.as_deref().unwrap_or(NAMELESS);
    let seller = item.seller_name.as_deref().unwrap_or(NAMELESS);
    let distance = visit.loc.distance(words::whole(item.distance_m));
    let each = visit.reader().money(item.terms.each, item.terms.currency);
    html! {
        li {
            h3 { a href=(visit.at(&format!("/goods/sellers/{}", item.seller))) { (Text::verbatim(title)) } }
            p class="figures" { (t!(visit, "goods-each", money = each)) }
            p class="quiet" {
                (t!(visit, "goods-of", name = seller, distance = distance, left = words::whole(item.left)))
            }
        }
    }
}

/// Everything that a seller has, with boxes for how many.
async fn stall(visit: Visit, Path(seller): Path<String>) -> Answer {
    stall_page(&visit, Id::parse(&seller), Typed::default(), Vec::new()).await
}

/// The boxes of a stall; with what does not fit, filled in as they were.
async fn stall_page(
    visit: &Visit,
    seller: Option<Id<User>>,
    typed: Typed,
    errors: Vec<FieldError>,
) -> Answer {
    let seller = seller.ok_or(AppError::NotFound)?;
    let (offered, shown) = catalogues::stall(&visit.app, visit.visitor.as_ref(), seller).await?;
    let ways = ways(&offered);
    let typed = typed.with_usual(&[("handing_over", ways.first().map_or("", |way| way.word()).to_owned())]);
    let form = Form::asking(visit.loc, visit.at("/goods/check"), typed, errors);
    let choices: Vec<_> = ways.iter().map(|way| Choice::new(way.word(), way_words(visit, *way))).collect();
    let main = html! {
        (form.render(&html! {
            input type="hidden" name="seller" value=(seller);
            @for one in &offered { (piece(visit, &form, one)) }
            (form.field("handing_over", t!(visit, "goods-how")).radios(&choices))
            (submit(&t!(visit, "goods-continue")))
        }))
        (favored_counterparties::button(visit, seller, &shown.name, shown.is_favorite))
    };
    let sheet = Sheet::new(t!(visit, "goods-stall", name = shown.name.as_str()), main).area(Area::Find);
    Ok(visit.show(sheet.under("/goods", t!(visit, "goods-title")).judged_by([&form])))
}

/// How goods of a stall can be had: in whichever way one of them can.
fn ways(offered: &[Offered]) -> Vec<HandingOver> {
    let terms = || {
        offered.iter().filter_map(|one| match &one.asked {
            Asked::Goods { terms, .. } => Some(terms),
            Asked::Work(_) | Asked::Hire { .. } => None,
        })
    };
    let is_collected = terms().any(|terms| terms.is_collected);
    let is_delivered = !is_collected || terms().any(|terms| terms.delivery.is_some());
    let ways = [(is_collected, HandingOver::Collection), (is_delivered, HandingOver::Delivery)];
    ways.into_iter().filter_map(|(is_one, way)| is_one.then_some(way)).collect()
}

/// How goods get to their buyer, in words.
pub(super) fn way_words(visit: &Visit, way: HandingOver) -> Text {
    match way {
        HandingOver::Collection => t!(visit, "goods-collection"),
        HandingOver::Delivery => t!(visit, "goods-delivery"),
    }
}

fn piece(visit: &Visit, form: &Form, one: &Offered) -> Markup {
    let Asked::Goods { terms, left } = &one.asked else { return html! {} };
    let title = one.text.as_ref().map_or(NAMELESS, |text| text.title.as_str());
    let each = visit.reader().money(terms.each, terms.currency);
    html! {
        @for photo in one.photos.iter().take(1) { (photo_form::shown(visit, photo, "")) }
        (form.field(&format!("{COUNT}{}", one.offering.id), Text::verbatim(title))
            .hint(t!(visit, "goods-each-left", money = each, left = words::whole(*left))).input(Input::Number))
    }
}

/// An order: how many of what, and how it is handed over.
#[derive(Clone)]
struct Order {
    lines: Vec<OrderLine>,
    way: HandingOver,
}

/// The boxes of an address or a form, each with what was typed in it.
fn boxes(typed: &Typed) -> impl Iterator<Item = &(String, String)> {
    typed.pairs().iter().filter(|(name, _)| name.starts_with(COUNT))
}

/// The order of an address or a form.
fn read(visit: &Visit, typed: &Typed) -> Result<Order, Fault> {
    let mut reading = Reading::of(visit, typed);
    let mut lines = Vec::new();
    for (name, value) in boxes(typed).filter(|(_, value)| !value.trim().is_empty()) {
        let item = name.strip_prefix(COUNT).and_then(Id::parse);
        match item.zip(value.trim().parse::<u32>().ok()) {
            Some((item, count)) if count > 0 => lines.push(OrderLine { item, count: i64::from(count) }),
            Some(_) => {}
            None => reading.fault(name, t!(visit, "fields-count-wrong")),
        }
    }
    if lines.is_empty() && reading.is_right() {
        reading.fault(first_box(typed), t!(visit, "goods-none-chosen"));
    }
    let way = HandingOver::from_word(typed.value("handing_over")).unwrap_or(HandingOver::Collection);
    reading.judged(Some(Order { lines, way }))
}

/// The first box in which something was written, or the first of all.
fn first_box(typed: &Typed) -> &str {
    let written = boxes(typed).find(|(_, value)| !value.trim().is_empty());
    written.or_else(|| boxes(typed).next()).map_or("", |(name, _)| name)
}

async fn check(visit: Visit, typed: Typed) -> Answer {
    match checked(&visit, &typed).await {
        Ok((order, checked)) => check_page(&visit, &typed, &order, &checked),
        Err(fault) => {
            let is_of_way =
                matches!(&fault, Fault::Other(error) if error.code() == "assets/not-handed-over-so");
            let errors = fault.at(&visit, if is_of_way { "handing_over" } else { first_box(&typed) })?;
            stall_page(&visit, Id::parse(typed.value("seller")), typed, errors).await
        }
    }
}

async fn checked(visit: &Visit, typed: &Typed) -> Result<(Order, OrderChecked), Fault> {
    let order = read(visit, typed)?;
    let checked =
        catalogues::check(&visit.app, visit.visitor.as_ref(), order.lines.clone(), order.way).await?;
    Ok((order, checked))
}

fn check_page(visit: &Visit, typed: &Typed, order: &Order, checked: &OrderChecked) -> Answer {
    let quote = &checked.quote;
    let seller = quote.goods.first().map(|goods| goods.offering.seller.to_string()).unwrap_or_default();
    let way = ("handing_over".to_owned(), order.way.word().to_owned());
    let check = Check {
        title: t!(visit, "goods-check", name = checked.seller.name.as_str()),
        back: format!("/goods/sellers/{seller}"),
        seller: &checked.seller,
        promise: Promise::Goods,
        on: quote.place.zone.calendar().local(visit.app.now()).date,
        price: quote.priced.waterfall.shown_to(PriceReader::Another),
        above: html! {},
        hours: None,
        minutes: None,
        answers: answers(visit, checked, order.way),
        more_terms: html! {},
        before: html! {},
        hold: Hold {
            page: "/goods-holds",
            how: t!(visit, "goods-hold-how"),
            button: t!(visit, "goods-hold"),
            sent: boxes(typed).cloned().chain([way]).collect(),
            arrival: None,
        },
        below: html! {},
    };
    check.show(visit)
}

fn answers(visit: &Visit, checked: &OrderChecked, way: HandingOver) -> Vec<SummaryRow> {
    let quote = &checked.quote;
    let goods = quote.goods.iter().map(|goods| {
        let text = checked.offered.iter().find(|one| one.offering.id == goods.offering.id);
        let title = text.and_then(|one| one.text.as_ref()).map_or(NAMELESS, |text| text.title.as_str());
        t!(visit, "part-pieces", count = words::whole(goods.count), title = title)
    });
    let hours = visit.span(&quote.place.zone, quote.starts_at, quote.ends_at);
    vec![
        SummaryRow { name: t!(visit, "promise-goods"), value: Value::Lines(goods.collect()), change: None },
        SummaryRow::words(t!(visit, "goods-how"), way_words(visit, way)),
        SummaryRow::words(t!(visit, "check-when"), hours),
        check::at(visit, &quote.place),
    ]
}

async fn hold(sent: Sent) -> Answer {
    let buyer = sent.visit.visitor()?.user;
    let order = read(&sent.visit, &sent.typed).map_err(|_| AppError::invalid("count", "invalid-order"))?;
    let mut hold = catalogues::hold_of(buyer, order.lines, order.way);
    hold.expected_pay = check::expected_pay(&sent.typed);
    let held = sent.run(hold).await?;
    Ok(sent.on(&format!("/trades/{}", held.trade), "held"))
}
