//! What a way comes to, once the buyer has answered.

use super::{Component, Constraint, Template, Way};
use crate::directory::{Directory, Family};
use std::collections::BTreeMap;

/// What lies so many minutes or more after another is on another day.
const OVERNIGHT: i64 = 8 * 60;

/// One thing that has to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The component's name; several people of one component have the same.
    pub name: String,
    /// The sector's code.
    pub sector: String,
    /// For how many minutes; 0 of what is bought.
    pub minutes: u32,
    /// How many pieces; 1 of work, where each of several people is wanted for itself.
    pub pieces: u32,
}

/// What a way comes to: what has to be found, and what must hold between it, by its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needed {
    /// What has to be found.
    pub components: Vec<Wanted>,
    /// What must hold between them.
    pub constraints: Vec<chains::Constraint>,
}

impl Needed {
    /// Whether some of it comes one day after the other.
    pub fn spreads(&self) -> bool {
        use chains::Constraint::Precedence;
        self.constraints.iter().any(|one| matches!(one, Precedence { least, .. } if *least >= OVERNIGHT))
    }

    /// The breakdown in which each component has the candidates that stand at its place.
    pub fn breakdown(
        &self,
        candidates: impl IntoIterator<Item = Vec<chains::Candidate>>,
    ) -> chains::Breakdown {
        let component = |candidates| chains::Component { candidates, ..chains::Component::default() };
        chains::Breakdown {
            components: candidates.into_iter().map(component).collect(),
            constraints: self.constraints.clone(),
        }
    }
}

impl Template {
    /// The answers with what is usual where nothing is said, and within what may be answered. What is not asked is left out.
    pub fn answers(&self, said: &BTreeMap<String, u32>) -> BTreeMap<String, u32> {
        let answers = self.questions.iter().map(|question| {
            let said = said.get(&question.name).copied().unwrap_or(question.usual);
            (question.name.clone(), said.clamp(question.least, question.most.max(question.least)))
        });
        answers.collect()
    }
}

impl Way {
    /// What it comes to. Of a component of work each person is a component; of what comes to nothing there is none, and what would
    /// have bound it binds nothing.
    pub fn needed(&self, answers: &BTreeMap<String, u32>, directory: &Directory) -> Needed {
        let mut needed = Needed::default();
        let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for Component { name, sector, count, minutes } in &self.components {
            let Some(sector) = directory.sector_by_slug(sector) else { continue };
            let (count, minutes) = (count.of(answers), minutes.of(answers));
            let (people, pieces) =
                if sector.family == Family::Work { (count, 1) } else { (count.min(1), count) };
            for _ in 0..people {
                places.entry(name).or_default().push(needed.components.len());
                needed.components.push(Wanted {
                    name: name.clone(),
                    sector: sector.code.clone(),
                    minutes,
                    pieces,
                });
            }
        }
        let of = |name: &str| places.get(name).map_or(&[][..], Vec::as_slice);
        for constraint in &self.constraints {
            let (one, other) = constraint.names();
            if let Constraint::Succession { .. } = constraint {
                let pairs = of(one).windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
                needed.constraints.extend(pairs.map(|(one, other)| constraint.between(one, other)));
                continue;
            }
            for one in of(one) {
                let others = of(other.unwrap_or_default()).iter();
                needed.constraints.extend(others.map(|other| constraint.between(*one, *other)));
            }
        }
        needed
    }
}

impl Constraint {
    fn between(&self, one: usize, other: usize) -> chains::Constraint {
        match self {
            Self::SameInterval { .. } => chains::Constraint::SameInterval { one, other },
            Self::Precedence { least, most, .. } | Self::Succession { least, most, .. } => {
                let (least, most) = (i64::from(*least), most.map(i64::from));
                chains::Constraint::Precedence { first: one, then: other, least, most }
            }
            Self::SamePlace { within, .. } => {
                chains::Constraint::SamePlace { one, other, within: u64::from(*within) }
            }
            Self::Travel { .. } => chains::Constraint::Travel { from: one, to: other },
            Self::Implies { .. } => chains::Constraint::Implies { needing: one, giving: other },
            Self::Exclusive { .. } => chains::Constraint::Exclusive { one, other },
        }
    }
}
