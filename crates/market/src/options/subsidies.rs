//! What third parties pay of a price, within what they have left: the limits of [`rules::Funding`] kept on records.
//!
//! A subsidy is set aside when hours are held, posted when they are booked and given back when they are not, so
//! a budget is never overspent, however many ask at once.

use crate::concession::fund_held_max;
use crate::price::Counterparty;
use crate::users::User;
use kernel::{
    Amount, BasisPoints, Currency, Day, Draft, Id, Keys, Locality, Overflow, Record, Rounding, Stop,
};
use ledger::{AccountKey, Holder};
use rules::{Funding, Line as RuleLine, Rulebook};
use std::collections::BTreeMap;

/// What a fund has paid, or set aside, for one buyer.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "fund_use", key(locality, fund, user_id), personal(user_id), check = "used >= 0")]
pub struct FundUse {
    /// The market area.
    pub locality: Locality,
    /// Which fund.
    pub fund: Id<Holder>,
    /// Which buyer.
    pub user_id: Id<User>,
    /// How much, in minor units.
    pub used: Amount,
}

/// What a fund has paid, or set aside, on one UTC day.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "fund_day", key(locality, fund, day), public, check = "used >= 0")]
pub struct FundDay {
    /// The market area.
    pub locality: Locality,
    /// Which fund.
    pub fund: Id<Holder>,
    /// Which day.
    pub day: Day,
    /// How much, in minor units.
    pub used: Amount,
}

/// What a fund has paid, or set aside, in all.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "fund_total", key(locality, fund), public, check = "used >= 0")]
pub struct FundTotal {
    /// The market area.
    pub locality: Locality,
    /// Which fund.
    pub fund: Id<Holder>,
    /// How much, in minor units.
    pub used: Amount,
}

/// What holds that have not ended have set aside of a fund.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "held_fund", key(locality, fund, currency), public, check = "held >= 0")]
pub struct HeldFund {
    /// The market area.
    pub locality: Locality,
    /// Which fund.
    pub fund: Id<Holder>,
    /// In which currency.
    pub currency: Currency,
    /// How much, in minor units.
    pub held: Amount,
}

impl HeldFund {
    /// Counts what a hold sets aside, or with a negative amount what is no longer only held.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn count(draft: &mut Draft<'_>, fund: AccountKey, amount: Amount) -> Result<(), Stop> {
        let (locality, currency, fund) = (draft.locality(), fund.currency, fund.holder);
        let kept = draft.find::<Self>((locality, fund, currency))?;
        let held = kept.map_or(Amount::ZERO, |kept| kept.held).plus(amount)?;
        if held == Amount::ZERO {
            return Ok(draft.remove::<Self>((locality, fund, currency))?);
        }
        Ok(draft.put(&Self { locality, fund, currency, held })?)
    }
}

/// Whether a price counts on subsidies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subsidies {
    /// On none.
    None,
    /// On what funds have left.
    Funds,
}

impl Subsidies {
    /// What bounds the funds that a price counts on.
    ///
    /// # Errors
    /// As [`limits`].
    pub fn limits(
        self,
        draft: &Draft<'_>,
        rulebook: &Rulebook,
        currency: Currency,
        buyer: Option<Id<User>>,
    ) -> Result<FundLimits, Stop> {
        match self {
            Self::None => Ok(FundLimits::new()),
            Self::Funds => limits(draft, rulebook, currency, buyer),
        }
    }
}

/// What bounds what a fund can still pay for one deal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FundLimit {
    /// What it has left.
    pub available: Amount,
    /// What holds have set aside that nobody has decided yet.
    pub held: Amount,
    /// The share of what is left, with what is held, that holds may set aside at once.
    pub held_max: BasisPoints,
    /// What it has paid for this buyer.
    pub used_for_buyer: Amount,
    /// What it has paid on this day.
    pub used_today: Amount,
    /// What it has paid in all.
    pub used_in_all: Amount,
}

/// The limits of the funds that the rulebook names, by name.
pub type FundLimits = BTreeMap<String, FundLimit>;

impl FundLimit {
    /// What the fund pays of a subsidy line: the least of what the rule gives and of every limit.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn pays(&self, line: &RuleLine, funding: &Funding) -> Result<Amount, Overflow> {
        let left = |most: Option<i64>, used: Amount| {
            most.map_or(Ok(Amount(i64::MAX)), |most| Amount(most).minus(used))
        };
        let limits = [
            Amount(line.amount_minor),
            self.room()?,
            left(funding.cap_per_user_minor, self.used_for_buyer)?,
            left(funding.budget_per_day_minor, self.used_today)?,
            left(funding.budget_total_minor, self.used_in_all)?,
        ];
        Ok(limits.into_iter().min().unwrap_or_default().max(Amount::ZERO))
    }

    /// What another hold may set aside: holds together a share of what there is, so that who only holds does not keep a fund
    /// from those who book; and the first of them whatever is left.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn room(&self) -> Result<Amount, Overflow> {
        if self.held == Amount::ZERO {
            return Ok(self.available);
        }
        let most = self.available.plus(self.held)?.share(self.held_max, Rounding::Floor)?;
        Ok(most.minus(self.held)?.max(Amount::ZERO).min(self.available))
    }

    /// The limit of a fund as a decision reads it, for a buyer or for somebody who is not known.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn of(draft: &Draft<'_>, fund: AccountKey, buyer: Option<Id<User>>) -> Result<Self, Stop> {
        let (locality, day) = (draft.locality(), draft.now().day());
        let used_for_buyer = match buyer {
            Some(buyer) => draft.find::<FundUse>((locality, fund.holder, buyer))?.map(|used| used.used),
            None => None,
        };
        let used_today = draft.find::<FundDay>((locality, fund.holder, day))?.map(|used| used.used);
        let held = draft.find::<HeldFund>((locality, fund.holder, fund.currency))?;
        let used_in_all = draft.find::<FundTotal>((locality, fund.holder))?.map(|used| used.used);
        Ok(Self {
            available: fund.account(draft)?.available,
            held: held.map_or(Amount::ZERO, |held| held.held),
            held_max: fund_held_max(draft.consult::<Rulebook>()?, day.date())?,
            used_for_buyer: used_for_buyer.unwrap_or_default(),
            used_today: used_today.unwrap_or_default(),
            used_in_all: used_in_all.unwrap_or_default(),
        })
    }
}

/// The limits of every fund of the rulebook, as a decision reads them, all at once.
///
/// # Errors
/// As [`Draft::find`].
pub fn limits(
    draft: &Draft<'_>,
    rulebook: &Rulebook,
    currency: Currency,
    buyer: Option<Id<User>>,
) -> Result<FundLimits, Stop> {
    let (mut keys, locality) = (Keys::default(), draft.locality());
    for fund in rulebook.funds() {
        let fund = account(fund, currency);
        fund.read(&mut keys, locality);
        if let Some(buyer) = buyer {
            keys.one::<FundUse>((locality, fund.holder, buyer));
        }
        keys.one::<FundDay>((locality, fund.holder, draft.now().day()));
        keys.one::<FundTotal>((locality, fund.holder));
        keys.one::<HeldFund>((locality, fund.holder, currency));
    }
    draft.ask(keys)?;
    let mut limits = FundLimits::new();
    for fund in rulebook.funds() {
        limits.insert(fund.to_owned(), FundLimit::of(draft, account(fund, currency), buyer)?);
    }
    Ok(limits)
}

/// The account of a fund, by its name in the rulebook: `fund:concession-welcome`.
pub fn account(fund: &str, currency: Currency) -> AccountKey {
    Counterparty::fund_account(fund.strip_prefix("fund:").unwrap_or(fund), currency)
}

/// Counts what a fund pays, or with a negative amount no longer pays, for a buyer on a day.
///
/// # Errors
/// As [`Draft::find`].
pub fn count(
    draft: &mut Draft<'_>,
    fund: Id<Holder>,
    user: Id<User>,
    day: Day,
    amount: Amount,
) -> Result<(), Stop> {
    let locality = draft.locality();
    let for_user = draft.find::<FundUse>((locality, fund, user))?.map_or(Amount::ZERO, |used| used.used);
    draft.put(&FundUse { locality, fund, user_id: user, used: for_user.plus(amount)? })?;
    let today = draft.find::<FundDay>((locality, fund, day))?.map_or(Amount::ZERO, |used| used.used);
    draft.put(&FundDay { locality, fund, day, used: today.plus(amount)? })?;
    let total = draft.find::<FundTotal>((locality, fund))?.map_or(Amount::ZERO, |used| used.used);
    draft.put(&FundTotal { locality, fund, used: total.plus(amount)? })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rules::{RuleRef, Stacking};

    #[test]
    fn each_limit_of_a_subsidy_holds_by_itself() {
        let line = RuleLine {
            rule: RuleRef { id: "r".into(), version: 1 },
            title: String::new(),
            stage: 40,
            payee: "buyer".to_owned(),
            amount_minor: 900,
            funding: None,
        };
        let funding = Funding {
            fund: "f".to_owned(),
            cap_per_deal_minor: None,
            cap_per_user_minor: Some(1_000),
            budget_total_minor: Some(10_000),
            budget_per_day_minor: Some(5_000),
            priority: 0,
            stacking: Stacking::Stack,
        };
        let limit =
            FundLimit { available: Amount(2_000), held_max: BasisPoints(5_000), ..FundLimit::default() };
        let used = |used: i64| Amount(used);
        for (limit, pays) in [
            (limit, 900),
            (FundLimit { available: used(100), ..limit }, 100),
            (FundLimit { held: used(1_000), ..limit }, 500),
            (FundLimit { held: used(2_001), ..limit }, 0),
            (FundLimit { available: used(100), held: used(1), ..limit }, 49),
            (FundLimit { used_for_buyer: used(700), ..limit }, 300),
            (FundLimit { used_today: used(4_500), ..limit }, 500),
            (FundLimit { used_in_all: used(9_800), ..limit }, 200),
            (FundLimit { used_in_all: used(10_001), ..limit }, 0),
        ] {
            assert_eq!(limit.pays(&line, &funding), Ok(Amount(pays)), "{limit:?}");
        }
    }
}
