//! The steps, by name and in order.

/// The cheapest come first, so that what is simply wrong is known soon.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Step {
    Tidy,
    Format,
    Lint,
    Test,
    Document,
    Walk,
    Input,
    Count,
    Package,
    Module,
    Api,
    Simulate,
    Ordeal,
    Fuzz,
    Reproduce,
    Citus,
}

impl Step {
    pub(super) const ALL: [Self; 16] = [
        Self::Tidy,
        Self::Format,
        Self::Lint,
        Self::Test,
        Self::Document,
        Self::Walk,
        Self::Input,
        Self::Count,
        Self::Package,
        Self::Module,
        Self::Api,
        Self::Simulate,
        Self::Ordeal,
        Self::Fuzz,
        Self::Reproduce,
        Self::Citus,
    ];

    /// Whether it takes more than a few minutes, and so is taken only when that is allowed, or by its name.
    pub(super) fn is_long(self) -> bool {
        matches!(
            self,
            Self::Module
                | Self::Api
                | Self::Simulate
                | Self::Ordeal
                | Self::Fuzz
                | Self::Reproduce
                | Self::Citus
        )
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Tidy => "tidy",
            Self::Format => "fmt",
            Self::Lint => "clippy",
            Self::Test => "test",
            Self::Document => "doc",
            Self::Walk => "e2e",
            Self::Input => "input",
            Self::Count => "count",
            Self::Package => "package",
            Self::Module => "module",
            Self::Api => "api",
            Self::Simulate => "simulate",
            Self::Ordeal => "ordeal",
            Self::Fuzz => "fuzz",
            Self::Reproduce => "reproduce",
            Self::Citus => "citus",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }
}
