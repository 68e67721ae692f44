//! The rule on tables that are made up out of the real list: it has to stand somewhere, and the table is where.

use super::*;

/// The real table: its ids and levels are those of the standard.
const REAL: &str = include_str!("../../../../security/asvs.csv");

/// A table in which every requirement is not applicable, but for those that are given.
fn table(given: &[(&str, &str)]) -> String {
    let rows = REAL.lines().skip(1).map(|line| {
        let mut parts = line.splitn(3, ',');
        let (id, level) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let rest =
            given.iter().find(|(of, _)| *of == id).map_or("not_applicable,,There is none.", |(_, rest)| rest);
        format!("{id},{level},{rest}\n")
    });
    format!("{HEAD}\n{}", rows.collect::<String>())
}

/// A page that counts so many of each, and names these as left.
fn page(counts: [usize; 5], left: &str) -> String {
    let lines =
        DISPOSITIONS.iter().zip(counts).map(|((name, ..), count)| format!("| `{name}` | {count} | why |\n"));
    format!("# Security\n\n{}\n{LEFT}\n\n{left}\n\n## After it\n\nV1.1.1\n", lines.collect::<String>())
}

/// What is found in a table and a page, beside a program with a test and a runbook.
fn found(table: &str, page: &str) -> Vec<String> {
    let files = [
        (TABLE, table),
        (PAGE, page),
        (RUNBOOK, "# Runbook\n\n## What stands in front\n"),
        (
            "crates/web/tests/all/tries.rs",
            "on_both_engines!(waits); async fn waits(market: Market) { absent(); }",
        ),
    ];
    let sources: Vec<_> = files.iter().map(|(path, text)| Source::new(path, text).expect("Rust")).collect();
    check(&sources)
        .into_iter()
        .map(|finding| format!("{}:{}: {}", finding.path, finding.line, finding.what))
        .collect()
}

/// What is found when one row says this.
fn said(rest: &str) -> Vec<String> {
    let kind = rest.split(',').next().unwrap_or_default();
    let counts = DISPOSITIONS
        .map(|(name, ..)| usize::from(name == kind) + if name == "not_applicable" { 252 } else { 0 });
    let left = if OPEN.contains(&kind) { "V1.1.1" } else { "" };
    found(&table(&[("V1.1.1", rest)]), &page(counts, left))
}

#[test]
fn a_table_that_is_whole_is_left_alone() {
    assert_eq!(found(&table(&[]), &page([0, 0, 253, 0, 0], "Nothing.")), [""; 0]);
    for good in [
        "holds,crates/web/tests/all/tries.rs::waits,",
        "holds,docs/runbook.md#what-stands-in-front;crates/web/tests/all/tries.rs,\"So, and not \"\"otherwise\"\".\"",
        "deployment,docs/runbook.md#what-stands-in-front,",
        "later,,With passkeys.",
        "fails,,It is not there.",
    ] {
        assert_eq!(said(good), [""; 0], "{good}");
    }
}

#[test]
fn a_row_names_what_is_there_or_says_why_not() {
    for (bad, what) in [
        ("perhaps,,Who knows.", "V1.1.1: `perhaps` is no disposition"),
        ("holds,,It does.", "V1.1.1: `holds` names no place"),
        ("holds,crates/web/src/gone.rs,", "V1.1.1: there is no file `crates/web/src/gone.rs`"),
        (
            "holds,crates/web/tests/all/tries.rs::absent,",
            "V1.1.1: `crates/web/tests/all/tries.rs` has no function `absent`",
        ),
        ("deployment,docs/runbook.md#nowhere,", "V1.1.1: `docs/runbook.md` has no heading `#nowhere`"),
        (
            "deployment,docs/security.md#what-is-left,",
            "V1.1.1: `docs/security.md#what-is-left` is no section of docs/runbook.md",
        ),
        ("later,, ", "V1.1.1: `later` gives no reason"),
        ("fails,crates/web/tests/all/tries.rs::waits,", "V1.1.1: `fails` gives no reason"),
    ] {
        let found = said(bad);
        assert!(found.contains(&format!("{TABLE}:2: {what}")), "{bad}: {found:?}");
    }
    assert_eq!(said("not_applicable,,"), [format!("{TABLE}:2: V1.1.1: `not_applicable` gives no reason")]);
    assert!(said("fails,,\"It is not there.").contains(&format!("{TABLE}:2: these are not five fields")));
    assert!(
        said("fails,,It is not, as yet, there.").contains(&format!("{TABLE}:2: these are not five fields"))
    );
}

#[test]
fn the_ids_and_levels_are_those_of_the_standard() {
    let whole = table(&[]);
    let told = |text: &str| found(text, &page([0, 0, 253, 0, 0], "Nothing."));
    let lines: Vec<&str> = whole.lines().collect();
    let missing = whole.replacen(&format!("{}\n", lines[1]), "", 1);
    assert!(
        told(&missing).contains(&format!("{TABLE}:1: 18 rows of V1 at level 2, and not 19")),
        "{:?}",
        told(&missing)
    );
    let twice = whole.replacen(lines[1], &format!("{}\n{}", lines[1], lines[1]), 1);
    assert!(told(&twice).contains(&format!("{TABLE}:3: `V1.1.1` does not come after `V1.1.1`")));
    let turned =
        whole.replacen(&format!("{}\n{}", lines[1], lines[2]), &format!("{}\n{}", lines[2], lines[1]), 1);
    assert!(told(&turned).contains(&format!("{TABLE}:3: `V1.1.1` does not come after `V1.1.2`")));
    let level = whole.replacen("V1.1.1,2", "V1.1.1,1", 1);
    assert!(told(&level).contains(&format!("{TABLE}:1: 9 rows of V1 at level 1, and not 8")));
    // In order and counted alike, and still another one.
    let other = whole.replacen("V1.1.2,", "V1.1.3,", 1);
    let one: Vec<String> = told(&other);
    assert!(one.len() == 1 && one[0].contains("not that of the standard"), "{one:?}");
    let head = whole.replacen("where", "place", 1);
    assert_eq!(told(&head), [format!("{TABLE}:1: the first line is not `{HEAD}`")]);
}

#[test]
fn the_page_counts_the_rows_and_names_what_is_left() {
    let rows = table(&[("V1.1.1", "fails,,It is not there."), ("V2.1.1", "later,,With votes.")]);
    assert_eq!(found(&rows, &page([0, 0, 251, 1, 1], "V1.1.1 and V2.1.1.")), [""; 0]);
    let wrong = found(&rows, &page([0, 0, 251, 1, 2], "V1.1.1 and V1.1.10, but V1.2 is no row."));
    assert_eq!(
        wrong,
        [
            format!("{PAGE}:1: no line begins with `| `fails` | 1 |`"),
            format!("{PAGE}:1: `{LEFT}` does not name V2.1.1, which is `later`"),
            format!("{PAGE}:1: `{LEFT}` names V1.1.10, of which nothing is left"),
        ]
    );
    let sources = [Source::new(TABLE, &table(&[])).expect("a table")];
    assert!(check(&sources).iter().any(|finding| finding.what == "there is no docs/security.md"));
}
