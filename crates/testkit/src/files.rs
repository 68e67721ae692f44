//! The project's own data as its files have it, and a third, invented place as files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A place of this process in the temporary folder, for a file or a folder that a test makes. Nothing is there: the id of a process
/// comes again, and one that was killed has left what it made.
pub fn fresh(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("poems-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&path);
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{ending}", path.display()));
    }
    path
}

/// The files of Quixa, a place that no program knows: a currency without decimals, southern summer time by half an
/// hour, another least pay and another age. Paths are below the rulebook's folder.
pub const QUIXA: [(&str, &str); 5] = [
    (
        "QX/jurisdiction.toml",
        "code = 'QX'\ntitle = 'Quixa'\ncurrency = { code = 'QXC', exponent = 0 }\nzone = 'Australia/Lord_Howe'\nlocale = 'es'\n",
    ),
    (
        "QX/params/all.toml",
        "[qx.wage]\ntitle = 'Wage'\nunit = 'QXC/hour'\nstatus = 'demo'\nsource = 'concession choice'\n\
         [qx.wage.values]\n2026-01-01 = 1001\n\
         [qx.age]\ntitle = 'Age'\nunit = 'years'\nstatus = 'demo'\nsource = 'concession choice'\n\
         [qx.age.values]\n2026-01-01 = 31\n",
    ),
    (
        "concession/params/quixa.toml",
        "[concession.payment_max.qxc]\ntitle = 'Most'\nunit = 'QXC'\nstatus = 'demo'\nsource = 'concession choice'\n\
         [concession.payment_max.qxc.values]\n2026-01-01 = 50000\n\
         [concession.amount_max.qxc]\ntitle = 'Most'\nunit = 'QXC'\nstatus = 'demo'\nsource = 'concession choice'\n\
         [concession.amount_max.qxc.values]\n2026-01-01 = 50000\n",
    ),
    (
        "QX/pay/pay.toml",
        "id = 'qx-pay'\nversion = 1\nstatus = 'demo'\ntitle = 'T'\nplain = 'P'\neffect = 'floor'\njurisdiction = 'QX'\n\
         valid_from = 2026-01-01\nowner = 'o'\nwhen = 'true'\nround = 'up'\n\
         amount = 'per_hour(param.qx.wage, service.paid_minutes)'\n\
         source = { title = 't', cite = 'c', url = 'u', retrieved = 2026-11-22 }\n",
    ),
    (
        "QX/hours/summer.toml",
        "id = 'qx-summer'\nversion = 1\nstatus = 'demo'\ntitle = 'T'\nplain = 'P'\neffect = 'deny'\nreason = 'summer'\n\
         jurisdiction = 'QX'\nvalid_from = 2026-01-01\nowner = 'o'\n\
         when = 'seller.age_at_service < param.qx.age && (service.month_day >= 1201 || service.month_day < 301)'\n\
         source = { title = 't', cite = 'c', url = 'u', retrieved = 2026-11-22 }\n",
    ),
];

/// The folder of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The text of one of the project's files.
///
/// # Errors
/// The file cannot be read as text.
pub fn read(path: &str) -> io::Result<String> {
    fs::read_to_string(root().join(path))
}

/// The files of the demonstration's rulebook: the path of each below its folder, and its text.
///
/// # Errors
/// A file cannot be read as text.
pub fn rulebook() -> io::Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    collect(&root().join("rulebook"), "", &mut found)?;
    Ok(found)
}

/// The rulebook with Quixa in it.
///
/// # Errors
/// As [`rulebook`].
pub fn rulebook_with_quixa() -> io::Result<Vec<(String, String)>> {
    let mut files = rulebook()?;
    files.extend(QUIXA.map(|(path, text)| (path.to_owned(), text.to_owned())));
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{name}/"), found)?;
        } else {
            found.push((name, fs::read_to_string(&path)?));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_at_a_fresh_place_whatever_an_earlier_process_left() {
        let file = fresh("left-file");
        for ending in ["", "-wal", "-shm"] {
            fs::write(format!("{}{ending}", file.display()), "old").unwrap();
        }
        assert_eq!(fresh("left-file"), file);
        assert!(
            ["", "-wal", "-shm"]
                .iter()
                .all(|ending| !Path::new(&format!("{}{ending}", file.display())).exists())
        );
        let folder = fresh("left-folder");
        fs::create_dir_all(folder.join("inner")).unwrap();
        assert!(!fresh("left-folder").exists());
    }
}
