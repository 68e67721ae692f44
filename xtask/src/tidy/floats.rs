//! No floating-point number near money.

use super::lex::{Kind, Token};
use super::{Finding, Source};

const NEVER: [&str; 5] = ["kernel", "ledger", "market", "rules", "store"];

/// Distances may be floats there, in a file that says so.
const WITH_REASON: &str = "finder";
const RULE: &str = "no float near money: amounts are whole minor units, ratios basis points";

pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    sources.iter().filter(|source| watched(source)).flat_map(check_file).collect()
}

fn watched(source: &Source) -> bool {
    let Some(layer) = source.layer() else { return false };
    NEVER.contains(&layer) || (layer == WITH_REASON && !source.tokens.windows(5).any(gives_reason))
}

fn gives_reason(tokens: &[Token]) -> bool {
    let words = ["expect", "(", "clippy", "::", "float_arithmetic"];
    tokens.iter().zip(words).all(|(token, word)| token.is(word))
}

fn check_file(source: &Source) -> Vec<Finding> {
    let floats = source.tokens.iter().filter(|token| is_float(token));
    let finding = |token: &Token| {
        let remedy =
            "use Money and BasisPoints; a distance goes to finder, under #[expect(clippy::float_arithmetic)]";
        source.finding(token.line, format!("`{}` is a float", token.text), [RULE, remedy])
    };
    floats.map(finding).collect()
}

fn is_float(token: &Token) -> bool {
    match token.kind {
        Kind::Word => token.text == "f32" || token.text == "f64",
        Kind::Mark => false,
        Kind::Literal => {
            let text = token.text.as_str();
            let number = text.starts_with(|first: char| first.is_ascii_digit()) && !text.starts_with("0x");
            number && (text.contains('.') || text.ends_with("f32") || text.ends_with("f64"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn a_float_near_money_is_found() {
        let bad = "fn f(a: f64) -> i64 {\n g(1.5, 2_f32)\n}";
        let expected = ["1: `f64` is a float", "2: `1.5` is a float", "2: `2_f32` is a float"];
        assert_eq!(found(check, "crates/ledger/src/split.rs", bad), expected);
        let good = "/// Never an f64, such as 1.5.\nfn f(a: i64) -> &'static str { let _r = 0..5; \"1.5\" }";
        assert!(found(check, "crates/ledger/src/split.rs", good).is_empty());
        assert!(found(check, "crates/web/src/map.rs", bad).is_empty());
    }

    #[test]
    fn a_distance_says_why() {
        let bare = "fn meters(a: f64) {}";
        assert_eq!(found(check, "crates/finder/src/distance.rs", bare), ["1: `f64` is a float"]);
        let said = format!("#![expect(clippy::float_arithmetic, reason = \"a distance\")]\n{bare}");
        assert!(found(check, "crates/finder/src/distance.rs", &said).is_empty());
    }
}
