//! The product on a database of many machines, which whoever runs this has: see "A database of many machines" in
//! docs/runbook.md.

use std::process::Command;

/// A database over many machines, and how one of them is taken away and brought back.
#[derive(Clone, Debug, Default)]
pub(crate) struct Many {
    /// The address of an empty database in which Citus is installed and knows its workers.
    pub(super) url: String,
    /// What a shell runs to take a worker away.
    pub(super) cut: String,
    /// What a shell runs to bring it back.
    pub(super) mend: String,
}

impl Many {
    /// Tells the ordeals of it.
    pub(super) fn told<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env("ORDEAL_MANY", &self.url).env("ORDEAL_CUT", &self.cut).env("ORDEAL_MEND", &self.mend)
    }
}

/// What the program is asked for, in this order: the second spreading has nothing left to do.
pub(super) fn ways(url: &str) -> [Vec<&str>; 3] {
    ["migrate", "distribute", "distribute"].map(|way| vec![way, "--database", url])
}

/// Hours held and booked by many buyers at once.
pub(super) fn bench(url: &str) -> Vec<&str> {
    let what =
        ["bench", "book", "--engines", "postgres", "--parts", "loads", "--buyers", "64", "--bookings", "256"];
    [&what[..], &["--postgres", url]].concat()
}
