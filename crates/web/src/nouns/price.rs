//! A price as the API shows it.

use kernel::{Money, Overflow, Show};
use market::price::{Label, Section, ShownPrice};

/// A price, from what its payer pays to what its payee receives. Every total is the sum of its lines.
#[derive(Show, Clone, Debug)]
pub struct Price {
    /// What is paid: the total less the subsidies.
    pub payer_pays: Money,
    /// What is received: the price less what is kept back, with what passes through.
    pub payee_receives: Money,
    /// The price, what passes through, charges and the mark-up.
    pub total: Money,
    /// What third parties pay of the total.
    pub subsidies: Money,
    /// What is kept back from who is paid.
    pub withheld: Money,
    /// The lines, in the order of the waterfall.
    pub lines: Vec<PriceLine>,
}

/// A line of a price.
#[derive(Show, Clone, Debug)]
pub struct PriceLine {
    /// What it counts towards.
    pub section: Section,
    /// What it is for.
    pub label: Label,
    /// How much. Only a discount is below zero; subsidies and what is kept back are named by `section`.
    pub amount: Money,
    /// The rule behind it, as `id@version`, when a rule made it.
    pub rule: Option<String>,
    /// Whose account, where that is neither side.
    pub counterparty: Option<String>,
}

impl Price {
    /// A price line by line.
    pub fn of(price: &ShownPrice) -> Result<Self, Overflow> {
        let currency = price.currency;
        let line = |line: &market::price::Line| PriceLine {
            section: line.section,
            label: line.label,
            amount: line.amount.of(currency),
            rule: line.rule.clone(),
            counterparty: line.counterparty.as_ref().map(ToString::to_string),
        };
        Ok(Self {
            payer_pays: price.payer_money()?,
            payee_receives: price.payee_receives()?.of(currency),
            total: price.total()?.of(currency),
            subsidies: price.subsidies()?.of(currency),
            withheld: price.withheld()?.of(currency),
            lines: price.lines.iter().map(line).collect(),
        })
    }
}
