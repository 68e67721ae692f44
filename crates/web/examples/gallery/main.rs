//! Every component in every state on one page, in every language, with its stylesheet, written to a folder:
//! `cargo run -p web --example gallery -- FOLDER`.

mod demo;
mod forms;
mod page;
mod parts;
#[cfg(test)]
mod tests;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::{env, fs};

use include_dir::{Dir, include_dir};
use web::i18n::{Lang, Sentences};
use web::look::{ENHANCE, ICON, STYLE};

static LOCALES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/examples/gallery/locales");
static SENTENCES: LazyLock<Sentences> = LazyLock::new(|| Sentences::of(&LOCALES));

/// Says a sentence of the gallery's own.
macro_rules! t {
    ($loc:expr, $key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $loc.say_from(&crate::SENTENCES, $key, &[$((stringify!($name), web::i18n::Arg::from($value))),*])
    };
}
pub(crate) use t;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args_os().nth(1).map(PathBuf::from).ok_or("name a folder to write to")?;
    fs::create_dir_all(folder.join("assets"))?;
    for asset in [&STYLE, &ENHANCE, &ICON] {
        fs::write(folder.join(asset.path.trim_start_matches('/')), asset.content)?;
    }
    for lang in Lang::all() {
        write_page(&folder, lang)?;
    }
    Ok(())
}

/// A page whose assets are found beside it, so that it opens from a folder.
fn write_page(folder: &Path, lang: Lang) -> Result<(), Box<dyn Error>> {
    let page = page::gallery(lang).into_string().replace("\"/assets/", "\"assets/");
    fs::write(folder.join(format!("gallery.{}.html", lang.code())), page)?;
    Ok(())
}
