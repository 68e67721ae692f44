//! What every refusal says, in every language, with the status that it is answered with.

use crate::market::Market;
use kernel::{Stop, Zone};
use std::collections::BTreeSet;
use std::fmt::Write;
use web::error::AppError;
use web::i18n::{Lang, Locale};
use web::words::Reader;

#[tokio::test]
async fn sqlite_every_refusal_says_what_to_do() {
    let market = Market::open(store::Database::temporary()).await;
    let examples = market::modules::refusal_examples().into_iter();
    let errors: Vec<AppError> = examples.map(|refusal| AppError::from(Stop::Refused(refusal))).collect();
    let told: BTreeSet<&str> = errors.iter().map(AppError::code).collect();
    assert_eq!(told, market::modules::refusals().into_iter().collect(), "one of each");
    let mut text = String::new();
    for error in &errors {
        writeln!(text, "{} {}", error.status().as_u16(), error.code()).unwrap();
        for lang in Lang::offered() {
            let zone = Zone::new("America/Los_Angeles").unwrap();
            let reader = Reader { app: &market.app, loc: Locale::in_united_states(lang), zone };
            let words = reader.error(error).plain();
            assert!(!words.starts_with("refusal-") && !words.contains('{'), "{words}");
            writeln!(text, "    {words}").unwrap();
        }
    }
    insta::assert_snapshot!("every_refusal", text);
}
