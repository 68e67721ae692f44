//! The concession's terms, as the rulebook has them on a date. Nothing of this is in code.

use kernel::{Amount, BadRow, BasisPoints, Currency, Date, Stop};
use rules::Rulebook;
use serde::Serialize;
use std::ops::RangeInclusive;

/// What the concession fixes for every price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Terms {
    /// The operator's share of the mark-up, on the seller's price.
    pub operator_bp: BasisPoints,
    /// The franchisee's share of the mark-up, on the seller's price.
    pub franchise_bp: BasisPoints,
    /// The most that subsidies may pay of a price.
    pub subsidy_max_bp: BasisPoints,
    /// Which hours count as evening and night.
    pub evening: Evening,
    /// How far ahead anything begins that is booked, in days.
    pub days_ahead_max: i64,
}

/// The part of a day that counts as evening and night, in minutes of the local day; it may reach over midnight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Evening {
    /// From which minute on.
    pub from_minute: i64,
    /// Until which minute, that one no longer.
    pub until_minute: i64,
}

impl Evening {
    /// Whether a minute of the local day belongs to it.
    pub fn contains(self, minute: i64) -> bool {
        let (is_late, is_early) = (minute >= self.from_minute, minute < self.until_minute);
        if self.from_minute < self.until_minute { is_late && is_early } else { is_late || is_early }
    }
}

impl Terms {
    /// The terms in force on a date.
    ///
    /// # Errors
    /// [`Stop::Bad`] names the parameter that the rulebook lacks.
    pub fn on(rulebook: &Rulebook, date: Date) -> Result<Self, Stop> {
        let value = |name: &str| figure(rulebook, name, date);
        Ok(Self {
            operator_bp: BasisPoints(value("concession.markup.operator_bp")?),
            franchise_bp: BasisPoints(value("concession.markup.franchise_bp")?),
            subsidy_max_bp: BasisPoints(value("concession.subsidy_max_bp")?),
            evening: evening(rulebook, date)?,
            days_ahead_max: value("concession.days_ahead_max")?,
        })
    }

    /// How long a hold lasts, in minutes.
    ///
    /// # Errors
    /// As [`figure`].
    pub fn hold_minutes(rulebook: &Rulebook, date: Date) -> Result<i64, Stop> {
        figure(rulebook, "concession.hold_minutes", date)
    }

    /// How much a buyer may have on hold at once.
    ///
    /// # Errors
    /// As [`figure`].
    pub fn holds_max(rulebook: &Rulebook, date: Date) -> Result<i64, Stop> {
        figure(rulebook, "concession.holds_max", date)
    }

    /// How many holds may begin on one day of a seller's at once.
    ///
    /// # Errors
    /// As [`Terms::hold_minutes`].
    pub fn holds_day_max(rulebook: &Rulebook, date: Date) -> Result<i64, Stop> {
        figure(rulebook, "concession.holds_day_max", date)
    }

    /// How often a hold can be extended.
    ///
    /// # Errors
    /// As [`figure`].
    pub fn hold_extensions_max(rulebook: &Rulebook, date: Date) -> Result<i64, Stop> {
        figure(rulebook, "concession.hold_extensions_max", date)
    }
}

/// The share of what a fund has that holds may set aside at once.
///
/// # Errors
/// As [`figure`].
pub fn fund_held_max(rulebook: &Rulebook, date: Date) -> Result<BasisPoints, Stop> {
    figure(rulebook, "concession.fund_held_max_bp", date).map(BasisPoints)
}

/// A figure of the rulebook on a date, by its name: `concession.hold_minutes`.
///
/// # Errors
/// [`Stop::Bad`] names the parameter that the rulebook lacks.
pub fn figure(rulebook: &Rulebook, name: &str, date: Date) -> Result<i64, Stop> {
    let lacks = || Stop::Bad(BadRow(format!("the rulebook has no {name} on {date}")));
    rulebook.parameter(name, date).map(|dated| dated.value).ok_or_else(lacks)
}

/// Which hours count as evening and night.
///
/// # Errors
/// As [`figure`].
pub fn evening(rulebook: &Rulebook, date: Date) -> Result<Evening, Stop> {
    let minute = |name| figure(rulebook, name, date);
    Ok(Evening {
        from_minute: minute("concession.evening.from_minute")?,
        until_minute: minute("concession.evening.until_minute")?,
    })
}

/// How long a device stays signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionTerms {
    /// How long at most, in hours.
    hours: i64,
    /// How long while nobody uses it, in hours.
    idle_hours: i64,
    /// How long at most where others use the device too, in minutes.
    shared_minutes: i64,
    /// How long there while nobody uses it, in minutes.
    shared_idle_minutes: i64,
    /// How long a second factor counts, in minutes.
    pub proof_minutes: i64,
    /// How long a code is no second factor where the mailbox may be all that somebody has, in hours.
    pub code_wait_hours: i64,
}

impl SessionTerms {
    /// The terms in force on a date.
    ///
    /// # Errors
    /// As [`figure`].
    pub fn on(rulebook: &Rulebook, date: Date) -> Result<Self, Stop> {
        let value = |name: &str| figure(rulebook, name, date);
        Ok(Self {
            hours: value("concession.session.hours")?,
            idle_hours: value("concession.session.idle_hours")?,
            shared_minutes: value("concession.session.shared_minutes")?,
            shared_idle_minutes: value("concession.session.shared_idle_minutes")?,
            proof_minutes: value("concession.session.proof_minutes")?,
            code_wait_hours: value("concession.session.code_wait_hours")?,
        })
    }

    /// How long a session lasts at most, in minutes.
    pub fn longest(&self, is_shared: bool) -> i64 {
        if is_shared { self.shared_minutes } else { self.hours.saturating_mul(60) }
    }

    /// How long a session lasts that nobody uses, in minutes.
    pub fn idle(&self, is_shared: bool) -> i64 {
        if is_shared { self.shared_idle_minutes } else { self.idle_hours.saturating_mul(60) }
    }
}

/// The most that one payment from or to a bank may be, in minor units of its currency.
///
/// # Errors
/// As [`figure`]; a currency that the concession names no limit for takes no payments.
pub fn payment_max(rulebook: &Rulebook, currency: Currency, date: Date) -> Result<Amount, Stop> {
    figure(rulebook, &format!("concession.payment_max.{}", currency.code().to_ascii_lowercase()), date)
        .map(Amount)
}

/// The most that may be asked for one thing: an hour, a day, a piece, a bond; in minor units of its currency.
///
/// # Errors
/// As [`figure`]; in a currency that the concession names no limit for nothing has a price.
pub fn amount_max(rulebook: &Rulebook, currency: Currency, date: Date) -> Result<Amount, Stop> {
    figure(rulebook, &format!("concession.amount_max.{}", currency.code().to_ascii_lowercase()), date)
        .map(Amount)
}

/// The most that a price may rise for an evening, a weekend or short notice.
///
/// # Errors
/// As [`figure`].
pub fn extra_max(rulebook: &Rulebook, date: Date) -> Result<BasisPoints, Stop> {
    figure(rulebook, "concession.extra_max_bp", date).map(BasisPoints)
}

/// How old somebody with an account is, in years.
///
/// # Errors
/// As [`figure`].
pub fn account_ages(rulebook: &Rulebook, date: Date) -> Result<RangeInclusive<i64>, Stop> {
    let age = |name| figure(rulebook, name, date);
    Ok(age("concession.account_age.least")?..=age("concession.account_age.most")?)
}

/// How many complaints of a user may wait for an answer at once.
///
/// # Errors
/// As [`figure`].
pub fn open_complaints_max(rulebook: &Rulebook, date: Date) -> Result<i64, Stop> {
    figure(rulebook, "concession.open_complaints_max", date)
}

/// In how many days a complaint is answered at the latest.
///
/// # Errors
/// As [`figure`].
pub fn complaint_answer_days(rulebook: &Rulebook, date: Date) -> Result<i64, Stop> {
    figure(rulebook, "concession.complaint_answer_days", date)
}

/// What holds of the codes by which it is known that messages reach somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeTerms {
    /// How long a code is taken, in minutes.
    pub minutes: i64,
    /// How many wrong ones may be entered in its place.
    pub tries_max: i64,
    /// How many are sent to one account within an hour, for one purpose.
    pub hourly_max: i64,
}

impl CodeTerms {
    /// The terms in force on a date.
    ///
    /// # Errors
    /// As [`figure`].
    pub fn on(rulebook: &Rulebook, date: Date) -> Result<Self, Stop> {
        let value = |name: &str| figure(rulebook, name, date);
        Ok(Self {
            minutes: value("concession.code.minutes")?,
            tries_max: value("concession.code.tries_max")?,
            hourly_max: value("concession.code.hourly_max")?,
        })
    }
}

/// How many favorites a user may have at once.
///
/// # Errors
/// As [`figure`].
pub fn favorites_max(rulebook: &Rulebook, date: Date) -> Result<i64, Stop> {
    figure(rulebook, "concession.favorites_max", date)
}

/// How many others a user may block at once.
///
/// # Errors
/// As [`figure`].
pub fn blocks_max(rulebook: &Rulebook, date: Date) -> Result<i64, Stop> {
    figure(rulebook, "concession.blocks_max", date)
}

/// How late somebody can say that they will be, in minutes; whoever comes later calls off.
///
/// # Errors
/// As [`figure`].
pub fn late_minutes_max(rulebook: &Rulebook, date: Date) -> Result<i64, Stop> {
    figure(rulebook, "concession.late.minutes_max", date)
}

/// How often a side can say of one part how late it will be.
///
/// # Errors
/// As [`figure`].
pub fn late_times_max(rulebook: &Rulebook, date: Date) -> Result<i64, Stop> {
    figure(rulebook, "concession.late.times_max", date)
}

/// Until how many minutes after the start that was booked a start at the door counts as in time.
///
/// # Errors
/// As [`figure`].
pub fn door_grace_minutes(rulebook: &Rulebook, date: Date) -> Result<i64, Stop> {
    figure(rulebook, "concession.door.grace_minutes", date)
}

/// How many characters a message between the sides of a trade may have.
///
/// # Errors
/// As [`figure`].
pub fn message_length_max(rulebook: &Rulebook, date: Date) -> Result<i64, Stop> {
    figure(rulebook, "concession.messages.length_max", date)
}

/// How many messages a side may write in one trade on one day of its place.
///
/// # Errors
/// As [`figure`].
pub fn messages_daily_max(rulebook: &Rulebook, date: Date) -> Result<i64, Stop> {
    figure(rulebook, "concession.messages.daily_max", date)
}

/// How many messages a side may write in one trade.
///
/// # Errors
/// As [`figure`].
pub fn messages_trade_max(rulebook: &Rulebook, date: Date) -> Result<i64, Stop> {
    figure(rulebook, "concession.messages.trade_max", date)
}

/// How many weeks ahead a booking can be made again together.
///
/// # Errors
/// As [`figure`].
pub fn weeks_ahead_max(rulebook: &Rulebook, date: Date) -> Result<i64, Stop> {
    figure(rulebook, "concession.weeks_ahead_max", date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_evening_may_reach_over_midnight_or_end_before_it() {
        let long = Evening { from_minute: 1_080, until_minute: 360 };
        let short = Evening { from_minute: 1_080, until_minute: 1_320 };
        for (minute, in_long, in_short) in [
            (0, true, false),
            (359, true, false),
            (360, false, false),
            (1_079, false, false),
            (1_080, true, true),
            (1_320, true, false),
        ] {
            assert_eq!((long.contains(minute), short.contains(minute)), (in_long, in_short), "{minute}");
        }
    }
}
