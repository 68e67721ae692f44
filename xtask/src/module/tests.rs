use super::*;
use layout::Place;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The files that the layout edits, copied to a folder of their own.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> Self {
        let copy = std::env::temp_dir().join(format!("poems-module-{name}-{}", std::process::id()));
        let root = crate::root();
        let noun = noun();
        let files: BTreeSet<_> = layout::EDITS.iter().map(|edit| noun.fill(edit.file)).collect();
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
    assert_eq!(noun.fill("%cluster% %module% %record% %number%"), "users tool_sheds tool_shed ?");
    assert_eq!(noun.fill("%Title%: %Record%, /%routes%"), "Tool sheds: ToolShed, /tool-sheds");
    for wrong in [&[][..], &["ToolSheds"], &["sheds", "--record"], &["sheds", "--cluster", "No such"]] {
        assert_eq!(Noun::from_words(wrong), Err(USAGE.to_owned()), "{wrong:?}");
    }
}

#[test]
fn a_module_is_laid_out_and_named_everywhere() {
    let copy = Copy::new("laid-out");
    run(&copy.0, &noun()).unwrap();
    for (path, _) in layout::FILES {
        let path = noun().fill(path).replace("%migration%", "0042");
        let text = copy.read(&path);
        assert!(!text.contains('%'), "{path} has a name left to fill in:\n{text}");
    }
    let named = [
        ("crates/market/src/options.rs", "pub mod tool_sheds;\n"),
        ("crates/market/src/modules.rs", "        files: \"options/tool_sheds\";\n"),
        ("crates/market/src/modules.rs", "page: \"/sheds\";\n    }\n    \"26\" \"Completion\" {"),
        ("crates/store/src/migrations.rs", "    \"0042_shed\",\n];\n"),
        ("crates/web/src/nouns.rs", "pub mod tool_sheds;\npub mod trades;\n"),
        ("crates/web/src/api.rs", "        money::calls(),\n        tool_sheds::calls(),\n"),
        ("crates/web/src/pages.rs", "        tool_sheds::routes(),\n        clock::routes(),\n"),
        ("crates/web/tests/pages/every_page.rs", "    \"/sheds\",\n"),
    ];
    for (path, line) in named {
        assert!(copy.read(path).contains(line), "{path} lacks {line}");
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
