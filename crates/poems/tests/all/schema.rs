//! The schema is what the records say, on each engine.

use crate::market::Market;

crate::on_both_engines!(the_schema_is_what_the_records_say);

async fn the_schema_is_what_the_records_say(market: Market) {
    assert_eq!(market.store.schema_differences().await.unwrap(), Vec::<String>::new());
}
