//! Prints the portable DDL of the market's tables, or of those that are named: what a migration says of a new table.
//!
//! ```sh
//! cargo run -p host --example schema -- favorite
//! ```

#![expect(clippy::print_stdout, reason = "printing is what it does")]

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    for table in market::modules::tables() {
        if wanted.is_empty() || wanted.iter().any(|name| name == table.name) {
            println!("{}", store::portable(table));
        }
    }
}
