//! Writes the gallery in every language, with its stylesheet, to a folder: `cargo run --example gallery -- FOLDER`.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use web::i18n::Lang;
use web::look::{ENHANCE, ICON, STYLE};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args_os().nth(1).map(PathBuf::from).ok_or("name a folder to write to")?;
    fs::create_dir_all(folder.join("assets"))?;
    for asset in [&STYLE, &ENHANCE, &ICON] {
        fs::write(folder.join(asset.path.trim_start_matches('/')), asset.content)?;
    }
    for lang in Lang::ALL {
        write_page(&folder, lang)?;
    }
    Ok(())
}

/// A page whose assets are found beside it, so that it opens from a folder.
fn write_page(folder: &Path, lang: Lang) -> Result<(), Box<dyn Error>> {
    let page = web::gallery::gallery(lang).into_string().replace("\"/assets/", "\"assets/");
    fs::write(folder.join(format!("gallery.{}.html", lang.code())), page)?;
    Ok(())
}
