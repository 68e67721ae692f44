//! `cargo xtask module NAME`: lays out a module in every layer, small and whole, from the files in `xtask/templates`.
//! What it writes compiles and its tests pass; the module then grows from there.

mod layout;

use layout::{Edit, Place};
use std::fs;
use std::path::Path;

const USAGE: &str = "\
cargo xtask module NAME [--cluster FOLDER] [--record RECORD] [--number NUMBER]
NAME is a noun in the plural and RECORD one in the singular, both in snake_case, such as favored_counterparties and
favorite; FOLDER is a folder of market/src; NUMBER is the module's in the briefing, to be left out if it has none there";

/// What is to be done after it.
const NEXT: &str = "\
Now what is made by programs:

    cargo fmt && cargo xtask modules && cargo xtask openapi
    INSTA_UPDATE=always cargo test -p web --test all every_refusal

Then all of it compiles and passes. CONTRIBUTING.md, “Adding a module”, says in which order to make it your own.";

/// What the layout is made of: the names, in every form in which they are written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Noun {
    cluster: String,
    module: String,
    record: String,
    number: String,
}

impl Noun {
    /// # Errors
    /// How the words should have been, when they are not understood.
    pub(crate) fn from_words(words: &[&str]) -> Result<Self, String> {
        let Some((module, mut rest)) = words.split_first().filter(|(name, _)| is_snake(name)) else {
            return Err(USAGE.to_owned());
        };
        let mut noun = Self {
            cluster: "users".to_owned(),
            module: (*module).to_owned(),
            record: singular(module),
            number: "own".to_owned(),
        };
        while let [flag, value, after @ ..] = rest {
            let field = match *flag {
                "--cluster" if is_snake(value) => &mut noun.cluster,
                "--record" if is_snake(value) => &mut noun.record,
                "--number" => &mut noun.number,
                _ => return Err(USAGE.to_owned()),
            };
            (*value).clone_into(field);
            rest = after;
        }
        if rest.is_empty() { Ok(noun) } else { Err(USAGE.to_owned()) }
    }

    /// A template with the names put in.
    fn fill(&self, template: &str) -> String {
        let words = self.module.replace('_', " ");
        let records = plural(&self.record);
        let names = [
            ("%module%", self.module.clone()),
            ("%kebab%", self.module.replace('_', "-")),
            ("%Title%", capital(&words)),
            ("%words%", words),
            ("%record%", self.record.clone()),
            ("%noun%", self.record.replace('_', "-")),
            ("%Record%", pascal(&self.record)),
            ("%thing%", self.record.replace('_', " ")),
            ("%things%", records.replace('_', " ")),
            ("%routes%", records.replace('_', "-")),
            ("%records%", records),
            ("%cluster%", self.cluster.clone()),
            ("%number%", self.number.clone()),
        ];
        names.iter().fold(template.to_owned(), |text, (name, value)| text.replace(name, value))
    }
}

/// Writes the module's files and names it wherever modules are named.
///
/// # Errors
/// What is in the way: a file that is there already, or a place that is not as it was when the layout was written.
pub(crate) fn run(root: &Path, noun: &Noun) -> Result<(), String> {
    let cluster = format!("crates/market/src/{}.rs", noun.cluster);
    if !root.join(&cluster).is_file() {
        return Err(format!(
            "there is no cluster {}: write {cluster} and name it in lib.rs first",
            noun.cluster
        ));
    }
    let migration = next_migration(root)?;
    let fill = |text: &str| noun.fill(text).replace("%migration%", &migration);
    let mut files: Vec<(String, String)> =
        layout::FILES.iter().map(|(path, text)| (fill(path), fill(text))).collect();
    let mut edits: Vec<(String, Place, String)> =
        layout::EDITS.iter().map(|Edit { file, place, text }| (fill(file), *place, fill(text))).collect();
    for language in languages(root)? {
        let template = |kind: &str| {
            let path = format!("{}/{language}.{kind}.txt", layout::SENTENCES);
            fs::read_to_string(root.join(&path)).map_err(|error| format!("{path}: {error}"))
        };
        let home = format!("{}/{language}", layout::LANGUAGES);
        files.push((fill(&format!("{home}/%module%.ftl")), fill(&template("ftl")?)));
        edits.push((format!("{home}/calls.ftl"), Place::AfterLast("call-"), fill(&template("calls")?)));
    }
    if let Some((path, _)) = files.iter().find(|(path, _)| root.join(path).exists()) {
        return Err(format!("{path} is there already"));
    }
    // Everything is worked out before anything is written.
    let mut changed: Vec<(String, String)> = Vec::new();
    for (file, place, text) in edits {
        let known = changed.iter().position(|(name, _)| *name == file);
        let before = match known {
            Some(at) => changed.remove(at).1,
            None => fs::read_to_string(root.join(&file)).map_err(|error| format!("{file}: {error}"))?,
        };
        let after = place.put(&before, &text).ok_or_else(|| {
            format!("{file} is not as the layout expects it ({place:?}): mend xtask/src/module/layout.rs")
        })?;
        changed.push((file, after));
    }
    for (path, text) in files.iter().chain(&changed) {
        let path = root.join(path);
        let folder = path.parent().unwrap_or(root);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| error.to_string())?;
    }
    for (path, _) in files.iter().chain(&changed) {
        println!("{path}");
    }
    println!("\n{NEXT}");
    Ok(())
}

/// The languages of the pages, by the names of their folders.
fn languages(root: &Path) -> Result<Vec<String>, String> {
    let folder = root.join(layout::LANGUAGES);
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let folders = entries.filter_map(Result::ok).filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    Ok(names)
}

/// The number of the next migration, with leading zeros.
fn next_migration(root: &Path) -> Result<String, String> {
    let folder = root.join("crates/store/migrations");
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let names = entries.filter_map(Result::ok).filter_map(|entry| entry.file_name().into_string().ok());
    let last = names.filter_map(|name| name.split('_').next()?.parse::<u32>().ok()).max().unwrap_or(0);
    Ok(format!("{:04}", last.saturating_add(1)))
}

fn is_snake(name: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    name.starts_with(|first: char| first.is_ascii_lowercase()) && name.chars().all(plain)
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

/// One of several, as English mostly has it: `sheds` is `shed`, `searches` is `search`, `bodies` is `body`.
fn singular(words: &str) -> String {
    let stem = |ending| words.strip_suffix(ending);
    if let Some(stem) = stem("ies") {
        return format!("{stem}y");
    }
    let hissing = stem("es").filter(|stem| hisses(stem));
    hissing.or_else(|| stem("s")).unwrap_or(words).to_owned()
}

/// Several of one: the other way round.
fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if hisses(word) => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

/// Whether a word ends in a sound that takes `es`.
fn hisses(word: &str) -> bool {
    ["s", "x", "ch", "sh"].iter().any(|ending| word.ends_with(ending))
}

fn pascal(name: &str) -> String {
    name.split('_').map(capital).collect()
}

#[cfg(test)]
mod tests;
