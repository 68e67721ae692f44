//! The table of all data by their kind, as docs/data.md has it.

use kernel::{Privacy, SYSTEM_TABLES, Table};
use market::modules;
use std::fmt::Write as _;

const HEAD: &str = "# Data

Made by `cargo xtask modules` from the records, each of which says what it holds; one that does not say so does not compile.
There are three kinds of data and no fourth: nothing is kept for the operator alone. The figures that whoever runs a market
watches name no person, no sector and no place:
`figures_and_health_are_on_a_listener_of_their_own_sqlite` in `crates/poems/tests/all/operator.rs` holds them to a list.
";

/// Each kind with what it means here.
const KINDS: [(Privacy, &str); 3] = [
    (
        Privacy::Personal,
        "Somebody's own: shown to whom it concerns, handed over on request, erased with the account where no law keeps it. \"Whose\"
names the columns that lead there: to a user, or to the holder of an account, which may be a fund or an authority too.",
    ),
    (
        Privacy::Public,
        "Of nobody, and anyone may have it. (`migration`, which the store keeps of itself, is public too.)",
    ),
    (Privacy::Transient, "Not kept: it goes when what it is for is done."),
];

/// Every table, in the order of their names.
fn tables() -> Vec<&'static Table> {
    let mut tables: Vec<_> = SYSTEM_TABLES.iter().copied().chain(modules::tables()).collect();
    tables.sort_by_key(|table| table.name);
    tables
}

/// docs/data.md.
pub(crate) fn page() -> String {
    let all = tables();
    let mut page = HEAD.to_owned();
    for (privacy, meaning) in KINDS {
        let (title, whose) = match privacy {
            Privacy::Personal => ("Personal", true),
            Privacy::Public => ("Public", false),
            Privacy::Transient => ("Transient", false),
        };
        let head = if whose {
            "| table | whose | columns |\n|---|---|---|"
        } else {
            "| table | columns |\n|---|---|"
        };
        let _ = writeln!(page, "\n## {title}\n\n{meaning}\n\n{head}");
        for table in &all {
            let columns: Vec<_> =
                table.columns.iter().filter(|one| table.privacy_of(one) == privacy).collect();
            if columns.is_empty() {
                continue;
            }
            let columns: Vec<_> = columns.iter().map(|one| format!("`{}`", one.name)).collect();
            let ways = if whose { format!(" {} |", ways(&all, table).join("; ")) } else { String::new() };
            let _ = writeln!(page, "| `{}` |{ways} {} |", table.name, columns.join(", "));
        }
    }
    page
}

/// The same, an object a column.
pub(crate) fn facts() -> impl Iterator<Item = serde_json::Value> {
    let all = tables();
    all.clone().into_iter().flat_map(move |table| {
        let ways = ways(&all, table);
        table.columns.iter().map(move |column| {
            let privacy = table.privacy_of(column);
            let whose = if privacy == Privacy::Personal { ways.as_slice() } else { &[] };
            serde_json::json!({ "table": table.name, "column": column.name, "data": privacy.word(), "whose": whose })
        })
    })
}

/// The ways from a row to whose it is, column by column: `` `offering` → `seller` ``.
fn ways(all: &[&Table], table: &Table) -> Vec<String> {
    let way = |column: &kernel::Column| {
        let next = all.iter().find(|one| !is_person(column) && leads_to(column, one));
        let further = next.map(|next| ways(all, next).join(", ")).filter(|further| !further.is_empty());
        further
            .map_or_else(|| format!("`{}`", column.name), |further| format!("`{}` → {further}", column.name))
    };
    table.whose().map(way).collect()
}

fn leads_to(column: &kernel::Column, table: &Table) -> bool {
    (column.leads_to)() == Some((table.record)())
}

/// Whether the column is the id of somebody.
fn is_person(column: &kernel::Column) -> bool {
    let people = [
        std::any::type_name::<market::users::User>(),
        std::any::type_name::<kernel::Actor>(),
        std::any::type_name::<ledger::Holder>(),
    ];
    (column.leads_to)().is_some_and(|name| people.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the column leads to somebody in the end.
    fn ends_at_somebody(all: &[&Table], column: &kernel::Column, steps: u8) -> bool {
        let next = || all.iter().find(|table| leads_to(column, table));
        let goes_on = |next: &&&Table| {
            let mut whose = next.whose().peekable();
            whose.peek().is_some() && whose.all(|one| ends_at_somebody(all, one, steps - 1))
        };
        is_person(column) || (steps > 0 && next().as_ref().is_some_and(goes_on))
    }

    #[test]
    fn the_page_in_the_repository_is_the_one_that_is_made() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/data.md");
        assert_eq!(std::fs::read_to_string(path).unwrap(), page(), "run `cargo xtask modules`");
    }

    #[test]
    fn what_is_personal_leads_to_somebody() {
        let all = tables();
        for table in all.iter().filter(|table| table.privacy == Privacy::Personal) {
            assert!(table.whose().next().is_some(), "whose is {}?", table.name);
            for column in table.whose() {
                assert!(ends_at_somebody(&all, column, 5), "{}.{} leads to nobody", table.name, column.name);
            }
        }
        let account = all.iter().find(|table| table.name == "fund_total").unwrap();
        let locality = account.columns.first().unwrap();
        assert!(!ends_at_somebody(&all, locality, 5), "a market area is nobody");
    }

    /// Funds and authorities hold accounts too: an account by itself is not somebody.
    #[test]
    fn what_is_public_leads_to_nobody() {
        let all = tables();
        let is_holder =
            |column: &kernel::Column| (column.leads_to)() == Some(std::any::type_name::<ledger::Holder>());
        let mut seen = 0;
        for table in &all {
            for column in table.columns.iter().filter(|one| table.privacy_of(one) == Privacy::Public) {
                let leads = ends_at_somebody(&all, column, 5) && !is_holder(column);
                assert!(!leads, "{}.{} is public and leads to somebody", table.name, column.name);
                seen += 1;
            }
        }
        assert!(seen > 10);
    }
}
