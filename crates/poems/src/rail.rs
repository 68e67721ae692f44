//! The payment rail: what carries money between banks and the market.

use crate::config::{Config, RailKind};
use market::admin::payment_transfer::{Instruction, bank_account::AccountInquiry};

/// Carries out payments. An instruction may come more than once, under the same payment id; it is to be carried out
/// once.
pub(crate) trait PaymentRail: Send + Sync {
    /// Whether the payment was carried out. An error means that it is not known yet: it is asked again later.
    fn carry_out(&self, instruction: &Instruction) -> Result<bool, String>;

    /// Whether there is such an account that can be paid to. An error means that it is not known yet.
    fn knows(&self, account: &AccountInquiry) -> Result<bool, String>;
}

/// The parallel market's bank: it has all the money in the world, none of which is real, and pays at once.
#[derive(Debug)]
pub(crate) struct SimulatedBank;

impl PaymentRail for SimulatedBank {
    fn carry_out(&self, _: &Instruction) -> Result<bool, String> {
        Ok(true)
    }

    /// It knows every account but those whose numbers are nothing but zeros, so that a wrong one can be tried.
    fn knows(&self, account: &AccountInquiry) -> Result<bool, String> {
        Ok(account.number.bytes().any(|byte| byte != b'0'))
    }
}

/// The rail of these settings.
pub(crate) fn of(config: &Config) -> Box<dyn PaymentRail> {
    match config.rail {
        Some(RailKind::Simulated) => Box::new(SimulatedBank),
        None => Box::new(NoBank),
    }
}

/// No rail: what was left for one waits until the market is served with one again.
#[derive(Debug)]
struct NoBank;

const NONE: &str = "this process has no payment rail; name one: --rail";

impl PaymentRail for NoBank {
    fn carry_out(&self, _: &Instruction) -> Result<bool, String> {
        Err(NONE.to_owned())
    }

    fn knows(&self, _: &AccountInquiry) -> Result<bool, String> {
        Err(NONE.to_owned())
    }
}
