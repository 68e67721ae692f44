//! Rust files as flat tokens, so that no rule stumbles over a comment or a string.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    Word,
    Literal,
    Mark,
}

/// A word, a literal or a mark; a bracket is a mark.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) text: String,
    pub(super) line: usize,
    pub(super) kind: Kind,
    /// Whether it is part of test code.
    pub(super) in_test: bool,
}

impl Token {
    pub(super) fn is(&self, text: &str) -> bool {
        self.kind != Kind::Literal && self.text == text
    }

    /// What stands between the quotes, if this is a text.
    pub(super) fn quoted(&self) -> Option<&str> {
        if self.kind != Kind::Literal {
            return None;
        }
        let (_, rest) = self.text.split_once('"')?;
        rest.rsplit_once('"').map(|(quoted, _)| quoted)
    }
}

/// A path as `use` or an expression names it, in full.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) segments: Vec<String>,
    pub(super) line: usize,
    pub(super) in_test: bool,
}

impl Named {
    pub(super) fn starts_with(&self, start: &[&str]) -> bool {
        self.segments.len() >= start.len() && self.segments.iter().zip(start).all(|(one, other)| one == other)
    }

    pub(super) fn text(&self) -> String {
        self.segments.join("::")
    }
}

/// Every token of a file but its comments and documentation.
///
/// # Errors
/// The line and a sentence when the text is not Rust.
pub(super) fn tokens(text: &str, in_test: bool) -> Result<Vec<Token>, (usize, String)> {
    let stream: TokenStream = text
        .parse()
        .map_err(|error: proc_macro2::LexError| (error.span().start().line, "this is not Rust".to_owned()))?;
    let mut found = Vec::new();
    flatten(stream, in_test, &mut found);
    Ok(found)
}

fn flatten(stream: TokenStream, in_test: bool, found: &mut Vec<Token>) {
    let mut after_hash = false;
    let mut item_is_test = false;
    for tree in stream {
        let line = tree.span().start().line;
        let in_test = in_test || item_is_test;
        match tree {
            TokenTree::Group(group) => {
                let attribute = after_hash && group.delimiter() == Delimiter::Bracket;
                let inside =
                    if attribute { group.stream().to_string().replace(' ', "") } else { String::new() };
                item_is_test |= inside == "cfg(test)";
                if group.delimiter() == Delimiter::Brace {
                    item_is_test = false;
                }
                if !inside.starts_with("doc=") {
                    nest(&group, in_test, found);
                }
                after_hash = false;
            }
            TokenTree::Punct(mark) => {
                after_hash = mark.as_char() == '#' || (after_hash && mark.as_char() == '!');
                item_is_test &= mark.as_char() != ';';
                join(
                    mark.as_char(),
                    mark.spacing(),
                    Token { text: String::new(), line, kind: Kind::Mark, in_test },
                    found,
                );
            }
            TokenTree::Ident(word) => {
                found.push(Token { text: word.to_string(), line, kind: Kind::Word, in_test });
            }
            TokenTree::Literal(literal) => {
                found.push(Token { text: literal.to_string(), line, kind: Kind::Literal, in_test });
            }
        }
    }
}

/// Adds a mark; `::` becomes one token.
fn join(mark: char, spacing: Spacing, mut token: Token, found: &mut Vec<Token>) {
    if mark == ':'
        && let Some(last) = found.last_mut()
        && last.is(":+")
    {
        "::".clone_into(&mut last.text);
        return;
    }
    token.text = if mark == ':' && spacing == Spacing::Joint { ":+".to_owned() } else { mark.to_string() };
    found.push(token);
}

fn nest(group: &Group, in_test: bool, found: &mut Vec<Token>) {
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    };
    let mark = |text: &str, line| Token { text: text.to_owned(), line, kind: Kind::Mark, in_test };
    found.push(mark(open, group.span_open().start().line));
    flatten(group.stream(), in_test, found);
    found.push(mark(close, group.span_close().start().line));
}

/// Every path of two or more segments; what a `use` groups in braces is written out.
pub(super) fn paths(tokens: &[Token]) -> Vec<Named> {
    let mut found = Vec::new();
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        rest = if first.is("use") { used(after, &[], &mut found) } else { written(rest, &mut found) };
    }
    found
}

/// Takes one path, or one token, from the front.
fn written<'a>(mut rest: &'a [Token], found: &mut Vec<Named>) -> &'a [Token] {
    let Some((first, after)) = rest.split_first() else { return rest };
    if first.kind != Kind::Word {
        return after;
    }
    let mut segments = vec![first.text.clone()];
    rest = after;
    while let [colons, next, after @ ..] = rest
        && colons.is("::")
        && next.kind == Kind::Word
    {
        segments.push(next.text.clone());
        rest = after;
    }
    if segments.len() > 1 {
        found.push(Named { segments, line: first.line, in_test: first.in_test });
    }
    rest
}

/// Takes one branch of a `use` from the front, up to the comma, brace or semicolon that ends it.
fn used<'a>(mut rest: &'a [Token], start: &[String], found: &mut Vec<Named>) -> &'a [Token] {
    let mut segments = start.to_vec();
    let mut last = None;
    while let Some((token, after)) = rest.split_first() {
        match token.text.as_str() {
            "::" => {}
            "," | ";" | "}" => break,
            "{" => {
                rest = after;
                while let Some((token, after)) = rest.split_first()
                    && !token.is("}")
                {
                    rest = if token.is(",") { after } else { used(rest, &segments, found) };
                }
                return rest.split_first().map_or(rest, |(_, after)| after);
            }
            "as" => {
                rest = after.split_first().map_or(after, |(_, after)| after);
                continue;
            }
            _ => {
                segments.push(token.text.clone());
                last = Some(token);
            }
        }
        rest = after;
    }
    if let Some(token) = last {
        found.push(Named { segments, line: token.line, in_test: token.in_test });
    }
    // A semicolon must be eaten, or the caller would stand still.
    match rest.split_first() {
        Some((token, after)) if token.is(";") => after,
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<String> {
        paths(&tokens(text, false).unwrap()).iter().map(Named::text).collect()
    }

    #[test]
    fn a_use_is_written_out() {
        let text = "use std::{fs, net::{self, TcpStream as Tcp}, io::*};\nfn f() { crate::a::b::<u8>(1) }";
        let all = ["std::fs", "std::net::self", "std::net::TcpStream", "std::io::*", "crate::a::b"];
        assert_eq!(named(text), all);
    }

    #[test]
    fn a_type_is_no_path_segment() {
        assert_eq!(named("struct S { at: kernel::Day, ok: bool }"), ["kernel::Day"]);
    }

    #[test]
    fn comments_and_documentation_are_not_seen() {
        let seen = tokens("/// An `f64`.\n// f64\n//! f64\nfn f() {} /* f64 */", false).unwrap();
        assert!(seen.iter().all(|token| !token.text.contains("f64")), "{seen:?}");
    }

    #[test]
    fn test_code_is_known_as_such() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() {} }\n#[cfg(test)] use c::d;\nfn e() {}";
        let in_test =
            |name: &str| tokens(text, false).unwrap().iter().find(|token| token.is(name)).unwrap().in_test;
        assert_eq!(["a", "b", "d", "e"].map(in_test), [false, true, true, false]);
    }

    #[test]
    fn a_line_is_the_line_in_the_file() {
        let found = tokens("fn a() {}\n\nfn b() {}", false).unwrap();
        assert_eq!(found.iter().find(|token| token.is("b")).unwrap().line, 3);
    }
}
