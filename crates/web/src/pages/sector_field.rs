//! The field that asks for a sector: what somebody says for it in their own words, and where that may mean several of the
//! thousands, which of them.

use std::collections::BTreeSet;

use market::directory::{Family, Sector};

use super::prelude::*;
use crate::error::Invalid;
use crate::nouns::directory;

/// What people call a sector; in English and marked so where nobody has put it into the reader's language.
pub(super) fn sector_title(visit: &Visit, sector: &Sector) -> Text {
    visit.loc.or_english(sector.titles.own(visit.loc.lang.code()), sector.titles.english())
}

/// What is done in the sectors of a family.
pub(super) fn family_title(visit: &Visit, family: Family) -> Text {
    match family {
        Family::Work => t!(visit, "family-work"),
        Family::Thing => t!(visit, "family-thing"),
        Family::Space => t!(visit, "family-space"),
        Family::Goods => t!(visit, "family-goods"),
    }
}

/// The field `sector`: a line with what is traded every day to choose from; once something was said that is no one sector's
/// name, those that it may mean.
pub(super) fn sector_field(visit: &Visit, form: &Form, label: Text, families: &[Family]) -> Markup {
    sector_field_of(visit, form, "sector", label, families)
}

/// The same where a form asks for several sectors: one of its fields, by its name.
pub(super) fn sector_field_of(
    visit: &Visit,
    form: &Form,
    name: &str,
    label: Text,
    families: &[Family],
) -> Markup {
    let typed = form.typed.value(name);
    let field = form.field(name, label);
    let known = visit.app.sector(typed, families).ok();
    let meant = match known {
        Some(_) => Vec::new(),
        None => directory::find(&visit.app, typed, families),
    };
    if meant.is_empty() {
        let usual = visit.app.directory.usual().filter(|sector| families.contains(&sector.family));
        let usual: BTreeSet<String> = usual.map(|sector| sector_title(visit, sector).plain()).collect();
        let value = known.map_or_else(|| typed.to_owned(), |sector| said(visit, sector, families));
        return field.hint(t!(visit, "sector-hint")).suggesting(&value, &usual);
    }
    let mut choices: Vec<Choice> = meant.into_iter().map(|sector| choice(visit, sector, families)).collect();
    choices.push(Choice::new("", t!(visit, "sector-none-of-these")));
    field.hint(t!(visit, "sector-which")).select(&choices)
}

/// By what a list is narrowed: the code of the sector and the post code, empty where none is asked for or it is not known; and what is
/// not.
pub(super) fn narrowed(
    visit: &Visit,
    typed: &Typed,
    families: &[Family],
) -> (String, String, Vec<FieldError>) {
    let said = |name: &str| Some(typed.value(name).trim().to_owned()).filter(|said| !said.is_empty());
    let (sector, place) = (said("sector"), said("post_code"));
    let sector = sector.map(|said| visit.app.sector(&said, families).map(|sector| sector.code.clone()));
    let place = place.map(|said| visit.app.place(&said).map(|place| place.post_code.as_str().to_owned()));
    let wrong = [
        matches!(sector, Some(Err(_))).then(|| Invalid::new("sector", "invalid-sector")),
        matches!(place, Some(Err(_))).then(|| Invalid::new("post_code", "invalid-post-code")),
    ];
    let errors = wrong.into_iter().flatten();
    let errors = errors.map(|wrong| FieldError::new(wrong.field.as_str(), visit.reader().invalid(&wrong)));
    let known = |one: Option<Result<String, AppError>>| one.and_then(Result::ok).unwrap_or_default();
    (known(sector), known(place), errors.collect())
}

/// What stands in the line for a sector: its title, or its address where the title is another's too.
fn said(visit: &Visit, sector: &Sector, families: &[Family]) -> String {
    let title = sector_title(visit, sector).plain();
    let is_it = visit.app.sector(&title, families).is_ok_and(|found| found.code == sector.code);
    if is_it { title } else { sector.slug.clone() }
}

/// A sector among those that may be meant, with what tells them apart.
fn choice(visit: &Visit, sector: &Sector, families: &[Family]) -> Choice {
    let title = sector_title(visit, sector);
    let above = visit.app.directory.above(sector).next().map(|above| sector_title(visit, above));
    let family = (families.len() > 1).then(|| family_title(visit, sector.family));
    let about: Vec<String> = [family, above].into_iter().flatten().map(|text| text.plain()).collect();
    let label = if about.is_empty() {
        title
    } else {
        t!(visit, "sector-choice", title = title, about = about.join(", "))
    };
    Choice::new(sector.slug.clone(), label)
}
