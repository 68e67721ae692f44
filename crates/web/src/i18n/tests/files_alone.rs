//! A language is a folder of files and nothing else: here are two that the product does not have, in a folder of their own.

use include_dir::{Dir, include_dir};

use super::{Lang, Locale, check};
use crate::i18n::about::Direction;
use crate::i18n::{Arg, Sentences};

static FOLDER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/i18n/tests/locales");

const HEBREW: Lang = Lang::of_folder("he");
const DUTCH: Lang = Lang::of_folder("nl");

#[test]
fn a_language_was_a_change_to_the_program_and_is_files_alone() {
    let sentences = Sentences::of(&FOLDER);
    assert_eq!(sentences.languages().collect::<Vec<_>>(), [Lang::EN, HEBREW, DUTCH]);
    assert_eq!(sentences.offered().collect::<Vec<_>>(), [Lang::EN, HEBREW], "a draft is not offered");
    let about = sentences.about(HEBREW).unwrap();
    assert_eq!(about.endonym, "עברית");
    assert_eq!(about.direction, Direction::RightToLeft);
    assert!(about.is_machine_made && about.has_sign_behind);

    let named = [("name", Arg::from("Ana"))];
    let say = |lang, key| Locale::in_united_states(lang).say_from(&sentences, key, &named);
    check(&say(HEBREW, "greeting"), "בוקר טוב, Ana.");
    check(&say(DUTCH, "greeting"), "Goedemorgen, Ana.");
    check(&say(HEBREW, "leave"), "Good bye.");
    check(&say(HEBREW, "nowhere"), "nowhere");
}

#[test]
fn a_browser_asks_for_a_language_by_any_tag_that_its_folder_names() {
    let sentences = Sentences::of(&FOLDER);
    for (header, lang) in [
        ("he", HEBREW),
        ("IW-il, en;q=0.9", HEBREW),
        ("he-Latn-IL;q=0.2, fr", HEBREW),
        ("hello, en;q=0.1", Lang::EN),
        ("nl, en;q=0.1", Lang::EN),
        ("he;q=0, *", Lang::EN),
    ] {
        assert_eq!(sentences.accepted(header), lang, "{header}");
    }
}

#[test]
fn every_language_says_of_itself_what_the_program_asks() {
    let words = [
        ("language-direction", ["ltr", "rtl"]),
        ("language-offered", ["yes", "no"]),
        ("language-machine-made", ["yes", "no"]),
        ("language-sign", ["ahead", "behind"]),
    ];
    for lang in crate::i18n::SENTENCES.languages() {
        let loc = Locale::in_united_states(lang);
        for (key, known) in words {
            assert!(known.contains(&loc.say(key, &[]).plain().as_str()), "{key} in {}", lang.code());
        }
        assert_ne!(lang.endonym(), "", "{}", lang.code());
        assert_eq!(Lang::accepted(lang.code()), lang, "a browser that asks for {}", lang.code());
    }
    assert_eq!(Lang::offered().next(), Some(Lang::EN));
}

#[test]
fn data_without_words_in_a_language_is_in_english_and_marked_as_such() {
    let loc = |lang| Locale::in_united_states(lang);
    let shown = |lang, own| {
        maud::html! { (loc(lang).or_english(own, "Overtime")) }.0.replace(['\u{2068}', '\u{2069}'], "")
    };
    assert_eq!(shown(HEBREW, Some("שעות נוספות")), "שעות נוספות");
    assert_eq!(shown(HEBREW, None), "<span lang=\"en\" dir=\"ltr\">Overtime</span>");
    assert_eq!(shown(Lang::EN, None), "Overtime");
}
