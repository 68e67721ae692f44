//! Dividing a part: what is to be settled at different times becomes two parts, whose lines sum to those of the old one.
//! Moves no money.

use super::TradeLine;
use super::full::FullTrade;
use super::part::{Part, PartStage, Takes};
use crate::price::{Cut, Share, Waterfall};
use kernel::Stop;

/// Which lines of a part go, and how many pieces of each: its position, and out of all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineCut {
    /// The position of the line.
    pub position: i64,
    /// How many of its pieces.
    pub count: i64,
}

/// What goes into the second part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartCut {
    /// So many of the part's quantity.
    Quantity(i64),
    /// Pieces of some lines.
    Lines(Vec<LineCut>),
    /// A share of the money; the quantity stays with the first.
    Money(Share),
}

impl FullTrade {
    /// Divides a part. The first keeps its hours and what is whole; the second has no hours. Both stand where the old one
    /// stood, which becomes void. `None` when the cut leaves nothing on one side, or the price is too small to be cut.
    ///
    /// # Errors
    /// [`Stop::Absent`] when there is no such part; [`kernel::Overflow`].
    pub(crate) fn divide(&mut self, number: i64, cut: &PartCut) -> Result<Option<(i64, i64)>, Stop> {
        let part = self.part(number)?.clone();
        let lines: Vec<TradeLine> = self.lines_of(number).cloned().collect();
        let price = super::agreed(part.currency, &lines);
        let Some(second) = second_of(&part, &lines, cut) else { return Ok(None) };
        let divided = match &second.cut {
            Chosen::Share(share) => price.divided(&Cut::Share(*share))?,
            Chosen::Lines(lines) => price.divided(&Cut::Lines(lines))?,
        };
        let Some((first_price, second_price)) = divided else { return Ok(None) };

        let child =
            Part { replaces: Some(number), due: None, due_out_of: None, recorded_as: None, ..part.clone() };
        let first = Part { quantity: part.quantity - second.quantity, ..child.clone() };
        let takes = if part.takes == Takes::Pieces { Takes::Pieces } else { Takes::Nothing };
        let second_part =
            Part { quantity: second.quantity.max(1), resource: None, buffer_minutes: 0, takes, ..child };
        let kept = |line: &TradeLine| line.count.map(|count| count - second.pieces(line));
        let gone = |line: &TradeLine| line.count.map(|_| second.pieces(line));
        let first_lines = priced(&lines, &first_price, kept);
        // What is set aside for the whole stays with the first.
        let second_lines =
            priced(&lines, &second_price, gone).into_iter().map(|line| TradeLine { pending: None, ..line });
        let first = self.add_part(first, first_lines);
        let second = self.add_part(second_part, second_lines);
        let old = self.part_mut(number)?;
        (old.stage, old.takes) = (PartStage::Void, Takes::Nothing);
        self.repoint(number, first);
        Ok(Some((first, second)))
    }
}

/// What goes into the second part.
struct Second {
    quantity: i64,
    cut: Chosen,
    /// Pieces by position.
    pieces: Vec<LineCut>,
}

enum Chosen {
    Share(Share),
    Lines(Vec<(usize, Share)>),
}

impl Second {
    fn pieces(&self, line: &TradeLine) -> i64 {
        self.pieces.iter().find(|cut| cut.position == line.position).map_or(0, |cut| cut.count)
    }
}

fn second_of(part: &Part, lines: &[TradeLine], cut: &PartCut) -> Option<Second> {
    match cut {
        PartCut::Quantity(quantity) => {
            let share = Share::new(*quantity, part.quantity)?;
            let is_cut = !share.is_nothing() && !share.is_all();
            is_cut.then(|| Second { quantity: *quantity, cut: Chosen::Share(share), pieces: Vec::new() })
        }
        PartCut::Money(share) => {
            // There is a whole unit on either side only where there are two.
            let quantity = i64::from(part.quantity > 1);
            let is_cut = !share.is_nothing() && !share.is_all();
            is_cut.then(|| Second { quantity, cut: Chosen::Share(*share), pieces: Vec::new() })
        }
        PartCut::Lines(cuts) => {
            let mut chosen = Vec::new();
            let mut pieces = Vec::new();
            for cut in cuts {
                let (index, line) =
                    lines.iter().enumerate().find(|(_, line)| line.position == cut.position)?;
                let share = Share::new(cut.count, line.count?)?;
                if !share.is_nothing() {
                    chosen.push((index, share));
                    pieces.push(*cut);
                }
            }
            let quantity: i64 = pieces.iter().map(|cut| cut.count).sum();
            let is_cut = quantity > 0 && quantity < part.quantity;
            is_cut.then_some(Second { quantity, cut: Chosen::Lines(chosen), pieces })
        }
    }
}

fn priced(
    lines: &[TradeLine],
    price: &Waterfall,
    count: impl Fn(&TradeLine) -> Option<i64>,
) -> Vec<TradeLine> {
    let line = |(line, priced): (&TradeLine, &crate::price::Line)| TradeLine {
        amount: priced.amount,
        count: count(line),
        ..line.clone()
    };
    lines.iter().zip(&price.lines).map(line).collect()
}
