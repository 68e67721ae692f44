//! The pipeline of options assembly: a seller's price goes in, a priced and legal option comes out.

use crate::concession::Terms;
use crate::directory::WorkPlace;
use crate::options::{
    booking_checks::{CheckRefusal, Checks, Deal, PartyFacts, Sides},
    subsidies::FundLimits,
};
use crate::price::{Counterparty, Label, Line, Section, Waterfall};
use crate::trade::TradeRefusal;
use crate::trade::award::handed_over_by;
use crate::trade::full::FullTrade;
use crate::trade::part::Part;
use crate::trade::procedure::Promise;
use kernel::{Amount, BadRow, BasisPoints, Draft, Rounding, Stop, Timestamp};
use rules::{RuleRef, Rulebook, Stacking, Verdict};
use std::collections::BTreeMap;

/// An option: what it costs whom, and what the rulebook said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    /// The price with all its lines.
    pub waterfall: Waterfall,
    /// The rulebook's verdict.
    pub verdict: Verdict,
}

/// Where options for one occasion are made: the rules that apply are looked up once.
#[derive(Debug)]
pub struct Assembly<'a> {
    checks: Checks<'a>,
    terms: Terms,
}

impl<'a> Assembly<'a> {
    /// Options of one occasion, under the terms of its day.
    pub fn new(rulebook: &'a Rulebook, terms: &Terms, deal: &Deal<'a>) -> Self {
        Self { checks: Checks::new(rulebook, deal), terms: *terms }
    }

    /// The same for many options, as [`Checks::of_many`].
    #[must_use]
    pub fn of_many(self) -> Self {
        Self { checks: self.checks.of_many(), ..self }
    }

    /// The terms of the concession.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// What the rulebook says.
    pub fn checks(&self) -> &Checks<'a> {
        &self.checks
    }

    /// Makes an option of a waterfall that has the lines of the seller's price.
    ///
    /// # Errors
    /// [`CheckRefusal`] when a rule forbids the deal or the price is below the law's least; [`Stop::Bad`] when a
    /// subsidy names no fund or a sum is out of range.
    pub fn assemble(
        &self,
        sides: Sides<'_>,
        mut waterfall: Waterfall,
        limits: &FundLimits,
    ) -> Result<Priced, Stop> {
        let seller_price = waterfall.price()?;
        let verdict = self.checks.verdict(sides, seller_price.0);

        permit(&verdict, &waterfall)?;
        charge(&mut waterfall, &verdict)?;
        markup(&mut waterfall, seller_price, &self.terms)?;
        subsidize(&mut waterfall, &verdict, limits, self.terms.subsidy_max_bp)?;
        withhold(&mut waterfall, &verdict, seller_price)?;
        Ok(Priced { waterfall, verdict })
    }

    /// A waterfall with what a buyer pays on top of it, before anybody is known who sells: whether the deal is allowed is not asked,
    /// and no subsidy is counted on.
    ///
    /// # Errors
    /// [`Stop::Bad`] when a sum is out of range.
    pub fn on_top(&self, sides: Sides<'_>, mut waterfall: Waterfall) -> Result<Waterfall, Stop> {
        let seller_price = waterfall.price()?;
        let verdict = self.checks.verdict(sides, seller_price.0);
        charge(&mut waterfall, &verdict)?;
        markup(&mut waterfall, seller_price, &self.terms)?;
        Ok(waterfall)
    }
}

impl Assembly<'_> {
    /// What a buyer pays in all at most, at a seller's price: what is added is counted, and no subsidy. Nothing is forbidden yet.
    ///
    /// # Errors
    /// [`Stop::Bad`] when a sum is out of range.
    pub fn most(&self, sides: Sides<'_>, mut waterfall: Waterfall) -> Result<Amount, Stop> {
        let seller_price = waterfall.price()?;
        let verdict = self.checks.verdict(sides, seller_price.0);
        charge(&mut waterfall, &verdict)?;
        markup(&mut waterfall, seller_price, &self.terms)?;
        Ok(waterfall.payer_pays()?)
    }
}

/// Goods of one seller that are ready at a moment: what the rulebook is asked about them, whichever mechanism sells them.
#[derive(Clone, Copy, Debug)]
pub struct GoodsDeal<'a> {
    /// The sector's code.
    pub sector: &'a str,
    /// The mechanism, by its name.
    pub mechanism: &'a str,
    /// Where they are: its law applies.
    pub place: &'a WorkPlace,
    /// From when they can be collected, or are sent.
    pub starts_at: Timestamp,
    /// What is known of the two sides.
    pub facts: &'a PartyFacts,
    /// What funds have left.
    pub limits: &'a FundLimits,
}

impl GoodsDeal<'_> {
    /// Makes an option of a waterfall that has the lines of the seller's price.
    ///
    /// # Errors
    /// As [`Assembly::assemble`].
    pub fn price(&self, draft: &Draft<'_>, waterfall: Waterfall) -> Result<Priced, Stop> {
        let rulebook = draft.consult::<Rulebook>()?;
        let deal = Deal {
            sector: self.sector,
            mechanism: self.mechanism,
            work_place: self.place,
            promise: Promise::Goods,
            is_unpaid: false,
            starts_at: self.starts_at,
            ends_at: handed_over_by(self.starts_at),
            at: draft.now(),
        };
        let today = self.place.zone.calendar().local(draft.now()).date;
        let sides = Sides { facts: self.facts, distance_m: 0 };
        Assembly::new(rulebook, &Terms::on(rulebook, today)?, &deal).assemble(sides, waterfall, self.limits)
    }
}

/// Checks a part of a trade, priced before, against the rulebook as it is now. Where its price is asked again, what the
/// rulebook adds and keeps back is worked out anew on another day than it was held; what funds have set aside stands.
///
/// # Errors
/// As [`Assembly::assemble`], for what forbids the deal; [`TradeRefusal::PriceChanged`].
pub fn recheck(
    draft: &Draft<'_>,
    full: &FullTrade,
    part: &Part,
    facts: &PartyFacts,
    asks_price: bool,
) -> Result<(), Stop> {
    let (trade, work_place, price) = (&full.trade, full.trade.work_place(), full.price_of(part));
    let deal = Deal {
        sector: &trade.sector,
        mechanism: &trade.mechanism,
        work_place: &work_place,
        promise: part.promise,
        is_unpaid: full.is_unpaid(),
        starts_at: part.starts_at,
        ends_at: part.ends_at,
        at: draft.now(),
    };
    let sides = Sides { facts, distance_m: part.distance_m };
    let rulebook = draft.consult::<Rulebook>()?;
    let seller_price = price.price()?;
    let verdict = Checks::new(rulebook, &deal).verdict(sides, seller_price.0);
    permit(&verdict, &price)?;
    let calendar = trade.zone.calendar();
    let (held_on, today) = (calendar.local(trade.held_at).date, calendar.local(draft.now()).date);
    if !asks_price || held_on == today || full.is_unpaid() {
        return Ok(());
    }
    let is_kept =
        |line: &&Line| line.is_price() || matches!(line.section, Section::Passed | Section::Subsidy);
    let mut anew = Waterfall { lines: price.lines.iter().filter(is_kept).cloned().collect(), ..price };
    charge(&mut anew, &verdict)?;
    markup(&mut anew, seller_price, &Terms::on(rulebook, today)?)?;
    withhold(&mut anew, &verdict, seller_price)?;
    let was = full.price_of(part);
    let is_as_seen =
        anew.payer_pays()? == was.payer_pays()? && anew.payee_receives()? == was.payee_receives()?;
    if is_as_seen { Ok(()) } else { Err(TradeRefusal::PriceChanged { pays: anew.payer_money()? }.into()) }
}

/// `id@version`, as lines and refusals name a rule.
pub fn rule_name(rule: &RuleRef) -> String {
    format!("{}@{}", rule.id, rule.version)
}

fn permit(verdict: &Verdict, waterfall: &Waterfall) -> Result<(), Stop> {
    if let Some(denial) = verdict.denials.first().or_else(|| verdict.requirements.first()) {
        let (rule, reason) = (rule_name(&denial.rule), denial.reason.clone());
        return Err(CheckRefusal::Denied { rule, reason }.into());
    }
    // Travel is the seller's expense, so it does not count towards the least pay for the hours.
    let travel = Amount::sum(waterfall.labelled(Label::Travel).map(|line| line.amount))?;
    let pay = waterfall.price()?.minus(travel)?;
    match &verdict.floor {
        Some(floor) if pay < Amount(floor.amount_minor) => {
            let least = Amount(floor.amount_minor).of(waterfall.currency);
            Err(CheckRefusal::BelowFloor { least, rule: rule_name(&floor.rule) }.into())
        }
        _ => Ok(()),
    }
}

fn charge(waterfall: &mut Waterfall, verdict: &Verdict) -> Result<(), Stop> {
    for charge in &verdict.charges {
        let section = Section::of_charge(charge.stage)
            .ok_or_else(|| BadRow(format!("{} charges at no stage of a price", charge.rule)))?;
        waterfall.lines.push(line(section, Label::Charge, Amount(charge.amount_minor), charge)?);
    }
    Ok(())
}

fn markup(waterfall: &mut Waterfall, seller_price: Amount, terms: &Terms) -> Result<(), Stop> {
    let shares = [
        (Label::OperatorMarkup, terms.operator_bp, Counterparty::Operator),
        (Label::FranchiseShare, terms.franchise_bp, Counterparty::Franchise),
    ];
    for (label, ratio, counterparty) in shares {
        let amount = seller_price.share(ratio, Rounding::HalfEven)?;
        if amount > Amount::ZERO {
            let (section, rule) = (Section::Markup, None);
            waterfall.lines.push(Line { section, label, amount, rule, counterparty: Some(counterparty) });
        }
    }
    Ok(())
}

/// Adds the subsidies in the order the rulebook pays them, each within its fund's room, all within the most that
/// subsidies may pay of a price, so that a buyer always has something at stake. Of an exclusive group only the one
/// that would pay most is added, the first of them where several would.
fn subsidize(
    waterfall: &mut Waterfall,
    verdict: &Verdict,
    limits: &FundLimits,
    most: BasisPoints,
) -> Result<(), Stop> {
    let mut left = waterfall.total()?.share(most, Rounding::Floor)?;
    let mut offers = Vec::with_capacity(verdict.subsidies.len());
    for subsidy in &verdict.subsidies {
        let funding = subsidy.funding.as_ref();
        let funding = funding.ok_or_else(|| BadRow(format!("{} names no fund", rule_name(&subsidy.rule))))?;
        let limit = limits.get(&funding.fund).copied().unwrap_or_default();
        offers.push((subsidy, funding, limit.pays(subsidy, funding)?));
    }
    let mut best: BTreeMap<&str, Amount> = BTreeMap::new();
    for (_, funding, pays) in &offers {
        if let Stacking::ExclusiveGroup(group) = &funding.stacking {
            let most = best.entry(group).or_default();
            *most = (*most).max(*pays);
        }
    }
    for (subsidy, funding, pays) in offers {
        if let Stacking::ExclusiveGroup(group) = &funding.stacking {
            if best.get(group.as_str()) != Some(&pays) {
                continue;
            }
            // The group has its one: no other amount is below zero.
            best.insert(group, Amount(-1));
        }
        let amount = pays.min(left);
        if amount > Amount::ZERO {
            left = left.minus(amount)?;
            let counterparty = Some(counterparty(&funding.fund)?);
            let (section, label) = (Section::Subsidy, Label::Subsidy);
            let rule = Some(rule_name(&subsidy.rule));
            waterfall.lines.push(Line { section, label, amount, rule, counterparty });
        }
    }
    Ok(())
}

fn withhold(waterfall: &mut Waterfall, verdict: &Verdict, seller_price: Amount) -> Result<(), Stop> {
    let mut left = seller_price;
    for withholding in &verdict.withholdings {
        let amount = Amount(withholding.amount_minor).min(left);
        if amount > Amount::ZERO {
            left = left.minus(amount)?;
            waterfall.lines.push(line(Section::Withholding, Label::Withholding, amount, withholding)?);
        }
    }
    Ok(())
}

fn line(section: Section, label: Label, amount: Amount, rule: &rules::Line) -> Result<Line, BadRow> {
    let counterparty = Some(counterparty(&rule.payee)?);
    Ok(Line { section, label, amount, rule: Some(rule_name(&rule.rule)), counterparty })
}

fn counterparty(name: &str) -> Result<Counterparty, BadRow> {
    Counterparty::parse(name).ok_or_else(|| BadRow(format!("the rulebook pays `{name}`, which is nobody")))
}

#[cfg(test)]
mod tests;
