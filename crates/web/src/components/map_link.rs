//! The way to a map for an address.

use maud::{Markup, html};

use crate::i18n::Locale;
use crate::query::encoded;
use crate::t;

/// Where a place is looked up: a map that anybody may use, that asks for no account and is told no more than the address.
const MAP: &str = "https://www.openstreetmap.org/search?query=";

/// A link to a map of an address: street, town and post code. The map is not told from which page somebody comes.
pub fn map_link(loc: Locale, street: &str, town: &str, post_code: &str) -> Markup {
    let place = encoded(&format!("{street}, {town} {post_code}"));
    html! { a href=(format!("{MAP}{place}")) rel="noreferrer" { (t!(loc, "map-link", street = street)) } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn a_map_is_asked_for_the_address_and_told_nothing_else() {
        let loc = Locale::in_united_states(Lang::EN);
        let link = map_link(loc, "1 Ñandú St #2 & \"x\"", "Portland", "97214").into_string();
        let wanted = "https://www.openstreetmap.org/search?query=1%20%C3%91and%C3%BA%20St%20%232%20%26%20%22x%22%2C%20Portland%2097214";
        assert!(link.contains(&format!("href=\"{wanted}\" rel=\"noreferrer\"")), "{link}");
    }
}
