//! The files of the demonstration's rulebook, as a caller reads them.

use std::fs;
use std::path::Path;

pub(crate) fn read() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rulebook");
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    found
}

fn collect(folder: &Path, root: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, root, found);
        } else {
            let name = path.strip_prefix(root).expect("inside").to_str().expect("a plain name").to_owned();
            found.push((name, fs::read_to_string(&path).expect("readable")));
        }
    }
}
