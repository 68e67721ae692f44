//! poems
fn main() {}
