//! `cargo xtask module NAME`: lays out a module in every layer, small and whole, from the files in `xtask/templates`.
//! What it writes compiles and its tests pass; the module then grows from there.

mod layout;

use layout::Edit;
use std::fs;
use std::path::Path;

const USAGE: &str = "\
cargo xtask module NAME [--cluster FOLDER] [--record RECORD] [--number NUMBER]
NAME and RECORD are nouns in snake_case, such as favored_counterparties and favorite; FOLDER is a folder of market/src";

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
        let singular = module.strip_suffix('s').unwrap_or(module);
        let mut noun = Self {
            cluster: "users".to_owned(),
            module: (*module).to_owned(),
            record: singular.to_owned(),
            number: "?".to_owned(),
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
        let records = format!("{}s", self.record);
        let names = [
            ("%module%", self.module.clone()),
            ("%kebab%", self.module.replace('_', "-")),
            ("%Title%", capital(&words)),
            ("%words%", words),
            ("%record%", self.record.clone()),
            ("%Record%", pascal(&self.record)),
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
    let files: Vec<(String, String)> =
        layout::FILES.iter().map(|(path, text)| (fill(path), fill(text))).collect();
    if let Some((path, _)) = files.iter().find(|(path, _)| root.join(path).exists()) {
        return Err(format!("{path} is there already"));
    }
    // Everything is worked out before anything is written.
    let mut changed: Vec<(String, String)> = Vec::new();
    for Edit { file, place, text } in layout::EDITS {
        let file = fill(file);
        let known = changed.iter().position(|(name, _)| *name == file);
        let before = match known {
            Some(at) => changed.remove(at).1,
            None => fs::read_to_string(root.join(&file)).map_err(|error| format!("{file}: {error}"))?,
        };
        let after = place.put(&before, &fill(text)).ok_or_else(|| {
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
    println!(
        "\nNow: cargo fmt, cargo xtask modules, cargo xtask openapi, cargo xtask tidy. Then say in the glossary what"
    );
    println!(
        "it is, make the record, the refusals and the commands your own, and put the sentences right in both"
    );
    println!("languages: a test names each sentence that is missing or that nobody says.");
    Ok(())
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

fn pascal(name: &str) -> String {
    name.split('_').map(capital).collect()
}

#[cfg(test)]
mod tests;
