//! What a `Cargo.toml` says about dependencies, with the line that says it.

/// Where a dependency is listed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Section {
    Build,
    Normal,
    Tests,
    Workspace,
}

#[derive(Debug, Eq, PartialEq)]
pub(super) struct Dependency {
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) section: Section,
}

/// Every dependency that the manifest lists, in order.
pub(super) fn dependencies(text: &str) -> Vec<Dependency> {
    let mut section = None;
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let number = index.saturating_add(1);
        let line = line.trim();
        if let Some(header) = line.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            let (kind, name) = split(header);
            section = kind;
            if let (Some(section), Some(name)) = (kind, name) {
                found.push(Dependency { name: name.to_owned(), line: number, section });
            }
        } else if let (Some(section), Some(name)) = (section, key(line)) {
            found.push(Dependency { name: name.to_owned(), line: number, section });
        }
    }
    found
}

/// `dependencies`, or `dependencies.NAME` with a table of its own.
fn split(header: &str) -> (Option<Section>, Option<&str>) {
    let kinds = [
        ("workspace.dependencies", Section::Workspace),
        ("dev-dependencies", Section::Tests),
        ("build-dependencies", Section::Build),
        ("dependencies", Section::Normal),
    ];
    for (kind, section) in kinds {
        if header == kind || (header.starts_with("target.") && header.ends_with(&format!(".{kind}"))) {
            return (Some(section), None);
        }
        if let Some(name) = header.strip_prefix(kind).and_then(|rest| rest.strip_prefix('.')) {
            return (Some(section), Some(name));
        }
    }
    (None, None)
}

fn key(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let name = name.split('.').next()?.trim();
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    (!name.is_empty() && name.chars().all(plain)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_read() {
        let text = "[package]\nname = \"a\"\n[dependencies]\nserde.workspace = true\n\
                    x-y = { version = \"1\" }\n\
                    # z = \"1\"\n[dev-dependencies]\ninsta = \"1\"\n\
                    [target.'cfg(unix)'.dependencies]\nnix = \"1\"\n\
                    [workspace.dependencies]\nsyn = \"3\"\n[lints]\nworkspace = true\n";
        let found: Vec<_> =
            dependencies(text).into_iter().map(|one| (one.name, one.line, one.section)).collect();
        let expected = [
            ("serde", 4, Section::Normal),
            ("x-y", 5, Section::Normal),
            ("insta", 8, Section::Tests),
            ("nix", 10, Section::Normal),
            ("syn", 12, Section::Workspace),
        ];
        assert_eq!(found, expected.map(|(name, line, section)| (name.to_owned(), line, section)));
    }
}
