use super::*;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The files that the layout edits, copied to a folder of their own.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> Self {
        let copy = std::env::temp_dir().join(format!("poems-module-{name}-{}", std::process::id()));
        let root = crate::root();
        let noun = noun();
        let mut files: BTreeSet<_> = layout::EDITS.iter().map(|edit| noun.fill(edit.file)).collect();
        for language in languages(&root).unwrap() {
            files.insert(format!("{}/{language}/calls.ftl", layout::LANGUAGES));
            files.extend(["ftl", "calls"].map(|kind| format!("{}/{language}.{kind}.txt", layout::SENTENCES)));
        }
        for file in files {
            fs::create_dir_all(copy.join(&file).parent().unwrap()).unwrap();
            fs::copy(root.join(&file), copy.join(&file)).unwrap();
        }
        let migrations = copy.join("crates/store/migrations");
        fs::create_dir_all(&migrations).unwrap();
        fs::write(migrations.join("0041_other.sql"), "").unwrap();
        Self(copy)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

fn noun() -> Noun {
    Noun::from_words(&["tool_sheds", "--cluster", "options", "--record", "shed", "--number", "25"]).unwrap()
}

#[test]
fn the_words_name_the_module() {
    let noun = Noun::from_words(&["tool_sheds"]).unwrap();
    assert_eq!(noun.fill("%cluster% %module% %record% %number%"), "users tool_sheds tool_shed own");
    assert_eq!(noun.fill("%Title%: %Record%, /%routes%"), "Tool sheds: ToolShed, /tool-sheds");
    for wrong in [&[][..], &["ToolSheds"], &["sheds", "--record"], &["sheds", "--cluster", "No such"]] {
        assert_eq!(Noun::from_words(wrong), Err(USAGE.to_owned()), "{wrong:?}");
    }
}

#[test]
fn a_module_is_laid_out_and_named_everywhere() {
    let copy = Copy::new("laid-out");
    run(&copy.0, &noun()).unwrap();
    let languages = languages(&copy.0).unwrap();
    assert!(languages.len() > 1, "{languages:?}");
    let sentences = languages.iter().map(|lang| format!("{}/{lang}/%module%.ftl", layout::LANGUAGES));
    for path in layout::FILES.iter().map(|(path, _)| (*path).to_owned()).chain(sentences) {
        let path = noun().fill(&path).replace("%migration%", "0042");
        let text = copy.read(&path);
        assert!(!text.contains('%'), "{path} has a name left to fill in:\n{text}");
    }
    let named = [
        ("crates/web/locales/en/calls.ftl", "call-get-sheds = Your tool sheds\n"),
        ("crates/web/locales/es/calls.ftl", "call-get-sheds = Su lista: tool sheds\n"),
        ("crates/market/src/options.rs", "pub mod tool_sheds;\n"),
        ("crates/market/src/modules.rs", "use crate::options::tool_sheds::{self, Shed, ShedRefusal};\n"),
        ("crates/market/src/modules.rs", "        files: \"options/tool_sheds\";\n"),
        ("crates/market/src/modules.rs", "pages: \"/sheds\";\n    }\n    \"26\" \"Completion\" {"),
        (
            "crates/simulator/src/given.rs",
            "::AddShed>, 2;\n    market::options::tool_sheds::RemoveShed: generic::give::<",
        ),
        ("crates/store/src/migrations.rs", "    \"0042_shed\",\n];\n"),
        ("crates/web/src/nouns.rs", "pub mod tool_sheds;\npub mod trades;\n"),
        ("crates/web/src/api.rs", "        (\"users\", tool_sheds::calls()),\n        (\"parallel-market\""),
        ("crates/web/src/pages.rs", "        tool_sheds::routes(),\n        clock::routes(),\n"),
        ("crates/web/src/pages/account.rs", "        (\"/sheds\", t!(visit, \"sheds-title\")),\n"),
        ("crates/web/tests/pages/every_page.rs", "    \"/sheds\",\n"),
        ("crates/web/tests/pages/main.rs", "mod tool_sheds;\nmod unpaid;\n"),
    ];
    for (path, line) in named {
        assert!(copy.read(path).contains(line), "{path} lacks {line}");
    }
}

#[test]
fn nouns_have_their_plurals() {
    for (one, several) in [
        ("shed", "sheds"),
        ("favorite", "favorites"),
        ("saved_search", "saved_searches"),
        ("pass", "passes"),
        ("box", "boxes"),
        ("certified_body", "certified_bodies"),
        ("day", "days"),
    ] {
        assert_eq!((plural(one).as_str(), singular(several).as_str()), (several, one));
    }
}

#[test]
fn what_the_briefing_has_not_comes_last_in_the_registry() {
    let copy = Copy::new("no-number");
    run(&copy.0, &Noun::from_words(&["tool_sheds", "--cluster", "options"]).unwrap()).unwrap();
    let registry = copy.read("crates/market/src/modules.rs");
    let (_, entry) = registry.split_once("    \"own\" \"Tool sheds\" {\n").unwrap();
    assert!(entry.contains("pages: \"/tool-sheds\";\n    }\n}\n"), "{entry}");
}

/// Clippy takes a name in a comment for code.
#[test]
fn comments_are_in_words() {
    let noun = Noun::from_words(&["tool_boxes"]).unwrap();
    for (path, text) in layout::FILES {
        let text = noun.fill(text);
        let comments = text.lines().filter(|line| line.trim_start().starts_with("//"));
        for comment in comments {
            let outside: Vec<&str> = comment.split('`').step_by(2).collect();
            assert!(!outside.concat().contains('_'), "{path}: {comment}");
        }
    }
}

#[test]
fn an_attribute_stays_with_its_line() {
    let text = "mod market;\n#[path = \"x.rs\"]\nmod opened;\nmod thread;\n";
    let put = Place::Among("mod ").put(text, "mod names;\n").unwrap();
    assert_eq!(put, "mod market;\nmod names;\n#[path = \"x.rs\"]\nmod opened;\nmod thread;\n");
}

#[test]
fn what_is_there_is_left_alone() {
    let copy = Copy::new("there");
    run(&copy.0, &noun()).unwrap();
    let before = copy.read("crates/web/src/pages.rs");
    let why = run(&copy.0, &noun()).unwrap_err();
    assert_eq!(why, "crates/market/src/options/tool_sheds.rs is there already");
    assert_eq!(copy.read("crates/web/src/pages.rs"), before);
}

/// The names that the `use` lines of a file bring in, each with its whole path.
fn imports(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for statement in text.split(';') {
        let lines = statement.lines().skip_while(|line| !line.trim_start().starts_with("use "));
        let tree: String = lines.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
        if let Some(tree) = tree.strip_prefix("use") {
            flatten("", tree, &mut found);
        }
    }
    found
}

fn flatten(before: &str, tree: &str, found: &mut BTreeSet<String>) {
    let Some((path, group)) = tree.split_once('{') else {
        let whole = format!("{before}{tree}");
        found.insert(whole.strip_suffix("::self").unwrap_or(&whole).to_owned());
        return;
    };
    let (mut depth, mut from) = (0, 0);
    let inside = group.strip_suffix('}').unwrap_or(group);
    for (at, c) in inside.char_indices().chain([(inside.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                let one = &inside[from..at];
                from = at + 1;
                if !one.is_empty() {
                    flatten(&format!("{before}{path}"), one, found);
                }
            }
            _ => {}
        }
    }
}

#[test]
fn imports_are_read_one_by_one() {
    let read = imports("//! use\nuse a::{b, c::{self, D}};\nuse e::F;\nfn f() {}\n");
    assert_eq!(read, ["a::b", "a::c", "a::c::D", "e::F"].map(str::to_owned).into());
}

/// Whether a laid-out module compiles is known only when one is built, which `cargo xtask test --long` does. What moves
/// most often, where things are brought in from, is known at once: a neighbour has it from there, too.
#[test]
fn what_is_brought_in_is_where_the_neighbours_have_it_from() {
    let noun = noun();
    let is_rust = |path: &std::path::Path| path.extension().is_some_and(|ending| ending == "rs");
    for (path, text) in layout::FILES.iter().filter(|(path, _)| is_rust(path.as_ref())) {
        let path = noun.fill(path);
        // The tests of a module lie in a folder of its own, as those of the neighbour do.
        let neighbour = crate::root().join(path.replace("tool_sheds/", "favored_counterparties/"));
        let files = fs::read_dir(neighbour.parent().unwrap()).unwrap().map(|file| file.unwrap().path());
        let rust = files.filter(|file| is_rust(file));
        let known: BTreeSet<String> =
            rust.flat_map(|file| imports(&fs::read_to_string(file).unwrap())).collect();
        for import in imports(&noun.fill(text)).iter().filter(|import| !import.contains("tool_sheds")) {
            assert!(known.contains(import), "{path}: no neighbour has `{import}`");
        }
    }
}
