//! A database that the last release left is brought up to date and goes on. What these are and how they were made is in
//! `tests/fixtures/README.md`.

use super::ground::wait_for;
use super::record::Totals;
use crate::front::{Caller, Folder, check, poems, serve};
use crate::market::postgres_url;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use testkit::postgres::binaries;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// Unpacks a file.
fn unpacked(name: &str, to: &Path) {
    let out = std::fs::File::create(to).unwrap();
    let unpacked = Command::new("gzip").args(["-dc"]).arg(fixture(name)).stdout(out).status().unwrap();
    assert!(unpacked.success());
}

/// Brings it up to date; everything that was in it is still there; then it is served, and what was due meanwhile is done.
fn goes_on(database: &str, name: &str) {
    let migrated = poems("migrate", database).output().unwrap();
    assert!(migrated.status.success(), "{migrated:?}");
    let report = check(database);
    assert_eq!(report["clean"], true, "{report:#}");
    let figures = &report["figures"];
    assert!(figures["trades"].as_i64() > Some(20) && figures["transfers"].as_i64() > Some(20), "{figures:#}");
    let before = wait_for(Totals::of(database));
    let server = serve(database);
    let mut ana = Caller::sign_up(&server.address, name, "person");
    ana.offer();
    assert!(server.stop().unwrap());
    let report = check(database);
    assert_eq!(report["clean"], true, "{report:#}");
    let after = wait_for(Totals::of(database));
    assert_eq!(after.deposited, before.deposited, "no money came or went");
    assert!(before.deposited > 0 && report["figures"]["trades"] == *figures.get("trades").unwrap());
}

#[test]
fn ordeal_a_database_of_the_last_release_goes_on_sqlite() {
    let folder = Folder::new();
    let file = folder.0.join("market.sqlite");
    unpacked("market.sqlite.gz", &file);
    goes_on(&format!("sqlite:{}", file.display()), "afterwards");
}

#[test]
fn ordeal_a_database_of_the_last_release_goes_on_postgres() {
    let folder = Folder::new();
    let (file, database) = (folder.0.join("market.sql"), wait_for(postgres_url()));
    unpacked("market.sql.gz", &file);
    let mut psql = Command::new(binaries().unwrap().join("psql"));
    psql.args(["-q", "-v", "ON_ERROR_STOP=1", "-f"]).arg(&file).arg(&database).stdout(Stdio::null());
    assert!(psql.status().unwrap().success());
    goes_on(&database, "afterwards");
}
