//! The payment rail: what carries money between banks and the market.

use market::admin::payment_transfer::Instruction;

/// Carries out payments. An instruction may come more than once, under the same payment id; it is to be carried out
/// once.
pub(crate) trait PaymentRail: Send + Sync {
    /// Whether the payment was carried out. An error means that it is not known yet: it is asked again later.
    fn carry_out(&self, instruction: &Instruction) -> Result<bool, String>;
}

/// The parallel market's bank: it has all the money in the world, none of which is real, and pays at once.
#[derive(Debug)]
pub(crate) struct SimulatedBank;

impl PaymentRail for SimulatedBank {
    fn carry_out(&self, _: &Instruction) -> Result<bool, String> {
        Ok(true)
    }
}
