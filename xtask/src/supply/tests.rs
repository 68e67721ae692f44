use super::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const POLICY_TEXT: &str = r#"
graph = { targets = ["x86_64-unknown-linux-gnu"] }
licenses = { allow = ["AGPL-3.0-or-later", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "MIT", "Unicode-3.0"] }
bans = { deny = [{ name = "openssl", wrappers = ["old"], reason = "take rustls" }] }
advisories = { ignore = [{ id = "RUSTSEC-2026-0002", reason = "it is never called" }] }
"#;

const SOURCE: &str = "registry+https://github.com/rust-lang/index";

fn policy() -> Policy {
    Policy::read(POLICY_TEXT).unwrap()
}

/// A lock of one crate besides our own.
fn lock(name: &str, version: &str, source: &str) -> Vec<Locked> {
    let text = format!(
        "[[package]]\nname = \"poems\"\nversion = \"0.1.0\"\n\n\
         [[package]]\nname = \"{name}\"\nversion = \"{version}\"\nsource = \"{source}\"\nchecksum = \"ab12\"\n"
    );
    locked::read(&text).unwrap()
}

fn advisory(id: &str, facts: &str, versions: &str) -> String {
    format!(
        "```toml\n[advisory]\nid = \"{id}\"\npackage = \"leaky\"\ndate = \"2026-01-14\"\n{facts}\n\n\
         [versions]\n{versions}\n```\n\n# It leaks\n\n```toml\nnot = read\n```\n"
    )
}

fn whats(faults: &[Fault]) -> Vec<&str> {
    faults.iter().map(|fault| fault.what.as_str()).collect()
}

fn package(name: &str, license: Option<&str>) -> Package {
    let license = license.map(str::to_owned);
    Package { name: name.to_owned(), version: "1.0.0".to_owned(), license, manifest_path: PathBuf::new() }
}

#[test]
fn a_licence_that_is_not_allowed_is_found() {
    let refused = |license| objections(&policy(), &[package("leaf", license)]).len();
    let good = [
        "MIT",
        "MIT/Apache-2.0",
        "GPL-2.0-only OR Apache-2.0",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "AGPL-3.0-or-later",
        "Apache-2.0 WITH LLVM-exception",
    ];
    for license in good {
        assert_eq!(refused(Some(license)), 0, "{license}");
    }
    let bad = [Some("GPL-2.0-only"), Some("MIT AND GPL-2.0-only"), Some("SSPL-1.0"), Some("ours"), None];
    for license in bad {
        assert_eq!(refused(license), 1, "{license:?}");
    }
    let words = objections(&policy(), &[package("leaf", Some("SSPL-1.0"))]);
    assert_eq!(whats(&words), ["`leaf 1.0.0`: `SSPL-1.0` is not allowed"]);
}

#[test]
fn a_licence_that_does_not_exist_cannot_be_allowed() {
    let policy = Policy::read(&POLICY_TEXT.replace("\"MIT\"", "\"MTI\"")).unwrap();
    assert_eq!(whats(&objections(&policy, &[])), ["`MTI` is no licence"]);
}

#[test]
fn what_is_fuzzed_is_of_the_version_that_is_linked() {
    let linked = lock("rustls", "1.0.0", SOURCE);
    assert!(apart_from(&linked, &lock("rustls", "1.0.0", SOURCE)).is_empty());
    assert!(apart_from(&linked, &lock("libfuzzer-sys", "0.4.0", SOURCE)).is_empty(), "it is there alone");
    let other = apart_from(&linked, &lock("rustls", "1.0.1", SOURCE));
    assert_eq!(whats(&other), ["`rustls 1.0.1` is in another version in Cargo.lock"]);
    assert_eq!(other.first().map(|fault| fault.file), Some(FUZZ_LOCK));
    let mut others = lock("rustls", "1.0.0", SOURCE);
    others.extend(lock("leaky", "1.0.0", SOURCE).into_iter().skip(1));
    let all = with_new(linked, others);
    assert_eq!(all.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["poems", "rustls", "leaky"]);
}

#[test]
fn a_banned_crate_is_found_and_one_from_elsewhere() {
    assert!(strangers(&policy(), &lock("rustls", "1.0.0", SOURCE)).is_empty());
    let user = |name: &str, need: &str| {
        let text =
            format!("[[package]]\nname = \"{name}\"\nversion = \"0.1.0\"\ndependencies = [\"{need}\"]\n");
        strangers(&policy(), &locked::read(&text).unwrap())
    };
    for need in ["openssl", "openssl 0.10.0"] {
        assert_eq!(whats(&user("web", need)), ["`web` uses `openssl`, which is banned: take rustls"]);
        assert!(user("old", need).is_empty());
    }
    assert!(user("web", "openssl-probe").is_empty());
    let stray = strangers(&policy(), &lock("rustls", "1.0.0", "git+https://example.org/rustls"));
    assert_eq!(whats(&stray), ["`rustls` comes from `git+https://example.org/rustls`"]);
}

#[test]
fn a_version_with_a_known_weakness_is_found() {
    let text = advisory("RUSTSEC-2026-0001", "", "patched = [\">= 1.4.2\"]\nunaffected = [\"< 1.2.0\"]");
    let all = [Advisory::read(&text).unwrap().unwrap()];
    let weak = |version| {
        let (faults, _) = weaknesses(&policy(), &lock("leaky", version, SOURCE), &all);
        whats(&faults).join(" ")
    };
    assert_eq!(weak("1.4.1"), "`leaky 1.4.1` has a known weakness: RUSTSEC-2026-0001");
    assert_eq!(weak("1.4.2"), "");
    assert_eq!(weak("1.1.9"), "");
    assert!(weaknesses(&policy(), &lock("sound", "1.4.1", SOURCE), &all).0.is_empty());
}

#[test]
fn what_is_known_besides_is_told_and_no_fault() {
    let about = |id, facts| Advisory::read(&advisory(id, facts, "patched = []")).unwrap();
    let judged = |advisory: Option<Advisory>| {
        let (faults, told) = weaknesses(&policy(), &lock("leaky", "1.0.0", SOURCE), advisory.as_slice());
        (faults.len(), told)
    };
    assert_eq!(judged(about("RUSTSEC-2026-0001", "informational = \"unsound\"")).0, 1);
    let (faults, told) = judged(about("RUSTSEC-2026-0001", "informational = \"unmaintained\""));
    assert_eq!((faults, told.as_str()), (0, "; RUSTSEC-2026-0001: nobody looks after leaky any more"));
    let (faults, told) = judged(about("RUSTSEC-2026-0002", ""));
    assert_eq!((faults, told.as_str()), (0, "; RUSTSEC-2026-0002 of leaky is known: it is never called"));
    assert!(about("RUSTSEC-2026-0001", "withdrawn = \"2026-02-01\"").is_none());
}

#[test]
fn an_advisory_that_is_not_understood_is_not_passed_over() {
    let folder = std::env::temp_dir().join(format!("poems-advisories-{}", std::process::id()));
    let leaky = folder.join("crates/leaky");
    fs::create_dir_all(&leaky).unwrap();
    fs::write(leaky.join("RUSTSEC-2026-0001.md"), advisory("RUSTSEC-2026-0001", "", "patched = []")).unwrap();
    let good = advisories::all(&folder).map(|all| all.len());
    fs::write(leaky.join("RUSTSEC-2026-0002.md"), "# Of another form\n").unwrap();
    let bad = advisories::all(&folder);
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(good, Ok(1));
    assert!(bad.unwrap_err().contains("RUSTSEC-2026-0002.md"));
}

#[test]
fn the_bill_knows_who_needs_whom() {
    let tree = "0 poems v0.1.0 (/a/crates/poems)\n1 web v0.1.0 (/a/crates/web)\n2 axum v0.8.9\n3 bytes v1.12.2\n\
                1 bytes v1.12.2\n1 serde v1.0.1 (*)\n";
    let links = bill::links(tree).unwrap();
    let of = |name: &str| links[name].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(of("poems"), ["axum 0.8.9", "bytes 1.12.2", "serde 1.0.1"]);
    assert_eq!(of("axum 0.8.9"), ["bytes 1.12.2"]);
    assert!(bill::links("1 axum\n").is_err());
}

#[test]
fn the_bill_names_nothing_that_cargo_does_not_describe() {
    let links =
        BTreeMap::from([("poems".to_owned(), BTreeSet::new()), ("ghost 1.0.0".to_owned(), BTreeSet::new())]);
    let wrong = bill::text(&links, &lock("leaf", "1.0.0", SOURCE), &[package("poems", Some("MIT"))]);
    assert!(wrong.unwrap_err().contains("ghost 1.0.0"));
}

/// The bill in the repository, by what the schema of `CycloneDX` 1.6 asks of it.
#[test]
fn the_bill_has_the_form_of_the_standard() {
    let bill: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(crate::root().join("docs/sbom.cdx.json")).unwrap()).unwrap();
    assert_eq!((&bill["bomFormat"], &bill["specVersion"]), (&"CycloneDX".into(), &"1.6".into()));
    assert!(bill["version"].as_i64().unwrap() >= 1);
    let program = &bill["metadata"]["component"];
    assert_eq!((&program["type"], &program["name"]), (&"application".into(), &"poems".into()));
    let components = bill["components"].as_array().unwrap();
    let carried = components.iter().filter_map(|one| one["components"].as_array()).flatten();
    let mut references = BTreeSet::from(["poems"]);
    for component in components.iter().chain(carried) {
        let text = |member: &str| component[member].as_str().filter(|text| !text.is_empty()).unwrap();
        assert_eq!(text("type"), "library");
        let purl = text("purl");
        assert!(
            purl.starts_with("pkg:") && purl.ends_with(&format!("/{}@{}", text("name"), text("version")))
        );
        assert!(references.insert(text("bom-ref")), "{purl} comes twice");
        let license = component["licenses"][0]["expression"].as_str().unwrap();
        assert!(spdx::Expression::parse(license).is_ok(), "{license}");
        if purl.starts_with("pkg:cargo/") {
            let digest = component["hashes"][0]["content"].as_str().unwrap();
            assert!(digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()));
        }
    }
    for name in ["axum", "ring", "rusqlite", "sqlite", "mimalloc"] {
        let is_of = |one: &&str| one.contains(&format!("/{name}@"));
        assert!(references.iter().any(is_of), "{name} is missing");
    }
    for name in ["syn", "insta", "proptest"] {
        let is_of = |one: &&str| one.contains(&format!("/{name}@"));
        assert!(!references.iter().any(is_of), "{name} is not linked");
    }
    for need in bill["dependencies"].as_array().unwrap() {
        assert!(references.contains(need["ref"].as_str().unwrap()));
        for one in need["dependsOn"].as_array().unwrap() {
            assert!(references.contains(one.as_str().unwrap()), "{one} is needed and not listed");
        }
    }
}
