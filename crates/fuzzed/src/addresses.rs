//! What stands in addresses: ids, cursors of pages, names and values of queries, languages.

use crate::text;
use axum::extract::Query;
use axum::http::Uri;
use kernel::{Id, Value};
use web::act::six_digits;
use web::cursor::Cursor;
use web::i18n::Lang;
use web::query::{encoded, query_of};

/// What is read is written as it is read again, and whatever somebody writes can be part of an address.
pub fn run(bytes: &[u8]) {
    let Some(written) = text(bytes) else { return };
    if let Some(cursor) = Cursor::parse(written) {
        assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        assert!(matches!((cursor.id(), cursor.time()), (Value::Id(_), Value::Int(_))));
    }
    if let Some(id) = Id::<()>::parse(written) {
        assert_eq!(Id::parse(&id.to_string()), Some(id));
    }
    if let Some(digits) = six_digits(written) {
        assert_eq!(six_digits(&digits).as_deref(), Some(digits.as_str()));
    }
    if let Some(lang) = Lang::from_code(written) {
        assert_eq!(Lang::from_code(lang.code()), Some(lang));
    }
    if let Ok(uri) = format!("/?{written}").parse::<Uri>()
        && let Ok(Query(pairs)) = Query::<Vec<(String, String)>>::try_from_uri(&uri)
    {
        pairs_again(&pairs);
    }
    pairs_again(&[("q".to_owned(), written.to_owned())]);
    assert!(encoded(written).is_ascii());
}

/// Names are those of our own fields; whatever is a value comes back.
fn pairs_again(pairs: &[(String, String)]) {
    let pairs: Vec<_> = pairs.iter().map(|(_, value)| ("after".to_owned(), value.clone())).collect();
    let address = format!("/?{}", query_of(&pairs));
    let Ok(uri) = address.parse::<Uri>() else {
        assert!(address.len() > 60_000, "{address}");
        return;
    };
    let again = Query::<Vec<(String, String)>>::try_from_uri(&uri).map(|Query(again)| again);
    assert!(again.as_ref().is_ok_and(|again| *again == pairs), "{pairs:?} {again:?}");
}
