//! A need: people and things of several sectors, all at the same hours, nobody wanted twice.

use crate::fault::Fault;
use crate::{Finder, FoundHire, FoundOption, HireQuery, Query};
use kernel::{Amount, Currency, Id, Locality, Span, Timestamp};
use market::directory::{Family, WorkPlace};
use market::mechanisms::stored_availability::Requirement;
use market::users::{User, assets::Resource};
use std::collections::BTreeMap;

/// What is needed, all at the same hours.
#[derive(Clone, Debug)]
pub struct NeedQuery {
    /// In which market area.
    pub locality: Locality,
    /// For whom.
    pub buyer: Option<Id<User>>,
    /// Where, or from where the buyer travels to what is for hire.
    pub place: WorkPlace,
    /// The currency of the place.
    pub currency: Currency,
    /// When.
    pub span: Span,
    /// Of which sector, of which family, how many.
    pub parts: Vec<(String, Family, usize)>,
}

/// Somebody, or something, for one part of a need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoundFor {
    /// Somebody's work.
    Work(FoundOption),
    /// A thing or a space for hire.
    Hire(FoundHire),
}

/// Who can be had once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Taker {
    User(Id<User>),
    Resource(Id<Resource>),
}

impl FoundFor {
    /// What the buyer pays for it, bonds not counted, in minor units.
    pub fn buyer_pays(&self) -> Amount {
        match self {
            Self::Work(option) => option.buyer_pays,
            Self::Hire(hire) => hire.buyer_pays,
        }
    }

    fn taker(&self) -> Taker {
        match self {
            Self::Work(option) => Taker::User(option.seller),
            Self::Hire(hire) => Taker::Resource(hire.resource),
        }
    }
}

impl Finder {
    /// Whom and what to take so that every part of a need is met at once, by part, the cheapest first; `None` when it cannot be. Each
    /// sector’s cheapest are taken, and where somebody is wanted for two parts, one of them makes room if there is anybody
    /// else: so whatever can be met is met, though not always at the least sum.
    ///
    /// # Errors
    /// As [`Finder::search`].
    pub fn meet(&self, query: &NeedQuery, now: Timestamp) -> Result<Option<Vec<Vec<FoundFor>>>, Fault> {
        // With as many to choose from as are wanted in all, a part always finds somebody whom no other has taken.
        let limit = query.parts.iter().map(|(_, _, count)| *count).fold(0, usize::saturating_add);
        let mut found = Vec::new();
        for (sector, family, count) in &query.parts {
            let options = self.for_part(query, sector, *family, limit, now)?;
            if options.len() < *count {
                return Ok(None);
            }
            found.push(options);
        }
        let takers: Vec<Vec<Taker>> =
            found.iter().map(|options| options.iter().map(FoundFor::taker).collect()).collect();
        let counts: Vec<usize> = query.parts.iter().map(|(_, _, count)| *count).collect();
        let Some(taken) = shared_out(&takers, &counts) else { return Ok(None) };
        let chosen = found.into_iter().zip(taken).map(|(options, taken)| {
            let options = options.into_iter().enumerate();
            options.filter(|(index, _)| taken.contains(index)).map(|(_, option)| option).collect()
        });
        Ok(Some(chosen.collect()))
    }

    fn for_part(
        &self,
        query: &NeedQuery,
        sector: &str,
        family: Family,
        limit: usize,
        now: Timestamp,
    ) -> Result<Vec<FoundFor>, Fault> {
        let (locality, buyer, span) = (query.locality, query.buyer, query.span);
        match family {
            Family::Work => {
                let requirement = Requirement {
                    sector: sector.to_owned(),
                    work_place: query.place.clone(),
                    span,
                    is_unpaid: false,
                    currency: query.currency,
                };
                let asked = Query { locality, buyer, requirement, radius_m: None, limit };
                Ok(self.search(&asked, now)?.options.into_iter().map(FoundFor::Work).collect())
            }
            Family::Thing | Family::Space => {
                let (sector, point, radius_m) = (sector.to_owned(), query.place.point, None);
                let asked = HireQuery { locality, buyer, sector, span, point, radius_m, limit };
                Ok(self.search_hires(&asked, now)?.hires.into_iter().map(FoundFor::Hire).collect())
            }
            Family::Goods => Ok(Vec::new()),
        }
    }
}

/// Which of its options each part takes, by their places, so that nobody is taken twice: augmenting paths, option by option in
/// order. `None` when not every part gets as many as it wants.
fn shared_out<T: Ord + Copy>(takers: &[Vec<T>], counts: &[usize]) -> Option<Vec<Vec<usize>>> {
    let slots: Vec<usize> = counts.iter().enumerate().flat_map(|(part, count)| vec![part; *count]).collect();
    let mut holder: BTreeMap<T, usize> = BTreeMap::new();
    for slot in 0..slots.len() {
        let mut tried = Vec::new();
        if !seated(slot, &slots, takers, &mut holder, &mut tried) {
            return None;
        }
    }
    let mut taken = vec![Vec::new(); counts.len()];
    for (part, (options, mine)) in takers.iter().zip(&mut taken).enumerate() {
        let is_its = |taker: &T| holder.get(taker).and_then(|slot| slots.get(*slot)) == Some(&part);
        mine.extend(options.iter().enumerate().filter(|(_, taker)| is_its(taker)).map(|(index, _)| index));
    }
    Some(taken)
}

/// Gives a slot somebody, moving others on where they have another.
fn seated<T: Ord + Copy>(
    slot: usize,
    slots: &[usize],
    takers: &[Vec<T>],
    holder: &mut BTreeMap<T, usize>,
    tried: &mut Vec<T>,
) -> bool {
    let options = slots.get(slot).and_then(|part| takers.get(*part)).map(Vec::as_slice).unwrap_or_default();
    for taker in options {
        if tried.contains(taker) {
            continue;
        }
        tried.push(*taker);
        let makes_room = match holder.get(taker).copied() {
            None => true,
            Some(other) => seated(other, slots, takers, holder, tried),
        };
        if makes_room {
            holder.insert(*taker, slot);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_each_are_taken_where_nobody_is_wanted_twice() {
        assert_eq!(shared_out(&[vec![1, 2, 3], vec![7, 8]], &[2, 1]), Some(vec![vec![0, 1], vec![0]]));
    }

    #[test]
    fn who_is_wanted_twice_goes_where_nobody_else_can() {
        assert_eq!(shared_out(&[vec![1, 2, 3], vec![1]], &[2, 1]), Some(vec![vec![1, 2], vec![0]]));
        // One makes room for another, who makes room for a third.
        assert_eq!(
            shared_out(&[vec![1, 2], vec![2, 3], vec![1]], &[1, 1, 1]),
            Some(vec![vec![1], vec![1], vec![0]])
        );
    }

    #[test]
    fn too_few_in_all_are_too_few() {
        assert_eq!(shared_out(&[vec![1, 2], vec![1, 2]], &[2, 1]), None);
        assert_eq!(shared_out::<u8>(&[vec![]], &[1]), None);
    }
}
