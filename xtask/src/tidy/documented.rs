//! Every dependency has its reason.

use super::manifest::{self, Section};
use super::{Finding, Source};

const PAGE: &str = "docs/dependencies.md";
const RULE: &str = "every dependency has a line in docs/dependencies.md that says what it is for";

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let page = sources.iter().find(|source| source.path == PAGE);
    let explained: Vec<(usize, &str)> =
        page.map(|page| page.lines().filter_map(entry).collect()).unwrap_or_default();
    let used: Vec<(&Source, usize, String)> = sources.iter().flat_map(uses).collect();
    let own = |name: &str| sources.iter().any(|source| source.path == format!("crates/{name}/Cargo.toml"));
    let is_explained = |name: &str| explained.iter().any(|(_, one)| *one == name);
    let unexplained = used.iter().filter(|(_, _, name)| !own(name) && !is_explained(name));
    let mut findings: Vec<_> = unexplained
        .map(|(source, line, name)| {
            source.finding(*line, format!("`{name}` has no reason"), [RULE, "add the line, or drop it"])
        })
        .collect();
    if let Some(page) = page {
        let stale = explained.iter().filter(|(_, name)| used.iter().all(|(_, _, one)| one != name));
        findings.extend(stale.map(|(line, name)| {
            page.finding(*line, format!("nothing uses `{name}`"), [RULE, "take the line out"])
        }));
    }
    findings
}

/// A line of the page that begins with a name in backticks, as a list or a table has it.
fn entry((number, line): (usize, &str)) -> Option<(usize, &str)> {
    let rest = line.strip_prefix("- `").or_else(|| line.strip_prefix("| `"))?;
    Some((number, rest.split('`').next()?))
}

/// What a manifest of Cargo, of npm or of pip lists.
fn uses(source: &Source) -> Vec<(&Source, usize, String)> {
    match source.file_name() {
        "Cargo.toml" => manifest::dependencies(&source.text)
            .into_iter()
            // Another manifest takes it from the workspace; the reason is wanted once.
            .filter(|one| one.section == Section::Workspace || source.path != "Cargo.toml")
            .map(|one| (source, one.line, one.name))
            .collect(),
        "package.json" => npm(source),
        "requirements.txt" => pip(source),
        _ => Vec::new(),
    }
}

/// Lines such as `name==1.2.3`.
fn pip(source: &Source) -> Vec<(&Source, usize, String)> {
    let name = |line: &str| line.split("==").next().map(|name| name.trim().to_owned());
    let listed = source.lines().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    listed.filter_map(|(number, line)| Some((source, number, name(line)?))).collect()
}

fn npm(source: &Source) -> Vec<(&Source, usize, String)> {
    let mut listing = false;
    let mut found = Vec::new();
    for (number, line) in source.lines() {
        let line = line.trim();
        if line.starts_with("\"devDependencies\"") || line.starts_with("\"dependencies\"") {
            listing = true;
        } else if line.starts_with('}') {
            listing = false;
        } else if listing && let Some(name) = line.split('"').nth(1) {
            found.push((source, number, name.to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let sources: Vec<_> = files.iter().map(|(path, text)| Source::new(path, text).unwrap()).collect();
        check(&sources)
            .into_iter()
            .map(|finding| format!("{}:{}: {}", finding.path, finding.line, finding.what))
            .collect()
    }

    #[test]
    fn a_dependency_needs_its_reason() {
        let root = (
            "Cargo.toml",
            "[workspace.dependencies]\nserde = \"1\"\nkernel = { path = \"crates/kernel\" }\n",
        );
        let kernel = ("crates/kernel/Cargo.toml", "[dependencies]\nserde.workspace = true\n");
        let page = (PAGE, "# Dependencies\n| `serde` | reads and writes text |\n");
        assert!(found(&[root, kernel, page]).is_empty());
        let missing =
            ["Cargo.toml:2: `serde` has no reason", "crates/kernel/Cargo.toml:2: `serde` has no reason"];
        assert_eq!(found(&[root, kernel, (PAGE, "")]), missing);
    }

    #[test]
    fn a_reason_needs_its_dependency() {
        assert_eq!(found(&[(PAGE, "- `gone` was useful")]), ["docs/dependencies.md:1: nothing uses `gone`"]);
    }

    #[test]
    fn packages_of_the_browser_tests_count() {
        let json =
            "{\n \"scripts\": { \"test\": \"t\" },\n \"devDependencies\": {\n \"axe-core\": \"4.0.0\"\n }\n}";
        assert_eq!(found(&[("e2e/package.json", json)]), ["e2e/package.json:4: `axe-core` has no reason"]);
        let pip = ("tools/api/requirements.txt", "# a client\nhttpx==0.28.1\n");
        assert_eq!(found(&[pip]), ["tools/api/requirements.txt:2: `httpx` has no reason"]);
    }
}
