//! The rulebook's files: facts, places, figures and cards with their formulas.

use crate::{sections, text};
use rules::Rulebook;

/// Sections named by the paths of files. A rulebook loads, and then the same whichever file comes first, and its cards are tried; or each
/// thing that is wrong is told with its file and what to do.
pub fn run(bytes: &[u8]) {
    let Some(written) = text(bytes) else { return };
    let owned = |(path, text): (&str, &str)| (path.trim().to_owned(), text.to_owned());
    let mut files: Vec<(String, String)> = sections(written).into_iter().map(owned).collect();
    match Rulebook::load(&files) {
        Ok(rulebook) => {
            files.reverse();
            let again = Rulebook::load(&files);
            assert!(again.is_ok_and(|again| again.pack_hash() == rulebook.pack_hash()));
            for rule in rulebook.rules() {
                let found = rulebook.rule(rule.reference());
                assert!(found.is_some_and(|found| found.reference() == rule.reference()));
            }
            let _ = rulebook.run_card_tests();
        }
        Err(errors) => {
            assert!(!errors.is_empty());
            for error in errors {
                assert!(
                    !error.file.is_empty() && !error.problem.is_empty() && !error.fix.is_empty(),
                    "{error:?}"
                );
            }
        }
    }
}
