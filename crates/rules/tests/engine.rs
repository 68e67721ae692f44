//! The engine by itself, on small rulebooks of an invented place: what is refused, how rules combine, what is unknown.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

use rules::{Date, Facts, LoadError, Question, Rulebook, Verdict};

const FACTS: &str = r#"
["seller.age"]
type = "int"
unit = "years"
range = [0, 150]
plain = "Age."
personal = true
["seller.is_trained"]
type = "bool"
plain = "Trained."
personal = true
["seller.claims"]
type = "list"
plain = "Claims."
personal = true
["deal.kind"]
type = "text"
plain = "Kind."
personal = false
["deal.price_minor"]
type = "int"
unit = "minor"
plain = "Price."
personal = false
["service.minutes"]
type = "int"
unit = "minutes"
plain = "Length."
personal = false
"#;

/// Southern, without decimals, with its own ages.
const PLACE: &str = r#"
code = "QX"
title = "Quixa"
currency = { code = "QXC", exponent = 0 }
zone = "Australia/Sydney"
locale = "es"
"#;

const PARAMETERS: &str = r#"
[qx.age]
title = "Age"
unit = "years"
status = "demo"
source = "concession choice"
[qx.age.values]
2020-01-01 = 18
2026-01-01 = 21
[qx.wage]
title = "Wage"
unit = "QXC/hour"
status = "demo"
source = "concession choice"
[qx.wage.values]
2020-01-01 = 999
"#;

fn card(id: &str, effect: &str, rest: &str) -> String {
    let reason = if ["deny", "require", "warn"].contains(&effect) { "reason = \"because\"" } else { "" };
    format!(
        r#"id = "{id}"
version = 1
status = "demo"
title = "T"
plain = "P"
effect = "{effect}"
{reason}
jurisdiction = "QX"
valid_from = 2020-01-01
owner = "o"
source = {{ title = "t", cite = "c", url = "u", retrieved = 2026-11-22 }}
{rest}
"#
    )
}

fn pack(cards: &[(&str, String)]) -> Vec<(String, String)> {
    let base = [("facts.toml", FACTS), ("QX/jurisdiction.toml", PLACE), ("QX/params/all.toml", PARAMETERS)];
    let base = base.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned()));
    base.chain(cards.iter().map(|(path, text)| ((*path).to_owned(), text.clone()))).collect()
}

fn load(cards: &[String]) -> Result<Rulebook, Vec<LoadError>> {
    let names: Vec<String> = (0..cards.len()).map(|number| format!("QX/topic/{number}.toml")).collect();
    let files: Vec<(&str, String)> = names.iter().map(String::as_str).zip(cards.iter().cloned()).collect();
    Rulebook::load(&pack(&files))
}

fn ask(cards: &[String], facts: &Facts) -> Verdict {
    ask_on(cards, facts, "2026-06-01")
}

fn ask_on(cards: &[String], facts: &Facts, date: &str) -> Verdict {
    let rulebook = load(cards).unwrap_or_else(|errors| panic!("{errors:#?}"));
    rulebook.check(&question(facts, date))
}

fn question<'a>(facts: &'a Facts, date: &str) -> Question<'a> {
    let date: Date = date.parse().unwrap();
    Question {
        place: "QX",
        sector: "kitchen.porter",
        mechanism: "stored_availability",
        roles: &["seller"],
        service_start: date,
        commit: date,
        payment: date,
        facts,
    }
}

fn reasons(verdict: &Verdict) -> Vec<&str> {
    verdict.denials.iter().map(|denial| denial.reason.as_str()).collect()
}

#[track_caller]
fn refused(card: String, line: Option<usize>, part: &str) {
    let errors = load(&[card]).expect_err("the card should be refused");
    let shown = errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert!(
        errors.iter().any(|error| error.problem.contains(part) && error.line == line),
        "{part}:\n{shown}"
    );
    assert!(errors.iter().all(|error| !error.fix.is_empty() && error.file == "QX/topic/0.toml"), "{shown}");
}

#[test]
fn a_card_that_cannot_be_trusted_is_refused_with_its_line_and_a_remedy() {
    let deny = |when: &str| card("a", "deny", &format!("when = '{when}'"));
    for (when, part) in [
        ("seller.age < 18.5", "number with a fraction"),
        ("seller.agee < 18", "facts.toml has no fact `seller.agee`"),
        ("seller.age < param.qx.agee", "no file in a params folder has the parameter `qx.agee`"),
        ("seller.age", "a yes or no is needed"),
        ("seller.age < seller.is_trained", "does not take these kinds"),
        ("seller.age == \"x\"", "does not take these kinds"),
        ("seller.claims.exists(c, c == \"x\")", "a part of CEL that cards do without"),
        ("has(seller.age)", "a part of CEL that cards do without"),
        ("bp(seller.age, 10) > 1", "the card names no `round`"),
        ("nowhere(seller.age)", "the functions are bp, per_hour"),
        ("seller.age <", "Syntax error"),
        ("seller.age in [1u]", "a literal that is not a whole number"),
    ] {
        refused(deny(when), Some(12), part);
    }
    let long = vec!["1"; 501].join(",");
    refused(deny(&format!("seller.age in [{long}]")), Some(12), "the most is 256");
    let deep = format!("{}seller.is_trained", "!(".repeat(40)) + &")".repeat(40);
    refused(deny(&deep), Some(12), "its brackets nest deeper than 8");
    let chain = "seller.is_trained ? true : ".repeat(30) + "false";
    refused(deny(&chain), Some(12), "Recursion limit");
    let sum = vec!["1"; 40].join(" + ") + " > 1";
    refused(deny(&sum), Some(12), "nests deeper than 32");
}

#[test]
fn fields_that_do_not_belong_together_are_refused() {
    let when = "when = 'seller.age < 18'";
    let amount = "amount = 'per_hour(param.qx.wage, service.minutes)'";
    for (effect, rest, part) in [
        ("rank", when.to_owned(), "the effect `rank` is not built yet"),
        ("entitle", when.to_owned(), "the effect `entitle` is not built yet"),
        ("smile", when.to_owned(), "`smile` is not an effect"),
        ("floor", when.to_owned(), "lacks `amount`"),
        ("deny", format!("{when}\namount = '1'"), "must not have `amount`"),
        ("floor", format!("{when}\n{amount}\nround = 'down'"), "a floor always rounds up"),
        ("charge", format!("{when}\namount = '1'\npayee = 'p'\nstage = 50"), "no such stage"),
        ("charge", format!("{when}\namount = '1'\nstage = 20"), "lacks `payee`"),
        (
            "subsidy",
            format!("{when}\namount = '1'\nstage = 40\npayee = 'buyer'\nfunded_by = 'f'\nstacking = 'stack'"),
            "without a budget",
        ),
        ("allow_exception", when.to_owned(), "lacks `exception_of`"),
        ("deny", format!("{when}\ncap_per_deal = '1'"), "only a subsidy has caps"),
        ("deny", format!("{when}\napplies = {{ places = ['ZZ'] }}"), "ZZ does not lie in QX"),
    ] {
        let errors = load(&[card("a", effect, &rest)]).expect_err(part);
        let shown = errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        assert!(shown.contains(part), "{part}:\n{shown}");
    }
    refused(card("a", "deny", "when = 'true'\nwhat = 1"), Some(13), "unknown field `what`");
    refused(card("A b", "deny", "when = 'true'"), Some(1), "the id or version is not one");
    let long = card("a", "deny", "when = 'true'").replace("\"P\"", &format!("\"{}\"", "x".repeat(401)));
    refused(long, Some(1), "plain words are missing or too long");
    let base_unknown = card("a", "allow_exception", "when = 'seller.age > 1'\nexception_of = 'b'");
    refused(base_unknown, None, "`b`, which is not a rule");
}

#[test]
fn files_and_parameters_that_contradict_are_refused() {
    let with = |path: &str, text: &str| {
        let mut files = pack(&[]);
        files.push((path.to_owned(), text.to_owned()));
        let errors = Rulebook::load(&files).expect_err(path);
        errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let parameter = |unit: &str, values: &str| {
        format!(
            "[qx.x]\ntitle = 't'\nunit = '{unit}'\nstatus = 'demo'\nsource = 'concession choice'\n[qx.x.values]\n{values}"
        )
    };
    for (path, text, part) in [
        ("stray.toml", String::new(), "stray.toml: the rulebook has no such place"),
        ("ZZ/topic/a.toml", String::new(), "the folder ZZ has no jurisdiction.toml"),
        (
            "ZZ/jurisdiction.toml",
            "code = 'ZZ'\ntitle = 't'\nparent = 'YY'".to_owned(),
            "its parent YY has no",
        ),
        (
            "ZZ/jurisdiction.toml",
            "code = 'ZZ'\ntitle = 't'".to_owned(),
            "neither it nor a parent has a currency",
        ),
        (
            "ZZ/jurisdiction.toml",
            PLACE.replace("QX\"", "ZZ\"").replace("= 0", "= 2"),
            "another number of digits",
        ),
        (
            "QX/params/b.toml",
            parameter("bp", "2026-01-01 = 1.5"),
            "b.toml:7: the value from 2026-01-01 is not a whole",
        ),
        (
            "QX/params/b.toml",
            parameter("bp", "2026-01-01 = 1\n2025-01-01 = 2"),
            "b.toml:7: the dates do not ascend",
        ),
        ("QX/params/b.toml", parameter("bp", "soon = 1"), "`soon` is not a date"),
        ("QX/params/b.toml", parameter("bp", "2026-01-01 = 1\n2026-01-01 = 2"), "duplicate key"),
        ("QX/params/b.toml", parameter("furlongs", "2026-01-01 = 1"), "the unknown unit `furlongs`"),
        ("QX/params/b.toml", parameter("USD", "2026-01-01 = 1"), "USD, which no place pays with"),
        (
            "QX/params/b.toml",
            parameter("bp", "2026-01-01 = 1").replace("qx.x", "us.x"),
            "does not belong to QX",
        ),
        (
            "QX/params/b.toml",
            parameter("bp", "2026-01-01 = 1").replace("qx.x", "qx.age"),
            "stands in QX/params/all.toml too",
        ),
        (
            "QX/params/b.toml",
            parameter("bp", "2026-01-01 = 1").replace("source", "note"),
            "needs a [[…reference]] or a source",
        ),
    ] {
        let shown = with(path, &text);
        assert!(shown.contains(part), "{part}:\n{shown}");
    }
}

#[test]
fn two_versions_on_the_same_day_are_refused_and_in_turn_are_not() {
    let first = card("a", "deny", "when = 'seller.age < 18'");
    let second = first.replace("version = 1", "version = 2").replace("= 2020", "= 2026").replace("18", "19");
    let errors = load(&[first.clone(), second.clone()]).unwrap_err();
    assert!(errors[0].problem.contains("a@1 and a@2"), "{errors:?}");

    let ended = first.replace("owner", "valid_to = 2025-12-31\nowner");
    let cards = [ended, second];
    let at_18 = Facts::new().int("seller.age", 18);
    assert!(ask_on(&cards, &at_18, "2025-12-31").eligible());
    let last_day = ask_on(&cards, &Facts::new().int("seller.age", 17), "2025-12-31");
    assert_eq!(last_day.denials[0].rule.to_string(), "a@1");
    let verdict = ask_on(&cards, &at_18, "2026-01-01");
    assert_eq!(verdict.denials[0].rule.to_string(), "a@2");
}

#[test]
fn a_parameter_changes_on_its_day() {
    let cards = [card("a", "deny", "when = 'seller.age < param.qx.age'")];
    let at_20 = Facts::new().int("seller.age", 20);
    assert!(ask_on(&cards, &at_20, "2025-12-31").eligible());
    assert_eq!(reasons(&ask_on(&cards, &at_20, "2026-01-01")), ["because"]);
    let early = card("a", "deny", "when = 'seller.age < param.qx.age'").replace("2020", "2010");
    assert_eq!(reasons(&ask_on(&[early], &at_20, "2019-12-31")), ["no_value_in_force:qx.age"]);
}

#[test]
fn the_unknown_follows_the_card_and_cel_absorbs_what_does_not_matter() {
    let nothing = Facts::new();
    let when = "when = 'seller.age < 18 && seller.is_trained'";
    let verdict = ask(&[card("a", "deny", when)], &Facts::new().int("seller.age", 17));
    assert_eq!(reasons(&verdict), ["needs_verification:seller.is_trained"]);
    assert_eq!(verdict.denials[0].needs.as_deref(), Some("seller.is_trained"));
    assert!(ask(&[card("a", "deny", when)], &Facts::new().bool("seller.is_trained", false)).eligible());
    assert!(ask(&[card("a", "deny", when)], &Facts::new().int("seller.age", 18)).eligible());

    let trained = Facts::new().bool("seller.is_trained", true);
    let on = |answer: &str| ask(&[card("a", "deny", &format!("{when}\non_unknown = '{answer}'"))], &trained);
    assert_eq!(on("require").requirements[0].reason, "needs_verification:seller.age");
    assert_eq!(on("warn").warnings[0].reason, "needs_verification:seller.age");
    assert!(on("skip").eligible() && on("skip").requirements.is_empty());

    let charge = "when = 'true'\namount = 'deal.price_minor'\nstage = 20\npayee = 'authority:x'";
    assert_eq!(
        ask(&[card("a", "charge", charge)], &nothing).requirements[0].reason,
        "needs_verification:deal.price_minor"
    );
    let wrong_kind = Facts::new().text("seller.age", "old");
    let plain = card("a", "deny", "when = 'seller.age < 18'");
    assert_eq!(reasons(&ask(&[plain], &wrong_kind)), ["cannot_be_worked_out"]);
}

#[test]
fn an_amount_that_leaves_the_range_denies_instead_of_wrapping() {
    let floor = card(
        "a",
        "floor",
        "when = 'true'\namount = 'per_hour(param.qx.wage, service.minutes)'\nround = 'up'",
    );
    let facts = Facts::new().int("service.minutes", i64::MAX);
    assert_eq!(reasons(&ask(std::slice::from_ref(&floor), &facts)), ["cannot_be_worked_out"]);
    let negative = Facts::new().int("service.minutes", -60);
    assert_eq!(reasons(&ask(std::slice::from_ref(&floor), &negative)), ["cannot_be_worked_out"]);
    let one = ask(&[floor], &Facts::new().int("service.minutes", 1));
    assert_eq!(
        one.floor.unwrap().amount_minor,
        17,
        "999 for 60 minutes is 16.65 for one, and a floor rounds up"
    );
}

#[test]
fn the_greatest_floor_and_the_least_cap_count_and_a_clash_names_both_rules() {
    let bound = |id: &str, effect: &str, amount: i64| {
        card(id, effect, &format!("when = 'true'\namount = '{amount}'"))
    };
    let cards =
        [bound("a", "floor", 10), bound("b", "floor", 30), bound("c", "cap", 50), bound("d", "cap", 40)];
    let verdict = ask(&cards, &Facts::new());
    assert_eq!(verdict.floor.as_ref().unwrap().amount_minor, 30);
    assert_eq!(verdict.cap.as_ref().unwrap().amount_minor, 40);
    assert!(verdict.eligible());

    let clash = ask(&[cards[1].clone(), bound("c", "cap", 29)], &Facts::new());
    assert_eq!(reasons(&clash), ["conflicting_bounds"; 2]);
    assert_eq!((&*clash.denials[0].rule.id, &*clash.denials[1].rule.id), ("b", "c"));
}

#[test]
fn every_denial_is_reported_and_lines_come_by_stage() {
    let line = |id: &str, stage: u8| {
        card(id, "charge", &format!("when = 'true'\namount = '5'\nstage = {stage}\npayee = 'authority:x'"))
    };
    let cards = [
        card("a", "deny", "when = 'seller.age < 18'"),
        card("b", "deny", "when = 'seller.age < 19'"),
        card("c", "require", "when = 'seller.age < 19'"),
        card("d", "warn", "when = 'seller.age < 19'"),
        line("e", 35),
        line("f", 20),
    ];
    let verdict = ask(&cards, &Facts::new().int("seller.age", 17));
    assert_eq!(verdict.denials.len(), 2);
    assert_eq!((verdict.requirements.len(), verdict.warnings.len()), (1, 1));
    let stages: Vec<u8> = verdict.charges.iter().map(|line| line.stage).collect();
    assert_eq!(stages, [20, 35]);
    assert_eq!(verdict.rules.len(), 6);
}

#[test]
fn an_exception_lifts_its_base_only_when_it_is_known_to_hold() {
    let cards = [
        card("base", "deny", "when = 'seller.age < 18'"),
        card("lift", "allow_exception", "when = 'seller.is_trained'\nexception_of = 'base'"),
    ];
    let young = Facts::new().int("seller.age", 17);
    assert_eq!(reasons(&ask(&cards, &young)), ["because"], "unknown training leaves the base standing");
    assert!(ask(&cards, &young.clone().bool("seller.is_trained", true)).eligible());
    assert!(!ask(&cards, &young.bool("seller.is_trained", false)).eligible());
}

#[test]
fn cards_apply_where_for_whom_and_in_what_they_say() {
    let with = |applies: &str| card("a", "deny", &format!("when = 'true'\napplies = {{ {applies} }}"));
    let nothing = Facts::new();
    for (applies, denies) in [
        ("", true),
        ("sectors = ['kitchen']", true),
        ("sectors = ['kitchen.porter']", true),
        ("sectors = ['kit*']", true),
        ("sectors = ['garden']", false),
        ("mechanisms = ['stored_availability']", true),
        ("mechanisms = ['auction']", false),
        ("roles = ['seller', 'agent']", true),
        ("roles = ['buyer']", false),
        ("places = ['QX']", true),
        ("except_places = ['QX']", false),
    ] {
        assert_eq!(!ask(&[with(applies)], &nothing).eligible(), denies, "{applies}");
    }
    for (status, denies) in [("draft", false), ("suspended", false), ("repealed", false), ("in_force", true)]
    {
        let card = with("").replace("demo", status);
        assert_eq!(!ask(&[card], &nothing).eligible(), denies, "{status}");
    }
}

#[test]
fn host_functions_say_what_they_do() {
    let amount = |formula: &str, round: &str| {
        let rest =
            format!("when = 'true'\namount = '{formula}'\nround = '{round}'\nstage = 20\npayee = 'x:y'");
        ask(&[card("a", "charge", &rest)], &Facts::new()).charges[0].amount_minor
    };
    assert_eq!(amount("bp(1005, 5000)", "up"), 503);
    assert_eq!(amount("bp(1005, 5000)", "down"), 502);
    assert_eq!(amount("bp(1005, 5000)", "half_even"), 502);
    assert_eq!(amount("bp(1005, 5000)", "half_up"), 503);
    assert_eq!(amount("per_hour(100, 90)", "down"), 150);
    assert_eq!(amount("ceil_to(101, 50)", "down"), 150);
    let claims = card("a", "deny", "when = '!has_claim(seller.claims, \"first-aid\")'");
    let holding = |name: &str| Facts::new().list("seller.claims", vec![name.to_owned()]);
    assert!(ask(std::slice::from_ref(&claims), &holding("first-aid")).eligible());
    assert!(!ask(&[claims], &holding("driving")).eligible());
}

#[test]
fn an_amount_in_one_currency_stays_where_people_pay_with_it() {
    let concession = |rest: &str| card("c", "charge", rest).replace("\"QX\"", "\"concession\"");
    let charge = concession("when = 'true'\namount = 'param.qx.wage'\nstage = 20\npayee = 'x:y'");
    let elsewhere = PLACE.replace("QX\"", "QY\"").replace("QXC", "QYC");
    let files = pack(&[("concession/topic/c.toml", charge), ("QY/jurisdiction.toml", elsewhere)]);
    let rulebook = Rulebook::load(&files).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let facts = Facts::new();
    let here = question(&facts, "2026-06-01");
    assert_eq!(rulebook.check(&here).charges.len(), 1);
    assert_eq!(rulebook.check(&Question { place: "QY", ..here }).charges.len(), 0);
    assert_eq!(rulebook.currency("QYC").unwrap().exponent, 0);
}

#[test]
fn a_card_is_failed_for_a_wrong_test_a_missing_boundary_or_too_few_tests() {
    let tests = |ages: &[(i64, &str)]| {
        let written = ages.iter().map(|(age, expect)| {
            format!("[[test]]\nname = '{age}'\non = 2026-06-01\nfacts = {{ 'seller.age' = {age} }}\nexpect = '{expect}'\n")
        });
        card("a", "deny", &format!("when = 'seller.age < 18'\n{}", written.collect::<String>()))
    };
    let problems = |card: String| -> Vec<String> {
        let report = load(&[card]).unwrap().run_card_tests();
        report.failures.into_iter().map(|failure| failure.problem).collect()
    };
    assert_eq!(problems(tests(&[(17, "deny"), (18, "pass"), (19, "pass")])), Vec::<String>::new());
    assert_eq!(
        problems(tests(&[(17, "pass"), (18, "pass"), (19, "pass")])),
        ["expected `pass`, found `deny`"]
    );
    assert_eq!(problems(tests(&[(17, "deny"), (18, "pass")])), ["no test has `seller.age` one above `18`"]);
    assert!(problems(tests(&[]))[0].contains("a card needs a test in which it fires"));

    let weak = load(&[tests(&[(10, "deny"), (30, "pass")])]).unwrap().mutate_cards();
    assert_eq!((weak.tried, weak.survivors.len()), (3, 3), "{weak:#?}");
    let strong = load(&[tests(&[(17, "deny"), (18, "pass"), (19, "pass")])]).unwrap().mutate_cards();
    assert_eq!((strong.tried, strong.survivors.len()), (3, 0), "{strong:#?}");
}

#[test]
fn what_no_card_uses_is_noted() {
    let rulebook = load(&[card("a", "deny", "when = 'seller.age < 18'")]).unwrap();
    let notes = rulebook.run_card_tests().notes;
    assert!(notes.contains(&"no card names the fact deal.kind".to_owned()), "{notes:?}");
    assert!(notes.contains(&"no card names the parameter qx.wage".to_owned()), "{notes:?}");
}
