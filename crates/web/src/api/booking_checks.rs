//! `/rules`: every rule that the market applies.

use super::call::Call;
use super::sent::Sent;
use crate::error::Answer;
use kernel::{Date, Show};
use rules::{Rule, RuleRef, Source};

pub(super) fn calls() -> Vec<Call> {
    let about = "In plain words and as it is computed, with its source. `GET /options/{offering}/trace` says how one was applied.";
    vec![Call::get("/rules", rules).about(about).public()]
}

/// The rulebook.
#[derive(Show)]
struct Rulebook {
    /// SHA-256 over its files: contracts and receipts name the rulebook by it.
    pack_hash: String,
    rules: Vec<RuleCard>,
}

/// A rule.
#[derive(Show)]
struct RuleCard {
    /// `id@version`, for ever this rule.
    rule: RuleRef,
    /// In the caller's language where the rule has it.
    title: String,
    /// The same in plain words.
    plain: String,
    /// What it does.
    effect: &'static str,
    /// Its condition, as it is computed.
    condition: String,
    /// Whose law it is.
    jurisdiction: String,
    /// The law, or the concession's own decision.
    source: Source,
    /// Who answers for it.
    owner: String,
    valid_from: Date,
    valid_to: Option<Date>,
}

async fn rules(sent: Sent) -> Answer<Rulebook> {
    let language = sent.locale().lang.code();
    let rule = |rule: &Rule| {
        let card = rule.card();
        RuleCard {
            rule: rule.reference().clone(),
            title: card.title_in(language).to_owned(),
            plain: card.plain_in(language).to_owned(),
            effect: rule.effect().word(),
            condition: rule.condition().to_owned(),
            jurisdiction: card.jurisdiction.get_ref().clone(),
            source: card.source.clone(),
            owner: card.owner.clone(),
            valid_from: card.valid_from_on(),
            valid_to: card.valid_to_on(),
        }
    };
    let rulebook = &sent.app.rulebook;
    Ok(Rulebook {
        pack_hash: rulebook.pack_hash().to_owned(),
        rules: rulebook.rules().iter().map(rule).collect(),
    })
}
