//! What is taken is what parts take: every busy quarter-hour and every piece belongs to one part.

use super::{Report, Source};
use crate::failure::Failure;
use kernel::{Day, Id, Slots, Span};
use market::trade::Trade;
use market::users::{
    assets::{Offering, Resource},
    availability::ResourceDay,
    stock::Stock,
    taking::Taking,
};
use std::collections::BTreeMap;

/// What parts have taken.
#[derive(Default)]
pub(super) struct Taken {
    hours: BTreeMap<(Id<Resource>, Day), Slots>,
    pieces: BTreeMap<Id<Offering>, i64>,
}

impl Taken {
    /// Enters what a part takes; gives what is wrong with it.
    pub(super) fn take(&mut self, trade: Id<Trade>, taking: &Taking) -> Option<String> {
        match taking {
            Taking::Hours { resource, span } => {
                let mut wrong = None;
                for (day, slots) in span.by_day() {
                    let busy = self.hours.entry((*resource, day)).or_default();
                    if busy.meets(slots) {
                        let date = day.date();
                        wrong = Some(format!("resource {resource} is sold twice on {date}: trade {trade}"));
                    }
                    *busy = busy.with(slots);
                }
                wrong
            }
            Taking::Pieces { .. } => {
                self.pieces(taking);
                None
            }
        }
    }

    /// Enters hours that are out of a calendar for what may become a trade; gives what is wrong with them.
    pub(super) fn hours(&mut self, resource: Id<Resource>, span: Span) -> Option<String> {
        let mut wrong = None;
        for (day, slots) in span.by_day() {
            let busy = self.hours.entry((resource, day)).or_default();
            if busy.meets(slots) {
                wrong = Some(format!("resource {resource} is sold twice on {}: in a book", day.date()));
            }
            *busy = busy.with(slots);
        }
        wrong
    }

    /// Enters pieces that are out of stock, for a trade or for what may become one.
    pub(super) fn pieces(&mut self, taking: &Taking) {
        if let Taking::Pieces { item, count } = taking {
            let taken = self.pieces.entry(*item).or_default();
            *taken = taken.saturating_add(*count);
        }
    }
}

/// Compares the calendars of resources and the stocks of offerings with what parts have taken.
pub(super) async fn check(
    source: &mut impl Source,
    taken: Taken,
    report: &mut Report,
) -> Result<(), Failure> {
    let Taken { mut hours, mut pieces } = taken;
    let (mut quarters, mut wrong) = (0, Vec::new());
    let compare = |stored: ResourceDay| {
        quarters += stored.busy.count();
        let made = hours.remove(&(stored.resource, stored.day)).unwrap_or_default();
        if made != stored.busy {
            let (resource, day) = (stored.resource, stored.day.date());
            wrong.push(format!(
                "hours of resource {resource} on {day}: stored {:?}, parts take {made:?}",
                stored.busy
            ));
        }
    };
    source.scan::<ResourceDay>(compare).await?;
    report.count("booked quarter-hours", u64::try_from(quarters).unwrap_or_default());
    for (resource, day) in hours.into_keys() {
        wrong.push(format!("resource {resource}: parts take hours on {}, where it has none", day.date()));
    }
    let mut sold = 0_i64;
    let compare = |stock: Stock| {
        sold = sold.saturating_add(stock.taken);
        let made = pieces.remove(&stock.item).unwrap_or_default();
        if made != stock.taken {
            wrong.push(format!("stock of {}: {} are taken, parts take {made}", stock.item, stock.taken));
        }
    };
    source.scan::<Stock>(compare).await?;
    report.count("pieces taken", u64::try_from(sold).unwrap_or_default());
    for (item, count) in pieces {
        wrong.push(format!("offering {item}: parts take {count} pieces, and it has no stock"));
    }
    report.found(wrong);
    Ok(())
}
