//! One file of the rulebook while it is read: what it is by its path, and refusals that name its line.

use super::error::LoadError;
use crate::jurisdiction::CONCESSION;
use serde::de::DeserializeOwned;
use toml::Spanned;

/// One file of the rulebook.
#[derive(Clone, Copy, Debug)]
pub(super) struct File<'a> {
    /// Relative to the rulebook's folder.
    pub(super) path: &'a str,
    pub(super) text: &'a str,
}

/// What a file holds.
pub(super) enum FileKind<'a> {
    Facts,
    /// A place, by the name of its folder.
    Place(&'a str),
    /// Parameters of a place or of the concession, by the name of its folder.
    Parameters(&'a str),
    /// A card of a place or of the concession, by the name of its folder.
    Card(&'a str),
    /// Nothing that a rulebook has.
    Stray,
}

/// Stands for the rulebook in refusals that no single file is the cause of.
pub(super) const WHOLE_RULEBOOK: File<'static> = File { path: "rulebook", text: "" };

impl<'a> File<'a> {
    /// What it holds, by its path alone.
    pub(super) fn kind(&self) -> FileKind<'a> {
        match self.path.split('/').collect::<Vec<_>>().as_slice() {
            ["facts.toml"] => FileKind::Facts,
            [code, "jurisdiction.toml"] if *code != CONCESSION => FileKind::Place(code),
            [code, "params", _] => FileKind::Parameters(code),
            [code, _, _] => FileKind::Card(code),
            _ => FileKind::Stray,
        }
    }

    /// Path, length and text, which tell it from every other file.
    pub(super) fn content(&self) -> String {
        format!("{}\n{}\n{}", self.path, self.text.len(), self.text)
    }

    /// The line, counted from 1, on which the byte `offset` stands.
    pub(super) fn line_at(&self, offset: usize) -> usize {
        let before = self.text.get(..offset).unwrap_or(self.text);
        before.matches('\n').count().saturating_add(1)
    }

    pub(super) fn line_of<T>(&self, spanned: &Spanned<T>) -> usize {
        self.line_at(spanned.span().start)
    }

    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, LoadError> {
        toml::from_str(self.text).map_err(|error| self.unreadable(&error))
    }

    pub(super) fn unreadable(&self, error: &toml::de::Error) -> LoadError {
        let line = error.span().map(|span| self.line_at(span.start));
        let problem = error.message().replace('\n', " ");
        self.refuse(line, problem, "correct this field; rulebook/README.md lists what a file may hold")
    }

    /// A refusal of a file whose folder `code` is no place.
    pub(super) fn without_place(&self, code: &str) -> LoadError {
        let problem = format!("the folder {code} has no jurisdiction.toml");
        self.refuse(None, problem, format!("add {code}/jurisdiction.toml"))
    }

    /// A refusal in this file: what is wrong, and what to do.
    pub(super) fn refuse(
        &self,
        line: Option<usize>,
        problem: impl Into<String>,
        fix: impl Into<String>,
    ) -> LoadError {
        LoadError { file: self.path.to_owned(), line, problem: problem.into(), fix: fix.into() }
    }
}
