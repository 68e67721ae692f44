//! The sentences of a folder: `LANGUAGE/*.ftl`, read when the first of them is said.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use include_dir::Dir;

use super::Lang;

/// Every sentence of a folder, by language.
pub struct Sentences(Vec<(Lang, FluentBundle<FluentResource>)>);

impl Sentences {
    /// The sentences of a folder that was compiled in.
    pub fn of(folder: &Dir<'_>) -> Self {
        Self(Lang::OFFERED.map(|lang| (lang, bundle(folder, lang))).into())
    }

    /// The sentence `key`; nothing where there is none, or where it names what it is not given.
    pub(super) fn say(&self, lang: Lang, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let (_, bundle) = self.0.iter().find(|(one, _)| *one == lang)?;
        let mut errors = Vec::new();
        let words = bundle.format_pattern(bundle.get_message(key)?.value()?, Some(args), &mut errors);
        errors.is_empty().then(|| words.into_owned())
    }
}

fn bundle(folder: &Dir<'_>, lang: Lang) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(lang.code().parse().into_iter().collect());
    let files = folder.get_dir(lang.code()).into_iter().flat_map(Dir::files);
    for text in files.filter_map(|file| file.contents_utf8()) {
        // A test reads every file; here whatever can be read is said.
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(readable, _)| readable);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::{Dir, FluentResource, Lang};
    use crate::i18n::LOCALES;

    #[test]
    fn every_file_of_sentences_can_be_read_whole() {
        for lang in Lang::OFFERED {
            let files: Vec<_> = LOCALES.get_dir(lang.code()).into_iter().flat_map(Dir::files).collect();
            assert!(files.len() > 3);
            for file in files {
                let read = FluentResource::try_new(file.contents_utf8().unwrap().to_owned());
                assert!(
                    read.is_ok(),
                    "{}: {:?}",
                    file.path().display(),
                    read.err().map(|(_, errors)| errors)
                );
            }
        }
    }
}
