//! `cargo xtask tidy`: the rules that the compiler does not know, each group in a file of the folder.

mod asvs;
mod crates;
mod documented;
mod edge;
mod floats;
mod folders;
mod lex;
mod manifest;
mod purity;
mod registry;
mod shape;
mod storage;
mod tested;
mod words;

use std::fmt;
use std::fs;
use std::path::Path;

use crate::supply;
use lex::Token;

/// What a rule is: it reads every file and says what it found.
type Rule = fn(&[Source]) -> Vec<Finding>;

/// Where the modules lie, and where they are named.
const HOME: &str = "crates/market/src/";
const REGISTRY: &str = "crates/market/src/modules.rs";

/// The rule that is broken, and what to do about it.
type Advice = [&'static str; 2];

const RULES: [Rule; 12] = [
    asvs::check,
    crates::check,
    documented::check,
    edge::check,
    floats::check,
    folders::check,
    purity::check,
    registry::check,
    shape::check,
    storage::check,
    tested::check,
    words::check,
];

/// Folders that hold nothing written by hand, or, as `fuzz/corpus`, nothing that has to make sense.
const SKIPPED: [&str; 6] = [".git", ".scratch", "corpus", "node_modules", "screenshots", "target"];

/// A text file of the project.
pub(crate) struct Source {
    /// Relative to the root, with `/` between folders.
    path: String,
    text: String,
    /// The tokens of a Rust file, without its comments.
    tokens: Vec<Token>,
}

impl Source {
    /// # Errors
    /// A Rust file that is not made of Rust tokens.
    fn new(path: &str, text: &str) -> Result<Self, Finding> {
        let tokens =
            if has_extension(path, "rs") { lex::tokens(text, is_test(path)) } else { Ok(Vec::new()) };
        let tokens = tokens.map_err(|(line, what)| Finding {
            path: path.to_owned(),
            line,
            what,
            rule: "every Rust file can be read",
            remedy: "mend the file",
        })?;
        Ok(Self { path: path.to_owned(), text: text.to_owned(), tokens })
    }

    /// The name of the crate that holds the file, if it is one of the layers.
    fn layer(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index.saturating_add(1), line))
    }

    fn finding(&self, line: usize, what: String, [rule, remedy]: Advice) -> Finding {
        Finding { path: self.path.clone(), line, what, rule, remedy }
    }
}

/// One breach of one rule.
#[derive(Debug)]
pub(crate) struct Finding {
    path: String,
    line: usize,
    what: String,
    rule: &'static str,
    remedy: &'static str,
}

impl Finding {
    /// What is wrong with something that comes from others.
    fn of_others(fault: supply::Fault) -> Self {
        let supply::Fault { file, what, remedy } = fault;
        let rule = "what comes from others is as deny.toml allows, and as docs/sbom.cdx.json lists it";
        Self { path: file.to_owned(), line: 1, what, rule, remedy }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, what, rule, remedy } = self;
        write!(out, "{path}:{line}: {what}\n    rule: {rule}\n    to do: {remedy}")
    }
}

/// Checks every file under `root` and prints what it finds.
///
/// # Errors
/// How many findings there are, or what cannot be read.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    let mut texts = Vec::new();
    collect(root, "", &mut texts).map_err(|error| format!("tidy cannot read the project: {error}"))?;
    let mut findings = Vec::new();
    let mut sources = Vec::new();
    for (path, text) in &texts {
        match Source::new(path, text) {
            Ok(source) => sources.push(source),
            Err(finding) => findings.push(finding),
        }
    }
    findings.extend(RULES.iter().flat_map(|rule| rule(&sources)));
    let (faults, looked_at) = supply::check(root)?;
    findings.extend(faults.into_iter().map(Finding::of_others));
    findings.sort_by(|one, other| (&one.path, one.line).cmp(&(&other.path, other.line)));
    for finding in &findings {
        println!("{finding}");
    }
    println!("from others: {looked_at}");
    println!("tidy: {} files, {} findings", texts.len(), findings.len());
    if findings.is_empty() { Ok(()) } else { Err("tidy found something".to_owned()) }
}

/// Adds every text file under `folder`, in a fixed order.
fn collect(root: &Path, folder: &str, texts: &mut Vec<(String, String)>) -> std::io::Result<()> {
    let mut entries: Vec<_> = fs::read_dir(root.join(folder))?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        if SKIPPED.contains(&name.as_str()) || name.starts_with("target-") {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(root, &path, texts)?;
        } else if let Ok(text) = String::from_utf8(fs::read(entry.path())?) {
            texts.push((path, text));
        }
    }
    Ok(())
}

fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == extension)
}

/// Whether the whole file is test code.
fn is_test(path: &str) -> bool {
    path.ends_with("tests.rs") || path.contains("/tests/") || path.contains("/benches/")
}

/// Runs one rule over one made-up file, for the tests of the rules.
#[cfg(test)]
fn found(rule: Rule, path: &str, text: &str) -> Vec<String> {
    let source = Source::new(path, text).expect("the fixture is Rust");
    rule(&[source]).into_iter().map(|finding| format!("{}: {}", finding.line, finding.what)).collect()
}
