//! The table of the security requirements, `security/asvs.csv`, says of each what the project does, and where that can be seen.

use super::lex::Token;
use super::{Finding, Source, has_extension};

const TABLE: &str = "security/asvs.csv";
const PAGE: &str = "docs/security.md";
const RUNBOOK: &str = "docs/runbook.md";
const HEAD: &str = "id,level,disposition,where,reason";
/// Where the page names what is left.
const LEFT: &str = "## What is left";

const RULE: &str =
    "security/asvs.csv has every requirement of ASVS 5.0.0 at levels 1 and 2, and where each can be seen";
const REMEDY: &str = "look at what the row names, then mend the row";
const PAGE_RULE: &str = "docs/security.md counts the rows of security/asvs.csv, and names what is left";

/// How many requirements each chapter has at level 1 and at level 2, the first chapter first.
const CHAPTERS: [[usize; 2]; 17] = [
    [8, 19],
    [4, 7],
    [8, 11],
    [2, 8],
    [4, 5],
    [13, 22],
    [6, 12],
    [4, 3],
    [4, 3],
    [5, 24],
    [3, 11],
    [3, 6],
    [1, 12],
    [2, 7],
    [3, 10],
    [0, 16],
    [0, 7],
];
/// [`digest`] of the ids and levels of all of them, in their order.
const DIGEST: u64 = 0xd78b_dc50_d72c_4b20;

/// What a row can say, each with whether it has to name a place, and whether it has to give a reason.
const DISPOSITIONS: [(&str, bool, bool); 5] = [
    ("holds", true, false),
    ("deployment", true, false),
    ("not_applicable", false, true),
    ("later", false, true),
    ("fails", false, true),
];
/// What is left to be done.
const OPEN: [&str; 2] = ["later", "fails"];

/// A requirement, and what the project says of it.
struct Row {
    line: usize,
    id: String,
    level: String,
    disposition: String,
    places: String,
    reason: String,
}

/// Before there is a table, there is nothing to check.
pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let Some(table) = sources.iter().find(|source| source.path == TABLE) else { return Vec::new() };
    let told = |line, what| table.finding(line, what, [RULE, REMEDY]);
    let mut findings = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    for (line, text) in table.lines() {
        match (line, row(line, text)) {
            (1, _) if text == HEAD => {}
            (1, _) => findings.push(told(1, format!("the first line is not `{HEAD}`"))),
            (_, Some(row)) => rows.push(row),
            (_, None) => findings.push(told(line, "these are not five fields".to_owned())),
        }
    }
    findings.extend(list(&rows).into_iter().map(|(line, what)| told(line, what)));
    for row in &rows {
        findings.extend(faults(row, sources).into_iter().map(|what| told(row.line, what)));
    }
    findings.extend(page(&rows, table, sources));
    findings
}

/// What keeps the ids and levels from being those of the standard.
fn list(rows: &[Row]) -> Vec<(usize, String)> {
    let mut wrong = Vec::new();
    for (one, next) in rows.iter().zip(rows.iter().skip(1)) {
        if order(&one.id) >= order(&next.id) {
            wrong.push((next.line, format!("`{}` does not come after `{}`", next.id, one.id)));
        }
    }
    for (chapter, counts) in (1..).zip(CHAPTERS) {
        for (level, wanted) in ["1", "2"].into_iter().zip(counts) {
            let is_one = |row: &&Row| order(&row.id).first() == Some(&chapter) && row.level == level;
            let found = rows.iter().filter(is_one).count();
            if found != wanted {
                wrong.push((1, format!("{found} rows of V{chapter} at level {level}, and not {wanted}")));
            }
        }
    }
    if wrong.is_empty() && digest(rows) != DIGEST {
        wrong.push((
            1,
            format!("an id or a level is not that of the standard (their digest is {:#x})", digest(rows)),
        ));
    }
    wrong
}

/// The numbers of an id, such as those of `V1.2.10`; none of what is no id.
fn order(id: &str) -> Vec<u32> {
    let numbers = id.strip_prefix('V').unwrap_or_default().split('.').map(|number| number.parse().ok());
    numbers.collect::<Option<Vec<u32>>>().unwrap_or_default()
}

/// FNV-1a: nobody has to be kept from making another list of the same digest.
fn digest(rows: &[Row]) -> u64 {
    let bytes = rows.iter().flat_map(|row| format!("{},{}\n", row.id, row.level).into_bytes());
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.fold(0xcbf2_9ce4_8422_2325, step)
}

/// What is wrong with a row by itself.
fn faults(row: &Row, sources: &[Source]) -> Vec<String> {
    let Row { id, disposition, places, reason, .. } = row;
    let known = DISPOSITIONS.iter().find(|(name, ..)| name == disposition);
    let Some((_, needs_place, needs_reason)) = known else {
        return vec![format!("{id}: `{disposition}` is no disposition")];
    };
    let mut wrong = Vec::new();
    let all: Vec<&str> = places.split(';').filter(|place| !place.is_empty()).collect();
    if *needs_place && all.is_empty() {
        wrong.push(format!("{id}: `{disposition}` names no place"));
    }
    if *needs_reason && reason.trim().is_empty() {
        wrong.push(format!("{id}: `{disposition}` gives no reason"));
    }
    for place in all {
        wrong.extend(absent(place, sources).map(|what| format!("{id}: {what}")));
        if disposition == "deployment" && !place.starts_with(&format!("{RUNBOOK}#")) {
            wrong.push(format!("{id}: `{place}` is no section of {RUNBOOK}"));
        }
    }
    wrong
}

/// What is not there of a place: a file, a function of it after `::`, a heading of it after `#`.
fn absent(place: &str, sources: &[Source]) -> Option<String> {
    let (path, function) = place.split_once("::").map_or((place, None), |(path, name)| (path, Some(name)));
    let (path, heading) = path.split_once('#').map_or((path, None), |(path, name)| (path, Some(name)));
    let Some(source) = sources.iter().find(|source| source.path == path) else {
        return Some(format!("there is no file `{path}`"));
    };
    let has_function = |name: &str| {
        let defines = |two: &[Token]| matches!(two, [word, named] if word.is("fn") && named.is(name));
        has_extension(path, "rs") && source.tokens.windows(2).any(defines)
    };
    if let Some(name) = function.filter(|name| !has_function(name)) {
        return Some(format!("`{path}` has no function `{name}`"));
    }
    let has_heading = |name: &str| source.lines().any(|(_, line)| anchor(line).as_deref() == Some(name));
    heading.filter(|name| !has_heading(name)).map(|name| format!("`{path}` has no heading `#{name}`"))
}

/// How a heading is pointed to.
fn anchor(line: &str) -> Option<String> {
    let title = line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#'))?;
    let kept = title.to_lowercase().replace(' ', "-");
    Some(kept.chars().filter(|letter| letter.is_alphanumeric() || "-_".contains(*letter)).collect())
}

/// What the page says of the table that is not so.
fn page(rows: &[Row], table: &Source, sources: &[Source]) -> Vec<Finding> {
    let Some(page) = sources.iter().find(|source| source.path == PAGE) else {
        let what = format!("there is no {PAGE}");
        return vec![table.finding(1, what, [PAGE_RULE, "write it"])];
    };
    let mut findings = Vec::new();
    let mut told = |line, what: String| findings.push(page.finding(line, what, [PAGE_RULE, "count again"]));
    for (name, ..) in DISPOSITIONS {
        let count = rows.iter().filter(|row| row.disposition == name).count();
        let wanted = format!("| `{name}` | {count} |");
        if !page.lines().any(|(_, line)| line.starts_with(&wanted)) {
            told(1, format!("no line begins with `{wanted}`"));
        }
    }
    let left = page.text.split_once(LEFT).map_or("", |(_, left)| left);
    let left = left.split("\n## ").next().unwrap_or_default();
    let is_of_id = |letter: char| letter.is_ascii_digit() || letter == '.' || letter == 'V';
    // An id may end a sentence.
    let words = left.split(|letter| !is_of_id(letter)).map(|word| word.trim_end_matches('.'));
    let named: Vec<&str> = words.filter(|word| order(word).len() == 3).collect();
    let open: Vec<&Row> = rows.iter().filter(|row| OPEN.contains(&row.disposition.as_str())).collect();
    for row in open.iter().filter(|row| !named.contains(&row.id.as_str())) {
        told(1, format!("`{LEFT}` does not name {}, which is `{}`", row.id, row.disposition));
    }
    for id in named.iter().filter(|id| open.iter().all(|row| row.id != **id)) {
        told(1, format!("`{LEFT}` names {id}, of which nothing is left"));
    }
    findings
}

/// A line of five fields.
fn row(line: usize, text: &str) -> Option<Row> {
    let [id, level, disposition, places, reason] = fields(text)?.try_into().ok()?;
    Some(Row { line, id, level, disposition, places, reason })
}

/// The fields of a line of comma-separated values (RFC 4180); nothing where a quote is not closed.
fn fields(text: &str) -> Option<Vec<String>> {
    let (mut all, mut one, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => one.extend(letters.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => all.push(std::mem::take(&mut one)),
            other => one.push(other),
        }
    }
    all.push(one);
    (!is_quoted).then_some(all)
}

#[cfg(test)]
mod tests;
