//! Loading cards: the fields that belong together, the names that must be known, the formulas.

use super::error::LoadError;
use super::file::File;
use super::loader::Loader;
use crate::card::{Card, Effect, Rounding, Stacking};
use crate::formula::Formula;
use crate::jurisdiction::CONCESSION;
use crate::kind::Kind;
use crate::parameters::currency_of;
use crate::rule::{Rule, RuleRef};
use crate::scope::PARAMETER;
use std::sync::Arc;
use toml::Spanned;

const PLAIN_CHARACTERS_MOST: usize = 400;
const QUOTE_CHARACTERS_MOST: usize = 300;
const CHARGE_STAGES: [u8; 6] = [20, 30, 32, 35, 36, 38];
const SUBSIDY_STAGES: [u8; 2] = [40, 42];
const WITHHOLD_STAGES: [u8; 3] = [45, 50, 55];

impl Loader {
    pub(super) fn read_card(&mut self, file: File<'_>, folder: &str) {
        if folder != CONCESSION && !self.places.contains_key(folder) {
            return self.errors.push(file.without_place(folder));
        }
        let card: Card = match file.read() {
            Ok(card) => card,
            Err(error) => return self.errors.push(error),
        };
        let mut reader = CardReader { loader: self, file };
        let Some(effect) = reader.effect(&card) else { return };
        reader.check_words(&card, folder);
        reader.check_fields(&card, effect);
        reader.check_places(&card);
        if let Some(rule) = reader.compile(card, effect) {
            self.rules.push(rule);
        }
    }

    /// No two versions of one card may be asked on the same day.
    pub(super) fn check_versions(&mut self) {
        for pair in self.rules.windows(2) {
            let [earlier, later] = pair else { continue };
            if earlier.reference.id != later.reference.id {
                continue;
            }
            let (before, after) = (&earlier.card, &later.card);
            let both_asked = before.status.is_asked() && after.status.is_asked();
            let overlap = before.valid_to.is_none_or(|last| last >= after.valid_from);
            if earlier.reference == later.reference || (both_asked && overlap) {
                self.errors.push(overlapping_versions(earlier, later));
            }
        }
    }

    /// Every exception names a card that is not one itself.
    pub(super) fn check_exceptions(&mut self) {
        for rule in &self.rules {
            let Some(base) = &rule.card.exception_of else { continue };
            let is_found = self
                .rules
                .iter()
                .any(|other| rule.is_exception_to(other) && other.effect != Effect::AllowException);
            if !is_found {
                self.errors.push(base_unknown(rule, base.get_ref()));
            }
        }
    }
}

/// One card while it is read.
struct CardReader<'a> {
    loader: &'a mut Loader,
    file: File<'a>,
}

impl CardReader<'_> {
    fn refuse(&mut self, line: usize, problem: impl Into<String>, fix: &str) {
        self.loader.errors.push(self.file.refuse(Some(line), problem, fix));
    }

    fn effect(&mut self, card: &Card) -> Option<Effect> {
        let word = card.effect.get_ref().as_str();
        let known = Effect::ALL.iter().find(|(known, _)| *known == word).map(|(_, effect)| *effect);
        if known.is_none() {
            let words: Vec<&str> = Effect::ALL.iter().map(|(word, _)| *word).collect();
            let problem = if ["rank", "entitle", "report"].contains(&word) {
                format!("the effect `{word}` is not built yet")
            } else {
                format!("`{word}` is not an effect")
            };
            let line = self.file.line_of(&card.effect);
            self.refuse(line, problem, &format!("use one of {}", words.join(", ")));
        }
        known
    }

    fn check_words(&mut self, card: &Card, folder: &str) {
        let id_line = self.file.line_of(&card.id);
        if !is_word(card.id.get_ref(), '-') || card.version == 0 {
            self.refuse(
                id_line,
                "the id or version is not one",
                "use small-letters-with-hyphens and a version from 1",
            );
        }
        if card.jurisdiction.get_ref() != folder {
            let line = self.file.line_of(&card.jurisdiction);
            let problem = format!("the jurisdiction {} is not the folder's", card.jurisdiction.get_ref());
            self.refuse(line, problem, &format!("write {folder} or move the file"));
        }
        let plains = card.translations.values().map(|words| &words.plain).chain([&card.plain]);
        if plains
            .clone()
            .any(|plain| plain.trim().is_empty() || plain.chars().count() > PLAIN_CHARACTERS_MOST)
        {
            let fix = format!("write 1 to {PLAIN_CHARACTERS_MOST} characters that anyone understands");
            self.refuse(id_line, "the plain words are missing or too long", &fix);
        }
        if card.source.quote.chars().count() > QUOTE_CHARACTERS_MOST {
            let fix = format!("keep to {QUOTE_CHARACTERS_MOST} characters");
            self.refuse(id_line, "the quote is too long", &fix);
        }
        if card.source.url.is_empty() && folder != CONCESSION {
            self.refuse(id_line, "a law needs an address", "add source.url: where you read it");
        }
        if card.valid_to.is_some_and(|last| last < card.valid_from) {
            self.refuse(id_line, "valid_to is before valid_from", "correct the dates");
        }
    }

    fn check_fields(&mut self, card: &Card, effect: Effect) {
        let line = self.file.line_of(&card.effect);
        let word = effect.word();
        let has_reason = matches!(effect, Effect::Deny | Effect::Require | Effect::Warn);
        let is_subsidy = effect == Effect::Subsidy;
        let has_limits = card.cap_per_deal.is_some() || card.cap_per_user.is_some() || card.budget.is_some();
        let is_exception = effect == Effect::AllowException;
        let fields = [
            ("reason", is_word(&card.reason, '_'), has_reason),
            ("amount", card.amount.is_some(), effect.has_amount()),
            ("stage", card.stage.is_some(), effect.has_line()),
            ("payee", !card.payee.is_empty(), effect.has_line()),
            ("funded_by", !card.funded_by.is_empty(), is_subsidy),
            ("stacking", card.stacking.is_some(), is_subsidy),
            ("exception_of", card.exception_of.is_some(), is_exception),
        ];
        for (field, is_there, is_wanted) in fields {
            if is_there != is_wanted {
                let fix = if is_wanted { format!("add `{field}`") } else { format!("remove `{field}`") };
                let problem = if is_wanted { "lacks" } else { "must not have" };
                self.refuse(line, format!("a card with the effect {word} {problem} `{field}`"), &fix);
            }
        }
        if has_limits && !is_subsidy {
            self.refuse(line, "only a subsidy has caps and a budget", "remove them");
        }
        if is_subsidy && card.budget.is_none() {
            self.refuse(line, "a subsidy without a budget could pay for ever", "add [budget] with total");
        }
        if is_exception && card.on_unknown.is_some() {
            self.refuse(line, "an exception that is unknown never holds", "remove on_unknown");
        }
        if effect == Effect::Floor && card.round.is_some_and(|round| round != Rounding::Up) {
            self.refuse(line, "a floor always rounds up", "write round = \"up\"");
        }
        let stages: &[u8] = match effect {
            Effect::Charge => &CHARGE_STAGES,
            Effect::Subsidy => &SUBSIDY_STAGES,
            Effect::Withhold => &WITHHOLD_STAGES,
            Effect::Deny
            | Effect::Require
            | Effect::Warn
            | Effect::Floor
            | Effect::Cap
            | Effect::AllowException => &[],
        };
        if card.stage.is_some_and(|stage| effect.has_line() && !stages.contains(&stage)) {
            self.refuse(line, format!("a {word} has no such stage"), &format!("use one of {stages:?}"));
        }
    }

    fn check_places(&mut self, card: &Card) {
        let jurisdiction = card.jurisdiction.get_ref();
        let named = card.applies.places.iter().chain(&card.applies.except_places);
        let strays: Vec<String> = named
            .filter(|code| {
                !self.loader.places.get(*code).is_some_and(|place| place.chain.contains(jurisdiction))
            })
            .cloned()
            .collect();
        for code in strays {
            let line = self.file.line_of(&card.jurisdiction);
            self.refuse(
                line,
                format!("{code} does not lie in {jurisdiction}"),
                "name places inside the jurisdiction",
            );
        }
    }

    fn compile(&mut self, card: Card, effect: Effect) -> Option<Rule> {
        let before = self.loader.errors.len();
        let round = card.round;
        let budget = card.budget.as_ref();
        let when = self.formula(&card.when, Kind::Bool, round);
        let mut amount_formula = |written: Option<&Spanned<String>>| {
            written.and_then(|written| self.formula(written, Kind::Int, round))
        };
        let amount = amount_formula(card.amount.as_ref());
        let cap_per_deal = amount_formula(card.cap_per_deal.as_ref());
        let cap_per_user = amount_formula(card.cap_per_user.as_ref());
        let budget_total = amount_formula(budget.map(|budget| &budget.total));
        let budget_per_day = amount_formula(budget.and_then(|budget| budget.per_day.as_ref()));
        let stacking = self.stacking(&card);
        let mut rule = Rule {
            reference: RuleRef { id: Arc::from(card.id.get_ref().as_str()), version: card.version },
            file: self.file.path.to_owned(),
            effect,
            on_unknown: card.on_unknown.unwrap_or_else(|| effect.on_unknown()),
            stage: card.stage.unwrap_or(0),
            stacking,
            currency: None,
            when: when?,
            amount,
            cap_per_deal,
            cap_per_user,
            budget_total,
            budget_per_day,
            card,
        };
        rule.currency = self.currency_of(&rule);
        (self.loader.errors.len() == before).then_some(rule)
    }

    fn formula(
        &mut self,
        written: &Spanned<String>,
        wanted: Kind,
        round: Option<Rounding>,
    ) -> Option<Formula> {
        match Formula::compile(written.get_ref(), wanted, round, &|name| self.kind_of_name(name)) {
            Ok(formula) => Some(formula),
            Err(problem) => {
                let line = self.file.line_of(written);
                let shown = written.get_ref().trim();
                self.refuse(line, format!("`{shown}`: {problem}"), "correct the formula");
                None
            }
        }
    }

    fn kind_of_name(&self, name: &str) -> Result<Kind, String> {
        if let Some(parameter) = name.strip_prefix(PARAMETER) {
            let found = self.loader.parameters.contains_key(parameter).then_some(Kind::Int);
            return found
                .ok_or_else(|| format!("no file in a params folder has the parameter `{parameter}`"));
        }
        let found = self.loader.facts.get(name).map(|fact| Kind::from(fact.kind));
        found.ok_or_else(|| format!("facts.toml has no fact `{name}`"))
    }

    fn stacking(&mut self, card: &Card) -> Stacking {
        let Some(written) = &card.stacking else { return Stacking::Stack };
        match written.get_ref().as_str() {
            "stack" => Stacking::Stack,
            other => match other.strip_prefix("exclusive_group:") {
                Some(group) if is_word(group, '-') => Stacking::ExclusiveGroup(group.to_owned()),
                _ => {
                    let line = self.file.line_of(written);
                    let fix = "use stack or exclusive_group:NAME";
                    self.refuse(line, format!("`{other}` is not a way of stacking"), fix);
                    Stacking::Stack
                }
            },
        }
    }

    /// The one currency of all that a card names.
    fn currency_of(&mut self, rule: &Rule) -> Option<String> {
        let formulas = rule.formulas();
        let parameters = formulas.iter().flat_map(|(_, formula)| &formula.parameters);
        let facts = formulas.iter().flat_map(|(_, formula)| &formula.facts);
        let of_parameters = parameters.filter_map(|name| self.loader.parameters.get(name)?.currency());
        let of_facts = facts.filter_map(|name| currency_of(&self.loader.facts.get(name)?.unit));
        let mut codes: Vec<String> = of_parameters.chain(of_facts).map(str::to_owned).collect();
        codes.sort_unstable();
        codes.dedup();
        let place = self.loader.places.get(rule.card.jurisdiction.get_ref());
        let is_foreign = place.is_some_and(|place| codes.iter().any(|code| *code != place.currency.code));
        if codes.len() > 1 || is_foreign {
            let line = self.file.line_of(&rule.card.when);
            let problem = format!("the card mixes currencies ({})", codes.join(", "));
            self.refuse(line, problem, "use one currency on a card, that of its place");
        }
        codes.pop()
    }
}

fn overlapping_versions(earlier: &Rule, later: &Rule) -> LoadError {
    LoadError {
        file: later.file.clone(),
        line: None,
        problem: format!(
            "{} and {} ({}) hold on the same days",
            earlier.reference, later.reference, earlier.file
        ),
        fix: "end the earlier version with valid_to before the later one begins".to_owned(),
    }
}

fn base_unknown(rule: &Rule, base: &str) -> LoadError {
    LoadError {
        file: rule.file.clone(),
        line: None,
        problem: format!("exception_of names `{base}`, which is not a rule"),
        fix: "name the id of a card that is not an exception itself".to_owned(),
    }
}

/// Small letters and digits, joined by `joint`.
fn is_word(text: &str, joint: char) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == joint)
}
