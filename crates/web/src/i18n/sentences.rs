//! The sentences of a folder: `LANGUAGE/*.ftl`, read when the first of them is said.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use include_dir::Dir;

use super::Lang;
use super::about::About;

/// Every sentence of a folder, by language: English first, then the others by their tags.
pub struct Sentences(Vec<Language>);

struct Language {
    lang: Lang,
    about: About,
    bundle: FluentBundle<FluentResource>,
}

impl Sentences {
    /// The sentences of a folder that was compiled in: each folder in it that is named by a BCP 47 tag is a language.
    pub fn of(folder: &Dir<'static>) -> Self {
        let mut languages: Vec<_> = folder.dirs().filter_map(Language::of).collect();
        languages.sort_by_key(|language| (language.lang != Lang::EN, language.lang.code()));
        Self(languages)
    }

    /// The languages of the folder.
    pub(super) fn languages(&self) -> impl Iterator<Item = Lang> {
        self.0.iter().map(|language| language.lang)
    }

    /// Those that people may choose.
    pub(super) fn offered(&self) -> impl Iterator<Item = Lang> {
        self.0.iter().filter(|language| language.about.is_offered).map(|language| language.lang)
    }

    /// What a language says of itself, if it is one of the folder.
    pub(super) fn about(&self, lang: Lang) -> Option<&About> {
        self.language(lang).map(|language| &language.about)
    }

    /// The sentence `key`, in English where the language does not have it; nothing where there is none, or where it names
    /// what it is not given.
    pub(super) fn say(&self, lang: Lang, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let own = self.language(lang).and_then(|language| language.say(key, args));
        own.or_else(|| self.language(Lang::EN)?.say(key, args))
    }

    fn language(&self, lang: Lang) -> Option<&Language> {
        self.0.iter().find(|language| language.lang == lang)
    }
}

impl Language {
    fn of(folder: &Dir<'static>) -> Option<Self> {
        let name = folder.path().file_name()?.to_str()?;
        let mut bundle = FluentBundle::new_concurrent(vec![name.parse().ok()?]);
        for text in folder.files().filter_map(|file| file.contents_utf8()) {
            // A test reads every file; here whatever can be read is said.
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(readable, _)| readable);
            bundle.add_resource_overriding(resource);
        }
        let about = About::read(|key| said(&bundle, key, &FluentArgs::new()));
        Some(Self { lang: Lang::of_folder(name), about, bundle })
    }

    fn say(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        said(&self.bundle, key, args)
    }
}

fn said(bundle: &FluentBundle<FluentResource>, key: &str, args: &FluentArgs<'_>) -> Option<String> {
    let mut errors = Vec::new();
    let words = bundle.format_pattern(bundle.get_message(key)?.value()?, Some(args), &mut errors);
    errors.is_empty().then(|| words.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::LOCALES;

    #[test]
    fn every_file_of_sentences_can_be_read_whole() {
        assert!(LOCALES.dirs().count() > 1);
        for folder in LOCALES.dirs() {
            assert!(Language::of(folder).is_some(), "{} is no tag of a language", folder.path().display());
            let files: Vec<_> = folder.files().collect();
            assert!(files.len() > 3);
            for file in files {
                let read = FluentResource::try_new(file.contents_utf8().unwrap().to_owned());
                let errors = read.err().map(|(_, errors)| errors);
                assert!(errors.is_none(), "{}: {errors:?}", file.path().display());
            }
        }
    }
}
