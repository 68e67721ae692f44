//! Loading places: each takes from its parent what its own file leaves out.

use super::error::LoadError;
use super::file::{File, FileKind};
use super::loader::Loader;
use crate::jurisdiction::{CONCESSION, Currency, Jurisdiction};
use kernel::Dialing;
use serde::Deserialize;
use std::collections::BTreeMap;

const EXPONENT_MOST: u8 = 4;

/// `jurisdiction.toml`: what is left out is taken from the parent.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct JurisdictionFile {
    code: String,
    title: String,
    parent: Option<String>,
    currency: Option<Currency>,
    dialing: Option<Dialing>,
    zone: Option<String>,
    locale: Option<String>,
}

/// The places as their files write them, by code.
type Written<'a> = BTreeMap<String, (File<'a>, JurisdictionFile)>;

impl Loader {
    pub(super) fn read_places(&mut self, files: &[File<'_>]) {
        let mut written = Written::new();
        for file in files {
            let FileKind::Place(folder) = file.kind() else { continue };
            match file.read::<JurisdictionFile>() {
                Ok(place) if place.code == folder => {
                    written.insert(place.code.clone(), (*file, place));
                }
                Ok(place) => {
                    let problem = format!("the code {} is not the folder's name {folder}", place.code);
                    self.errors.push(file.refuse(None, problem, "make them the same"));
                }
                Err(error) => self.errors.push(error),
            }
        }
        for (file, place) in written.values() {
            match resolve(*file, place, &written) {
                Ok(place) => self.add_place(*file, place),
                Err(error) => self.errors.push(error),
            }
        }
    }

    fn add_place(&mut self, file: File<'_>, place: Jurisdiction) {
        let currency = &place.currency;
        let is_code = currency.code.len() == 3 && currency.code.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_code || currency.exponent > EXPONENT_MOST {
            let problem = format!("the currency {} with {} digits", currency.code, currency.exponent);
            let fix = format!("use three capital letters and 0 to {EXPONENT_MOST} digits");
            self.errors.push(file.refuse(None, problem, fix));
        }
        let earlier = self.currencies.insert(currency.code.clone(), currency.clone());
        if earlier.is_some_and(|earlier| earlier != *currency) {
            let problem = format!("{} has another number of digits elsewhere", currency.code);
            self.errors.push(file.refuse(None, problem, "give a currency the same exponent everywhere"));
        }
        self.places.insert(place.code.clone(), place);
    }
}

/// A place with what its own file leaves out taken from its parents; the nearest parent that has it wins.
fn resolve(
    file: File<'_>,
    place: &JurisdictionFile,
    written: &Written<'_>,
) -> Result<Jurisdiction, LoadError> {
    let mut chain = vec![place.code.clone()];
    let (mut currency, mut zone, mut locale) =
        (place.currency.clone(), place.zone.clone(), place.locale.clone());
    let mut dialing = place.dialing.clone();
    let mut parent = place.parent.as_ref();
    while let Some(code) = parent {
        let Some((_, above)) = written.get(code) else {
            let problem = format!("its parent {code} has no jurisdiction.toml");
            return Err(file.refuse(None, problem, format!("add {code}/jurisdiction.toml")));
        };
        if chain.contains(code) {
            let problem = format!("its parents run in a circle through {code}");
            return Err(file.refuse(None, problem, "correct the parent"));
        }
        chain.push(code.clone());
        currency = currency.or_else(|| above.currency.clone());
        dialing = dialing.or_else(|| above.dialing.clone());
        zone = zone.or_else(|| above.zone.clone());
        locale = locale.or_else(|| above.locale.clone());
        parent = above.parent.as_ref();
    }
    chain.push(CONCESSION.to_owned());
    let absent = |field: &str| {
        let problem = format!("neither it nor a parent has a {field}");
        file.refuse(None, problem, format!("add `{field}` here or in a parent"))
    };
    Ok(Jurisdiction {
        code: place.code.clone(),
        title: place.title.clone(),
        parent: place.parent.clone(),
        currency: currency.ok_or_else(|| absent("currency"))?,
        dialing,
        zone: zone.ok_or_else(|| absent("zone"))?,
        locale: locale.ok_or_else(|| absent("locale"))?,
        chain,
    })
}
