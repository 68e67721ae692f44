//! Goods: the search, a seller's stall with how many of each, everything that will be agreed on one page, and holding it.

use axum::extract::{Path, Query};
use axum::routing::{get, post};
use finder::FoundItem;
use kernel::{Amount, Id};
use market::directory::Family;
use market::mechanisms::catalogues::{HandingOver, OrderLine};
use market::trade::procedure::Promise;
use market::users::User;
use maud::{Markup, html};

use super::answer::{Answer, crumb, sign_in_and_return, to_saying};
use super::check::terms_in_words;
use super::price::{self, Names};
use super::sent::Sent;
use super::sheet::{Area, Sheet};
use super::visit::Visit;
use super::{Routes, favored_counterparties, fields};
use crate::components::form::submit;
use crate::components::{Choice, Empty, FieldError, Form, Input, SummaryList, SummaryRow, Typed, Value};
use crate::error::AppError;
use crate::i18n::Text;
use crate::nouns::goods::{self, GoodsResults, GoodsSearch, OrderChecked};
use crate::nouns::offerings::{Asked, Offered};
use crate::nouns::trades::NAMELESS;
use crate::t;
use crate::words;

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

async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let typed = Typed::new(pairs);
    let usual = [("post_code", visit.post_code.clone().unwrap_or_default())];
    let typed = typed.with_usual(&usual);
    if typed.value("post_code").is_empty() {
        return Ok(ask(&visit, typed, Vec::new(), None));
    }
    let asked = GoodsSearch {
        sector: typed.value("sector").to_owned(),
        words: typed.value("words").to_owned(),
        post_code: typed.value("post_code").trim().to_owned(),
        radius_m: typed.value("radius_m").parse().ok(),
    };
    match goods::search(&visit.app, visit.visitor.as_ref(), &asked) {
        Ok(results) => {
            let found = results_list(&visit, &results);
            Ok(ask(&visit, typed, Vec::new(), Some(&found)))
        }
        Err(error) => match fields::errors(&visit, &error, "post_code") {
            Some(errors) => Ok(ask(&visit, typed, errors, None)),
            None => Err(error),
        },
    }
}

fn ask(
    visit: &Visit,
    typed: Typed,
    errors: Vec<FieldError>,
    found: Option<&Markup>,
) -> axum::response::Response {
    let loc = visit.loc;
    let form = Form::asking(loc, visit.at("/goods"), typed, errors);
    let title = t!(loc, "goods-title");
    let mut sectors = fields::sectors_of(visit, Family::Goods);
    sectors.insert(0, Choice::new("", t!(loc, "goods-any")));
    let main = html! {
        (form.error_summary())
        h1 { (title) }
        // What was found comes first: on a telephone the questions fill the screen.
        @if let Some(found) = found { (found) }
        section {
            @if found.is_some() { h2 { (t!(loc, "search-again")) } }
            (form.render(&html! {
                (form.field("words", t!(loc, "goods-words")).input(Input::Text))
                (form.field("sector", t!(loc, "goods-sector")).select(&sectors))
                (form.field("post_code", t!(loc, "hires-post-code")).input(Input::PostalCode))
                (form.field("radius_m", t!(loc, "hires-radius")).select(&fields::radii(loc)))
                (submit(&t!(loc, "goods-go")))
            }))
        }
    };
    visit.show(&Sheet::new(title, main).area(Area::Find).judged_by(&form))
}

fn results_list(visit: &Visit, results: &GoodsResults) -> Markup {
    let loc = visit.loc;
    if results.found.items.is_empty() {
        let empty = Empty { loc, nothing: t!(loc, "goods-none"), nearest: Vec::new() };
        return html! { section id="found" { (empty.render()) } };
    }
    html! {
        section id="found" {
            h2 { (t!(loc, "goods-found", count = u32::try_from(results.found.count).unwrap_or(u32::MAX))) }
            ul class="own-list" { @for item in &results.found.items { (line(visit, item)) } }
        }
    }
}

fn line(visit: &Visit, item: &FoundItem) -> Markup {
    let loc = visit.loc;
    let title = item.title.as_deref().unwrap_or(NAMELESS);
    let seller = item.seller_name.as_deref().unwrap_or(NAMELESS);
    let each = visit.reader().money(item.terms.each, item.terms.currency);
    html! {
        li {
            h3 { a href=(visit.at(&format!("/goods/sellers/{}", item.seller))) { (Text::verbatim(title)) } }
            p class="figures" { (t!(loc, "goods-each", money = each)) }
            p class="quiet" {
                (t!(loc, "goods-of", name = seller, distance = loc.distance(words::whole(item.distance_m)),
                    left = words::whole(item.left)))
            }
        }
    }
}

/// Everything that a seller has, with boxes for how many.
async fn stall(visit: Visit, Path(seller): Path<String>) -> Answer {
    stall_page(&visit, &seller, Typed::default(), Vec::new()).await
}

/// The boxes of a stall; with what does not fit, filled in as they were.
async fn stall_page(visit: &Visit, seller: &str, typed: Typed, errors: Vec<FieldError>) -> Answer {
    let seller: Id<User> = Id::parse(seller).ok_or(AppError::NotFound)?;
    let (offered, shown) = goods::stall(&visit.app, visit.visitor.as_ref(), seller).await?;
    let loc = visit.loc;
    let title = t!(loc, "goods-stall", name = shown.name.as_str());
    let usual = ways(&offered).first().map_or("", |way| way.word()).to_owned();
    let typed = typed.with_usual(&[("handing_over", usual)]);
    let form = Form::asking(loc, visit.at("/goods/check"), typed, errors);
    let choices: Vec<Choice> =
        ways(&offered).into_iter().map(|way| Choice::new(way.word(), way_words(visit, way))).collect();
    let main = html! {
        (form.error_summary())
        h1 { (title) }
        (form.render(&html! {
            input type="hidden" name="seller" value=(seller);
            @for one in &offered { (piece(visit, &form, one)) }
            (form.field("handing_over", t!(loc, "goods-how")).radios(&choices))
            (submit(&t!(loc, "goods-continue")))
        }))
        (favored_counterparties::button(visit, seller, &shown.name, shown.is_favorite))
    };
    let back = crumb(visit, "/goods", t!(loc, "goods-title"));
    Ok(visit.show(&Sheet::new(title, main).area(Area::Find).under(back).judged_by(&form)))
}

/// How goods of a stall can be had: in whichever way one of them can.
fn ways(offered: &[Offered]) -> Vec<HandingOver> {
    let terms = || {
        offered.iter().filter_map(|one| match &one.asked {
            Asked::Goods { terms, .. } => Some(terms),
            Asked::Work(_) | Asked::Hire { .. } => None,
        })
    };
    let mut ways = Vec::new();
    if terms().any(|terms| terms.is_collected) {
        ways.push(HandingOver::Collection);
    }
    if ways.is_empty() || terms().any(|terms| terms.delivery.is_some()) {
        ways.push(HandingOver::Delivery);
    }
    ways
}

fn way_words(visit: &Visit, way: HandingOver) -> Text {
    match way {
        HandingOver::Collection => t!(visit.loc, "goods-collection"),
        HandingOver::Delivery => t!(visit.loc, "goods-delivery"),
    }
}

fn piece(visit: &Visit, form: &Form, one: &Offered) -> Markup {
    let loc = visit.loc;
    let Asked::Goods { terms, left } = &one.asked else { return html! {} };
    let title = one.text.as_ref().map_or(NAMELESS, |text| text.title.as_str());
    let each = visit.reader().money(terms.each, terms.currency);
    let id = format!("{COUNT}{}", one.offering.id);
    html! {
        @for photo in one.photos.iter().take(1) {
            img class="photo" src=(visit.at(&format!("/photos/{photo}"))) alt="" loading="lazy";
        }
        (form.field(&id, Text::verbatim(title))
            .hint(t!(loc, "goods-each-left", money = each, left = words::whole(*left))).input(Input::Number))
    }
}

/// An order: how many of what, and how it is handed over.
struct Order {
    lines: Vec<OrderLine>,
    way: HandingOver,
}

/// The order of an address or a form.
fn read(visit: &Visit, typed: &Typed) -> Result<Order, Vec<FieldError>> {
    let (mut lines, mut wrong) = (Vec::new(), Vec::new());
    let counts = typed.pairs().iter().filter(|(name, _)| name.starts_with(COUNT));
    for (name, value) in counts.filter(|(_, value)| !value.trim().is_empty()) {
        let item = name.strip_prefix(COUNT).and_then(Id::parse);
        match (item, value.trim().parse::<u32>()) {
            (Some(item), Ok(count)) if count > 0 => lines.push(OrderLine { item, count: i64::from(count) }),
            (Some(_), Ok(_)) => {}
            _ => wrong.push(FieldError { name: name.clone(), text: t!(visit.loc, "fields-count-wrong") }),
        }
    }
    if lines.is_empty() && wrong.is_empty() {
        wrong.push(FieldError { name: first_count(typed), text: t!(visit.loc, "goods-none-chosen") });
    }
    let way = HandingOver::from_word(typed.value("handing_over")).unwrap_or(HandingOver::Collection);
    if wrong.is_empty() { Ok(Order { lines, way }) } else { Err(wrong) }
}

/// The first box in which something was written, or the first of all.
fn first_count(typed: &Typed) -> String {
    let counts = || typed.pairs().iter().filter(|(name, _)| name.starts_with(COUNT));
    let first = counts().find(|(_, value)| !value.trim().is_empty()).or_else(|| counts().next());
    first.map(|(name, _)| name.clone()).unwrap_or_default()
}

/// What is wrong with an order that the market refuses, at the box that it is about.
fn refused(visit: &Visit, typed: &Typed, error: &AppError) -> Option<Vec<FieldError>> {
    match error.code() {
        "catalogues/not-handed-over-so" => fields::errors(visit, error, "handing_over"),
        _ => fields::errors(visit, error, &first_count(typed)),
    }
}

async fn check(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let typed = Typed::new(pairs);
    let Order { lines, way } = match read(&visit, &typed) {
        Ok(order) => order,
        Err(wrong) => {
            let seller = typed.value("seller").to_owned();
            return stall_page(&visit, &seller, typed, wrong).await;
        }
    };
    let checked = match goods::check(&visit.app, visit.visitor.as_ref(), lines, way).await {
        Ok(checked) => checked,
        Err(error) => {
            let wrong = refused(&visit, &typed, &error).ok_or(error)?;
            let seller = typed.value("seller").to_owned();
            return stall_page(&visit, &seller, typed, wrong).await;
        }
    };
    let loc = visit.loc;
    let quote = &checked.quote;
    let seller = checked.seller.name.as_str();
    let title = t!(loc, "goods-check", name = seller);
    let on = quote.place.zone.calendar().local(visit.app.now()).date;
    let ladder = price::ladder(&visit, &quote.priced.waterfall, Names { seller, buyer: None, on })?;
    let terms = Promise::Goods.terms_on(&visit.app.rulebook, on)?;
    let main = html! {
        h1 { (title) }
        (answers(&visit, &checked, way))
        section {
            h2 { (t!(loc, "check-price")) }
            (ladder.render(loc, &t!(loc, "check-ladder", name = seller)))
        }
        section { h2 { (t!(loc, "check-terms")) } (terms_in_words(loc, &terms, seller, false)) }
        (action(&visit, &typed, &checked, way)?)
    };
    let id = quote.goods.first().map(|goods| goods.offering.seller.to_string()).unwrap_or_default();
    let back = crumb(&visit, &format!("/goods/sellers/{id}"), t!(loc, "check-back"));
    Ok(visit.show(&Sheet::new(title, main).area(Area::Find).under(back)))
}

fn answers(visit: &Visit, checked: &OrderChecked, way: HandingOver) -> Markup {
    let (loc, quote) = (visit.loc, &checked.quote);
    let place = &quote.place;
    let goods = quote.goods.iter().map(|goods| {
        let text = checked.offered.iter().find(|one| one.offering.id == goods.offering.id);
        let title = text.and_then(|one| one.text.as_ref()).map_or(NAMELESS, |text| text.title.as_str());
        t!(loc, "part-pieces", count = words::whole(goods.count), title = title)
    });
    let rows = vec![
        SummaryRow { name: t!(loc, "promise-goods"), value: Value::Lines(goods.collect()), change: None },
        SummaryRow::words(t!(loc, "goods-how"), way_words(visit, way)),
        SummaryRow::words(t!(loc, "check-when"), visit.span(&place.zone, quote.starts_at, quote.ends_at)),
        SummaryRow::words(
            t!(loc, "check-where"),
            Text::verbatim(format!("{}, {}", place.town, place.post_code)),
        ),
    ];
    SummaryList { loc, rows }.render()
}

fn action(
    visit: &Visit,
    typed: &Typed,
    checked: &OrderChecked,
    way: HandingOver,
) -> Result<Markup, AppError> {
    let loc = visit.loc;
    if visit.visitor.is_none() {
        return Ok(html! {
            p { (t!(loc, "check-sign-in-first")) }
            div class="actions" { a class="button" href=(sign_in_and_return(visit)) { (t!(loc, "check-sign-in")) } }
        });
    }
    let pay = checked.quote.priced.waterfall.payer_pays()?.0.to_string();
    let counts = typed.pairs().iter().filter(|(name, _)| name.starts_with(COUNT));
    let mut sent: Vec<(&str, &str)> = counts.map(|(name, value)| (name.as_str(), value.as_str())).collect();
    sent.push(("handing_over", way.word()));
    sent.push(("expected_pay", &pay));
    Ok(html! {
        p { (t!(loc, "goods-hold-how")) }
        (visit.button("/goods-holds", &submit(&t!(loc, "goods-hold")), &sent))
    })
}

async fn hold(sent: Sent) -> Answer {
    let Sent { visit, typed, key } = sent;
    let visitor = visit.visitor()?;
    let order = read(&visit, &typed);
    let Order { lines, way } = order.map_err(|_| AppError::invalid("count", "invalid-order"))?;
    let mut hold = goods::hold_of(visitor.user, lines, way);
    hold.expected_pay = typed.value("expected_pay").parse().ok().map(Amount);
    let held = visit.app.run(visitor, &key, hold).await?;
    Ok(to_saying(&visit.at(&format!("/trades/{}", held.trade)), "held"))
}
