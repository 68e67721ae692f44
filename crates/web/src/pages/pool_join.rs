//! Joining a pool as another seller of the same goods.

use market::mechanisms::group_buying::JoinPool;
use market::users::assets::Offering;

use super::group_buying::{self, pool_page, seen};
use super::pool_new::Goods;
use super::prelude::*;
use crate::nouns::assets;
use crate::nouns::group_buying::PoolSeen;

pub(super) fn routes() -> Routes {
    vec![("/pools/{pool}/sellers", get(ask).post(join))]
}

/// What the visitor offers that can be put up in a pool: of its sector, in its currency, handed over as it is.
async fn own(visit: &Visit, seen: &PoolSeen) -> Result<Vec<Goods>, AppError> {
    let pool = &seen.whole.pool;
    let sector = seen.sellers.first().map(|seller| seller.offered.offering.sector.clone());
    let goods = assets::list(&visit.app, visit.visitor()?).await?.into_iter().filter_map(Goods::from);
    let fits = |goods: &Goods| {
        Some(&goods.offered.offering.sector) == sector.as_ref()
            && goods.terms.currency == pool.currency
            && goods.terms.ways().any(|way| way == pool.handing_over)
            && goods.left > 0
    };
    Ok(goods.filter(fits).collect())
}

async fn ask(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    visit.visitor()?;
    let seen = seen(&visit, &id).await?;
    let goods = own(&visit, &seen).await?;
    let form = visit.form(&format!("{}/sellers", pool_page(seen.whole.pool.id)), typed);
    Ok(page(&visit, &seen, &goods, &form))
}

fn page(visit: &Visit, seen: &PoolSeen, goods: &[Goods], form: &Form) -> Response {
    let offered = |goods: &Goods| {
        let words = t!(visit, "pool-join-left", title = goods.name(), left = words::whole(goods.left));
        Choice::new(goods.offered.offering.id.to_string(), words)
    };
    let offered: Vec<_> = goods.iter().map(offered).collect();
    let main = html! {
        p class="lead" { (t!(visit, "pool-join-lead")) }
        @if offered.is_empty() {
            p { (t!(visit, "pool-join-none")) }
            p { a class="button" href=(visit.at("/offerings")) { (t!(visit, "offerings-title")) } }
        } @else {
            (form.render(&html! {
                (form.field("offering", t!(visit, "pool-join-which")).radios(&offered))
                (form.field("piece_count", t!(visit, "pool-join-pieces")).input(Input::Number))
                (submit(&t!(visit, "pool-join-go")))
            }))
        }
    };
    let title = seen.sellers.first().map(|seller| group_buying::title(&seller.offered)).unwrap_or_default();
    let sheet = Sheet::new(t!(visit, "pool-join-title", title = title), main).area(Area::Work);
    visit.show(sheet.under(group_buying::PAGE, t!(visit, "pools-title")).judged_by([form]))
}

async fn join(Path(id): Path<String>, sent: Sent) -> Answer {
    let seen = seen(&sent.visit, &id).await?;
    let goods = own(&sent.visit, &seen).await?;
    let pool = seen.whole.pool.id;
    let fault = match joined(&sent, &seen).await {
        Ok(()) => return Ok(to_saying(&sent.visit.at(&pool_page(pool)), "pool-joined")),
        Err(fault) => fault,
    };
    let errors = fault.at(&sent.visit, "piece_count")?;
    let form = Form { errors, ..sent.visit.form(&format!("{}/sellers", pool_page(pool)), sent.typed) };
    Ok(page(&sent.visit, &seen, &goods, &form))
}

async fn joined(sent: &Sent, seen: &PoolSeen) -> Result<(), Fault> {
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let offering: Option<Id<Offering>> =
        reading.read("offering", Id::parse, |visit| t!(visit, "pool-join-which-wrong"));
    let made = offering.zip(reading.number("piece_count", 0));
    let pool = seen.whole.pool.id;
    let made = made.map(|(offering, piece_count)| JoinPool { pool, offering, piece_count });
    Ok(sent.run(reading.judged(made)?).await?)
}
