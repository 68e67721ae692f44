//! The records of a trade as an award has it, under the figures of the day.

use crate::concession::{Terms, figure};
use crate::trade::award::{Award, AwardPart};
use crate::trade::bundle::Bundle;
use crate::trade::full::FullTrade;
use crate::trade::part::{Funds, Part, PartStage, Takes};
use crate::trade::procedure::{Promise, PromiseTerms, Recorded};
use crate::trade::{Awaits, Stage, Trade, TradeLine};
use kernel::{Amount, BadRow, Draft, Id, Stop, Timestamp};
use rules::Rulebook;

/// How long a buyer who has collected goods has to answer, in hours: a figure.
const COLLECTED_HOURS: &str = "concession.procedure.goods.collected_answer_hours";

/// How what an award takes is kept.
#[derive(Clone, Copy)]
pub(super) struct Keeping {
    /// Until when.
    pub(super) until: Timestamp,
    /// For whose word.
    pub(super) awaits: Awaits,
    /// With the others of which bundle.
    pub(super) bundle: Option<Id<Bundle>>,
}

/// The records of an award, under the figures of today.
pub(super) fn draw_up(draft: &Draft<'_>, award: &Award, keeping: Keeping) -> Result<FullTrade, Stop> {
    let rulebook = draft.consult::<Rulebook>()?;
    let place = &award.work_place;
    let today = place.zone.calendar().local(draft.now()).date;
    let (mut parts, mut lines, mut first_terms) = (Vec::new(), Vec::new(), None);
    for (number, planned) in (1..).zip(&award.parts) {
        let mut terms = planned.promise.terms_on(rulebook, today)?;
        if planned.promise == Promise::Goods && planned.is_handed_over {
            terms.part.answer_hours = figure(rulebook, COLLECTED_HOURS, today)?;
        }
        first_terms.get_or_insert((terms, planned.starts_at));
        parts.push(part(draft, award.id, number, planned, &terms));
        lines.extend(lines_of(draft, award.id, number, planned));
    }
    let (terms, starts_at) = first_terms.ok_or_else(|| BadRow("an award has a part".to_owned()))?;
    let currency = award
        .parts
        .first()
        .map_or_else(|| Err(BadRow("an award has a part".to_owned())), |part| Ok(part.price.currency))?;
    let trade = Trade {
        locality: draft.locality(),
        id: award.id,
        stage: Stage::Held,
        awaits: keeping.awaits,
        kind: award.kind,
        mechanism: award.mechanism.to_owned(),
        buyer: award.buyer,
        seller: award.seller,
        sector: award.sector.clone(),
        post_code: place.post_code,
        town: place.town.clone(),
        lat_e6: place.point.lat_e6,
        lon_e6: place.point.lon_e6,
        jurisdiction: place.jurisdiction.clone(),
        zone: place.zone.clone(),
        starts_at,
        ends_at: starts_at,
        shown: PartStage::Open,
        outcome: None,
        currency,
        buyer_pays: Amount::ZERO,
        seller_receives: Amount::ZERO,
        pack_hash: award.pack_hash.clone(),
        edition: 1,
        held_at: draft.now(),
        held_until: keeping.until,
        agree_by: award.agree_by,
        extensions_left: Terms::hold_extensions_max(rulebook, today)?,
        free_until: starts_at.plus_hours(-terms.free_until_hours),
        late_share_bp: terms.late_share_bp,
        booked_at: None,
        ended_at: None,
        timer_at: None,
        timer: None,
        bundle: keeping.bundle,
    };
    Ok(FullTrade::new(trade, parts, lines))
}

fn part(draft: &Draft<'_>, trade: Id<Trade>, number: i64, planned: &AwardPart, terms: &PromiseTerms) -> Part {
    let procedure = planned.promise.procedure();
    let takes = match (planned.hours_of, planned.items.is_empty()) {
        (Some(_), _) => Takes::Hours,
        (None, false) => Takes::Pieces,
        (None, true) => Takes::Nothing,
    };
    let by_payee = procedure.recorded == Recorded::ByPayee;
    Part {
        locality: draft.locality(),
        trade,
        number,
        promise: planned.promise,
        stage: if planned.funds == Funds::AtOnce { PartStage::Open } else { PartStage::Waiting },
        outcome: None,
        payer: procedure.payer,
        edition: 1,
        replaces: None,
        starts_at: planned.starts_at,
        ends_at: planned.ends_at,
        takes,
        resource: planned.hours_of.map(|(resource, _)| resource),
        buffer_minutes: planned.hours_of.map_or(0, |(_, buffer)| buffer),
        offering: planned.offering,
        quantity: planned.quantity,
        unit: planned.unit,
        distance_m: planned.distance_m,
        currency: planned.price.currency,
        funds: planned.funds,
        funds_at: planned.funds_at,
        after: planned.after,
        due: None,
        due_out_of: None,
        recorded_as: None,
        started_at: None,
        stopped_at: None,
        record_by: by_payee.then(|| planned.ends_at.plus_hours(terms.part.record_hours)),
        answers_at: None,
        tries: 0,
        closed_at: None,
        terms: terms.part,
    }
}

fn lines_of(draft: &Draft<'_>, trade: Id<Trade>, part: i64, planned: &AwardPart) -> Vec<TradeLine> {
    let line = |(position, (index, line)): (i64, (usize, &crate::price::Line))| {
        let goods = planned.items.iter().find(|item| item.line == index);
        TradeLine {
            locality: draft.locality(),
            trade,
            part,
            position,
            section: line.section,
            label: line.label,
            amount: line.amount,
            settled: None,
            item: goods.map(|goods| goods.item),
            count: goods.map(|goods| goods.count),
            rule: line.rule.clone(),
            counterparty: line.counterparty.clone(),
            pending: None,
        }
    };
    (1..).zip(planned.price.lines.iter().enumerate()).map(line).collect()
}
