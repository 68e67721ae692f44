use super::*;
use crate::modules::commands;
use crate::support::notices::Notice;
use crate::tests::{HERE, Market, PORTER, code, portland};
use kernel::{Date, Outbox};

/// What makes a need wrong.
type Change<'a> = &'a dyn Fn(&mut SaveNeed);

/// Saturday, the first one asked for.
const SATURDAY: (i8, i8) = (11, 28);

fn date((month, day): (i8, i8)) -> Date {
    Date::new(2026, month, day).unwrap()
}

fn part(sector: &str, count: i64) -> PartAsked {
    PartAsked { sector: sector.to_owned(), count }
}

/// Two kitchen porters and a bicycle, on a Saturday within five weeks, from nine on, for four hours.
fn crew(market: &Market) -> SaveNeed {
    SaveNeed {
        owner: market.cafe,
        name: "Saturday crew".parse().unwrap(),
        post_code: "97214".parse().unwrap(),
        from_on: date((11, 24)),
        until_on: date((12, 31)),
        weekdays: vec![5],
        from: "09:00".parse().unwrap(),
        minutes: 240,
        most: Some(Amount(30_000)),
        parts: vec![part(PORTER, 2), part("hire-sg-4-4-3", 1)],
    }
}

fn saved(market: &mut Market) -> Id<Need> {
    let save = crew(market);
    market.cafe(&save).unwrap()
}

fn row(market: &Market, need: Id<Need>) -> Option<Need> {
    market.world.find::<Need>((HERE, market.cafe, need))
}

/// The looks that are wanted, the first first.
fn wanted(market: &Market) -> Vec<LookWanted> {
    let mut messages = market.world.all::<Outbox>();
    messages.retain(|message| message.topic == TOPIC);
    messages.iter().map(|message| serde_json::from_str(&message.body).unwrap()).collect()
}

fn note(market: &mut Market, need: Id<Need>, look: i64, found: Option<((i8, i8), i64)>) {
    let found = found.map(|(day, cost)| (Day::of(date(day)), Amount(cost)));
    let note = NoteLook { owner: market.cafe, need, look, found };
    market.world.run(Id::SYSTEM, &note).unwrap();
}

fn told(market: &Market) -> Vec<String> {
    let mut notices = market.world.all::<Notice>();
    notices.retain(|notice| notice.about == SubjectKind::Need);
    notices.into_iter().map(|notice| notice.code).collect()
}

fn until(market: &mut Market, (month, day): (i8, i8), hour: i64) {
    market.world.pass_time(portland(month, day, hour), &commands()).unwrap();
}

#[test]
fn a_need_is_looked_at_once_it_is_saved_and_every_hour_and_its_owner_is_told_once_a_day() {
    let mut market = Market::new();
    let need = saved(&mut market);
    let look = |look| LookWanted { owner: market.cafe, need, look };
    let (first, second) = (look(1), look(2));
    assert_eq!(wanted(&market), [first]);
    note(&mut market, need, 1, None);
    assert_eq!(row(&market, need).unwrap().stage, NeedStage::Waiting);
    until(&mut market, (11, 23), 10);
    assert_eq!(wanted(&market), [first, second]);
    note(&mut market, need, 2, Some((SATURDAY, 21_000)));
    let found = row(&market, need).unwrap();
    assert_eq!(
        (found.stage, found.found_day, found.found_cost),
        (NeedStage::Found, Some(Day::of(date(SATURDAY))), Some(Amount(21_000)))
    );
    assert_eq!(told(&market), ["need/found"]);
    // The same day again is no news, and a second news on one day waits.
    until(&mut market, (11, 23), 11);
    note(&mut market, need, 3, Some((SATURDAY, 22_000)));
    until(&mut market, (11, 23), 12);
    note(&mut market, need, 4, Some(((12, 5), 20_000)));
    assert_eq!(told(&market).len(), 1);
    until(&mut market, (11, 25), 12);
    note(&mut market, need, 5, Some((SATURDAY, 20_000)));
    assert_eq!(told(&market), ["need/found"; 2]);
}

#[test]
fn what_a_look_found_counts_only_for_the_look_that_is_wanted_on_a_day_that_will_do_at_a_price_that_will_do() {
    let mut market = Market::new();
    let need = saved(&mut market);
    let before = row(&market, need).unwrap();
    note(&mut market, need, 2, Some((SATURDAY, 21_000)));
    assert_eq!(row(&market, need).unwrap(), before, "no such look is wanted");
    note(&mut market, need, 1, Some(((11, 29), 21_000)));
    assert_eq!(row(&market, need).unwrap().stage, NeedStage::Waiting, "a Sunday will not do");
    until(&mut market, (11, 23), 10);
    note(&mut market, need, 2, Some((SATURDAY, 30_001)));
    assert_eq!(row(&market, need).unwrap().stage, NeedStage::Waiting, "it is too dear");
    note(&mut market, need, 2, Some((SATURDAY, 30_000)));
    assert_eq!(row(&market, need).unwrap().stage, NeedStage::Waiting, "the look was noted before");
    assert_eq!(told(&market), Vec::<String>::new());
}

#[test]
fn a_need_ends_after_its_last_day_or_when_it_is_forgotten_and_leaves_nothing() {
    let mut market = Market::new();
    let (over, forgotten) = (saved(&mut market), saved(&mut market));
    market.cafe(&ForgetNeed { owner: market.cafe, need: forgotten }).unwrap();
    assert_eq!(market.world.all::<NeedPart>().len(), 2);
    note(&mut market, forgotten, 1, Some((SATURDAY, 1_000)));
    assert_eq!(told(&market), Vec::<String>::new());
    note(&mut market, over, 1, None);
    // On its last day it is looked at hour by hour to the end.
    for hour in [22, 23] {
        until(&mut market, (12, 31), hour);
        let look = row(&market, over).expect("its last day is not over").look;
        note(&mut market, over, look, None);
    }
    until(&mut market, (12, 31), 24);
    assert!(row(&market, over).is_none());
    assert_eq!(told(&market), ["need/over"]);
    assert!(market.world.all::<NeedPart>().is_empty() && market.world.all::<Need>().is_empty());
}

#[test]
fn what_is_no_need_is_refused_by_its_rule() {
    let mut market = Market::new();
    let mut refused = |change: &dyn Fn(&mut SaveNeed)| {
        let mut save = crew(&market);
        change(&mut save);
        code(market.cafe(&save).unwrap_err())
    };
    assert_eq!(refused(&|save| save.parts.clear()), "needs/not-these-parts");
    assert_eq!(refused(&|save| save.parts.push(part(PORTER, 1))), "needs/sector-twice");
    assert_eq!(refused(&|save| save.parts = vec![part(PORTER, 21)]), "needs/not-that-many");
    assert_eq!(refused(&|save| save.parts = vec![part(PORTER, 0)]), "needs/not-that-many");
    assert_eq!(refused(&|save| save.parts = vec![part("fb-2-10-7", 1)]), "needs/not-in-sector");
    assert_eq!(refused(&|save| save.parts = vec![part("nothing", 1)]), "assets/unknown-sector");
    assert_eq!(refused(&|save| save.until_on = Date::new(2027, 3, 1).unwrap()), "needs/too-far-ahead");
    let wrong: [(&str, Change<'_>); 8] = [
        ("weekdays", &|save| save.weekdays = vec![7]),
        ("weekdays", &|save| save.until_on = date((11, 26))),
        ("from_on", &|save| save.from_on = date((11, 22))),
        ("until_on", &|save| save.until_on = date((11, 23))),
        ("from", &|save| save.from = "09:01".parse().unwrap()),
        ("minutes", &|save| save.minutes = 0),
        ("minutes", &|save| save.minutes = 1_455),
        ("most", &|save| save.most = Some(Amount(0))),
    ];
    for (field, change) in wrong {
        let mut save = crew(&market);
        change(&mut save);
        let Stop::Refused(refusal) = market.cafe(&save).unwrap_err() else { panic!("{field}") };
        assert_eq!(format!("{refusal:?}"), format!("{:?}", NeedRefusal::BadNeed { field }));
    }
    for _ in 0..20 {
        saved(&mut market);
    }
    let save = crew(&market);
    assert_eq!(code(market.cafe(&save).unwrap_err()), "needs/too-many");
}

#[test]
fn nobody_forgets_what_another_needs() {
    let mut market = Market::new();
    let need = saved(&mut market);
    let forget = ForgetNeed { owner: market.cafe, need };
    market.ana(&forget).unwrap_err();
    assert!(row(&market, need).is_some());
}
