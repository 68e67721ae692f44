//! Every module that the registry names exists, and every module that exists is named.

use super::folders::ORDER;
use super::{Finding, Source};

const REGISTRY: &str = "crates/market/src/modules.rs";
pub(super) const HOME: &str = "crates/market/src/";
const RULE: &str = "modules.rs names every module of market as \"folder/name\", and nothing else";

/// Before there is a registry, there is nothing to check.
pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let Some(registry) = sources.iter().find(|source| source.path == REGISTRY) else { return Vec::new() };
    let texts = registry.tokens.iter().filter(|token| !token.in_test);
    let named: Vec<(usize, &str)> = texts
        .filter_map(|token| Some((token.line, token.quoted()?)))
        .filter(|(_, text)| is_module(text))
        .collect();
    let modules: Vec<(&Source, &str)> =
        sources.iter().filter_map(|source| Some((source, module(&source.path)?))).collect();
    let absent = named.iter().filter(|(_, name)| modules.iter().all(|(_, module)| module != name));
    let mut findings: Vec<_> = absent
        .map(|(line, name)| {
            registry.finding(
                *line,
                format!("`{name}` has no file"),
                [RULE, "write the module or take the entry out"],
            )
        })
        .collect();
    let unnamed = modules.iter().filter(|(_, module)| named.iter().all(|(_, name)| name != module));
    findings.extend(unnamed.map(|(source, module)| {
        source.finding(
            1,
            format!("`{module}` is not registered"),
            [RULE, "add an entry to crates/market/src/modules.rs"],
        )
    }));
    findings
}

fn is_module(text: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    text.split_once('/')
        .is_some_and(|(folder, name)| ORDER.contains(&folder) && !name.is_empty() && name.chars().all(plain))
}

/// `users/assets` for its file, or for the `mod.rs` of its folder; nothing for what lies deeper.
fn module(path: &str) -> Option<&str> {
    let inner = path.strip_prefix(HOME)?.strip_suffix(".rs")?;
    let inner = inner.strip_suffix("/mod").unwrap_or(inner);
    (is_module(inner) && !inner.ends_with("/tests")).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let sources: Vec<_> = files.iter().map(|(path, text)| Source::new(path, text).unwrap()).collect();
        check(&sources).into_iter().map(|finding| format!("{}: {}", finding.path, finding.what)).collect()
    }

    #[test]
    fn the_registry_and_the_files_agree() {
        let registry =
            (REGISTRY, "const A: &str = \"users/assets\"; const B: &str = \"a sentence, of users/nothing\";");
        let assets = ("crates/market/src/users/assets.rs", "");
        let deeper = ("crates/market/src/users/assets/tests.rs", "");
        assert!(found(&[registry, assets, deeper]).is_empty());
        assert_eq!(found(&[registry]), ["crates/market/src/modules.rs: `users/assets` has no file"]);
        let extra = ("crates/market/src/users/favorites.rs", "");
        let expected = ["crates/market/src/users/favorites.rs: `users/favorites` is not registered"];
        assert_eq!(found(&[registry, assets, extra]), expected);
    }

    #[test]
    fn without_a_registry_there_is_nothing_to_check() {
        assert!(found(&[("crates/market/src/users/assets.rs", "")]).is_empty());
    }
}
