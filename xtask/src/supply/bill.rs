//! The bill of what is linked into `poems` from others, in the form of `CycloneDX` 1.6: `cargo xtask sbom` writes it.

use super::locked::Locked;
use super::policy::Policy;
use super::{Fault, LOCK, Package, cargo, locked, packages, read};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const FILE: &str = "docs/sbom.cdx.json";
/// The program.
const PROGRAM: &str = "poems";

/// C that a crate carries and compiles: the file that has its version, what stands before it, and what it is.
const CARRIED: [Carried; 2] = [
    Carried {
        by: "libsqlite3-sys",
        file: "sqlite3/sqlite3.h",
        mark: "#define SQLITE_VERSION ",
        name: "sqlite",
        license: "blessing",
        maker: "sqlite",
    },
    Carried {
        by: "libmimalloc-sys",
        file: "c_src/mimalloc/v3/include/mimalloc.h",
        mark: "#define MI_MALLOC_VERSION ",
        name: "mimalloc",
        license: "MIT",
        maker: "microsoft",
    },
];

struct Carried {
    by: &'static str,
    file: &'static str,
    mark: &'static str,
    name: &'static str,
    license: &'static str,
    maker: &'static str,
}

/// A crate that is linked, as `name version`; our own are the program.
type Name = String;

/// Writes the bill.
///
/// # Errors
/// What cannot be read or written.
pub(crate) fn write(root: &Path) -> Result<(), String> {
    let policy = Policy::read(&read(root, super::POLICY)?)?;
    let locked = locked::read(&read(root, LOCK)?)?;
    let text = made(root, &policy, &locked, &packages(root, &policy)?)?;
    fs::write(root.join(FILE), text).map_err(|error| format!("{FILE}: {error}"))
}

/// Whether the bill in the repository is of another day.
pub(super) fn stale(
    root: &Path,
    policy: &Policy,
    locked: &[Locked],
    packages: &[Package],
) -> Result<Option<Fault>, String> {
    let is = read(root, FILE).unwrap_or_default();
    let what = || "it is not what is linked into poems".to_owned();
    let remedy = "run `cargo xtask sbom`, and read the difference";
    Ok((is != made(root, policy, locked, packages)?).then(|| Fault { file: FILE, what: what(), remedy }))
}

fn made(root: &Path, policy: &Policy, locked: &[Locked], packages: &[Package]) -> Result<String, String> {
    let target = policy.graph.targets.first().ok_or("deny.toml names no target")?;
    let words =
        ["tree", "--locked", "--package", PROGRAM, "--edges", "normal,no-proc-macro", "--target", target];
    let tree = cargo(root, &[words.as_slice(), &["--prefix", "depth", "--format", " {p}"]].concat())?;
    text(&links(&tree)?, locked, packages)
}

/// Who is linked, and whom each needs, read from `DEPTH NAME vVERSION (PATH)`.
pub(super) fn links(tree: &str) -> Result<BTreeMap<Name, BTreeSet<Name>>, String> {
    let mut links: BTreeMap<Name, BTreeSet<Name>> = BTreeMap::new();
    let mut above: Vec<Name> = Vec::new();
    for line in tree.lines().filter(|line| !line.trim().is_empty()) {
        let mut words = line.split_whitespace();
        let read = (|| {
            let depth: usize = words.next()?.parse().ok()?;
            let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
            let is_own = words.next().is_some_and(|word| word.starts_with("(/"));
            Some((depth, if is_own { PROGRAM.to_owned() } else { format!("{name} {version}") }))
        })();
        let (depth, name) = read.ok_or_else(|| format!("cargo tree says `{line}`"))?;
        above.truncate(depth);
        if let Some(user) = above.last()
            && *user != name
        {
            links.entry(user.clone()).or_default().insert(name.clone());
        }
        links.entry(name.clone()).or_default();
        above.push(name);
    }
    Ok(links)
}

/// A line each crate, so that a difference can be read.
pub(super) fn text(
    links: &BTreeMap<Name, BTreeSet<Name>>,
    locked: &[Locked],
    packages: &[Package],
) -> Result<String, String> {
    let mut components = Vec::new();
    for name in links.keys().filter(|name| *name != PROGRAM) {
        components.push(component(name, locked, packages)?.to_string());
    }
    let own = packages.iter().find(|package| package.name == PROGRAM).ok_or("no package is called poems")?;
    let program = json!({
        "type": "application", "bom-ref": PROGRAM, "name": PROGRAM, "version": own.version,
        "licenses": [{ "expression": own.license }],
    });
    let needs = links.iter().map(|(name, needs)| {
        json!({ "ref": reference(name), "dependsOn": needs.iter().map(|one| reference(one)).collect::<Vec<_>>() })
            .to_string()
    });
    let (components, needs) = (components.join(",\n"), needs.collect::<Vec<_>>().join(",\n"));
    Ok(format!(
        "{{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"version\": 1,\n\
         \"metadata\": {{\"component\": {program}}},\n\
         \"components\": [\n{components}\n],\n\"dependencies\": [\n{needs}\n]}}\n"
    ))
}

/// The package URL of a crate; the program has its name.
fn reference(name: &str) -> String {
    name.split_once(' ')
        .map_or_else(|| name.to_owned(), |(name, version)| format!("pkg:cargo/{name}@{version}"))
}

fn component(linked: &str, locked: &[Locked], packages: &[Package]) -> Result<Value, String> {
    let is = |name: &str, version: &str| linked.split_once(' ') == Some((name, version));
    let lock = locked.iter().find(|one| is(&one.name, &one.version));
    let package = packages.iter().find(|one| is(&one.name, &one.version));
    let (Some(lock), Some(package)) = (lock, package) else {
        return Err(format!("`{linked}` is linked, and Cargo does not describe it"));
    };
    let purl = reference(linked);
    let license = package.license.as_deref().unwrap_or_default().replace('/', " OR ");
    let mut component = json!({
        "type": "library", "bom-ref": purl, "name": lock.name, "version": lock.version, "purl": purl,
        "licenses": [{ "expression": license }],
        "hashes": [{ "alg": "SHA-256", "content": lock.checksum }],
    });
    if let Some(carried) = CARRIED.iter().find(|carried| carried.by == package.name) {
        let inner = carried.component(package)?;
        if let Some(members) = component.as_object_mut() {
            members.insert("components".to_owned(), json!([inner]));
        }
    }
    Ok(component)
}

impl Carried {
    /// With the name under which its weaknesses are told.
    fn component(&self, package: &Package) -> Result<Value, String> {
        let file = package.manifest_path.with_file_name(self.file);
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let version =
            version(&text, self.mark).ok_or_else(|| format!("{} has no version", file.display()))?;
        let Self { name, license, maker, .. } = self;
        let purl = format!("pkg:generic/{name}@{version}");
        Ok(json!({
            "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl,
            "cpe": format!("cpe:2.3:a:{maker}:{name}:{version}:*:*:*:*:*:*:*"),
            "licenses": [{ "expression": license }],
        }))
    }
}

/// What a header defines: `"3.51.3"`, or `30302` for 3.3.2.
fn version(text: &str, mark: &str) -> Option<String> {
    let said = text.lines().find_map(|line| line.strip_prefix(mark))?.split_whitespace().next()?;
    if let Some(quoted) = said.strip_prefix('"') {
        return Some(quoted.trim_end_matches('"').to_owned());
    }
    let number: u32 = said.parse().ok()?;
    let (major, minor, patch) = (number / 10_000, number / 100 % 100, number % 100);
    Some(format!("{major}.{minor}.{patch}"))
}
