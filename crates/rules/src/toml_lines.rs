//! Reading TOML so that each refusal names its line.

use crate::load::LoadError;
use serde::de::DeserializeOwned;
use toml::Spanned;

/// One file of the rulebook while it is loaded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct File<'a> {
    pub(crate) path: &'a str,
    pub(crate) text: &'a str,
}

impl File<'_> {
    /// The line, counted from 1, on which the byte `offset` stands.
    pub(crate) fn line_at(&self, offset: usize) -> usize {
        let before = self.text.get(..offset).unwrap_or(self.text);
        before.matches('\n').count().saturating_add(1)
    }

    pub(crate) fn line_of<T>(&self, spanned: &Spanned<T>) -> usize {
        self.line_at(spanned.span().start)
    }

    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, LoadError> {
        toml::from_str(self.text).map_err(|error| self.unreadable(&error))
    }

    pub(crate) fn unreadable(&self, error: &toml::de::Error) -> LoadError {
        let line = error.span().map(|span| self.line_at(span.start));
        let problem = error.message().replace('\n', " ");
        self.refuse(line, problem, "correct this field; rulebook/README.md lists what a file may hold")
    }

    /// A refusal in this file: what is wrong, and what to do.
    pub(crate) fn refuse(
        &self,
        line: Option<usize>,
        problem: impl Into<String>,
        fix: impl Into<String>,
    ) -> LoadError {
        LoadError { file: self.path.to_owned(), line, problem: problem.into(), fix: fix.into() }
    }
}
