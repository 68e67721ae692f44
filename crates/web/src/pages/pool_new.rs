//! Opening a pool: a form of its own, from what is offered already.

use market::mechanisms::group_buying::{OpenPool, Pool, PoolTerms, TierAsked};
use market::users::assets::{HandingOver, ItemTerms, Offering};

use super::prelude::*;
use super::{catalogues, group_buying};
use crate::nouns::NAMELESS;
use crate::nouns::assets::{self, Asked, Offered};

/// How long a pool usually takes, in minutes.
const LENGTHS: [i64; 7] = [1_440, 2 * 1_440, 3 * 1_440, 7 * 1_440, 10 * 1_440, 14 * 1_440, 30 * 1_440];
/// How long it takes unless its seller says otherwise.
const USUAL: &str = "10080";
/// How many tiers are asked for at once; any others are behind a line that opens.
const SHOWN: i64 = 2;

pub(super) fn routes() -> Routes {
    vec![("/offerings/{offering}/pool", get(ask).post(open))]
}

/// Goods of the visitor's, which can be put up.
pub(super) struct Goods {
    pub(super) offered: Offered,
    pub(super) terms: ItemTerms,
    pub(super) left: i64,
}

impl Goods {
    async fn of(visit: &Visit, id: &str) -> Result<Self, AppError> {
        let id: Id<Offering> = Id::parse(id).ok_or(AppError::NotFound)?;
        let offered = visit.app.look(Some(visit.visitor()?), |draft| assets::own(draft, id)).await?;
        Self::from(offered).ok_or(AppError::NotFound)
    }

    /// What is offered, if it is goods.
    pub(super) fn from(offered: Offered) -> Option<Self> {
        let Asked::Goods { terms, left } = offered.asked.clone() else { return None };
        Some(Self { offered, terms, left })
    }

    pub(super) fn name(&self) -> &str {
        self.offered.text.as_ref().map_or(NAMELESS, |text| text.title.as_str())
    }
}

async fn ask(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let goods = Goods::of(&visit, &id).await?;
    let way = goods.terms.ways().next().unwrap_or(HandingOver::Collection);
    let usual = [
        ("piece_count", goods.left.to_string()),
        ("least_pieces", "1".to_owned()),
        ("minutes", USUAL.to_owned()),
        ("handing_over", way.word().to_owned()),
    ];
    let form = visit.form(&format!("/offerings/{id}/pool"), typed.with_usual(&usual));
    page(&visit, &goods, &form, false)
}

/// The name of a field of a tier, from 1.
fn page(visit: &Visit, goods: &Goods, form: &Form, is_warned: bool) -> Answer {
    let sign = words::sign(&visit.app, goods.terms.currency);
    let terms = PoolTerms::on(&visit.app.rulebook, visit.today())?;
    let ways = goods.terms.ways().map(|way| Choice::new(way.word(), catalogues::way_words(visit, way)));
    let lengths = LENGTHS.into_iter().filter(|minutes| terms.minutes().contains(minutes));
    let locked = visit.loc.duration(words::whole(terms.lock_hours.saturating_mul(60)));
    let tier = |number: i64| {
        let (count, each) = (fields::numbered("tier_count", number), fields::numbered("tier_each", number));
        let number = words::whole(number);
        html! {
            (form.field(&count, t!(visit, "pool-new-tier-count", number = number)).input(Input::Number))
            (form.field(&each, t!(visit, "pool-new-tier-each", number = number)).money(sign))
        }
    };
    let is_typed = |number: i64| !form.typed.value(&fields::numbered("tier_count", number)).is_empty();
    let is_more_typed = (SHOWN + 1..=terms.tiers_max).any(is_typed);
    let main = html! {
        p class="lead" { (t!(visit, "pool-new-lead")) }
        (form.render(&html! {
            @for number in 1..=SHOWN.min(terms.tiers_max) { (tier(number)) }
            @if terms.tiers_max > SHOWN {
                details open[is_more_typed] {
                    summary { (t!(visit, "pool-new-more-tiers")) }
                    @for number in SHOWN + 1..=terms.tiers_max { (tier(number)) }
                }
            }
            @if is_warned {
                (form.field("is_meant", t!(visit, "pool-new-meant"))
                    .checkboxes(&[Choice::new("yes", t!(visit, "pool-new-meant-yes"))]))
            }
            (form.field("piece_count", t!(visit, "pool-new-pieces"))
                .hint(t!(visit, "pool-new-left", left = words::whole(goods.left))).input(Input::Number))
            (form.field("least_pieces", t!(visit, "pool-new-least")).input(Input::Number))
            (form.field("most_pieces", t!(visit, "pool-new-most")).hint(t!(visit, "pool-new-most-hint")).input(Input::Number))
            (form.field("minutes", t!(visit, "pool-new-length")).hint(t!(visit, "pool-new-length-hint", time = locked))
                .select(&fields::durations(visit.loc, lengths)))
            (form.field("handing_over", t!(visit, "goods-how")).radios(&ways.collect::<Vec<_>>()))
            (form.field("is_joinable", t!(visit, "pool-new-joinable"))
                .checkboxes(&[Choice::new("yes", t!(visit, "pool-new-joinable-yes"))]))
            (submit(&t!(visit, "pool-new-go")))
        }))
    };
    let sheet = Sheet::new(t!(visit, "pool-new-title", title = goods.name()), main).area(Area::Work);
    Ok(visit.show(sheet.under("/offerings", t!(visit, "offerings-title")).judged_by([form])))
}

async fn open(Path(id): Path<String>, sent: Sent) -> Answer {
    let goods = Goods::of(&sent.visit, &id).await?;
    let fault = match opened(&sent, &goods).await {
        Ok(pool) => {
            return Ok(to_saying(&sent.visit.at(&format!("{}/{pool}", group_buying::PAGE)), "pool-opened"));
        }
        Err(fault) => fault,
    };
    let is_warned = matches!(&fault, Fault::Other(error) if error.code() == "group-buying/less-for-more");
    let field = match &fault {
        Fault::Other(error) if error.code().starts_with("stock/") => "piece_count",
        Fault::Other(error) if error.code() == "group-buying/not-that-long" => "minutes",
        Fault::Other(error) if error.code() == "assets/not-handed-over-so" => "handing_over",
        Fault::Other(_) if is_warned => "is_meant",
        Fault::Other(error) => match error.argument("field") {
            Some("tiers" | "each") | None => "tier_count_1",
            Some(field) => field,
        },
        Fault::Fields(_) => "tier_count_1",
    }
    .to_owned();
    let is_meant = sent.typed.has("is_meant", "yes");
    let errors = fault.at(&sent.visit, &field)?;
    let form = Form { errors, ..sent.visit.form(&format!("/offerings/{id}/pool"), sent.typed) };
    page(&sent.visit, &goods, &form, is_warned || is_meant)
}

async fn opened(sent: &Sent, goods: &Goods) -> Result<Id<Pool>, Fault> {
    let currency = goods.terms.currency;
    let most = PoolTerms::on(&sent.visit.app.rulebook, sent.visit.today()).map_err(AppError::from)?.tiers_max;
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let mut tiers = Vec::new();
    for number in 1..=most {
        let (count, each) = (fields::numbered("tier_count", number), fields::numbered("tier_each", number));
        let is_left_out = |name: &str| sent.typed.value(name).trim().is_empty();
        if number > 1 && is_left_out(&count) && is_left_out(&each) {
            continue;
        }
        let (piece_count, each) = (reading.number(&count, 0), reading.money(&each, currency));
        tiers.extend(
            piece_count.zip(each).map(|(piece_count, each)| TierAsked { piece_count, each: Amount(each) }),
        );
    }
    let counts = [reading.number("piece_count", 0), reading.number("least_pieces", 0)];
    let (most_pieces, minutes) = (reading.number("most_pieces", 0), reading.number("minutes", 0));
    let way = HandingOver::from_word(sent.typed.value("handing_over"));
    let made = match (counts, most_pieces.zip(minutes)) {
        ([Some(piece_count), Some(least_pieces)], Some((most_pieces, minutes))) => Some(OpenPool {
            offering: goods.offered.offering.id,
            piece_count,
            tiers,
            least_pieces,
            most_pieces,
            handing_over: way.unwrap_or(HandingOver::Collection),
            is_joinable: sent.typed.has("is_joinable", "yes"),
            minutes,
            is_meant: sent.typed.has("is_meant", "yes"),
        }),
        _ => None,
    };
    Ok(sent.run(reading.judged(made)?).await?)
}
