//! What pages, API and sentences have of a module is found by the module's own word: `ls crates/web/**/*escrow*`.

use super::{Finding, HOME, REGISTRY, Source};

const RULE: &str = "a file of the edge is named after a module, or a page after its address";
const REMEDY: &str =
    "give it the name of the module in crates/market/src, or name the page's address in modules.rs";

/// A folder of the edge, with what in it is of no module.
struct Folder {
    /// Its path; `*` at the end stands for each folder there.
    path: &'static str,
    of_all: &'static [&'static str],
    /// Whether a file may be named after an address of the registry instead.
    has_addresses: bool,
}

const FOLDERS: [Folder; 4] = [
    Folder {
        path: "crates/web/locales/*/",
        of_all: &["calls", "components", "formats", "language", "manual", "pages", "problems"],
        has_addresses: false,
    },
    Folder { path: "crates/web/src/nouns/", of_all: &[], has_addresses: false },
    Folder {
        path: "crates/web/src/api/",
        of_all: &["call", "health", "manual", "openapi", "origins", "problem", "sent", "walk"],
        has_addresses: false,
    },
    Folder {
        path: "crates/web/src/pages/",
        of_all: &[
            "about", "answer", "attend", "fault", "fields", "front", "home", "kept", "manual", "prelude",
            "problems", "reading", "sent", "sheet", "visit",
        ],
        has_addresses: true,
    },
];

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let modules: Vec<&str> = sources.iter().filter_map(module_word).collect();
    if modules.is_empty() {
        return Vec::new();
    }
    let addresses = addresses(sources);
    let mut findings = Vec::new();
    for folder in FOLDERS {
        let files = sources.iter().filter_map(|source| Some((source, file(source, folder.path)?)));
        for (source, name) in files.filter(|(_, name)| !folder.of_all.contains(name)) {
            let is_address = folder.has_addresses && addresses.iter().any(|word| is_of(name, word));
            if !is_address && !modules.iter().any(|word| is_of(name, word)) {
                findings.push(source.finding(
                    1,
                    format!("`{name}` is the word of no module"),
                    [RULE, REMEDY],
                ));
            }
        }
    }
    findings
}

/// The last word of a file of market: `hire` of `mechanisms/stored_availability/hire.rs`.
fn module_word(source: &Source) -> Option<&str> {
    let inner = source.path.strip_prefix(HOME)?.strip_suffix(".rs")?;
    let word = inner.rsplit('/').next()?;
    (!inner.split('/').any(|part| part == "tests")).then_some(word)
}

/// The name of a file right in a folder, of code or of sentences.
fn file<'a>(source: &'a Source, folder: &str) -> Option<&'a str> {
    let file = match folder.strip_suffix("*/") {
        Some(above) => source.path.strip_prefix(above)?.split_once('/')?.1,
        None => source.path.strip_prefix(folder)?,
    };
    let name = file.strip_suffix(".rs").or_else(|| file.strip_suffix(".ftl"))?;
    (!name.contains('/')).then_some(name)
}

/// The first words of the addresses that the registry names: `sign_in` of `/sign-in`.
fn addresses(sources: &[Source]) -> Vec<String> {
    let registry = sources.iter().filter(|source| source.path == REGISTRY);
    let texts = registry.flat_map(|source| &source.tokens).filter_map(|token| token.quoted());
    let first = |text: &str| text.strip_prefix('/')?.split('/').next().map(|word| word.replace('-', "_"));
    texts.filter_map(first).filter(|word| !word.is_empty()).collect()
}

/// Whether a file is of a word: the word itself, several of it, or something of it, as `trade_steps` is of `trade`.
fn is_of(name: &str, word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or(word);
    let rest = |start: &str| name.strip_prefix(start).map(str::to_owned);
    [word, one]
        .into_iter()
        .filter_map(rest)
        .any(|rest| ["", "s"].contains(&rest.as_str()) || rest.starts_with('_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[&str]) -> Vec<String> {
        let source = |path: &&str| {
            let text = if *path == REGISTRY { "const A: &str = \"/sign-in/{id}\";" } else { "" };
            Source::new(path, text).unwrap()
        };
        let sources: Vec<_> = files.iter().map(source).collect();
        check(&sources).into_iter().map(|finding| format!("{}: {}", finding.path, finding.what)).collect()
    }

    #[test]
    fn a_file_has_the_word_of_its_module() {
        let market = ["crates/market/src/trade.rs", "crates/market/src/users/assets.rs", REGISTRY];
        let with = |path| found(&[market.as_slice(), &[path]].concat());
        for path in [
            "crates/web/src/nouns/trades.rs",
            "crates/web/src/nouns/assets.rs",
            "crates/web/src/api/asset_prices.rs",
            "crates/web/src/api/call.rs",
            "crates/web/src/pages/trade_steps.rs",
            "crates/web/src/pages/sign_in.rs",
            "crates/web/src/components/ladder.rs",
            "crates/web/locales/en/trade.ftl",
            "crates/web/locales/es/problems.ftl",
        ] {
            assert!(with(path).is_empty(), "{path}");
        }
        for path in [
            "crates/web/src/nouns/goods.rs",
            "crates/web/src/nouns/sign_in.rs",
            "crates/web/src/api/tradesman.rs",
            "crates/web/locales/es/pages_work.ftl",
            "crates/web/locales/zh-Hant/pages_work.ftl",
        ] {
            assert_eq!(with(path).len(), 1, "{path}");
        }
    }
}
