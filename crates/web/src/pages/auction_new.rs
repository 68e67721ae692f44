//! Putting goods up for auction: a form of its own, from what is offered already.

use market::mechanisms::auctions::{AuctionTerms, Lot, OpenLot};
use market::users::assets::{HandingOver, ItemTerms, Offering};

use super::prelude::*;
use super::{auctions, catalogues};
use crate::nouns::NAMELESS;
use crate::nouns::assets::{self, Asked, Offered};

/// How long an auction usually takes, in minutes.
const LENGTHS: [i64; 7] = [60, 360, 1_440, 3 * 1_440, 5 * 1_440, 7 * 1_440, 10 * 1_440];
/// How long it takes unless its seller says otherwise.
const USUAL: &str = "4320";

pub(super) fn routes() -> Routes {
    vec![("/offerings/{offering}/auction", get(ask).post(open))]
}

/// Goods of the visitor's, which can be put up.
struct Goods {
    offered: Offered,
    terms: ItemTerms,
    left: i64,
}

impl Goods {
    async fn of(visit: &Visit, id: &str) -> Result<Self, AppError> {
        let id: Id<Offering> = Id::parse(id).ok_or(AppError::NotFound)?;
        let offered = visit.app.look(Some(visit.visitor()?), |draft| assets::own(draft, id)).await?;
        let Asked::Goods { terms, left } = offered.asked.clone() else { return Err(AppError::NotFound) };
        Ok(Self { offered, terms, left })
    }
}

async fn ask(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let goods = Goods::of(&visit, &id).await?;
    let way = goods.terms.ways().next().unwrap_or(HandingOver::Collection);
    let usual = [
        ("piece_count", "1".to_owned()),
        ("minutes", USUAL.to_owned()),
        ("handing_over", way.word().to_owned()),
    ];
    let form = visit.form(&format!("/offerings/{id}/auction"), typed.with_usual(&usual));
    page(&visit, &goods, &form)
}

fn page(visit: &Visit, goods: &Goods, form: &Form) -> Answer {
    let sign = words::sign(&visit.app, goods.terms.currency);
    let terms = AuctionTerms::on(&visit.app.rulebook, visit.today())?;
    let ways = goods.terms.ways().map(|way| Choice::new(way.word(), catalogues::way_words(visit, way)));
    let lengths = LENGTHS.into_iter().filter(|minutes| terms.minutes().contains(minutes));
    let moves = visit.loc.duration(words::whole(terms.soft_close_minutes));
    let main = html! {
        p class="lead" { (t!(visit, "auction-new-lead")) }
        (form.render(&html! {
            (form.field("piece_count", t!(visit, "auction-new-pieces"))
                .hint(t!(visit, "auction-new-left", left = words::whole(goods.left))).input(Input::Number))
            (form.field("start", t!(visit, "auction-new-start")).money(sign))
            (form.field("reserve", t!(visit, "auction-new-reserve")).hint(t!(visit, "auction-new-reserve-hint")).money(sign))
            (form.field("buy_now", t!(visit, "auction-new-buy-now")).hint(t!(visit, "auction-new-buy-now-hint")).money(sign))
            (form.field("minutes", t!(visit, "auction-new-length")).hint(t!(visit, "auction-new-length-hint", time = moves))
                .select(&fields::durations(visit.loc, lengths)))
            (form.field("handing_over", t!(visit, "goods-how")).radios(&ways.collect::<Vec<_>>()))
            (submit(&t!(visit, "auction-new-go")))
        }))
    };
    let name = goods.offered.text.as_ref().map_or(NAMELESS, |text| text.title.as_str());
    let sheet = Sheet::new(t!(visit, "auction-new-title", title = name), main).area(Area::Work);
    Ok(visit.show(sheet.under("/offerings", t!(visit, "offerings-title")).judged_by([form])))
}

async fn open(Path(id): Path<String>, sent: Sent) -> Answer {
    let goods = Goods::of(&sent.visit, &id).await?;
    let fault = match opened(&sent, &goods).await {
        Ok(lot) => return Ok(to_saying(&sent.visit.at(&format!("{}/{lot}", auctions::PAGE)), "lot-opened")),
        Err(fault) => fault,
    };
    let field = match &fault {
        Fault::Other(error) if error.code().starts_with("stock/") => "piece_count",
        Fault::Other(error) if error.code() == "auctions/not-that-long" => "minutes",
        Fault::Other(error) if error.code() == "assets/not-handed-over-so" => "handing_over",
        Fault::Other(error) => error.argument("field").unwrap_or("start"),
        Fault::Fields(_) => "start",
    }
    .to_owned();
    let errors = fault.at(&sent.visit, &field)?;
    let form = Form { errors, ..sent.visit.form(&format!("/offerings/{id}/auction"), sent.typed) };
    page(&sent.visit, &goods, &form)
}

async fn opened(sent: &Sent, goods: &Goods) -> Result<Id<Lot>, Fault> {
    let currency = goods.terms.currency;
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let (piece_count, minutes) = (reading.number("piece_count", 0), reading.number("minutes", 0));
    let start = reading.money("start", currency).map(Amount);
    let reserve = reading.money_or_none("reserve", currency).map(Amount);
    let buy_now = reading.money_or_none("buy_now", currency).map(Amount);
    let way = HandingOver::from_word(sent.typed.value("handing_over"));
    let handing_over = way.unwrap_or(HandingOver::Collection);
    let offering = goods.offered.offering.id;
    let made = piece_count.zip(minutes).zip(start).map(|((piece_count, minutes), start)| OpenLot {
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
