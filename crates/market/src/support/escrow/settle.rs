//! Settlement of a part: every line of what is due to its payee, the rest back to who paid it.

use super::account;
use super::reserved::give_back_reserved;
use crate::options::subsidies;
use crate::price::{Counterparty, Section, Share, Waterfall};
use crate::trade::divide::PartCut;
use crate::trade::full::{FullTrade, is_followed};
use crate::trade::part::{Funds, Part, PartStage, Takes};
use crate::trade::procedure::Promise;
use crate::trade::{EventKind, Side};
use crate::users::reliability::{self, Outcome};
use crate::users::taking;
use kernel::{Amount, BadRow, Draft, Keys, Money, Overflow, Show, Stop};
use ledger::{AccountKey, Class, Entry, Purpose};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// What closing a part came to.
#[derive(Show, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// What its payer paid.
    pub paid: Money,
    /// What its payee received.
    pub received: Money,
}

/// A payment out of escrow.
struct Payment {
    to: AccountKey,
    amount: Amount,
    purpose: Purpose,
    /// The name of an account that belongs to no user.
    name: Option<String>,
}

/// Fetches a part's money into escrow; it can be performed from then on.
///
/// # Errors
/// [`ledger::LedgerRefusal::Insufficient`] when the payer has less.
pub(crate) fn fund(draft: &mut Draft<'_>, full: &mut FullTrade, number: i64) -> Result<(), Stop> {
    let part = full.part(number)?.clone();
    let price = full.price_of(&part);
    pay_in(draft, full, &part, &price)?;
    if part.stage != PartStage::Open {
        let part = full.part_mut(number)?;
        (part.stage, part.answers_at, part.tries) = (PartStage::Open, None, 0);
        full.happened(draft, Some(number), EventKind::Funded);
    }
    Ok(())
}

/// Moves what `price` says into escrow, from the payer and from the funds that have set theirs aside.
fn pay_in(draft: &mut Draft<'_>, full: &mut FullTrade, part: &Part, price: &Waterfall) -> Result<(), Stop> {
    let (credit, subject) = (account(full.id(), part.currency), full.id().cast());
    let amount = price.payer_pays()?;
    if amount > Amount::ZERO {
        let debit = payer_account(full, part);
        ledger::post(draft, &Entry { debit, credit, amount, purpose: Purpose::Funding, subject })?;
    }
    if full.lines_of(part.number).all(|line| line.pending.is_none()) {
        return Ok(());
    }
    for (line, priced) in full.lines_mut(part.number).zip(&price.lines) {
        let Some(pending) = line.pending.take() else { continue };
        if priced.amount > Amount::ZERO {
            ledger::post_pending(draft, pending, priced.amount)?;
        } else {
            ledger::void_pending(draft, pending)?;
        }
    }
    Ok(())
}

/// Pays the difference between what a part cost and what the one in its place costs: more in, or the rest back.
///
/// # Errors
/// [`ledger::LedgerRefusal::Insufficient`] when the payer has less than is missing.
pub(crate) fn pay_difference(
    draft: &mut Draft<'_>,
    full: &mut FullTrade,
    number: i64,
    was: &Waterfall,
    becomes: &Waterfall,
) -> Result<(), Stop> {
    let part = full.part(number)?.clone();
    ask_for_accounts(draft, full, &part)?;
    let (escrow, payer) = (account(full.id(), part.currency), payer_account(full, &part));
    let (buyer, day, subject) = (full.trade.buyer, full.trade.held_at.day(), full.id().cast());
    let funds = |price: &Waterfall, sign: i64| {
        let subsidies =
            price.in_section(Section::Subsidy).filter_map(|line| Some((line.counterparty.as_ref()?, line)));
        let of = |(fund, line): (&Counterparty, &crate::price::Line)| {
            (fund.account(escrow), Amount(line.amount.0 * sign))
        };
        subsidies.map(of).collect::<Vec<_>>()
    };
    let more = becomes.payer_pays()?.minus(was.payer_pays()?)?;
    let mut moves = vec![(payer, more, Purpose::Funding)];
    for (fund, more) in funds(was, -1).into_iter().chain(funds(becomes, 1)) {
        subsidies::count(draft, fund.holder, buyer, day, more)?;
        moves.push((fund, more, Purpose::Subsidy));
    }
    for (from, more, purpose) in moves {
        let (debit, credit, amount, purpose) = match more {
            Amount(1..) => (from, escrow, more, purpose),
            Amount(_) => (escrow, from, more.negated()?, Purpose::Refund),
        };
        if amount > Amount::ZERO {
            ledger::post(draft, &Entry { debit, credit, amount, purpose, subject })?;
        }
    }
    check_escrow(draft, full, &part)
}

/// Whether the payer has what a part costs now.
fn can_pay(draft: &Draft<'_>, full: &FullTrade, part: &Part, price: &Waterfall) -> Result<bool, Stop> {
    Ok(payer_account(full, part).account(draft)?.available >= price.payer_pays()?)
}

/// Closes a part for what is due of it: pays that, gives the rest back, and enters the outcome in the records of the two
/// sides. Money that comes when it is due is fetched first; what does not come is owed, and the part overdue: `None`.
///
/// # Errors
/// As [`Draft::find`]; [`Stop::Bad`] when escrow would not hold what its open parts say.
pub(crate) fn close(
    draft: &mut Draft<'_>,
    full: &mut FullTrade,
    number: i64,
    share: Share,
    outcome: Outcome,
) -> Result<Option<Settled>, Stop> {
    close_counted(draft, full, number, (share, outcome), true)
}

/// As [`close`]; where neither of the two is to blame, it does not count: it stands in nobody's record.
///
/// # Errors
/// As [`close`].
pub(crate) fn close_counted(
    draft: &mut Draft<'_>,
    full: &mut FullTrade,
    number: i64,
    (share, outcome): (Share, Outcome),
    counts: bool,
) -> Result<Option<Settled>, Stop> {
    let part = full.part(number)?.clone();
    let due = Due { share, lines: full.due_of(&part, share, outcome)?, counts };
    close_for(draft, full, &part, due, outcome)
}

/// As [`close`], where the two have agreed on what the payer pays.
///
/// # Errors
/// As [`close`].
pub(crate) fn close_at(
    draft: &mut Draft<'_>,
    full: &mut FullTrade,
    number: i64,
    pays: Amount,
) -> Result<Option<Settled>, Stop> {
    let part = full.part(number)?.clone();
    let agreed = full.price_of(&part);
    let share = Share::new(pays.0, agreed.payer_pays()?.0).unwrap_or(Share::NOTHING);
    let lines = agreed.settled_at(pays)?;
    close_for(draft, full, &part, Due { share, lines, counts: true }, Outcome::Settled)
}

/// What is due of a part, and the lines that it comes to.
struct Due {
    share: Share,
    lines: Waterfall,
    /// Whether the outcome stands in the records of the two sides.
    counts: bool,
}

fn close_for(
    draft: &mut Draft<'_>,
    full: &mut FullTrade,
    part: &Part,
    Due { share, lines: due, counts }: Due,
    outcome: Outcome,
) -> Result<Option<Settled>, Stop> {
    let (number, agreed) = (part.number, full.price_of(part));
    ask_for_accounts(draft, full, part)?;
    let paid_in = if part.is_funded() {
        agreed
    } else if share.is_nothing() {
        give_back_reserved(draft, full, number)?;
        due.clone()
    } else if can_pay(draft, full, part, &due)? {
        pay_in(draft, full, part, &due)?;
        due.clone()
    } else {
        owe(draft, full, number, share)?;
        return Ok(None);
    };
    pay_out(draft, full, part, &paid_in, &due)?;
    for (line, due) in full.lines_mut(number).zip(&due.lines) {
        line.settled = Some(due.amount);
    }
    let closing = full.part_mut(number)?;
    closing.set_due(share);
    (closing.stage, closing.outcome) = (PartStage::Closed, Some(outcome));
    (closing.answers_at, closing.closed_at) = (None, Some(draft.now()));
    if is_given_back(part, outcome) {
        give_back_takings(draft, full, number)?;
    }
    check_escrow(draft, full, part)?;
    let is_harmless = outcome == Outcome::BuyerCancelled && share.is_nothing();
    if counts && full.counts(part) && !is_harmless {
        reliability::record(draft, full.trade.buyer, full.trade.seller, outcome)?;
    }
    begin_followers(draft, full, number, outcome)?;
    Ok(Some(Settled { paid: due.payer_money()?, received: due.payee_receives()?.of(due.currency) }))
}

/// Whether what a part took is free again.
pub(super) fn is_given_back(part: &Part, outcome: Outcome) -> bool {
    match outcome {
        Outcome::BuyerCancelled | Outcome::SellerCancelled | Outcome::Unpaid => true,
        // What was not collected is still there; an hour that was not used is over.
        Outcome::BuyerAbsent => part.takes == Takes::Pieces,
        Outcome::Kept | Outcome::Settled | Outcome::Missed | Outcome::Returned | Outcome::Defaulted => false,
    }
}

/// Gives back what a part takes.
pub(crate) fn give_back_takings(
    draft: &mut Draft<'_>,
    full: &mut FullTrade,
    number: i64,
) -> Result<(), Stop> {
    taking::give_all_back(draft, &full.part(number)?.takings(full.lines_of(number))?)?;
    full.part_mut(number)?.takes = Takes::Nothing;
    Ok(())
}

/// What follows a part begins when that was kept; otherwise it waits for a while and then comes to nothing.
fn begin_followers(
    draft: &mut Draft<'_>,
    full: &mut FullTrade,
    number: i64,
    outcome: Outcome,
) -> Result<(), Stop> {
    for follower in full.followers(number) {
        if is_followed(outcome) {
            fund_or_owe(draft, full, follower)?;
        } else {
            let hours = figure(draft, full, "concession.procedure.unbegun_hours")?;
            full.part_mut(follower)?.answers_at = Some(draft.now().plus_hours(hours));
        }
    }
    Ok(())
}

/// Funds a part whose time has come, or says that its money did not come.
pub(crate) fn fund_or_owe(draft: &mut Draft<'_>, full: &mut FullTrade, number: i64) -> Result<(), Stop> {
    let part = full.part(number)?.clone();
    ask_for_accounts(draft, full, &part)?;
    let price = full.price_of(&part);
    if can_pay(draft, full, &part, &price)? {
        return fund(draft, full, number);
    }
    owe(draft, full, number, Share::ALL)
}

/// The money of a part did not come: it is tried again.
fn owe(draft: &mut Draft<'_>, full: &mut FullTrade, number: i64, share: Share) -> Result<(), Stop> {
    let first_hours = figure(draft, full, "concession.procedure.overdue_hours")?;
    let now = draft.now();
    let part = full.part_mut(number)?;
    if part.funds == Funds::WhenDue {
        part.set_due(share);
    }
    if part.stage != PartStage::Overdue {
        (part.stage, part.tries) = (PartStage::Overdue, 0);
        part.answers_at = Some(now.plus_hours(first_hours));
        full.happened(draft, Some(number), EventKind::Overdue);
    }
    Ok(())
}

/// Tries to collect what is owed, as much of it as is there; the last try is counted before anything is tried.
///
/// # Errors
/// As [`close`].
pub(crate) fn collect(draft: &mut Draft<'_>, full: &mut FullTrade, number: i64) -> Result<(), Stop> {
    let part = full.part(number)?.clone();
    let is_funding = part.funds != Funds::WhenDue;
    let (most, hours) = if is_funding {
        ("concession.procedure.fund_tries", "concession.procedure.overdue_hours")
    } else {
        ("concession.procedure.collect_tries", "concession.procedure.collect_hours")
    };
    let (most, hours) = (figure(draft, full, most)?, figure(draft, full, hours)?);
    ask_for_accounts(draft, full, &part)?;
    let tries = part.tries.saturating_add(1);
    let again_at = draft.now().plus_hours(hours);
    let wait = |part: &mut Part| (part.tries, part.answers_at) = (tries, Some(again_at));
    if is_funding {
        let price = full.price_of(&part);
        if can_pay(draft, full, &part, &price)? {
            return fund(draft, full, number);
        }
        if tries >= most {
            full.happened(draft, Some(number), EventKind::GivenUp);
            close(draft, full, number, Share::NOTHING, Outcome::Unpaid)?;
        } else {
            wait(full.part_mut(number)?);
        }
        return Ok(());
    }
    let share = part.due_share().unwrap_or(Share::ALL);
    let due = full.price_of(&part).scaled(share)?;
    if can_pay(draft, full, &part, &due)? {
        full.happened(draft, Some(number), EventKind::Collected);
        close(draft, full, number, share, Outcome::Kept)?;
        return Ok(());
    }
    if tries >= most {
        full.happened(draft, Some(number), EventKind::GivenUp);
        close(draft, full, number, Share::NOTHING, Outcome::Defaulted)?;
        return Ok(());
    }
    match collect_some(draft, full, &part, &due)? {
        Some(rest) => wait(full.part_mut(rest)?),
        None => wait(full.part_mut(number)?),
    }
    Ok(())
}

/// Collects as much as is there of what is owed, by dividing it off; gives the part that is still owed.
fn collect_some(
    draft: &mut Draft<'_>,
    full: &mut FullTrade,
    part: &Part,
    due: &Waterfall,
) -> Result<Option<i64>, Stop> {
    let is_shared = part.due_share().is_none_or(Share::is_all);
    if !is_shared || part.promise == Promise::Amends {
        return Ok(None);
    }
    let there = payer_account(full, part).account(draft)?.available;
    let least = Amount(figure(draft, full, "concession.procedure.collect_least")?);
    if there < least.max(Amount(1)) {
        return Ok(None);
    }
    let share = due.of_amount(there)?;
    let Some((first, rest)) = full.divide(part.number, &PartCut::Money(share.rest()))? else {
        return Ok(None);
    };
    let whole = full.price_of(full.part(first)?);
    if whole.payer_pays()? > there {
        // The odd unit of a cut: both are still owed, and the smaller is there at the next try.
        full.part_mut(first)?.set_due(Share::ALL);
    } else {
        full.happened(draft, Some(first), EventKind::CollectedInPart);
        close(draft, full, first, Share::ALL, Outcome::Kept)?;
    }
    full.part_mut(rest)?.set_due(Share::ALL);
    Ok(Some(rest))
}

/// A figure of the concession on the day of agreement.
fn figure(draft: &Draft<'_>, full: &FullTrade, name: &str) -> Result<i64, Stop> {
    let agreed_at = full.trade.booked_at.unwrap_or(draft.now());
    let date = full.trade.zone.calendar().local(agreed_at).date;
    crate::concession::figure(draft.consult::<Rulebook>()?, name, date)
}

fn payer_account(full: &FullTrade, part: &Part) -> AccountKey {
    AccountKey::of(full.trade.user(part.payer), Class::UserAvailable, part.currency)
}

fn payee_account(full: &FullTrade, part: &Part) -> AccountKey {
    AccountKey::of(full.trade.user(part.payee()), Class::UserAvailable, part.currency)
}

/// Asks for every account that closing a part moves money between, at once.
fn ask_for_accounts(draft: &Draft<'_>, full: &FullTrade, part: &Part) -> Result<(), Stop> {
    let (mut keys, locality) = (Keys::default(), draft.locality());
    let payee = payee_account(full, part);
    for key in [payer_account(full, part), payee, account(full.id(), part.currency)] {
        key.read(&mut keys, locality);
    }
    for line in full.lines_of(part.number) {
        if let Some(counterparty) = &line.counterparty {
            let key = counterparty.account(payee);
            key.read(&mut keys, locality);
            ledger::holder_name_reads(&mut keys, locality, key.holder);
        }
        if let Some(pending) = line.pending {
            ledger::pending_reads(&mut keys, locality, pending);
        }
    }
    if let (Some(at), Some(timer)) = (full.trade.timer_at, full.trade.timer) {
        keys.one::<kernel::Timer>((locality, at, timer));
    }
    reliability::reads(&mut keys, locality, full.trade.buyer, full.trade.seller);
    Ok(draft.ask(keys)?)
}

/// Pays what is due out of what was paid in, in order: the payee, third parties, then the rest to whoever paid it in.
fn pay_out(
    draft: &mut Draft<'_>,
    full: &FullTrade,
    part: &Part,
    paid_in: &Waterfall,
    due: &Waterfall,
) -> Result<(), Stop> {
    let escrow = account(full.id(), part.currency);
    let mut payments = payments(full, part, due)?;
    payments.extend(refunds(draft, full, part, paid_in, due)?);
    for Payment { to, amount, purpose, name } in payments {
        if amount > Amount::ZERO {
            let subject = full.id().cast();
            ledger::post(draft, &Entry { debit: escrow, credit: to, amount, purpose, subject })?;
            if let Some(name) = name {
                ledger::name_holder(draft, to.holder, &name)?;
            }
        }
    }
    Ok(())
}

/// Who is due what: one payment for the payee, one for each line that goes to somebody else.
fn payments(full: &FullTrade, part: &Part, due: &Waterfall) -> Result<Vec<Payment>, Overflow> {
    let payee = payee_account(full, part);
    let to_payee =
        Payment { to: payee, amount: due.payee_receives()?, purpose: part.promise.purpose(), name: None };
    let mut payments = vec![to_payee];
    for line in &due.lines {
        let Some(counterparty) = &line.counterparty else { continue };
        let purpose = match line.section {
            Section::Subsidy | Section::TopUp | Section::Price | Section::Promotion | Section::Passed => {
                continue;
            }
            Section::Markup if *counterparty == Counterparty::Operator => Purpose::OperatorMarkup,
            Section::Markup => Purpose::FranchiseShare,
            Section::Intermediary | Section::PayeeFee => Purpose::Intermediary,
            Section::Withholding | Section::PayeeContribution => Purpose::Withholding,
            Section::Tariff
            | Section::Carbon
            | Section::Stabilizer
            | Section::ConsumptionTax
            | Section::PayerContribution => Purpose::Charge,
        };
        let to = counterparty.account(payee);
        let name = (*counterparty != Counterparty::TaxPot).then(|| counterparty.to_string());
        payments.push(Payment { to, amount: line.amount, purpose, name });
    }
    Ok(payments)
}

/// What was paid in and is not due: to each fund what its subsidy came to less, to the payer the rest.
fn refunds(
    draft: &mut Draft<'_>,
    full: &FullTrade,
    part: &Part,
    paid_in: &Waterfall,
    due: &Waterfall,
) -> Result<Vec<Payment>, Stop> {
    let back = paid_in.payer_pays()?.minus(due.payer_pays()?)?;
    let (to, purpose) = (payer_account(full, part), Purpose::Refund);
    let mut refunds = vec![Payment { to, amount: back, purpose, name: None }];
    for (paid, due) in paid_in.lines.iter().zip(&due.lines) {
        let less = paid.amount.minus(due.amount)?;
        if let (Section::Subsidy | Section::TopUp, Some(fund)) = (paid.section, &paid.counterparty)
            && less > Amount::ZERO
        {
            let to = fund.account(payee_account(full, part));
            let (buyer, day) = (full.trade.user(Side::Buyer), full.trade.held_at.day());
            subsidies::count(draft, to.holder, buyer, day, less.negated()?)?;
            refunds.push(Payment { to, amount: less, purpose: Purpose::Refund, name: None });
        }
    }
    Ok(refunds)
}

/// Escrow holds exactly what the open parts say.
fn check_escrow(draft: &Draft<'_>, full: &FullTrade, part: &Part) -> Result<(), Stop> {
    let there = account(full.id(), part.currency).account(draft)?.available;
    let said = full.held(part.currency)?;
    if there == said {
        return Ok(());
    }
    Err(Stop::Bad(BadRow(format!("trade {}: escrow would be {there:?}, its parts say {said:?}", full.id()))))
}

/// What is due of a part when the payee never said how much, or when it is closed as recorded; and what that makes of it.
pub(crate) fn outcome_of(part: &Part, share: Share) -> Outcome {
    use crate::trade::part::RecordedAs;
    if part.recorded_as == Some(RecordedAs::NotTaken) {
        return Outcome::BuyerAbsent;
    }
    let came_to_nothing = share.is_nothing() && part.promise.counts();
    if came_to_nothing { Outcome::Missed } else { Outcome::Kept }
}
