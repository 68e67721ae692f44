//! Putting goods up for auction: a form of its own, from what is offered already.

use kernel::Currency;
use market::mechanisms::auctions::{Lot, OpenLot};
use market::users::assets::{HandingOver, ItemTerms, Offering};

use super::auctions;
use super::prelude::*;
use crate::nouns::assets::{self, Asked, Offered};

/// How long an auction may take, in minutes, of what is usual.
const LENGTHS: [i64; 7] = [60, 360, 1_440, 3 * 1_440, 5 * 1_440, 7 * 1_440, 10 * 1_440];
/// How long it takes unless its seller says otherwise.
const USUAL: &str = "4320";

pub(super) fn routes() -> Routes {
    vec![("/offerings/{offering}/auction", get(ask).post(open))]
}

/// Goods of the visitor's, with what is asked for them.
async fn own(visit: &Visit, id: &str) -> Result<(Offered, ItemTerms, i64), AppError> {
    let id: Id<Offering> = Id::parse(id).ok_or(AppError::NotFound)?;
    let offered = visit.app.look(Some(visit.visitor()?), |draft| assets::own(draft, id)).await?;
    match &offered.asked {
        Asked::Goods { terms, left } => {
            let (terms, left) = (terms.clone(), *left);
            Ok((offered, terms, left))
        }
        Asked::Work(_) | Asked::Hire { .. } => Err(AppError::NotFound),
    }
}

async fn ask(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let (offered, terms, left) = own(&visit, &id).await?;
    let way = if terms.is_collected { HandingOver::Collection } else { HandingOver::Delivery };
    let usual = [
        ("piece_count", "1".to_owned()),
        ("length", USUAL.to_owned()),
        ("handing_over", way.word().to_owned()),
    ];
    let form = visit.form(&format!("/offerings/{id}/auction"), typed.with_usual(&usual));
    Ok(page(&visit, &offered, &terms, left, &form))
}

fn page(visit: &Visit, offered: &Offered, terms: &ItemTerms, left: i64, form: &Form) -> Response {
    let sign = words::sign(&visit.app, terms.currency);
    let ways = [
        (HandingOver::Collection, t!(visit, "goods-collection")),
        (HandingOver::Delivery, t!(visit, "goods-delivery")),
    ];
    let ways = ways.into_iter().filter(|(way, _)| terms.hands_over(*way));
    let ways: Vec<_> = ways.map(|(way, words)| Choice::new(way.word(), words)).collect();
    let lengths = fields::durations(visit.loc, LENGTHS);
    let main = html! {
        p class="lead" { (t!(visit, "auction-new-lead")) }
        (form.render(&html! {
            (form.field("piece_count", t!(visit, "auction-new-pieces"))
                .hint(t!(visit, "auction-new-left", left = words::whole(left))).input(Input::Number))
            (form.field("start", t!(visit, "auction-new-start")).money(sign))
            (form.field("reserve", t!(visit, "auction-new-reserve")).hint(t!(visit, "auction-new-reserve-hint")).money(sign))
            (form.field("buy_now", t!(visit, "auction-new-buy-now")).hint(t!(visit, "auction-new-buy-now-hint")).money(sign))
            (form.field("length", t!(visit, "auction-new-length")).hint(t!(visit, "auction-new-length-hint")).select(&lengths))
            (form.field("handing_over", t!(visit, "goods-how")).radios(&ways))
            (submit(&t!(visit, "auction-new-go")))
        }))
    };
    let name = offered.text.as_ref().map_or(crate::nouns::NAMELESS, |text| text.title.as_str());
    let sheet = Sheet::new(t!(visit, "auction-new-title", title = name), main).area(Area::Work);
    visit.show(sheet.under("/offerings", t!(visit, "offerings-title")).judged_by([form]))
}

async fn open(Path(id): Path<String>, sent: Sent) -> Answer {
    let (offered, terms, left) = own(&sent.visit, &id).await?;
    let fault = match opened(&sent, offered.offering.id, terms.currency).await {
        Ok(lot) => {
            let lot: Id<Lot> = lot;
            return Ok(to_saying(&sent.visit.at(&format!("{}/{lot}", auctions::PAGE)), "lot-opened"));
        }
        Err(fault) => fault,
    };
    let named =
        if let Fault::Other(error) = &fault { error.argument("field").map(str::to_owned) } else { None };
    let field = match &fault {
        Fault::Other(error) if error.code().starts_with("stock/") => "piece_count".to_owned(),
        Fault::Other(error) if error.code() == "auctions/not-that-long" => "length".to_owned(),
        Fault::Other(_) | Fault::Fields(_) => named.unwrap_or_else(|| "start".to_owned()),
    };
    let errors = fault.at(&sent.visit, &field)?;
    let form = Form { errors, ..sent.visit.form(&format!("/offerings/{id}/auction"), sent.typed) };
    Ok(page(&sent.visit, &offered, &terms, left, &form))
}

async fn opened(sent: &Sent, offering: Id<Offering>, currency: Currency) -> Result<Id<Lot>, Fault> {
    let (visit, typed) = (&sent.visit, &sent.typed);
    let mut reading = Reading::of(visit, typed);
    let money_or_none = |reading: &mut Reading<'_>, name: &str| {
        if typed.value(name).trim().is_empty() { None } else { reading.money(name, currency).map(Amount) }
    };
    let piece_count = reading.number("piece_count", 0);
    let start = reading.money("start", currency).map(Amount);
    let (reserve, buy_now) = (money_or_none(&mut reading, "reserve"), money_or_none(&mut reading, "buy_now"));
    let minutes = reading.number("length", 0);
    let handing_over = HandingOver::from_word(typed.value("handing_over")).unwrap_or(HandingOver::Collection);
    let made = piece_count.zip(start).zip(minutes).map(|((piece_count, start), minutes)| OpenLot {
        offering,
        piece_count,
        start,
        reserve,
        buy_now,
        handing_over,
        minutes,
    });
    Ok(sent.run(reading.judged(made)?).await?)
}
