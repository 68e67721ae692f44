use super::*;
use chains::Constraint::{Implies, Precedence, SameInterval, Travel};
use std::fs;
use std::sync::LazyLock;
use testkit::files;

/// The directory as the program has it. Read once: it takes a while.
static DIRECTORY: LazyLock<Directory> = LazyLock::new(|| {
    let read = |path: &str| files::read(path).unwrap();
    let directory = Directory::read(&read("data/sectors.csv"), &read("data/geo/portland_metro_zips.csv"));
    let directory = directory.unwrap().among(&read("data/more_sectors.csv")).unwrap();
    directory.among(&read("data/classification.csv")).unwrap()
});

/// The files of the project, by their names.
fn texts() -> BTreeMap<String, String> {
    let folder = fs::read_dir(files::root().join("data/breakdowns")).unwrap();
    let text = |file: fs::DirEntry| {
        (file.file_name().into_string().unwrap(), fs::read_to_string(file.path()).unwrap())
    };
    folder.map(|file| text(file.unwrap())).collect()
}

fn read(texts: &BTreeMap<String, String>) -> Result<Templates, BadTemplate> {
    Templates::read(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())), &DIRECTORY)
}

fn day() -> Date {
    Date::new(2026, 12, 1).unwrap()
}

fn answer(name: &str, figure: u32) -> BTreeMap<String, u32> {
    BTreeMap::from([(name.to_owned(), figure)])
}

#[test]
fn every_template_is_of_sectors_that_are_there() {
    let templates = read(&texts()).unwrap();
    let ids: Vec<&str> = templates.all_on(day()).map(|template| template.id.as_str()).collect();
    assert_eq!(ids, ["care-week", "childrens-party", "event-bar", "funeral", "harvest-crew", "removal"]);
    let directory = &DIRECTORY;
    for template in templates.all_on(day()) {
        let said = template.questions.iter().map(|question| &question.titles);
        let titles = said.chain(template.ways.iter().map(|way| &way.titles)).chain([&template.titles]);
        for titles in titles {
            assert!(titles.keys().eq(["en", "es", "zh-Hant"]), "{}: {titles:?}", template.id);
        }
        let usual = template.answers(&BTreeMap::new());
        for way in &template.ways {
            let needed = way.needed(&usual, directory);
            let count = needed.components.len();
            // As many as one decision holds.
            assert!((1..=8).contains(&count), "{}: {count}", template.id);
            for wanted in &needed.components {
                let sector = directory.sector(&wanted.sector).unwrap();
                assert!(sector.family != crate::directory::Family::Work || wanted.minutes > 0, "{wanted:?}");
                assert!(wanted.pieces > 0);
            }
        }
    }
}

/// Of candidates without times and places, all that a template asks for is found: no constraint contradicts another.
#[test]
fn what_a_template_needs_can_be_had() {
    let (templates, directory) = (read(&texts()).unwrap(), &DIRECTORY);
    let candidate = |seller| chains::Candidate {
        seller,
        resource: None,
        price: 1,
        intervals: Vec::new(),
        place: None,
        needs: 0,
        gives: 0,
        capacity: 1,
        reliability: 0,
    };
    for template in templates.all_on(day()) {
        let breakdowns = template.ways.iter().map(|way| {
            let needed = way.needed(&template.answers(&BTreeMap::new()), directory);
            let components = (1..).zip(&needed.components).map(|(seller, _)| chains::Component {
                candidates: vec![candidate(seller)],
                ..chains::Component::default()
            });
            chains::Breakdown { components: components.collect(), constraints: needed.constraints }
        });
        let need = chains::Need { breakdowns: breakdowns.collect(), budget: None };
        let answer = chains::search(&need, &chains::Limits::default(), &|_, _| 0, &mut || false);
        assert_eq!(answer.options.len(), template.ways.len(), "{}", template.id);
    }
}

#[test]
fn a_removal_of_five_rooms_takes_three_movers_for_as_long_as_the_van() {
    let (templates, directory) = (read(&texts()).unwrap(), &DIRECTORY);
    let removal = templates.on("removal", day()).unwrap();
    let needed = removal.ways[0].needed(&removal.answers(&answer("rooms", 5)), directory);
    let wanted: Vec<(&str, u32, u32)> = needed
        .components
        .iter()
        .map(|wanted| (wanted.name.as_str(), wanted.minutes, wanted.pieces))
        .collect();
    assert_eq!(
        wanted,
        [
            ("van", 360, 1),
            ("driver", 360, 1),
            ("movers", 360, 1),
            ("movers", 360, 1),
            ("movers", 360, 1),
            ("bringing", 60, 1),
            ("blankets", 360, 20),
        ]
    );
    assert_eq!(
        needed.constraints,
        [
            SameInterval { one: 0, other: 1 },
            SameInterval { one: 0, other: 2 },
            SameInterval { one: 0, other: 3 },
            SameInterval { one: 0, other: 4 },
            Implies { needing: 0, giving: 1 },
            Precedence { first: 5, then: 0, least: 0, most: Some(60) },
            Travel { from: 5, to: 0 },
        ]
    );
}

#[test]
fn days_of_care_come_one_after_the_other() {
    let (templates, directory) = (read(&texts()).unwrap(), &DIRECTORY);
    let care = templates.on("care-week", day()).unwrap();
    let needed = care.ways[0].needed(&care.answers(&answer("days", 3)), directory);
    let next = |first, then| chains::Constraint::Precedence { first, then, least: 720, most: Some(1_800) };
    assert_eq!(needed.constraints.get(..2), Some(&[next(0, 1), next(1, 2)][..]));
}

#[test]
fn answers_are_within_what_may_be_answered() {
    let templates = read(&texts()).unwrap();
    let removal = templates.on("removal", day()).unwrap();
    for (said, taken) in [(0, 1), (1, 1), (8, 8), (9, 8)] {
        assert_eq!(removal.answers(&answer("rooms", said)), answer("rooms", taken));
    }
    assert_eq!(removal.answers(&answer("pianos", 2)), answer("rooms", 3));
}

#[test]
fn a_template_holds_from_its_day_until_the_next_one_does() {
    let mut texts = texts();
    let later =
        texts["removal.toml"].replace("version = 1", "version = 2").replace("2026-01-01", "2027-01-01");
    texts.insert("removal-2.toml".to_owned(), later);
    let templates = read(&texts).unwrap();
    let version = |year, month, day| {
        templates.on("removal", Date::new(year, month, day).unwrap()).map(|held| held.version)
    };
    assert_eq!(
        [version(2025, 12, 31), version(2026, 1, 1), version(2026, 12, 31), version(2027, 1, 1)],
        [None, Some(1), Some(1), Some(2)]
    );
    assert!(templates.all_on(Date::new(2025, 12, 31).unwrap()).next().is_none());
}

#[test]
fn a_template_that_does_not_fit_says_why() {
    let removal = texts()["removal.toml"].clone();
    for (part, other, what) in [
        ("hire-vans", "hire-wans", "`hire-wans` is no sector"),
        ("\"mover\"", "\"public-work\"", "nothing is traded in `public-work` itself"),
        ("by = \"rooms\", per = 2", "by = \"roms\"", "`roms` is not asked"),
        ("per = 2", "per = 0", "`movers` has a quantity for each 0"),
        ("giving = \"driver\"", "giving = \"diver\"", "`diver` is no component"),
        ("giving = \"driver\"", "giving = \"van\"", "`van` is bound to itself"),
        ("name = \"bringing\"", "name = \"van\"", "`van` is there twice"),
        ("usual = 3", "usual = 9", "the usual `rooms` is not between the least and the most"),
        ("en = \"Move home\"", "", "`removal` has no title in English"),
    ] {
        assert!(removal.contains(part), "{part}");
        let texts = BTreeMap::from([("x".to_owned(), removal.replacen(part, other, 1))]);
        assert_eq!(read(&texts), Err(BadTemplate { name: "x".to_owned(), what: what.to_owned() }));
    }
    let twice = BTreeMap::from([("x".to_owned(), removal.clone()), ("y".to_owned(), removal.clone())]);
    assert!(read(&twice).unwrap_err().what.contains("twice from 2026-01-01 on"));
    let unknown = BTreeMap::from([("x".to_owned(), removal.replace("status =", "state ="))]);
    assert!(read(&unknown).unwrap_err().what.contains("unknown field `state`"));
}
