//! Every module of market that has a command has tests beside it.

use super::lex::Token;
use super::{Finding, HOME, Source};

const RULE: &str = "a module of market that has a command has tests beside it";
const REMEDY: &str = "write `tests.rs` in the folder of the module: each refusal, and what it is for";

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let mut untested: Vec<&str> = Vec::new();
    let mut findings = Vec::new();
    for source in sources {
        let Some(module) = module_of(&source.path) else { continue };
        let command = command_marks(&source.tokens).next().and_then(|mark| source.tokens.get(mark));
        let Some(command) = command else { continue };
        if untested.contains(&module) || is_tested(sources, module) {
            continue;
        }
        untested.push(module);
        let what = format!("`{module}` has a command and no tests");
        findings.push(source.finding(command.line, what, [RULE, REMEDY]));
    }
    findings
}

/// `users/assets` for its file and for everything in its folder; `users` for the file of a folder; nothing for tests.
fn module_of(path: &str) -> Option<&str> {
    let inner = path.strip_prefix(HOME)?.strip_suffix(".rs")?;
    if inner.split('/').any(|part| part == "tests") {
        return None;
    }
    let end = inner.match_indices('/').nth(1).map_or(inner.len(), |(end, _)| end);
    inner.get(..end)
}

/// Where a struct is made a command: `#[command("…")]` before it.
pub(super) fn command_marks(tokens: &[Token]) -> impl Iterator<Item = usize> {
    let is_command = |five: &[Token]| match five {
        [hash, bracket, word, round, name] => {
            let is_mark = hash.is("#") && bracket.is("[") && word.is("command") && round.is("(");
            is_mark && name.quoted().is_some() && !word.in_test
        }
        _ => false,
    };
    tokens.windows(5).enumerate().filter_map(move |(index, five)| is_command(five).then_some(index))
}

fn is_tested(sources: &[Source], module: &str) -> bool {
    let folder = format!("{HOME}{module}/tests");
    let is_beside = |rest: &str| rest == ".rs" || rest.starts_with('/');
    sources.iter().any(|source| source.path.strip_prefix(&folder).is_some_and(is_beside))
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMAND: &str = "/// Does it.\n#[derive(Command)]\n#[command(\"assets.offer\")]\npub struct Offer;";

    fn found(files: &[&str]) -> Vec<String> {
        let source =
            |path: &&str| Source::new(path, if path.contains("tests") { "" } else { COMMAND }).unwrap();
        let sources: Vec<_> = files.iter().map(source).collect();
        check(&sources)
            .iter()
            .map(|finding| format!("{}:{}: {}", finding.path, finding.line, finding.what))
            .collect()
    }

    #[test]
    fn a_command_without_tests_beside_it_is_found() {
        let assets = "crates/market/src/users/assets.rs";
        let expected = ["crates/market/src/users/assets.rs:3: `users/assets` has a command and no tests"];
        assert_eq!(found(&[assets]), expected);
        assert_eq!(found(&[assets, "crates/market/src/users/stock/tests.rs"]), expected, "another's tests");
        assert_eq!(found(&[assets, "crates/market/src/users/tests.rs"]), expected, "the folder's tests");
        for tests in ["tests.rs", "tests/refusals.rs"] {
            assert!(found(&[assets, &format!("crates/market/src/users/assets/{tests}")]).is_empty());
        }
        let folder = ["crates/market/src/users.rs:3: `users` has a command and no tests"];
        assert_eq!(found(&["crates/market/src/users.rs"]), folder);
    }

    #[test]
    fn what_lies_in_the_folder_of_a_module_is_the_module() {
        let deeper = ["crates/market/src/users/assets/hire.rs", "crates/market/src/users/assets/work.rs"];
        let expected =
            ["crates/market/src/users/assets/hire.rs:3: `users/assets` has a command and no tests"];
        assert_eq!(found(&deeper), expected, "once for a module");
        assert!(found(&[deeper[0], deeper[1], "crates/market/src/users/assets/tests.rs"]).is_empty());
    }

    #[test]
    fn a_module_without_a_command_and_another_crate_need_none() {
        assert!(super::super::found(check, "crates/market/src/price/cut.rs", "pub fn cut() {}").is_empty());
        let in_test = format!("#[cfg(test)]\nmod made_up {{ {COMMAND} }}");
        assert!(super::super::found(check, "crates/market/src/users/taking.rs", &in_test).is_empty());
        let about = "// #[command(\"a.b\")]\nconst TEXT: &str = \"#[command(\";";
        assert!(super::super::found(check, "crates/market/src/users/taking.rs", about).is_empty());
        assert!(super::super::found(check, "crates/store/src/executor.rs", COMMAND).is_empty());
    }
}
