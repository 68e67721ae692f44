//! `/sectors`, `/places`: what can be looked for, and where.

use super::call::Call;
use super::sent::{Sent, Taken};
use crate::error::{Answer, AppError};
use crate::nouns::directory::{self, SectorSeen};
use kernel::{Asks, Show};
use market::directory::{Family, Sector, WorkPlace};
use rules::Rule;
use serde::Deserialize;

pub(super) fn calls() -> Vec<Call> {
    let sectors = "Those that are traded every day. With `words`, the twenty that fit them best among thousands, in any \
                   language, misspelt or not; with `family`, the widest of it. What lies under one, its own call tells.";
    let sector = "With what lies above and right under it, and the rules that name it.";
    vec![
        Call::find("/sectors", self::sectors).about(sectors).public(),
        Call::get("/sectors/{sector}", self::sector).about(sector).public(),
        Call::get("/places/{post_code}", place).about("Where it is, and what is paid with there.").public(),
    ]
}

/// Which sectors are looked for.
#[derive(Asks, Deserialize)]
struct Looked {
    /// What somebody says for it.
    #[ask(example = "dog walking")]
    words: Option<String>,
    /// What it trades.
    family: Option<Family>,
}

impl Taken for Looked {}

/// A sector with what belongs to it.
#[derive(Show)]
struct SectorWhole {
    #[show(flatten)]
    sector: Sector,
    /// The wider ones that it lies under, the widest first.
    above: Vec<Sector>,
    /// Those right under it.
    under: Vec<Sector>,
    /// The rules that name it, as `id@version`.
    rules: Vec<String>,
}

impl From<SectorSeen<'_>> for SectorWhole {
    fn from(seen: SectorSeen<'_>) -> Self {
        let shown = |sectors: Vec<&Sector>| sectors.into_iter().cloned().collect();
        let reference = |rule: &Rule| rule.reference().to_string();
        Self {
            sector: seen.sector.clone(),
            above: shown(seen.above),
            under: shown(seen.under),
            rules: seen.rules.into_iter().map(reference).collect(),
        }
    }
}

/// A place, by its post code: its point is the middle of the area.
#[derive(Show)]
struct Place {
    #[show(flatten)]
    place: WorkPlace,
    /// What is paid with there.
    currency: Option<String>,
    /// How many decimals that currency has.
    exponent: Option<i64>,
}

async fn sectors(sent: Sent, Looked { words, family }: Looked) -> Answer<Vec<Sector>> {
    let app = &sent.app;
    let families = family.as_ref().map_or(Family::ALL, std::slice::from_ref);
    let sectors: Vec<&Sector> = match (words, family) {
        (Some(words), _) => directory::find(app, &words, families),
        (None, Some(family)) => app.directory.widest(family).collect(),
        (None, None) => app.directory.usual().collect(),
    };
    Ok(sectors.into_iter().cloned().collect())
}

async fn sector(sent: Sent) -> Answer<SectorWhole> {
    Ok(directory::sector(&sent.app, sent.word()?)?.into())
}

async fn place(sent: Sent) -> Answer<Place> {
    let place = sent.app.place(sent.word()?).map_err(|_| AppError::NotFound)?.clone();
    let law = sent.app.rulebook.jurisdiction(&place.jurisdiction);
    let (currency, exponent) =
        law.map(|law| (law.currency.code.clone(), i64::from(law.currency.exponent))).unzip();
    Ok(Place { place, currency, exponent })
}
