//! Group buying: what takes pledges, one pool with the form to pledge, and what its seller can still do.

use market::mechanisms::group_buying::tiers::Ladder;
use market::mechanisms::group_buying::{
    CallOffPool, PledgeStage, Pledged, Pool, PoolOutcome, PoolStage, PoolTerms, SetPledge, WithdrawPledge,
};

use super::answer::sign_in_and_return;
use super::prelude::*;
use super::{catalogues, photo_form};
use crate::nouns::NAMELESS;
use crate::nouns::assets::Offered;
use crate::nouns::group_buying::{self, OwnPledge, PoolCard, PoolSeen, Pools};

pub(super) const PAGE: &str = "/pools";

pub(super) fn routes() -> Routes {
    vec![
        (PAGE, get(list)),
        ("/pools/selling", get(selling)),
        ("/pools/pledged", get(pledged)),
        ("/pools/{pool}", get(show)),
        ("/pools/{pool}/pledge", get(back).post(pledge)),
        ("/pools/{pool}/withdrawal", done::<WithdrawPledge>(PAGE, "pledge-withdrawn").get(back)),
        ("/pools/{pool}/calling-off", done::<CallOffPool>(PAGE, "pool-called-off").get(back)),
    ]
}

async fn list(visit: Visit, typed: Typed) -> Answer {
    of(&visit, Pools::Open, &typed).await
}

async fn selling(visit: Visit, typed: Typed) -> Answer {
    visit.visitor()?;
    of(&visit, Pools::Selling, &typed).await
}

async fn pledged(visit: Visit, typed: Typed) -> Answer {
    visit.visitor()?;
    of(&visit, Pools::Pledged, &typed).await
}

async fn of(visit: &Visit, of: Pools, typed: &Typed) -> Answer {
    let page = group_buying::list(&visit.app, visit.visitor.as_ref(), of, cursor(typed)).await?;
    let (address, title, none) = match of {
        Pools::Open => (PAGE, t!(visit, "pools-title"), t!(visit, "pools-none")),
        Pools::Selling => ("/pools/selling", t!(visit, "pools-selling"), t!(visit, "pools-selling-none")),
        Pools::Pledged => ("/pools/pledged", t!(visit, "pools-pledged"), t!(visit, "pools-pledged-none")),
    };
    let main = html! {
        @if of == Pools::Open { p class="lead" { (t!(visit, "pools-lead")) } }
        @if page.rows.is_empty() { p { (none) } }
        @else { ul class="own-list" { @for card in &page.rows { (line(visit, card)) } } }
        @match (of, page.next) {
            (Pools::Open, Some(next)) => p {
                a href={ (visit.at(address)) "?after=" (next) } rel="next" { (t!(visit, "pools-more")) }
            },
            (Pools::Open, None) => {},
            (Pools::Selling | Pools::Pledged, next) => (earlier(visit, address, next)),
        }
        @if of == Pools::Open {
            p { a href=(visit.at("/pools/pledged")) { (t!(visit, "pools-pledged")) } }
            p { a href=(visit.at("/pools/selling")) { (t!(visit, "pools-selling")) } }
        }
    };
    let sheet = Sheet::new(title, main).area(Area::Find);
    let sheet = if of == Pools::Open { sheet } else { sheet.under(PAGE, t!(visit, "pools-title")) };
    Ok(visit.show(sheet))
}

fn line(visit: &Visit, card: &PoolCard) -> Markup {
    let (pool, page) = (&card.pool, visit.at(&pool_page(card.pool.id)));
    html! {
        li {
            h2 { a href=(page) { (title(&card.offered)) } }
            p class="figures" { (price(visit, pool, &card.ladder)) }
            (progress(visit, pool, &card.ladder))
            p class="quiet" {
                (stage(visit, pool, card.own.as_ref().map(|pledge| pledge.stage))) " "
                @if let Some(own) = &card.own { (yours(visit, own.piece_count)) " " }
                (closes(visit, pool))
            }
        }
    }
}

/// The page of a pool, without its language.
pub(super) fn pool_page(pool: Id<Pool>) -> String {
    format!("{PAGE}/{pool}")
}

/// What it is.
pub(super) fn title(offered: &Offered) -> Text {
    Text::verbatim(offered.text.as_ref().map_or(NAMELESS, |text| text.title.as_str()))
}

/// What a piece costs, as it stands or as it ended.
pub(super) fn price(visit: &Visit, pool: &Pool, ladder: &Ladder) -> Text {
    let money = |amount| visit.reader().money(amount, pool.currency);
    let first = ladder.rungs().first().map_or(Amount::ZERO, |rung| rung.each);
    match (pool.stage, ladder.price()) {
        (PoolStage::Settling | PoolStage::Ended, _) => match pool.price {
            Some(price) => t!(visit, "pools-price-was", money = money(price)),
            None => t!(visit, "pools-price-none"),
        },
        (PoolStage::Open, Some(price)) => t!(visit, "pools-price", money = money(price)),
        (PoolStage::Open, None) => t!(visit, "pools-price-first", money = money(first)),
    }
}

fn pieces(visit: &Visit, count: i64) -> Text {
    t!(visit, "pools-pieces", count = u32::try_from(count).unwrap_or(u32::MAX))
}

/// What somebody has pledged for.
pub(super) fn yours(visit: &Visit, count: i64) -> Text {
    t!(visit, "pools-yours", pieces = pieces(visit, count))
}

/// When pledges are over, or were.
pub(super) fn closes(visit: &Visit, pool: &Pool) -> Text {
    let at = visit.reader().time(pool.closes_at);
    if is_open(visit, pool) {
        t!(visit, "pools-closes", moment = at)
    } else {
        t!(visit, "pools-closed", moment = at)
    }
}

fn is_open(visit: &Visit, pool: &Pool) -> bool {
    pool.stage == PoolStage::Open && visit.app.now() < pool.closes_at
}

/// How far it is to the next tier, in words and as a bar.
fn progress(visit: &Visit, pool: &Pool, ladder: &Ladder) -> Markup {
    let money = |amount| visit.reader().money(amount, pool.currency);
    let said = pieces(visit, pool.pledged);
    let next = ladder.next().filter(|_| pool.stage == PoolStage::Open);
    html! {
        @match next {
            Some(next) => {
                progress class="far" value=(next.willing) max=(next.piece_count) aria-hidden="true" {}
                p { (t!(visit, "pools-next", pieces = said, missing = pieces(visit, next.missing()), money = money(next.each))) }
            },
            None => p { (t!(visit, "pools-so-many", pieces = said)) },
        }
    }
}

fn stage(visit: &Visit, pool: &Pool, own: Option<PledgeStage>) -> Markup {
    match own {
        Some(PledgeStage::Bought) => return tag(Tone::Good, &t!(visit, "pools-bought")),
        Some(PledgeStage::Released) => return tag(Tone::Plain, &t!(visit, "pools-released")),
        Some(PledgeStage::Refused) => return tag(Tone::Caution, &t!(visit, "pools-refused")),
        Some(PledgeStage::Open) => return tag(Tone::Good, &t!(visit, "pools-you-pledged")),
        Some(PledgeStage::Withdrawn) | None => {}
    }
    match pool.outcome {
        Some(PoolOutcome::Reached) => tag(Tone::Good, &t!(visit, "pools-reached")),
        Some(PoolOutcome::Missed) => tag(Tone::Plain, &t!(visit, "pools-missed")),
        Some(PoolOutcome::CalledOff) => tag(Tone::Plain, &t!(visit, "pools-called-off")),
        None => html! {},
    }
}

pub(super) async fn seen(visit: &Visit, id: &str) -> Result<PoolSeen, AppError> {
    let id = Id::parse(id).ok_or(AppError::NotFound)?;
    group_buying::pool(&visit.app, visit.visitor.as_ref(), id).await
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let seen = seen(&visit, &id).await?;
    let form = pledge_form(&visit, &seen);
    page(&visit, &seen, &form)
}

/// A form that was loaded again leads back to its pool.
async fn back(visit: Visit, Path(id): Path<String>) -> Response {
    to(&visit.at(&format!("{PAGE}/{id}")))
}

fn pledge_form(visit: &Visit, seen: &PoolSeen) -> Form {
    let pool = &seen.whole.pool;
    let own = seen.own.as_ref().filter(|own| own.stage == PledgeStage::Open);
    let count = own.map_or(pool.least_pieces, |own| own.piece_count);
    let most = own
        .and_then(|own| own.most_each)
        .map(|most| fields::typed_decimal(visit.loc, most.amount.0, fields::decimals(visit, pool.currency)));
    let usual = [("piece_count", count.to_string()), ("most_each", most.unwrap_or_default())];
    visit.form(&format!("{}/pledge", pool_page(pool.id)), Typed::default().with_usual(&usual))
}

fn page(visit: &Visit, seen: &PoolSeen, form: &Form) -> Answer {
    let (pool, ladder) = (&seen.whole.pool, &seen.whole.ladder);
    let user = visit.visitor.as_ref().map(|visitor| visitor.user);
    let is_seller = user.is_some_and(|user| seen.whole.is_seller(user));
    let opened = seen.sellers.first().ok_or(AppError::NotFound)?;
    let main = html! {
        @if let Some(trade) = seen.own.as_ref().and_then(|own| own.trade) {
            p { a class="button" href=(visit.at(&format!("/trades/{trade}"))) { (t!(visit, "pools-see-booking")) } }
        }
        @for photo in opened.offered.photos.iter().take(1) { (photo_form::shown(visit, photo, "")) }
        @if let Some(words) = opened.offered.text.as_ref().and_then(|text| text.description.as_ref()) {
            p class="lines" { (Text::verbatim(words)) }
        }
        (progress(visit, pool, ladder))
        (tiers(visit, seen))
        @if is_open(visit, pool) && !is_seller { (to_pledge(visit, seen, form)?) }
        @if user == Some(pool.seller) { (of_seller(visit, pool)) }
        (SummaryList { loc: visit.loc, rows: rows(visit, seen) }.render())
        @if is_open(visit, pool) && pool.is_joinable && user.is_some() && !is_seller {
            p { a href=(visit.at(&format!("{}/sellers", pool_page(pool.id)))) { (t!(visit, "pool-join")) } }
        }
        p { a href=(visit.at(&pool_page(pool.id))) { (t!(visit, "pools-look-again")) } }
    };
    let first = ladder.rungs().first().map_or(Amount::ZERO, |rung| rung.each);
    let shown = pool.price.or_else(|| ladder.price()).unwrap_or(first);
    let caption = match (pool.stage, ladder.price()) {
        (PoolStage::Open, Some(_)) => t!(visit, "pools-now"),
        (PoolStage::Open, None) => t!(visit, "pools-first"),
        (PoolStage::Settling | PoolStage::Ended, _) if pool.price.is_some() => t!(visit, "pools-was"),
        (PoolStage::Settling | PoolStage::Ended, _) => t!(visit, "pools-would-have-been"),
    };
    let own = seen.own.as_ref().map(|own| own.stage);
    let band = Band {
        status: html! { p class="actions" { (stage(visit, pool, own)) } },
        below: html! { p class="lead" { (closes(visit, pool)) } },
        figure: Some(visit.reader().money(shown, pool.currency)),
        caption: Some(caption),
    };
    let sheet = Sheet::new(title(&opened.offered), main).band(band).area(Area::Find);
    Ok(visit.show(sheet.under(PAGE, t!(visit, "pools-title")).judged_by([form])))
}

fn tiers(visit: &Visit, seen: &PoolSeen) -> Markup {
    let pool = &seen.whole.pool;
    html! {
        section {
            h2 { (t!(visit, "pools-tiers")) }
            ol class="plain" {
                @for tier in group_buying::tiers(pool, &seen.whole.ladder) {
                    li class="figures" {
                        (t!(visit, "pools-tier", pieces = pieces(visit, tier.piece_count),
                            money = visit.reader().money(tier.each.amount, tier.each.currency)))
                        @if tier.is_reached && pool.stage == PoolStage::Open {
                            " " (tag(Tone::Good, &t!(visit, "pools-tier-reached")))
                        }
                    }
                }
            }
        }
    }
}

fn rows(visit: &Visit, seen: &PoolSeen) -> Vec<SummaryRow> {
    let (pool, reader) = (&seen.whole.pool, visit.reader());
    let mut rows = Vec::new();
    if let Some(own) = &seen.own {
        rows.extend(own_rows(visit, own));
    }
    for seller in &seen.sellers {
        let words = t!(
            visit,
            "pools-seller-has",
            name = seller.seller.name.as_str(),
            pieces = pieces(visit, seller.supply.piece_count)
        );
        rows.push(SummaryRow::words(t!(visit, "pools-seller"), words));
        if let Some(delivery) = seller.supply.delivery {
            rows.push(SummaryRow::money(t!(visit, "pools-delivery"), reader.money(delivery, pool.currency)));
        }
        let place = Text::verbatim(seller.offered.offering.post_code.as_str());
        rows.push(SummaryRow::words(t!(visit, "check-where"), place));
    }
    rows.push(SummaryRow::words(t!(visit, "goods-how"), catalogues::way_words(visit, pool.handing_over)));
    if is_open(visit, pool) {
        rows.push(SummaryRow::words(t!(visit, "pools-locks"), reader.time(pool.locks_at)));
    }
    rows
}

fn own_rows(visit: &Visit, own: &OwnPledge) -> Vec<SummaryRow> {
    let reader = visit.reader();
    let money = |money: kernel::Money| reader.money(money.amount, money.currency);
    let mut rows = vec![SummaryRow::words(t!(visit, "pools-own"), pieces(visit, own.piece_count))];
    if let Some(most) = own.most_each {
        rows.push(SummaryRow::money(t!(visit, "pools-own-most"), money(most)));
    }
    if own.stage == PledgeStage::Open {
        rows.push(SummaryRow::money(t!(visit, "pools-set-aside"), money(own.set_aside)));
        rows.push(SummaryRow::words(t!(visit, "pools-own-seller"), Text::verbatim(&own.seller_name)));
    }
    rows
}

fn to_pledge(visit: &Visit, seen: &PoolSeen, form: &Form) -> Result<Markup, AppError> {
    let (pool, reader) = (&seen.whole.pool, visit.reader());
    let sign = words::sign(&visit.app, pool.currency);
    let terms = PoolTerms::on(&visit.app.rulebook, visit.today())?;
    let lock = visit.loc.duration(words::whole(terms.lock_hours.saturating_mul(60)));
    let how = t!(visit, "pools-how", time = lock);
    let (least, most) = (words::whole(pool.least_pieces), words::whole(pool.most_pieces));
    let has_pledged = seen.own.as_ref().is_some_and(|own| own.stage == PledgeStage::Open);
    let act = if has_pledged { t!(visit, "pools-change") } else { t!(visit, "pools-pledge") };
    let page = pool_page(pool.id);
    Ok(html! {
        section id="pledge" {
            h2 { (act) }
            @if visit.visitor.is_none() {
                p { (how) }
                p { a class="button" href=(sign_in_and_return(visit)) { (t!(visit, "pools-sign-in")) } }
            } @else {
                (form.render(&html! {
                    (form.field("piece_count", t!(visit, "pools-how-many")).hint(match seen.least_in_all {
                        Some(all) => t!(visit, "pools-from-to-in-all", least = least, most = most,
                            money = reader.money(all.amount, all.currency)),
                        None => t!(visit, "pools-from-to", least = least, most = most),
                    }).input(Input::Number))
                    (form.field("most_each", t!(visit, "pools-most-each")).hint(t!(visit, "pools-most-each-hint")).money(sign))
                    (submit(&act))
                }))
                p { (how) }
                @if has_pledged {
                    (visit.second_button(
                        &format!("{page}/withdrawal"),
                        &t!(visit, "pools-withdraw"),
                        &[("back", &visit.at(&page))],
                    ))
                }
            }
        }
    })
}

fn of_seller(visit: &Visit, pool: &Pool) -> Markup {
    let page = pool_page(pool.id);
    let can_be = is_open(visit, pool) && (pool.buyer_count == 0 || !pool.is_locked(visit.app.now()));
    html! {
        @if can_be {
            (visit.second_button(
                &format!("{page}/calling-off"),
                &t!(visit, "pools-call-off"),
                &[("back", &visit.at(&page))],
            ))
        }
    }
}

async fn pledge(Path(id): Path<String>, sent: Sent) -> Answer {
    let seen = seen(&sent.visit, &id).await?;
    let fault = match set(&sent, &seen.whole.pool).await {
        Ok(pledged) => {
            let said = if pledged.is_over { "pledged-last" } else { "pledged" };
            return Ok(to_saying(&sent.visit.at(&pool_page(pledged.pool)), said));
        }
        Err(fault) => fault,
    };
    let field = match &fault {
        Fault::Other(error) if error.code() == "group-buying/too-low" => "most_each",
        Fault::Other(error) => error.argument("field").unwrap_or("piece_count"),
        Fault::Fields(_) => "piece_count",
    }
    .to_owned();
    let errors = fault.at(&sent.visit, &field)?;
    let address = format!("{}/pledge", pool_page(seen.whole.pool.id));
    page(&sent.visit, &seen, &Form { errors, ..sent.visit.form(&address, sent.typed) })
}

async fn set(sent: &Sent, pool: &Pool) -> Result<Pledged, Fault> {
    let buyer = sent.visit.visitor()?.user;
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let piece_count = reading.number("piece_count", 0);
    let most_each = reading.money_or_none("most_each", pool.currency).map(Amount);
    let made = piece_count.map(|piece_count| SetPledge { buyer, pool: pool.id, piece_count, most_each });
    Ok(sent.run(reading.judged(made)?).await?)
}
