//! Every module that the registry names exists, and every module that exists is named; so is every command.

use super::folders::ORDER;
use super::lex::Token;
use super::{Finding, HOME, REGISTRY, Source};

const RULE: &str = "modules.rs names every module of market as \"folder/name\", and nothing else";

const COMMAND_RULE: &str = "modules.rs names every command: timers may hold it, and logs name it";
/// The executor's own commands, which are of no module.
const OF_THE_STORE: &str = "crates/store/";

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
    findings.extend(unnamed_commands(registry, sources));
    findings
}

fn unnamed_commands(registry: &Source, sources: &[Source]) -> Vec<Finding> {
    let is_named = |name: &str| registry.tokens.iter().any(|token| !token.in_test && token.is(name));
    let of_modules = sources.iter().filter(|source| !source.path.starts_with(OF_THE_STORE));
    let commands =
        of_modules.flat_map(|source| commands(&source.tokens).map(move |command| (source, command)));
    let unnamed = commands.filter(|(_, command)| !is_named(&command.text));
    let finding = |(source, command): (&Source, &Token)| {
        let what = format!("the command `{}` is not registered", command.text);
        source.finding(command.line, what, [COMMAND_RULE, "add it to the entry of its module"])
    };
    unnamed.map(finding).collect()
}

/// The names of the structs that are commands: what follows `struct` behind `#[command("…")]`.
fn commands(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    super::tested::command_marks(tokens).filter_map(|mark| {
        let behind = tokens.get(mark..)?;
        let keyword = behind.iter().position(|token| token.is("struct"))?;
        behind.get(keyword.checked_add(1)?)
    })
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
    fn a_command_is_registered_wherever_it_lies() {
        let registry = (REGISTRY, "modules! { commands: assets::Offer; }");
        let offer = "#[command(\"assets.offer\")] #[derive(Debug)] pub struct Offer;";
        let take = "#[command(\"clock.take\", public)] struct Take { at: u8 }";
        assert!(found(&[registry, ("crates/web/src/clock.rs", offer)]).is_empty());
        let expected = ["crates/web/src/clock.rs: the command `Take` is not registered"];
        assert_eq!(found(&[registry, ("crates/web/src/clock.rs", take)]), expected);
        assert!(found(&[registry, ("crates/store/src/timers.rs", take)]).is_empty());
        let in_test = format!("#[cfg(test)] mod tests {{ {take} }}");
        assert!(found(&[registry, ("crates/web/src/clock.rs", &in_test)]).is_empty());
    }

    #[test]
    fn without_a_registry_there_is_nothing_to_check() {
        assert!(found(&[("crates/market/src/users/assets.rs", "")]).is_empty());
    }
}
