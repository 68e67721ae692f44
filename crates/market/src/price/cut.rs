//! Cutting a price: what is due of it, and what of it goes into each half.
//!
//! Lines are scaled each by itself, half to even, and the lines of the price so that together they are the share of it,
//! rounded up: the least pay is rounded so too. Rounding can leave a side with a unit too much or too little, so the
//! lines are then *leveled*: subsidies and what is withheld give way by the odd unit, never to more than was agreed, so
//! that `0 <= payer pays <= agreed` and `0 <= payee receives`.

use super::{Group, Line, Waterfall};
use kernel::{Amount, BasisPoints, Overflow, Rounding};

/// How much of something is due: `of` out of `out_of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    of: i64,
    out_of: i64,
}

/// How a price is divided in two: what goes into the second half.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cut<'a> {
    /// A share of every line.
    Share(Share),
    /// Of some lines of the price, by their index, a share each; the other lines follow in proportion to the price.
    Lines(&'a [(usize, Share)]),
}

impl Share {
    /// Nothing.
    pub const NOTHING: Self = Self { of: 0, out_of: 1 };
    /// All of it.
    pub const ALL: Self = Self { of: 1, out_of: 1 };
    /// Half of it.
    pub const HALF: Self = Self { of: 1, out_of: 2 };

    /// `of` out of `out_of`; `None` unless `0 <= of <= out_of` and `out_of` is above zero.
    pub const fn new(of: i64, out_of: i64) -> Option<Self> {
        if 0 <= of && of <= out_of && out_of > 0 { Some(Self { of, out_of }) } else { None }
    }

    /// A ratio, held between none and all.
    pub fn ratio(ratio: BasisPoints) -> Self {
        Self { of: ratio.0.clamp(0, BasisPoints::WHOLE.0), out_of: BasisPoints::WHOLE.0 }
    }

    /// How much of [`Share::out_of`].
    pub const fn of(self) -> i64 {
        self.of
    }

    /// Out of how much.
    pub const fn out_of(self) -> i64 {
        self.out_of
    }

    /// What is left of the whole.
    pub const fn rest(self) -> Self {
        Self { of: self.out_of - self.of, out_of: self.out_of }
    }

    /// Whether it is nothing.
    pub const fn is_nothing(self) -> bool {
        self.of == 0
    }

    /// Whether it is all of it.
    pub const fn is_all(self) -> bool {
        self.of == self.out_of
    }

    fn scale(self, amount: Amount) -> Result<Amount, Overflow> {
        amount.scaled(self.of, self.out_of, Rounding::HalfEven)
    }
}

impl Waterfall {
    /// What is due for a share: each line in proportion; what [is whole](super::Label::is_whole) stays whole once
    /// anything is due. Leveled.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn scaled(&self, share: Share) -> Result<Self, Overflow> {
        let scale = |line: &Line| {
            let is_whole = line.label.is_whole() && !share.is_nothing();
            if is_whole { Ok(line.amount) } else { share.scale(line.amount) }
        };
        self.made_of(scale)?.rounded_up(self, share)?.leveled(self)
    }

    /// What is due for a share where the payer is answerable for it: nobody else pays of that what the payer's own money, as
    /// much as was agreed, can pay.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn forfeited(&self, share: Share) -> Result<Self, Overflow> {
        let mut due = self.scaled(share)?;
        let left = self.payer_pays()?.minus(due.payer_pays()?)?;
        let relieved = left.min(due.subsidies()?);
        due.shift(Group::Subsidy, relieved.negated()?, self)?;
        Ok(due)
    }

    /// What is due where the two have agreed on what the payer pays: every line in proportion, whole ones too, and the odd
    /// units in the lines of the price. Nothing below zero and nothing above all of it is agreed on.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn settled_at(&self, pays: Amount) -> Result<Self, Overflow> {
        let whole = self.payer_pays()?;
        let pays = pays.max(Amount::ZERO).min(whole);
        let share = Share::new(pays.0, whole.0).unwrap_or(Share::NOTHING);
        let mut due = self.made_of(|line| share.scale(line.amount))?.leveled(self)?;
        let odd = pays.minus(due.payer_pays()?)?;
        due.shift_price(odd, self, Line::is_price)?;
        Ok(due)
    }

    /// The two halves of a divided price: they sum to it, line by line. Whole lines stay with the first. `None` when no
    /// leveling keeps every side of both at zero or above: such a price is too small to be divided.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn divided(&self, cut: &Cut<'_>) -> Result<Option<(Self, Self)>, Overflow> {
        let first = match cut {
            Cut::Share(second) => self.scaled(second.rest())?,
            Cut::Lines(second) => self.without(second)?,
        };
        let second = self.minus(&first)?.leveled(self)?;
        let first = self.minus(&second)?;
        let fits = first.is_payable(self)? && second.is_payable(self)?;
        Ok(fits.then_some((first, second)))
    }

    /// The largest share of this price for which the payer pays at most `most`, in units of what the payer pays.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn of_amount(&self, most: Amount) -> Result<Share, Overflow> {
        let Amount(whole) = self.payer_pays()?;
        if whole <= 0 || most.0 >= whole {
            return Ok(Share::ALL);
        }
        let mut of = most.0.max(0);
        // Each line is rounded by itself, so a share may come to a few units more.
        while of > 0 {
            let share = Share { of, out_of: whole };
            if self.scaled(share)?.payer_pays()? <= most {
                return Ok(share);
            }
            of -= 1;
        }
        Ok(Share::NOTHING)
    }

    /// The lines that stay when shares of some lines of the price go.
    fn without(&self, gone: &[(usize, Share)]) -> Result<Self, Overflow> {
        let leaves = |index: usize| gone.iter().find(|(at, _)| *at == index).map(|(_, share)| *share);
        let is_cut = |line: &Line| line.is_price() && !line.label.is_whole() && line.amount > Amount::ZERO;
        let (mut price, mut left) = (Amount::ZERO, Amount::ZERO);
        for (index, line) in self.lines.iter().enumerate().filter(|(_, line)| is_cut(line)) {
            let stays = leaves(index).map_or(Ok(line.amount), |share| share.rest().scale(line.amount))?;
            (price, left) = (price.plus(line.amount)?, left.plus(stays)?);
        }
        let rest = Share::new(left.0, price.0).unwrap_or(Share::NOTHING);
        let mut index = 0;
        self.made_of(|line| {
            let share = leaves(index);
            index += 1;
            match share {
                Some(share) if is_cut(line) => share.rest().scale(line.amount),
                _ if is_cut(line) || line.label.is_whole() => Ok(line.amount),
                _ => rest.scale(line.amount),
            }
        })
    }

    /// The same lines with what subtracting another's leaves.
    fn minus(&self, other: &Self) -> Result<Self, Overflow> {
        let mut others = other.lines.iter();
        self.made_of(|line| others.next().map_or(Ok(line.amount), |other| line.amount.minus(other.amount)))
    }

    /// Whether neither side is below zero and the payer pays no more than of the whole.
    fn is_payable(&self, whole: &Self) -> Result<bool, Overflow> {
        let pays = self.payer_pays()?;
        Ok(pays >= Amount::ZERO && pays <= whole.payer_pays()? && self.payee_receives()? >= Amount::ZERO)
    }

    /// The same with the odd units of the price in its lines: together they are the share of the whole price, rounded up, as
    /// the least pay is. Each line by itself could fall short of it.
    fn rounded_up(mut self, whole: &Self, share: Share) -> Result<Self, Overflow> {
        let is_cut = |line: &Line| line.is_price() && !line.label.is_whole();
        let sum = |price: &Self| {
            Amount::sum(price.lines.iter().filter(|line| is_cut(line)).map(|line| line.amount))
        };
        let all = sum(whole)?;
        if all < Amount::ZERO {
            return Ok(self);
        }
        let due = all.scaled(share.of, share.out_of, Rounding::Ceil)?;
        let odd = due.minus(sum(&self)?)?;
        self.shift_price(odd, whole, is_cut)?;
        Ok(self)
    }

    /// Adds `odd` to lines of the price, none below zero nor above what it was in the whole; what lowers a price stays.
    fn shift_price(
        &mut self,
        mut odd: Amount,
        whole: &Self,
        is_meant: impl Fn(&Line) -> bool,
    ) -> Result<(), Overflow> {
        for (line, most) in self.lines.iter_mut().zip(&whole.lines) {
            if is_meant(line) && most.amount > Amount::ZERO {
                let shifted = line.amount.plus(odd)?.max(Amount::ZERO).min(most.amount);
                odd = odd.minus(shifted.minus(line.amount)?)?;
                line.amount = shifted;
            }
        }
        Ok(())
    }

    /// The same with the odd unit taken by subsidies and by what is withheld.
    fn leveled(mut self, whole: &Self) -> Result<Self, Overflow> {
        let pays = self.payer_pays()?;
        let fair = pays.max(Amount::ZERO).min(whole.payer_pays()?);
        self.shift(Group::Subsidy, pays.minus(fair)?, whole)?;
        let receives = self.payee_receives()?;
        self.shift(Group::Withheld, receives.minus(receives.max(Amount::ZERO))?, whole)?;
        Ok(self)
    }

    /// Adds `by` to the lines of a group, none below zero nor above what it was in the whole.
    fn shift(&mut self, group: Group, mut by: Amount, whole: &Self) -> Result<(), Overflow> {
        for (line, most) in self.lines.iter_mut().zip(&whole.lines) {
            if by == Amount::ZERO {
                break;
            }
            if line.section.group() == group {
                let shifted = line.amount.plus(by)?.max(Amount::ZERO).min(most.amount);
                by = by.minus(shifted.minus(line.amount)?)?;
                line.amount = shifted;
            }
        }
        Ok(())
    }

    fn made_of(&self, mut amount: impl FnMut(&Line) -> Result<Amount, Overflow>) -> Result<Self, Overflow> {
        let mut lines = Vec::with_capacity(self.lines.len());
        for line in &self.lines {
            lines.push(Line { amount: amount(line)?, ..line.clone() });
        }
        Ok(Self { currency: self.currency, lines })
    }
}
