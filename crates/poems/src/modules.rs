//! The table of the modules, as MODULES.md has it.

use market::modules::MODULES;

/// MODULES.md.
pub(crate) fn page() -> String {
    let mut page = String::from(
        "# Modules\n\nMade by `cargo xtask modules` from `crates/market/src/modules.rs`. Numbers are the briefing's; \
         files lie under\n`crates/market/src`, routes under `/api/v1`, pages under the language.\n\n\
         | | module | files | tables | routes | pages |\n|---|---|---|---|---|---|\n",
    );
    for module in MODULES {
        let code = |items: &mut dyn Iterator<Item = String>| items.collect::<Vec<_>>().join("<br>");
        let files = code(&mut module.files.iter().map(|file| {
            let path = format!("crates/market/src/{file}.rs");
            format!("[{file}]({path})")
        }));
        let tables = code(&mut module.tables.iter().map(|table| format!("`{}`", table.name)));
        let routes = code(&mut module.routes.iter().map(|route| format!("`{route}`")));
        let pages = code(&mut module.pages.iter().map(|page| format!("`{page}`")));
        let (number, title) = (module.number, module.title);
        let row = format!("| {number} | {title} | {files} | {tables} | {routes} | {pages} |\n");
        page.push_str(&row);
    }
    page
}

/// The same, an object a module.
pub(crate) fn facts() -> impl Iterator<Item = serde_json::Value> {
    MODULES.iter().map(|module| {
        let tables: Vec<_> = module.tables.iter().map(|table| table.name).collect();
        serde_json::json!({
            "number": module.number,
            "title": module.title,
            "files": module.files,
            "tables": tables,
            "routes": module.routes,
            "pages": module.pages,
        })
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_page_in_the_repository_is_the_one_that_is_made() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../MODULES.md");
        assert_eq!(std::fs::read_to_string(path).unwrap(), super::page(), "run `cargo xtask modules`");
    }
}
