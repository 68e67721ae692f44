//! `cargo xtask reproduce`: the released program is built twice, in two folders, and has to come out the same to the last byte.

use sha2::{Digest, Sha256};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where it is built: of other names and other lengths, so that neither can stay in what is built unnoticed.
const FOLDERS: [&str; 2] = ["here", "there/and/a/long/way/down"];

/// Builds what was committed last twice and compares.
///
/// # Errors
/// What could not be built, or in what the two differ.
pub(crate) fn run(root: &Path, target: &Path) -> Result<(), String> {
    let commit = said(Command::new("git").args(["rev-parse", "HEAD"]).current_dir(root))?;
    let changed = said(Command::new("git").args(["status", "--porcelain"]).current_dir(root))?;
    if !changed.is_empty() {
        println!("what is not committed is left out");
    }
    let time = said(Command::new("git").args(["log", "-1", "--format=%ct"]).current_dir(root))?;
    let compiler = said(Command::new("rustc").arg("-vV").current_dir(root))?;
    let place = target.join("reproduce");
    let mut built = Vec::new();
    for folder in FOLDERS.map(|folder| place.join(folder)) {
        lay_out(root, &commit, &folder)?;
        let program = build(&folder, &compiler, &time)?;
        let bytes = fs::read(&program).map_err(|error| format!("{}: {error}", program.display()))?;
        println!("{}  {}", digest(&bytes), program.display());
        built.push((program, bytes));
    }
    let [(one, here), (other, there)] = built.as_slice() else { return Err("two were not built".to_owned()) };
    if here != there {
        let sections = sections_of(one)?;
        let list = differences(here, there, &sections).join("\n");
        return Err(format!("{} and {} differ:\n{list}", one.display(), other.display()));
    }
    let c = said(Command::new("cc").arg("--version"))?;
    let first = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    println!("the same to the last byte: commit {commit}, {}, {}", first(&compiler), first(&c));
    Ok(())
}

/// Writes what was committed into a folder that is empty then.
fn lay_out(root: &Path, commit: &str, folder: &Path) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", folder.display());
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(told)?;
    }
    fs::create_dir_all(folder).map_err(told)?;
    let mut archive = Command::new("git");
    archive.args(["archive", commit]).current_dir(root).stdin(Stdio::null()).stdout(Stdio::piped());
    let mut archive = archive.spawn().map_err(|error| format!("git cannot be run: {error}"))?;
    let Some(files) = archive.stdout.take() else { return Err("git archive says nothing".to_owned()) };
    let unpacked = Command::new("tar").arg("-x").current_dir(folder).stdin(files).status();
    let archived = archive.wait().is_ok_and(|status| status.success());
    if archived && unpacked.is_ok_and(|status| status.success()) {
        Ok(())
    } else {
        Err(format!("commit {commit} cannot be laid out in {}", folder.display()))
    }
}

/// Builds the program there, without a word of where that is or when: the time is that of the commit, in seconds since 1970.
fn build(folder: &Path, compiler: &str, time: &str) -> Result<PathBuf, String> {
    let target = folder.join("target");
    let maps = maps(folder, compiler)?;
    let join = |option: &str, between: &str| {
        maps.iter().map(|map| format!("{option}={map}")).collect::<Vec<_>>().join(between)
    };
    let mut cargo = Command::new(env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    cargo
        .args(["build", "--release", "--locked", "--quiet", "--package", "poems"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_ENCODED_RUSTFLAGS", join("--remap-path-prefix", "\u{1f}"))
        // SQLite, mimalloc and the assembler of ring: the C compiler writes paths of its own.
        .env("CFLAGS", join("-ffile-prefix-map", " "))
        // mimalloc has `__DATE__` and `__TIME__` in it.
        .env("SOURCE_DATE_EPOCH", time)
        .stdin(Stdio::null());
    let status = cargo.status().map_err(|error| format!("cargo cannot be run: {error}"))?;
    if !status.success() {
        return Err(format!("the program cannot be built in {}", folder.display()));
    }
    Ok(target.join("release/poems"))
}

/// What stands in place of each folder that a compiler could name, as `FROM=TO`; the last that fits counts.
fn maps(folder: &Path, compiler: &str) -> Result<Vec<String>, String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cargo")));
    let home = home.ok_or("neither CARGO_HOME nor HOME is set")?;
    let sysroot = said(Command::new("rustc").args(["--print", "sysroot"]).current_dir(folder))?;
    let hash = compiler.lines().find_map(|line| line.strip_prefix("commit-hash: "));
    let hash = hash.ok_or("rustc does not say of which commit it is")?;
    Ok(vec![
        format!("{}=/cargo", home.display()),
        format!("{sysroot}/lib/rustlib/src/rust=/rustc/{hash}"),
        format!("{}=/poems", folder.display()),
    ])
}

/// What a command prints.
fn said(command: &mut Command) -> Result<String, String> {
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

/// A part of a program: its name, where it begins in the file, and how long it is, in bytes.
type Section = (String, usize, usize);

fn sections_of(program: &Path) -> Result<Vec<Section>, String> {
    Ok(sections(&said(Command::new("readelf").args(["--sections", "--wide"]).arg(program))?))
}

/// Reads what readelf prints: `[ 1] .interp PROGBITS 0000000000000318 000318 00001c …`.
fn sections(text: &str) -> Vec<Section> {
    let section = |line: &str| {
        let mut words = line.trim_start().strip_prefix('[')?.split_once(']')?.1.split_whitespace();
        let (name, kind) = (words.next()?, words.next()?);
        let _address = words.next()?;
        let number = |word: &str| usize::from_str_radix(word, 16).ok();
        let (at, length) = (number(words.next()?)?, number(words.next()?)?);
        (kind != "NOBITS" && length > 0).then(|| (name.to_owned(), at, length))
    };
    text.lines().filter_map(section).collect()
}

/// A line each section in which two programs differ, with the text around the first difference; what is in no section comes last.
fn differences(one: &[u8], other: &[u8], sections: &[Section]) -> Vec<String> {
    const AROUND: usize = 40;
    let mut list = Vec::new();
    if one.len() != other.len() {
        list.push(format!("{} bytes and {} bytes", one.len(), other.len()));
    }
    let differ = |at: &usize| one.get(*at) != other.get(*at);
    let show = |bytes: &[u8], at: usize| {
        let around = bytes.get(at.saturating_sub(AROUND)..bytes.len().min(at.saturating_add(AROUND)));
        String::from_utf8_lossy(around.unwrap_or_default()).replace(|letter: char| letter.is_control(), ".")
    };
    let mut tell = |name: &str, places: &mut dyn Iterator<Item = usize>| {
        let Some(first) = places.next() else { return };
        let count = places.count().saturating_add(1);
        let (here, there) = (show(one, first), show(other, first));
        list.push(format!("{name}: {count} bytes, the first at {first:#x}:\n    {here}\n    {there}"));
    };
    for (name, at, length) in sections {
        tell(name, &mut (*at..at.saturating_add(*length)).filter(differ));
    }
    let is_outside = |place: &usize| {
        sections.iter().all(|(_, at, length)| !(*at..at.saturating_add(*length)).contains(place))
    };
    let longest = one.len().max(other.len());
    tell("outside of all sections", &mut (0..longest).filter(differ).filter(is_outside));
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    const READELF: &str = "\
Section Headers:
  [Nr] Name              Type            Address          Off    Size   ES Flg Lk Inf Al
  [ 0]                   NULL            0000000000000000 000000 000000 00      0   0  0
  [ 1] .text             PROGBITS        0000000000001000 000002 000003 00  AX  0   0 16
  [12] .bss              NOBITS          0000000000002000 000005 000900 00  WA  0   0 16
  [13] .rodata           PROGBITS        0000000000003000 000006 000004 00   A  0   0 16
";

    #[test]
    fn the_sections_of_a_program_are_read() {
        assert_eq!(sections(READELF), [(".text".to_owned(), 2, 3), (".rodata".to_owned(), 6, 4)]);
    }

    #[test]
    fn two_programs_that_differ_are_told_apart_by_section() {
        let sections = sections(READELF);
        assert!(differences(b"EL+++-home", b"EL+++-home", &sections).is_empty());
        let there = differences(b"EL+++-home", b"EL+++-hope", &sections);
        assert_eq!(there, [".rodata: 1 bytes, the first at 0x8:\n    EL+++-home\n    EL+++-hope"]);
        let outside = differences(b"EL+++-home", b"EX++ .home", &sections);
        assert!(outside[0].starts_with(".text: 1 bytes"), "{outside:?}");
        assert!(outside[1].starts_with("outside of all sections: 2 bytes, the first at 0x1"), "{outside:?}");
        let longer = differences(b"EL+++-home", b"EL+++-home!", &sections);
        assert_eq!(longer[0], "10 bytes and 11 bytes");
        assert!(longer[1].starts_with("outside of all sections: 1 bytes"), "{longer:?}");
    }

    #[test]
    fn no_folder_that_a_compiler_could_name_is_left_out() {
        let maps = maps(Path::new("/"), "rustc 1.95.0\ncommit-hash: abc\n").unwrap();
        for to in ["=/cargo", "=/rustc/abc", "/=/poems"] {
            assert!(maps.iter().any(|map| map.ends_with(to)), "{to}");
        }
        assert!(super::maps(Path::new("/"), "rustc 1.95.0\n").is_err());
    }
}
