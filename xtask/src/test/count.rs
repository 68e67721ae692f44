//! How many instructions an operation takes: steadier than time on a busy machine, so growth is seen in CI.
//!
//! The figures and the reason for the last change of each are in `docs/instructions.csv`. More than a tenth above its
//! figure fails; whoever means it writes the new figure and says why.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Where the figures are kept.
const FILE: &str = "docs/instructions.csv";
const HEADER: &str = "operation,instructions,why";
/// How often the operation is done in the shorter and in the longer run; what is not the operation cancels out.
const TIMES: (u64, u64) = (4, 24);

/// A line of the file.
#[derive(Debug, PartialEq, Eq)]
struct Figure<'a> {
    operation: &'a str,
    instructions: u64,
}

/// Counts every operation of the file with the program that does them.
///
/// # Errors
/// What has grown by more than a tenth, and what to write if that is meant.
pub(super) fn check(root: &Path, program: &Path) -> Result<(), String> {
    let text = fs::read_to_string(root.join(FILE)).map_err(|error| format!("{FILE}: {error}"))?;
    let mut grown = String::new();
    for figure in read(&text)? {
        let (few, many) =
            (count(program, figure.operation, TIMES.0)?, count(program, figure.operation, TIMES.1)?);
        let counted = many.saturating_sub(few) / (TIMES.1 - TIMES.0);
        println!("{:<8} {counted:>10} instructions, {:>10} written", figure.operation, figure.instructions);
        if has_grown(figure.instructions, counted) {
            let _written = writeln!(
                grown,
                "{} takes {counted} instructions, more than a tenth above the {} in {FILE}: make it leaner, or write \
                 the new figure there and why",
                figure.operation, figure.instructions
            );
        }
    }
    if grown.is_empty() { Ok(()) } else { Err(grown.trim_end().to_owned()) }
}

fn read(text: &str) -> Result<Vec<Figure<'_>>, String> {
    let mut lines = text.lines();
    if lines.next() != Some(HEADER) {
        return Err(format!("{FILE}: the first line is {HEADER}"));
    }
    let figure = |line: &'_ str| {
        let (operation, rest) = line.split_once(',')?;
        let (instructions, why) = rest.split_once(',')?;
        (!why.is_empty()).then_some(())?;
        Some((operation.len(), instructions.parse().ok()?))
    };
    lines
        .map(|line| {
            let (end, instructions) =
                figure(line).ok_or_else(|| format!("{FILE}: `{line}` is not {HEADER}"))?;
            Ok(Figure { operation: line.get(..end).unwrap_or_default(), instructions })
        })
        .collect()
}

fn has_grown(written: u64, counted: u64) -> bool {
    counted.saturating_mul(10) > written.saturating_mul(11)
}

fn count(program: &Path, operation: &str, times: u64) -> Result<u64, String> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]);
    valgrind.arg(program).args([operation, &times.to_string()]).stdin(Stdio::null());
    let output = valgrind.output().map_err(|error| format!("valgrind: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let counted = instructions(&said).filter(|_| output.status.success());
    counted.ok_or_else(|| format!("{operation} was not counted:\n{said}"))
}

/// Reads `==123== I   refs:      95,263,225`.
fn instructions(said: &str) -> Option<u64> {
    let line = said.lines().find(|line| line.contains("refs:"))?;
    let digits: String = line.rsplit(':').next()?.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_more_is_let_pass_and_no_more() {
        assert!(!has_grown(1_000, 1_100));
        assert!(has_grown(1_000, 1_101));
        assert!(!has_grown(1_000, 10));
    }

    #[test]
    fn the_file_has_a_reason_for_each_figure() {
        let read = |lines: &str| read(lines).map(|figures| figures.len());
        assert_eq!(read("operation,instructions,why\nsearch,12,the first count\n"), Ok(1));
        for bad in [
            "search,12,x",
            "operation,instructions,why\nsearch,12,",
            "operation,instructions,why\nsearch,many,x",
        ] {
            assert!(read(bad).unwrap_err().contains(FILE), "{bad}");
        }
    }

    #[test]
    fn the_count_is_read_from_what_valgrind_says() {
        assert_eq!(instructions("==1== \n==1== I   refs:      95,263,225\n"), Some(95_263_225));
        assert_eq!(instructions("==1== nothing"), None);
    }
}
