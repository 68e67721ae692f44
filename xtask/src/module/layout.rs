//! Where a module has its files, and where it is named.

/// The files of a module, with their templates.
pub(super) const FILES: &[(&str, &str)] = &[
    ("crates/market/src/%cluster%/%module%.rs", include_str!("../../templates/module.rs.txt")),
    ("crates/market/src/%cluster%/%module%/tests.rs", include_str!("../../templates/module_tests.rs.txt")),
    ("crates/store/migrations/%migration%_%record%.sql", include_str!("../../templates/migration.sql.txt")),
    ("crates/web/src/nouns/%module%.rs", include_str!("../../templates/nouns.rs.txt")),
    ("crates/web/src/api/%module%.rs", include_str!("../../templates/api.rs.txt")),
    ("crates/web/src/pages/%module%.rs", include_str!("../../templates/page.rs.txt")),
    ("crates/web/tests/all/%module%.rs", include_str!("../../templates/web_tests.rs.txt")),
    ("crates/web/tests/pages/%module%.rs", include_str!("../../templates/page_tests.rs.txt")),
];

/// One line or a few, put into a file that is there.
pub(super) struct Edit {
    pub(super) file: &'static str,
    pub(super) place: Place,
    pub(super) text: &'static str,
}

/// Where they go.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// Among the lines that begin so, in the order of the alphabet.
    Among(&'static str),
    /// After the last line that begins so.
    AfterLast(&'static str),
    /// Before the first line that is this.
    Before(&'static str),
    /// Among the entries of the registry, in the briefing's order; what the briefing has not comes last.
    Numbered,
}

/// The languages of the pages. Each has two templates in [`SENTENCES`], for the two files here: the sentences of the module,
/// and what its calls are called, which goes into the file that is there.
pub(super) const LANGUAGES: &str = "crates/web/locales";
/// The templates of a language: `LANGUAGE.ftl.txt` and `LANGUAGE.calls.txt`.
pub(super) const SENTENCES: &str = "xtask/templates/sentences";

/// The registries.
pub(super) const EDITS: &[Edit] = &[
    Edit {
        file: "crates/market/src/%cluster%.rs",
        place: Place::Among("pub mod "),
        text: "pub mod %module%;\n",
    },
    Edit {
        file: "crates/market/src/modules.rs",
        place: Place::Among("use crate::"),
        text: "use crate::%cluster%::%module%::{self, %Record%, %Record%Refusal};\n",
    },
    Edit {
        file: "crates/market/src/modules.rs",
        place: Place::Numbered,
        text: include_str!("../../templates/entry.rs.txt"),
    },
    Edit {
        file: "crates/simulator/src/given.rs",
        place: Place::Before(
            "    parallel_market::TurnClock: generic::give::<parallel_market::TurnClock>, 1;",
        ),
        text: "    market::%cluster%::%module%::Add%Record%: generic::give::<market::%cluster%::%module%::Add%Record%>, 2;\n    \
               market::%cluster%::%module%::Remove%Record%: generic::give::<market::%cluster%::%module%::Remove%Record%>, 1;\n",
    },
    Edit {
        file: "crates/store/src/migrations.rs",
        place: Place::AfterLast("    \"0"),
        text: "    \"%migration%_%record%\",\n",
    },
    Edit { file: "crates/web/src/nouns.rs", place: Place::Among("pub mod "), text: "pub mod %module%;\n" },
    Edit { file: "crates/web/src/api.rs", place: Place::Among("mod "), text: "mod %module%;\n" },
    Edit {
        file: "crates/web/src/api.rs",
        place: Place::Before("        (\"parallel-market\", parallel_market::calls()),"),
        text: "        (\"users\", %module%::calls()),\n",
    },
    Edit { file: "crates/web/src/pages.rs", place: Place::Among("mod "), text: "mod %module%;\n" },
    Edit {
        file: "crates/web/src/pages/account.rs",
        place: Place::Before("        (\"/offerings\", t!(visit, \"home-offerings\")),"),
        text: "        (\"/%routes%\", t!(visit, \"%routes%-title\")),\n",
    },
    Edit {
        file: "crates/web/src/pages.rs",
        place: Place::Before("        clock::routes(),"),
        text: "        %module%::routes(),\n",
    },
    Edit { file: "crates/web/tests/all/main.rs", place: Place::Among("mod "), text: "mod %module%;\n" },
    Edit { file: "crates/web/tests/pages/main.rs", place: Place::Among("mod "), text: "mod %module%;\n" },
    Edit {
        file: "crates/web/tests/pages/every_page.rs",
        place: Place::Before("    \"/no/such/page\","),
        text: "    \"/%routes%\",\n",
    },
];

impl Place {
    /// The text with the addition in its place; nothing when there is no such place.
    pub(super) fn put(self, text: &str, addition: &str) -> Option<String> {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let at = match self {
            Self::Among(start) => {
                let of_kind = |line: &&str| line.starts_with(start);
                let later = lines.iter().position(|line| of_kind(line) && *line > addition);
                // An attribute stays with its line.
                let attribute = |at: &usize| lines.get(*at).is_some_and(|line| line.starts_with("#["));
                let later = later.map(|at| at.checked_sub(1).filter(attribute).unwrap_or(at));
                later.or_else(|| lines.iter().rposition(of_kind).map(|last| last.saturating_add(1)))?
            }
            Self::AfterLast(start) => {
                lines.iter().rposition(|line| line.starts_with(start))?.saturating_add(1)
            }
            Self::Numbered => {
                let own = addition.lines().find_map(number);
                let later = |line: &&str| number(line).is_some_and(|number| Some(number) > own);
                let last = || {
                    let begins = lines.iter().rposition(|line| number(line).is_some())?;
                    let ends = lines.iter().skip(begins).position(|line| line.trim_end() == "}")?;
                    Some(begins.saturating_add(ends))
                };
                lines.iter().position(later).or_else(last)?
            }
            Self::Before(line) => lines.iter().position(|one| one.trim_end() == line)?,
        };
        let (before, after) = lines.split_at_checked(at)?;
        Some(format!("{}{addition}{}", before.concat(), after.concat()))
    }
}

/// Where an entry that begins with this line stands in the briefing's order: plain numbers, then mechanisms such as `M9`.
fn number(line: &str) -> Option<u32> {
    let rest = line.strip_prefix("    \"").filter(|_| line.trim_end().ends_with('{'))?;
    let text = rest.split('"').next()?;
    Some(text.parse().unwrap_or(u32::MAX))
}
