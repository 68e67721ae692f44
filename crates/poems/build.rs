//! The line tables of the released program are compressed: they are half of it, and nobody reads them before it panics.

fn main() {
    let is = |variable: &str, value: &str| std::env::var(variable).is_ok_and(|set| set == value);
    if is("PROFILE", "release") && is("CARGO_CFG_TARGET_OS", "linux") {
        println!("cargo::rustc-link-arg-bins=-Wl,--compress-debug-sections=zlib,--discard-all");
    }
    println!("cargo::rerun-if-changed=build.rs");
}
