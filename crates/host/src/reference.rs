//! The rulebook, the sectors and the places: compiled in, or read from folders that are named.

use crate::failure::Failure;
use include_dir::{Dir, include_dir};
use kernel::Reference;
use market::directory::{BadTable, Directory};
use market::mechanisms::bid_ask::Matched;
use market::options::breakdowns::{BadTemplate, Templates};
use rules::Rulebook;
use std::path::Path;
use std::sync::Arc;

static BREAKDOWNS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../data/breakdowns");
static RULEBOOK: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../rulebook");
const SECTORS: &str = include_str!("../../../data/sectors.csv");
const MORE: [&str; 2] =
    [include_str!("../../../data/more_sectors.csv"), include_str!("../../../data/classification.csv")];
const OTHER_WORDS: &str = include_str!("../../../data/words.csv");
const WORDS: &str = include_str!("../../../data/fronts/portland-hours.csv");
const PLACES: &str = include_str!("../../../data/geo/portland_metro_zips.csv");

/// Where the reference data is, when it is not the one compiled in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sources<'a> {
    /// A rulebook's folder.
    pub rulebook: Option<&'a Path>,
    /// A table of sectors.
    pub sectors: Option<&'a Path>,
    /// A table of places.
    pub places: Option<&'a Path>,
    /// A front's own words for the sectors; where the sectors are not those compiled in, there are none but these.
    pub words: Option<&'a Path>,
}

/// What decisions consult.
#[derive(Clone, Debug)]
pub struct Books {
    /// The rulebook.
    pub rulebook: Arc<Rulebook>,
    /// Sectors and places.
    pub directory: Arc<Directory>,
    /// How needs are broken down; none where the sectors are not those compiled in.
    pub templates: Arc<Templates>,
}

impl Books {
    /// Reads all of it.
    ///
    /// # Errors
    /// [`Failure`] with everything that is wrong, each with its file and what to do.
    pub fn read(sources: Sources<'_>) -> Result<Self, Failure> {
        let mut files = Vec::new();
        match sources.rulebook {
            Some(folder) => read_folder(folder, "", &mut files)?,
            None => embedded(&RULEBOOK, &mut files),
        }
        let rulebook = Rulebook::load(&files).map_err(|errors| {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            Failure::input(
                format!("the rulebook does not load:\n{}", lines.join("\n")),
                "Mend the files it names.",
            )
        })?;
        let table = |path: Option<&Path>, compiled: &str| match path {
            Some(path) => read_file(path),
            None => Ok(compiled.to_owned()),
        };
        let (sectors, places) = (table(sources.sectors, SECTORS)?, table(sources.places, PLACES)?);
        let compiled = if sources.sectors.is_some() { "" } else { WORDS };
        let words = table(sources.words, compiled)?;
        let directory = Directory::read(&sectors, &places)
            .and_then(|directory| if sources.sectors.is_some() { Ok(directory) } else { whole(directory) })
            .and_then(|directory| directory.in_words(&words))
            .map_err(|bad| Failure::input(bad.to_string(), "Mend the row it names."))?;
        if let Some(place) =
            directory.places().find(|place| rulebook.jurisdiction(&place.jurisdiction).is_none())
        {
            let what =
                format!("{} lies in `{}`, which the rulebook lacks", place.post_code, place.jurisdiction);
            return Err(Failure::input(
                what,
                "Add the jurisdiction's folder to the rulebook, or mend the place.",
            ));
        }
        let compiled =
            if sources.sectors.is_some() { Ok(Templates::default()) } else { templates(&directory) };
        let templates = compiled.map_err(|bad| Failure::input(bad.to_string(), "Mend the file it names."))?;
        let (rulebook, directory) = (Arc::new(rulebook), Arc::new(directory));
        Ok(Self { rulebook, directory, templates: Arc::new(templates) })
    }

    /// The same without rule cards: the terms of the concession and nothing that is checked.
    ///
    /// # Errors
    /// As [`Books::read`].
    pub fn without_cards(&self) -> Result<Self, Failure> {
        let mut files = Vec::new();
        embedded(&RULEBOOK, &mut files);
        let is_kept = |path: &str| {
            path.contains("/params/") || path.ends_with("jurisdiction.toml") || path == "facts.toml"
        };
        files.retain(|(path, _)| is_kept(path));
        self.under(&files)
    }

    /// The same with another text for one file of the rulebook.
    ///
    /// # Errors
    /// As [`Books::read`].
    pub fn replacing(&self, path: &str, text: &str) -> Result<Self, Failure> {
        let mut files = Vec::new();
        embedded(&RULEBOOK, &mut files);
        for (_, old) in files.iter_mut().filter(|(known, _)| known == path) {
            text.clone_into(old);
        }
        self.under(&files)
    }

    fn under(&self, files: &[(String, String)]) -> Result<Self, Failure> {
        let rulebook = Rulebook::load(files).map_err(|errors| {
            Failure::failed(format!("{errors:?}"), "Mend the rulebook that is compiled in.")
        })?;
        Ok(Self { rulebook: Arc::new(rulebook), ..self.clone() })
    }

    /// As decisions consult it.
    pub fn reference(&self) -> Reference {
        // Books of orders are kept between rounds by each who has this: made anew where they are not.
        let matched = Arc::new(Matched::default());
        Reference::default().with(Arc::clone(&self.rulebook)).with(Arc::clone(&self.directory)).with(matched)
    }
}

/// What is traded every day among all that can be traded.
fn whole(directory: Directory) -> Result<Directory, BadTable> {
    MORE.iter().try_fold(directory, |directory, table| directory.among(table))?.in_words(OTHER_WORDS)
}

/// The templates that are compiled in.
///
/// # Errors
/// [`BadTemplate`] when the sectors are others.
pub fn templates(directory: &Directory) -> Result<Templates, BadTemplate> {
    let mut files = Vec::new();
    embedded(&BREAKDOWNS, &mut files);
    Templates::read(files.iter().map(|(name, text)| (name.as_str(), text.as_str())), directory)
}

fn embedded(folder: &Dir<'_>, files: &mut Vec<(String, String)>) {
    for file in folder.files() {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            files.push((path.to_owned(), text.to_owned()));
        }
    }
    for inner in folder.dirs() {
        embedded(inner, files);
    }
}

fn read_folder(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) -> Result<(), Failure> {
    let unreadable = |error: std::io::Error| {
        Failure::input(format!("{}: {error}", folder.display()), "Name a folder that can be read.")
    };
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            read_folder(&path, &format!("{name}/"), files)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            files.push((name, read_file(&path)?));
        }
    }
    Ok(())
}

fn read_file(path: &Path) -> Result<String, Failure> {
    let unreadable =
        |error| Failure::input(format!("{}: {error}", path.display()), "Name a file that can be read.");
    std::fs::read_to_string(path).map_err(unreadable)
}
