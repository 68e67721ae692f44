//! Money in and out.

use crate::hand::{Call, Hand};
use kernel::{Amount, Id};
use ledger::{AccountKey, Class};
use market::admin::payment_transfer::bank_account::{BankAccount, ConfirmBankAccount, NameBankAccount};
use market::admin::payment_transfer::{
    ConcludePayment, Direction, EndowFund, Payment, PaymentStage, RequestPayment,
};
use market::users::User;

/// Somebody's deposit, or a payout of what they have.
pub(super) fn request(hand: &mut Hand<'_>) -> Option<Call> {
    let user = hand.user()?;
    let currency = hand.currency()?;
    let account = hand.memory.account(user.locality(), AccountKey::of(user, Class::UserAvailable, currency));
    let there = account.map_or(0, |account| account.available.0);
    let (direction, amount) = if hand.draw.percent(25) {
        (Direction::Payout, hand.between(1, there.max(1)))
    } else {
        (Direction::Deposit, hand.between(1, 60_000))
    };
    Some(Call::by(user, RequestPayment { user, direction, amount: Amount(amount).of(currency) }))
}

pub(super) fn conclude(hand: &mut Hand<'_>) -> Option<Call> {
    let payment = hand.record_that::<Payment>(|payment| payment.stage == PaymentStage::Requested)?.id;
    Some(Call::by_market(ConcludePayment { payment, succeeded: hand.draw.percent(85) }))
}

pub(super) fn endow(hand: &mut Hand<'_>) -> Option<Call> {
    let funds: Vec<String> = hand.books.rulebook.funds().map(str::to_owned).collect();
    let locality = hand.user()?.locality();
    let (fund, currency, amount) = (hand.one(&funds)?, hand.currency()?, Amount(hand.between(1, 200_000)));
    Some(Call::by_market(EndowFund { locality, fund, currency, amount }))
}

pub(super) fn name_bank_account(hand: &mut Hand<'_>) -> Option<Call> {
    let user: Id<User> = hand.user()?;
    let holder = "Café Arroyo".parse().ok()?;
    let number = format!("0001 2345 {:04}", hand.between(0, 9_999)).parse().ok()?;
    let bank_code = "123000220".parse().ok();
    Some(Call::by(user, NameBankAccount { user, holder, bank_code, number }))
}

pub(super) fn confirm_bank_account(hand: &mut Hand<'_>) -> Option<Call> {
    let BankAccount { user_id: user, named_at, .. } = hand.record::<BankAccount>()?;
    Some(Call::by_market(ConfirmBankAccount { user, named_at, is_there: hand.draw.percent(85) }))
}
