//! What a language says of itself.

/// How the lines of a language run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Direction {
    /// As those of English.
    #[default]
    LeftToRight,
    /// As those of Arabic and Hebrew.
    RightToLeft,
}

/// What a language says of itself, in its `language.ftl`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct About {
    /// Its name for itself.
    pub(super) endonym: String,
    /// How its lines run.
    pub(super) direction: Direction,
    /// People may choose it.
    pub(super) is_offered: bool,
    /// Nobody who speaks it has read what a machine made.
    pub(super) is_machine_made: bool,
    /// The currency's sign stands behind an amount that has a decimal comma.
    pub(super) has_sign_behind: bool,
    /// The tags by which browsers ask for it. A longer tag that begins with one of them asks for it too.
    pub(super) asked_as: Vec<String>,
}

impl About {
    /// What `said` has for each key of `language.ftl`. A key that is missing or has another word says no; a test holds the
    /// languages of the product to the words below.
    pub(super) fn read(said: impl Fn(&str) -> Option<String>) -> Self {
        let is = |key: &str, yes: &str| said(key).as_deref() == Some(yes);
        Self {
            endonym: said("language-endonym").unwrap_or_default(),
            direction: if is("language-direction", "rtl") {
                Direction::RightToLeft
            } else {
                Direction::LeftToRight
            },
            is_offered: is("language-offered", "yes"),
            is_machine_made: is("language-machine-made", "yes"),
            has_sign_behind: is("language-sign", "behind"),
            asked_as: said("language-asked-as").unwrap_or_default().split(' ').map(str::to_owned).collect(),
        }
    }
}
