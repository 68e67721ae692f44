use super::*;
use proptest::prelude::*;

mod scan;

use scan::{Listing, MISSPELT, VOCABULARY};

fn index(texts: &[(&'static str, &str)]) -> TextIndex<&'static str> {
    let mut index = TextIndex::new();
    for (title, body) in texts {
        index.put(*title, &TextDocument { title, body });
    }
    index
}

fn found(index: &TextIndex<&'static str>, words: &str) -> Vec<&'static str> {
    index.search(words, 10, |_| true).into_iter().map(|(key, _)| key).collect()
}

const TEXTS: [(&str, &str); 7] = [
    ("Red bicycle, nearly new", "26 inch wheels, ridden twice"),
    ("Se vende camión", "Para mudanzas; dos camiones más"),
    ("Garden ladders", "Aluminium. Goes with a bicycle rack"),
    ("出租單車", "每日計, 中環取車"),
    ("Cleaner for Saturdays", "I bring everything"),
    ("Ο ποδηλάτης", "ποδήλατο"),
    ("Room to let, 2018 house", "No smokers"),
];

#[test]
fn a_text_is_found_by_what_people_say() {
    let index = index(&TEXTS);
    for (words, first) in [
        ("bicycle", "Red bicycle, nearly new"),
        ("BICYCLES", "Red bicycle, nearly new"),
        ("bycicle", "Red bicycle, nearly new"),
        ("bicyc", "Red bicycle, nearly new"),
        ("riding wheel", "Red bicycle, nearly new"),
        ("camiones", "Se vende camión"),
        ("CAMION", "Se vende camión"),
        ("mudanza", "Se vende camión"),
        ("mudansas", "Se vende camión"),
        ("ladder", "Garden ladders"),
        ("cleaners", "Cleaner for Saturdays"),
        ("celaner", "Cleaner for Saturdays"),
        ("單車", "出租單車"),
        ("租", "出租單車"),
        ("取車 中環", "出租單車"),
        ("ποδήλατο", "Ο ποδηλάτης"),
        ("2018", "Room to let, 2018 house"),
    ] {
        assert_eq!(found(&index, words).first(), Some(&first), "{words}");
    }
}

#[test]
fn a_text_is_not_found_by_what_it_does_not_say() {
    let index = index(&TEXTS);
    for words in ["", "the", "xyzzy", "2017", "車單", "go", "vandal", "!?"] {
        assert!(found(&index, words).is_empty(), "{words}: {:?}", found(&index, words));
    }
}

#[test]
fn a_title_weighs_more_and_more_of_the_words_weigh_more() {
    let texts = index(&TEXTS);
    assert_eq!(found(&texts, "bicycle"), ["Red bicycle, nearly new", "Garden ladders"]);
    assert_eq!(found(&texts, "bicycle rack").first(), Some(&"Garden ladders"));
    let table = [("chair", "chair chair"), ("table", "table table"), ("lamp", "a table and a chair")];
    assert_eq!(found(&index(&table), "table chair").first(), Some(&"lamp"));
}

#[test]
fn what_only_some_may_see_makes_room_for_others() {
    let mut index = TextIndex::new();
    for key in 0..50 {
        index.put(key, &TextDocument { title: "van", body: "" });
    }
    let mut asked = Vec::new();
    let found = index.search("van", 3, |key| {
        asked.push(*key);
        key % 10 == 7
    });
    assert_eq!(found.into_iter().map(|(key, _)| key).collect::<Vec<u32>>(), [7, 17, 27]);
    let times = asked.len();
    asked.sort_unstable();
    asked.dedup();
    assert_eq!(asked.len(), times, "each is asked about once");
    assert!(index.search("van", 0, |_| true).is_empty());
}

#[test]
fn equals_stand_by_their_key_wherever_they_came_from() {
    let van = TextDocument { title: "van", body: "" };
    let mut index = TextIndex::new();
    for key in [5, 3, 9, 1, 7] {
        index.put(key, &van);
    }
    assert!(index.remove(&3) && !index.remove(&3));
    index.put(4, &van);
    let keys: Vec<u32> = index.search("van", 4, |_| true).into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys, [1, 4, 5, 7]);
    assert_eq!(index.len(), 5);
}

#[test]
fn a_text_that_was_replaced_is_found_by_its_new_words_alone() {
    let mut index = index(&[("a", "ladder"), ("b", "drill")]);
    index.put("a", &TextDocument { title: "a hammer", body: "" });
    assert!(found(&index, "ladder").is_empty());
    assert_eq!(found(&index, "hammer"), ["a"]);
    assert_eq!(index.len(), 2);
    assert!(index.remove(&"a") && index.remove(&"b") && index.is_empty());
    assert!(found(&index, "hammer drill").is_empty());
    assert_eq!(index.vocabulary.len(), 0, "a word that no text has is forgotten");
}

fn listing() -> impl Strategy<Value = Listing> {
    let word = 0..VOCABULARY.len();
    (prop::collection::vec(word.clone(), 0..5), prop::collection::vec(word, 0..12))
        .prop_map(|(title, body)| Listing { title, body })
}

/// What is done to a market: a listing is put or, if there is none, taken out.
fn deeds() -> impl Strategy<Value = Vec<(u8, Option<Listing>)>> {
    prop::collection::vec((0..12_u8, prop::option::weighted(0.75, listing())), 0..40)
}

fn question() -> impl Strategy<Value = Vec<&'static str>> {
    let said: Vec<&str> = VOCABULARY.iter().map(|(plain, _)| *plain).chain(MISSPELT).collect();
    prop::collection::vec(prop::sample::select(said), 0..5)
}

fn put_all<'a>(listings: impl Iterator<Item = (&'a u8, &'a Listing)>) -> TextIndex<u8> {
    let mut index = TextIndex::new();
    for (key, listing) in listings {
        let (title, body) = listing.written();
        index.put(*key, &TextDocument { title: &title, body: &body });
    }
    index
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever was put and taken out before, a search answers as a scan of the listings that are left, and so does an index that
    /// was made anew of them in another order.
    #[test]
    fn a_search_is_a_plain_scan(deeds in deeds(), question in question(), limit in 0..14_usize) {
        let mut listings = BTreeMap::new();
        let mut index = TextIndex::new();
        for (key, listing) in deeds {
            if let Some(listing) = listing {
                let (title, body) = listing.written();
                index.put(key, &TextDocument { title: &title, body: &body });
                listings.insert(key, listing);
            } else {
                prop_assert_eq!(index.remove(&key), listings.remove(&key).is_some());
            }
        }
        let keep = |key: &u8| !key.is_multiple_of(5);
        let asked = question.join(" ");
        let found = index.search(&asked, limit, keep);
        scan::check(&listings, &question, limit, keep, &found)?;
        for anew in [put_all(listings.iter()), put_all(listings.iter().rev())] {
            prop_assert_eq!(anew.search(&asked, limit, keep), found.clone());
        }
    }

    #[test]
    fn any_text_is_taken(texts in prop::collection::vec((".{0,60}", any::<String>()), 0..8), asked in ".{0,60}") {
        let mut index = TextIndex::new();
        for (key, (title, body)) in texts.iter().enumerate() {
            index.put(key, &TextDocument { title, body });
        }
        index.search(&asked, 5, |_| true);
        for key in 0..texts.len() {
            prop_assert!(index.remove(&key));
        }
        prop_assert!(index.search(&asked, 5, |_| true).is_empty());
    }
}
