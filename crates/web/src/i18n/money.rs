//! Money as text. Amounts are whole minor units and the currency says how many of them make one.

use super::{Decimals, Locale, Text};

/// A currency as the language layer needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency {
    code: [char; 3],
    exponent: u8,
}

impl Currency {
    /// The United States dollar.
    pub const USD: Self = Self { code: ['U', 'S', 'D'], exponent: 2 };

    /// No currency in particular, as ISO 4217 has it: for an amount whose currency cannot be read.
    pub const UNNAMED: Self = Self { code: ['X', 'X', 'X'], exponent: 2 };

    /// A currency by its three-letter code and the number of decimals (0 to 4); `None` if either is malformed.
    pub fn new(code: &str, exponent: u8) -> Option<Self> {
        let mut letters = code.chars();
        let code = [letters.next()?, letters.next()?, letters.next()?];
        let well_formed =
            letters.next().is_none() && code.iter().all(char::is_ascii_uppercase) && exponent <= 4;
        well_formed.then_some(Self { code, exponent })
    }

    /// The three-letter code.
    pub fn code(self) -> String {
        self.code.iter().collect()
    }

    /// How many decimals an amount has.
    pub fn exponent(self) -> u8 {
        self.exponent
    }

    /// The sign written beside an amount: `$`, or the code where no sign is known to every reader.
    pub fn sign(self) -> String {
        match self.code().as_str() {
            "USD" => "$".to_owned(),
            "EUR" => "€".to_owned(),
            "GBP" => "£".to_owned(),
            "JPY" => "¥".to_owned(),
            code => code.to_owned(),
        }
    }
}

/// An amount in minor units of its currency; negative is money out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// Minor units: cents of a dollar, whole yen.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// Minor units of a currency.
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }
}

const NO_BREAK_SPACE: char = '\u{a0}';
/// A true minus: as wide as a plus, and read aloud where a hyphen is skipped.
const MINUS: char = '\u{2212}';

impl Locale {
    /// An amount: `$1,234.50`, `−$5.00`; with a decimal comma `€1.234,50`, or in Spanish `1.234,50 €`.
    pub fn money(self, money: Money) -> Text {
        let sign = if money.minor < 0 { MINUS.to_string() } else { String::new() };
        Text::verbatim(format!("{sign}{}", self.unsigned(money)))
    }

    /// An amount with its sign always shown, for a line of a sum: `+$8.00`, `−$1.20`, and `$0.00` bare.
    pub fn money_signed(self, money: Money) -> Text {
        let plus = if money.minor > 0 { "+" } else { "" };
        Text::verbatim(format!("{plus}{}", self.money(money).plain()))
    }

    fn unsigned(self, money: Money) -> String {
        let number = self.decimal(money.minor.unsigned_abs(), money.currency.exponent);
        let sign = money.currency.sign();
        if self.lang.has_sign_behind() && self.region.decimals == Decimals::Comma {
            return format!("{number}{NO_BREAK_SPACE}{sign}");
        }
        // A code needs a space where a sign does not.
        if sign.len() == 3 { format!("{sign}{NO_BREAK_SPACE}{number}") } else { format!("{sign}{number}") }
    }

    /// `value` divided by ten to the `exponent`, exactly, with thousands marked.
    pub(super) fn decimal(self, value: u64, exponent: u8) -> String {
        let scale = 10_u64.pow(u32::from(exponent));
        let whole = self.grouped(value / scale);
        if exponent == 0 {
            return whole;
        }
        let (point, width) = (self.decimal_mark(), usize::from(exponent));
        format!("{whole}{point}{part:0width$}", part = value % scale)
    }

    /// A whole number with its thousands marked.
    pub(super) fn grouped(self, value: u64) -> String {
        let mark = match self.region.decimals {
            Decimals::Point => ',',
            Decimals::Comma => '.',
        };
        let digits = value.to_string();
        let mut out = String::with_capacity(digits.len() + digits.len() / 3);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push(mark);
            }
            out.push(digit);
        }
        out
    }

    fn decimal_mark(self) -> char {
        match self.region.decimals {
            Decimals::Point => '.',
            Decimals::Comma => ',',
        }
    }
}
