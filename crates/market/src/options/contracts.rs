//! Contracts (16): every trade has one.
//!
//! A contract is a standard text from the library with the facts of the trade filled in. The text is a pure function
//! of those facts, so only its digest is stored: whoever shows it makes it again and compares.

use kernel::{Amount, Calendar, Currency, Id, Locality, Record, Timestamp};

use crate::concession::Terms;
use crate::directory::{Sector, WorkPlace};
use crate::options::waterfall::{Line, LineKind, Waterfall};

/// The standard contract for work by the hour, and its version.
pub const WORK: &str = "work/1";
const WORK_EN: &str = include_str!("contracts/work_1.en.txt");
const WORK_ES: &str = include_str!("contracts/work_1.es.txt");

/// The contract of a trade.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "contract", key(locality, trade, version), append_only)]
pub struct Contract {
    /// The market area.
    pub locality: Locality,
    /// Of which trade.
    pub trade: Id<Agreed>,
    /// Counts from 1; an amendment adds the next.
    pub version: i64,
    /// Which standard text.
    pub template: String,
    /// SHA-256, in hexadecimal, of the English text with the facts filled in, which is the one that binds.
    pub digest: String,
    /// When both sides were bound by it.
    pub agreed_at: Timestamp,
}

/// What was agreed: a trade. Only ever a marker.
#[derive(Debug)]
pub enum Agreed {}

/// The facts that fill in a contract for work.
#[derive(Clone, Debug)]
pub struct WorkFacts<'a> {
    /// The trade's id.
    pub trade: String,
    /// How the seller is named: the user's id, so that the text outlives the personal record.
    pub seller: String,
    /// How the buyer is named.
    pub buyer: String,
    /// The sector.
    pub sector: &'a Sector,
    /// Where.
    pub work_place: &'a WorkPlace,
    /// From when.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// The price.
    pub waterfall: &'a Waterfall,
    /// How many decimals the currency has.
    pub exponent: u32,
    /// The concession's terms on the day of agreement.
    pub terms: &'a Terms,
    /// The rulebook that was applied.
    pub pack_hash: String,
}

/// A language of the contract library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContractLanguage {
    /// The text that binds.
    English,
    /// A translation, for reading.
    Spanish,
}

impl WorkFacts<'_> {
    /// The contract's text.
    ///
    /// # Errors
    /// [`kernel::Overflow`] when the price is out of range.
    pub fn text(&self, language: ContractLanguage) -> Result<String, kernel::Overflow> {
        let (template, sector) = match language {
            ContractLanguage::English => (WORK_EN, &self.sector.title_en),
            ContractLanguage::Spanish => (WORK_ES, &self.sector.title_es),
        };
        let calendar = self.work_place.zone.calendar();
        let money = |amount| written(amount, self.waterfall.currency, self.exponent);
        let line = |line: &Line| format!("   - {}: {}\n", named(line.kind, language), money(line.amount));
        let lines: String = self.waterfall.lines.iter().map(line).collect();
        let facts = [
            ("trade", self.trade.clone()),
            ("seller", self.seller.clone()),
            ("buyer", self.buyer.clone()),
            ("sector", sector.clone()),
            ("starts", local(&calendar, self.starts_at)),
            ("ends", local(&calendar, self.ends_at)),
            ("zone", self.work_place.zone.name().to_owned()),
            ("minutes", self.ends_at.minutes_since(self.starts_at).to_string()),
            ("town", self.work_place.town.clone()),
            ("post_code", self.work_place.post_code.clone()),
            ("jurisdiction", self.work_place.jurisdiction.clone()),
            ("buyer_pays", money(self.waterfall.buyer_pays()?)),
            ("lines", lines.trim_end().to_owned()),
            ("seller_receives", money(self.waterfall.seller_receives()?)),
            ("silent_hours", self.terms.silent_approval_hours.to_string()),
            ("free_hours", self.terms.free_cancellation_hours.to_string()),
            ("late_share", format!("{} %", decimal(self.terms.late_cancellation_bp.0, 2))),
            ("pack_hash", self.pack_hash.clone()),
        ];
        let fact = |name: &str| facts.iter().find(|(known, _)| *known == name).map(|(_, fact)| fact.as_str());
        Ok(filled(template, fact))
    }

    /// The digest of the text that binds.
    ///
    /// # Errors
    /// As [`WorkFacts::text`].
    pub fn digest(&self) -> Result<String, kernel::Overflow> {
        Ok(kernel::hex_digest(self.text(ContractLanguage::English)?.as_bytes()))
    }
}

/// The template with each `{name}` replaced by the fact of that name; what no fact has the name of stays.
fn filled<'a>(template: &str, fact: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut text = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let named = after.split_once('}').and_then(|(name, after)| Some((fact(name)?, after)));
        let (part, after) = named.unwrap_or(("{", after));
        text.push_str(part);
        rest = after;
    }
    text + rest
}

/// What a line of the price is for.
fn named(kind: LineKind, language: ContractLanguage) -> String {
    if language == ContractLanguage::English {
        return kind.word().replace('_', " ");
    }
    let word = match kind {
        LineKind::Hours => "las horas",
        LineKind::Evening => "tarde y noche",
        LineKind::Weekend => "fin de semana",
        LineKind::ShortNotice => "aviso corto",
        LineKind::Travel => "desplazamiento",
        LineKind::LongerHire => "descuento por más horas",
        LineKind::Charge => "impuesto o cargo",
        LineKind::OperatorMarkup => "parte del operador",
        LineKind::FranchiseShare => "parte local",
        LineKind::Subsidy => "pagado por un fondo",
        LineKind::Withholding => "apartado de quien trabaja",
    };
    word.to_owned()
}

/// `USD 72.00`: the same in every language, as contracts want it.
fn written(amount: Amount, currency: Currency, exponent: u32) -> String {
    format!("{currency} {}", decimal(amount.0, exponent))
}

fn decimal(units: i64, exponent: u32) -> String {
    let whole = 10_i64.checked_pow(exponent).unwrap_or(1);
    let (sign, size) = (if units < 0 { "-" } else { "" }, units.unsigned_abs());
    let (front, back) = (size / whole.unsigned_abs(), size % whole.unsigned_abs());
    let width = usize::try_from(exponent).unwrap_or_default();
    if exponent == 0 { format!("{sign}{front}") } else { format!("{sign}{front}.{back:0width$}") }
}

/// `2026-11-27 17:00`, on the clock of the place.
fn local(calendar: &Calendar, moment: Timestamp) -> String {
    let local = calendar.local(moment);
    format!("{} {:02}:{:02}", local.date, local.minute / 60, local.minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_with_the_decimals_of_its_currency() {
        let usd = Currency::new("USD").unwrap();
        for (minor, exponent, text) in [(7200, 2, "USD 72.00"), (-5, 2, "USD -0.05"), (7200, 0, "USD 7200")] {
            assert_eq!(written(Amount(minor), usd, exponent), text);
        }
    }

    #[test]
    fn facts_take_the_place_of_their_names_and_are_not_filled_in_themselves() {
        let fact =
            |name: &str| [("town", "{buyer}"), ("buyer", "B")].into_iter().find(|f| f.0 == name).map(|f| f.1);
        let text = filled("{buyer} in {town}: {other}, {buyer}{ and {", fact);
        assert_eq!(text, "B in {buyer}: {other}, B{ and {");
        assert_eq!(filled("", fact), "");
    }

    #[test]
    fn both_languages_name_the_same_facts() {
        let names = |text: &str| {
            let mut names: Vec<String> =
                text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap().to_owned()).collect();
            names.sort();
            names
        };
        assert_eq!(names(WORK_EN), names(WORK_ES));
    }
}
