//! `cargo xtask screenshots`: pictures of every page, taken from the demo by the system’s Chromium, to be looked at.

use crate::test::{Bench, Many};
use std::path::{Path, PathBuf};

/// Where the pictures go, below the target folder, unless another folder is named.
const FOLDER: &str = "screenshots";
/// The picture at the top of the README.
const README_PICTURE: &str = "docs/figures/booking.png";

/// What was asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Album {
    folder: Option<PathBuf>,
    /// The README's picture is made anew as well.
    with_readme: bool,
}

impl Album {
    /// # Errors
    /// How the words should have been, when they are not understood.
    pub(crate) fn from_words(mut words: &[&str]) -> Result<Self, String> {
        let mut album = Self::default();
        while let Some((first, rest)) = words.split_first() {
            words = match (*first, rest.split_first()) {
                ("--readme", _) => {
                    album.with_readme = true;
                    rest
                }
                ("--out", Some((folder, rest))) => {
                    album.folder = Some(PathBuf::from(folder));
                    rest
                }
                _ => return Err("cargo xtask screenshots [--out DIR] [--readme]".to_owned()),
            };
        }
        Ok(album)
    }
}

/// Takes the pictures.
///
/// # Errors
/// What is missing on this machine, or what failed.
pub(crate) fn run(root: &Path, album: &Album) -> Result<(), String> {
    let bench = Bench::new(root, false, Many::default());
    let folder = match &album.folder {
        Some(folder) => std::path::absolute(folder).map_err(|error| error.to_string())?,
        None => bench.target().join(FOLDER),
    };
    let readme = root.join(README_PICTURE);
    let mut words = vec![Path::new("screenshots.js"), &folder];
    if album.with_readme {
        words.extend([Path::new("--readme"), &readme]);
    }
    bench.browse(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_choose_where_the_pictures_go() {
        assert_eq!(Album::from_words(&[]).unwrap(), Album::default());
        let album = Album::from_words(&["--out", "/tmp/pictures", "--readme"]).unwrap();
        assert_eq!(album, Album { folder: Some("/tmp/pictures".into()), with_readme: true });
        assert!(Album::from_words(&["--out"]).is_err());
        assert!(Album::from_words(&["everything"]).is_err());
    }
}
