//! Contracts (16): every trade has one.
//!
//! A contract is a standard text from the library with the facts of the trade filled in. The text is a pure function
//! of those facts, so only its digest is stored: whoever shows it makes it again and compares.

use kernel::{
    Amount, BadRow, Calendar, Currency, Day, Draft, Id, Locality, Members, Overflow, Record, Stop, Timestamp,
};
use rules::Rulebook;

use crate::directory::{Directory, Sector, WorkPlace};
use crate::price::{Label, Line, PriceReader, ShownPrice};
use crate::trade::full::FullTrade;
use crate::trade::milestone::Milestone;
use crate::trade::part::Part;
use crate::trade::procedure::Promise;
use crate::trade::{Kind, Trade};
use crate::users::{Street, assets::HireTerms};

/// A standard text: its name and version, and its words by the codes of the library's languages, the one that binds first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Template {
    name: &'static str,
    texts: [(&'static str, &'static str); 2],
}

impl Template {
    /// The text in a language, or the one that binds.
    fn text(&self, language: ContractLanguage) -> &'static str {
        let [(_, binding), ..] = self.texts;
        self.texts.iter().find(|(code, _)| *code == language.code()).map_or(binding, |(_, text)| text)
    }
}

macro_rules! template {
    ($name:literal, $file:literal) => {
        Template {
            name: $name,
            texts: [
                ("en", include_str!(concat!("contracts/", $file, ".en.txt"))),
                ("es", include_str!(concat!("contracts/", $file, ".es.txt"))),
            ],
        }
    };
}

const WORK: Template = template!("work/1", "work_1");
const VOLUNTEER: Template = template!("volunteer/1", "volunteer_1");
const HIRE: Template = template!("hire/1", "hire_1");
const SPACE: Template = template!("space/1", "space_1");
const GOODS: Template = template!("goods/1", "goods_1");
const SERVICE: Template = template!("service/1", "service_1");
#[cfg(test)]
const TEMPLATES: [Template; 6] = [WORK, VOLUNTEER, HIRE, SPACE, GOODS, SERVICE];

/// The contract of an edition of a trade.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(table = "contract", key(locality, trade, edition), personal(trade), append_only)]
pub struct Contract {
    /// The market area.
    #[show(skip)]
    pub locality: Locality,
    /// Of which trade.
    #[show(skip)]
    pub trade: Id<Trade>,
    /// Which edition of the agreement it is of, from 1; an amendment adds the next.
    pub edition: i64,
    /// Which standard text was filled in.
    pub template: String,
    /// SHA-256, in hexadecimal, of the English text with the facts filled in, which is the one that binds.
    pub digest: String,
    /// When both sides were bound by it.
    pub agreed_at: Timestamp,
}

/// What a hire was agreed on, besides its price: kept, because the owner may ask for something else the next day.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "agreed_hire", key(locality, trade), personal(trade))]
pub struct AgreedHire {
    /// The market area.
    pub locality: Locality,
    /// Of which trade.
    pub trade: Id<Trade>,
    /// The terms.
    #[record(fields)]
    pub terms: HireTerms,
}

/// The facts that fill in a contract: all of them are of the trade, so that whoever shows it makes the same text again.
#[derive(Clone, Debug)]
pub struct ContractFacts<'a> {
    full: &'a FullTrade,
    part: &'a Part,
    work_place: WorkPlace,
    sector: &'a Sector,
    price: ShownPrice,
    bond: Amount,
    stages: Vec<Stage>,
    hire: Option<HireTerms>,
    exponent: u32,
}

/// A stage of a work, as its contract names it.
#[derive(Clone, Debug)]
struct Stage {
    title: String,
    /// Its days as they were agreed: what is sent back is done on a later one.
    days: (Day, Day),
    pays: Amount,
}

/// What stands in a contract in the place of ids, for its two sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownAs {
    /// What the seller is called.
    pub seller: String,
    /// What the buyer is called.
    pub buyer: String,
    /// The street where it is performed, if one is known.
    pub street: Option<Street>,
}

/// A language of the contract library, by its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContractLanguage(&'static str);

impl ContractLanguage {
    /// English, whose text binds; the others are for reading.
    pub const BINDING: Self = Self("en");

    /// Those of the library, the one that binds first.
    pub fn all() -> impl Iterator<Item = Self> {
        WORK.texts.into_iter().map(|(code, _)| Self(code))
    }

    /// The one of this code, if the library has it.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|language| language.code() == code)
    }

    /// Its code, such as `es`.
    pub fn code(self) -> &'static str {
        self.0
    }
}

/// The contract of a trade that is being agreed.
///
/// # Errors
/// As [`ContractFacts::of`].
pub fn of(draft: &Draft<'_>, full: &FullTrade) -> Result<Contract, Stop> {
    let facts = ContractFacts::of(draft, full)?;
    Ok(Contract {
        locality: draft.locality(),
        trade: full.id(),
        edition: full.trade.edition,
        template: facts.template().name.to_owned(),
        digest: facts.digest()?,
        agreed_at: draft.now(),
    })
}

impl<'a> ContractFacts<'a> {
    /// The facts of a trade.
    ///
    /// # Errors
    /// [`Stop::Bad`] when the directory or the rulebook lacks what the trade names.
    pub fn of(draft: &Draft<'a>, full: &'a FullTrade) -> Result<Self, Stop> {
        let (directory, rulebook) = (draft.consult::<Directory>()?, draft.consult::<Rulebook>()?);
        let trade = &full.trade;
        let unknown = |what: &str| Stop::Bad(BadRow(format!("trade {}: unknown {what}", trade.id)));
        let sector = directory.sector(&trade.sector).ok_or_else(|| unknown("sector"))?;
        let currency = rulebook.currency(trade.currency.code()).ok_or_else(|| unknown("currency"))?;
        // The text is of what was agreed: what was divided since is whole in it.
        let agreed = || full.parts().iter().filter(|part| part.replaces.is_none() && part.edition == 1);
        let part = agreed().find(|part| part.promise.counts()).or(full.parts().first());
        let part = part.ok_or_else(|| unknown("part"))?;
        let mut price = full.price_of(part);
        let mut bond = Amount::ZERO;
        for other in agreed().filter(|other| other.number != part.number) {
            let other_price = full.price_of(other);
            if other.promise == Promise::Bond {
                bond = bond.plus(other_price.payer_pays()?)?;
            }
            price.lines.extend(other_price.lines);
        }
        let mut stages = Vec::new();
        if trade.kind == Kind::Service {
            let milestones = draft.list::<Milestone>((trade.locality, trade.id))?;
            for milestone in milestones {
                let stage = agreed().find(|part| part.number == milestone.number);
                let stage = stage.ok_or_else(|| unknown("stage"))?;
                stages.push(Stage {
                    title: milestone.title.to_string(),
                    days: (milestone.from_day, milestone.until_day),
                    pays: full.price_of(stage).payer_pays()?,
                });
            }
        }
        let hire = match trade.kind {
            Kind::Hire | Kind::Space => draft.find::<AgreedHire>((trade.locality, trade.id))?,
            Kind::Work | Kind::Goods | Kind::Service => None,
        };
        Ok(Self {
            full,
            part,
            work_place: trade.work_place(),
            sector,
            // Both sides read one text.
            price: price.shown_to(PriceReader::Another),
            bond,
            stages,
            hire: hire.map(|hire| hire.terms),
            exponent: u32::from(currency.exponent),
        })
    }

    /// The one place that depends on the kind of a trade.
    fn template(&self) -> Template {
        match (self.full.trade.kind, self.full.is_unpaid()) {
            (Kind::Work, false) => WORK,
            (Kind::Work, true) => VOLUNTEER,
            (Kind::Hire, _) => HIRE,
            (Kind::Space, _) => SPACE,
            (Kind::Goods, _) => GOODS,
            (Kind::Service, _) => SERVICE,
        }
    }

    /// The contract's text, with `named` for what lines are called: with ids for the two sides or, for them to read, with
    /// what they are called and the street. The ids bind, because names and streets change and can be erased.
    ///
    /// # Errors
    /// [`Overflow`] when the price is out of range.
    pub fn text(
        &self,
        language: ContractLanguage,
        named: impl Fn(Label) -> String,
        shown: Option<&ShownAs>,
    ) -> Result<String, Overflow> {
        let template = self.template().text(language);
        let sector = self.sector.contract_titles.in_language(language.code());
        let (trade, part) = (&self.full.trade, self.part);
        let calendar = trade.zone.calendar();
        let money = |amount| written(amount, self.price.currency, self.exponent);
        let line = |line: &Line| format!("   - {}: {}\n", named(line.label), money(line.amount));
        let lines: String = self.price.lines.iter().map(line).collect();
        let stage = |(number, stage): (i64, &Stage)| {
            let (from, until) = (stage.days.0.date(), stage.days.1.date());
            format!("   {number}. {}: {from} – {until}, {}\n", stage.title, money(stage.pays))
        };
        let stages: String = (1..).zip(&self.stages).map(stage).collect();
        let hire = self.hire.as_ref();
        let town = match shown.and_then(|shown| shown.street.as_ref()) {
            Some(street) => format!("{street}, {}", self.work_place.town),
            None => self.work_place.town.clone(),
        };
        let facts = [
            ("trade", trade.id.to_string()),
            ("seller", shown.map_or_else(|| trade.seller.to_string(), |shown| shown.seller.clone())),
            ("buyer", shown.map_or_else(|| trade.buyer.to_string(), |shown| shown.buyer.clone())),
            ("sector", sector.to_owned()),
            ("starts", local(&calendar, part.starts_at)),
            ("ends", local(&calendar, part.ends_at)),
            ("zone", trade.zone.name().to_owned()),
            ("minutes", part.ends_at.minutes_since(part.starts_at).to_string()),
            ("quantity", part.quantity.to_string()),
            ("town", town),
            ("post_code", self.work_place.post_code.to_string()),
            ("jurisdiction", self.work_place.jurisdiction.clone()),
            ("buyer_pays", money(self.price.payer_pays()?)),
            ("lines", lines.trim_end().to_owned()),
            ("stages", stages.trim_end().to_owned()),
            ("seller_receives", money(self.price.payee_receives()?.minus(self.bond)?)),
            ("bond", money(self.bond)),
            ("late_per_hour", money(hire.map_or(Amount::ZERO, |hire| hire.late_per_hour))),
            ("record_hours", part.terms.record_hours.to_string()),
            ("silent_hours", part.terms.answer_hours.to_string()),
            ("report_hours", part.terms.report_hours.to_string()),
            ("not_taken_share", share(part.terms.not_taken_bp)),
            ("free_until", local(&calendar, trade.free_until)),
            ("late_share", share(trade.late_share_bp)),
            ("pack_hash", trade.pack_hash.clone()),
        ];
        let fact = |name: &str| facts.iter().find(|(known, _)| *known == name).map(|(_, fact)| fact.as_str());
        Ok(filled(template, fact))
    }

    /// The text that binds.
    ///
    /// # Errors
    /// As [`ContractFacts::text`].
    pub fn binding_text(&self) -> Result<String, Overflow> {
        self.text(ContractLanguage::BINDING, |label| label.word().replace('_', " "), None)
    }

    /// The digest of the text that binds.
    ///
    /// # Errors
    /// As [`ContractFacts::text`].
    pub fn digest(&self) -> Result<String, Overflow> {
        Ok(kernel::hex_digest(self.binding_text()?.as_bytes()))
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

/// `12.5 %`.
fn share(ratio: kernel::BasisPoints) -> String {
    format!("{} %", decimal(ratio.0, 2))
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

/// `2026-11-27 17:00`, on the clock of the place; `2026-11-01 01:30-08:00` where that shows it twice.
fn local(calendar: &Calendar, moment: Timestamp) -> String {
    let (date, time) = calendar.clock_time(moment);
    format!("{date} {time}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_of_the_night_when_clocks_go_back_are_told_apart() {
        let calendar = kernel::Zone::new("America/Los_Angeles").unwrap().calendar();
        let first = calendar.timestamp(kernel::Date::new(2026, 11, 1).unwrap(), 90).unwrap();
        assert_eq!(local(&calendar, first), "2026-11-01 01:30-07:00");
        assert_eq!(local(&calendar, first.plus_minutes(60)), "2026-11-01 01:30-08:00");
        assert_eq!(local(&calendar, first.plus_minutes(120)), "2026-11-01 02:30");
    }

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
    fn every_language_of_every_text_names_the_same_facts() {
        let names = |text: &str| {
            let mut names: Vec<String> =
                text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap().to_owned()).collect();
            names.sort();
            names
        };
        assert_eq!(ContractLanguage::all().next(), Some(ContractLanguage::BINDING));
        for template in TEMPLATES {
            let codes = template.texts.map(|(code, _)| code);
            assert!(ContractLanguage::all().map(ContractLanguage::code).eq(codes), "{}", template.name);
            for (code, text) in template.texts {
                assert_eq!(names(text), names(template.texts[0].1), "{} in {code}", template.name);
            }
        }
    }
}
