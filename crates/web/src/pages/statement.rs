//! The visitor's money: what there is, what moved and why, and the way in and out.

use kernel::{Currency, Money};
use ledger::{Class, Entry, Purpose, Verb};
use market::admin::payment_transfer::{Direction, PaymentStage, RequestPayment};
use market::support::escrow::{Balance, StatementLine};
use std::time::Duration;

use super::prelude::*;
use crate::cursor::Cursor;
use crate::nouns::{assets, escrow, payment_transfer};
use crate::visitor::Visitor;

/// How long a page waits for the simulated bank, which answers in far less.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// How often it looks meanwhile.
const PAUSE: Duration = Duration::from_millis(50);

pub(super) fn routes() -> Routes {
    vec![
        ("/statement", get(async |visit: Visit, typed: Typed| page(&visit, cursor(&typed), None).await)),
        (Way::ADD.page, post(async |sent: Sent| go(sent, Way::ADD).await)),
        (Way::PAY_OUT.page, post(async |sent: Sent| go(sent, Way::PAY_OUT).await)),
    ]
}

/// A way in or out: the form of the page that asks for it.
#[derive(Clone, Copy)]
struct Way {
    page: &'static str,
    field: &'static str,
    direction: Direction,
}

impl Way {
    const ADD: Self = Self { page: "/statement/add", field: "amount", direction: Direction::Deposit };
    const PAY_OUT: Self = Self { page: "/statement/pay-out", field: "payout", direction: Direction::Payout };
}

/// The page; with a form on it that does not fit, filled in as it was.
async fn page(visit: &Visit, from: Cursor, wrong: Option<&Form>) -> Answer {
    let visitor = visit.visitor()?;
    let statement = escrow::statement(&visit.app, visitor, from).await?;
    let sign = words::sign(&visit.app, currency(visit)?);
    let form = |way: Way| visit.form(way.page, Typed::default()).or_wrong(wrong);
    let (add, pay_out) = (form(Way::ADD), form(Way::PAY_OUT));
    let main = html! {
        section {
            h2 { (t!(visit, "statement-moves")) }
            @if statement.lines.rows.is_empty() { p { (t!(visit, "statement-none")) } }
            @else { (lines(visit, visitor, &statement.lines.rows)) (earlier(visit, "/statement", statement.lines.next)) }
        }
    };
    let docket = html! {
        (balances(visit, &statement.balances))
        section {
            h2 { (t!(visit, "money-out-title")) }
            (pay_out.render(&html! {
                (pay_out.field("payout", t!(visit, "money-out-amount")).hint(t!(visit, "money-out-hint")).money(sign))
                (submit_second(&t!(visit, "money-out")))
            }))
        }
        section {
            h2 { (t!(visit, "money-add-title")) }
            (add.render(&html! {
                (add.field("amount", t!(visit, "money-add-amount")).hint(t!(visit, "money-add-hint")).money(sign))
                (submit(&t!(visit, "money-add")))
            }))
        }
    };
    let spendable = statement.balances.iter().find(|balance| balance.class == Class::UserAvailable);
    let figure = spendable.map(|balance| visit.reader().money(balance.available, balance.currency));
    let caption = figure.is_some().then(|| t!(visit, "statement-available"));
    let sheet = Sheet::new(t!(visit, "statement-title"), main).docket(docket).area(Area::Money);
    Ok(visit.show(sheet.band(Band { figure, caption, ..Band::default() }).judged_by(wrong)))
}

fn balances(visit: &Visit, balances: &[Balance]) -> Markup {
    let mut rows = Vec::new();
    for balance in balances {
        let is_pot = balance.class == Class::UserTaxPot;
        let name = if is_pot { t!(visit, "statement-pot") } else { t!(visit, "statement-available") };
        let reader = visit.reader();
        rows.push(SummaryRow::money(name, reader.money(balance.available, balance.currency)));
        if balance.reserved != Amount::ZERO {
            let reserved = reader.money(balance.reserved, balance.currency);
            rows.push(SummaryRow::money(t!(visit, "statement-reserved"), reserved));
        }
    }
    html! {
        @if rows.is_empty() { p { (t!(visit, "statement-empty")) } }
        @else { (SummaryList { loc: visit.loc, rows }.render()) }
    }
}

/// The movements: what for and when, with the amount at the end; what is only set aside has no sign.
fn lines(visit: &Visit, visitor: &Visitor, lines: &[StatementLine]) -> Markup {
    let amount = |line: &StatementLine| {
        let Entry { credit, amount, .. } = line.entry;
        let is_in = credit.holder == visitor.user.cast();
        let minor = if is_in { amount.0 } else { amount.0.saturating_neg() };
        if moves(line.verb) {
            visit.loc.money_signed(words::money(&visit.app, Amount(minor), credit.currency))
        } else {
            visit.reader().money(amount, credit.currency)
        }
    };
    html! {
        ol class="moves-list" {
            @for line in lines {
                li {
                    span {
                        (why(visit, line))
                        span class="quiet" { (visit.reader().time(line.posted_at)) }
                    }
                    span class="figures end" { (amount(line)) }
                }
            }
        }
    }
}

/// Whether money moved, rather than being set aside or set free again.
fn moves(verb: Verb) -> bool {
    match verb {
        Verb::Posted | Verb::PostPending => true,
        Verb::Pending | Verb::VoidPending => false,
    }
}

/// Why money moved, in words.
fn why(visit: &Visit, line: &StatementLine) -> Text {
    match line.verb {
        Verb::Pending => return t!(visit, "moved-pending"),
        Verb::VoidPending => return t!(visit, "moved-void"),
        Verb::Posted | Verb::PostPending => {}
    }
    match line.entry.purpose {
        Purpose::Deposit => t!(visit, "moved-deposit"),
        Purpose::Payout => t!(visit, "moved-payout"),
        Purpose::Funding => t!(visit, "moved-funding"),
        Purpose::Pay | Purpose::Intermediary => t!(visit, "moved-pay"),
        Purpose::Bond => t!(visit, "moved-bond"),
        Purpose::Principal => t!(visit, "moved-principal"),
        Purpose::Amends => t!(visit, "moved-amends"),
        Purpose::OperatorMarkup | Purpose::FranchiseShare => t!(visit, "moved-share"),
        Purpose::Charge => t!(visit, "moved-charge"),
        Purpose::Withholding => t!(visit, "moved-withholding"),
        Purpose::Subsidy => t!(visit, "moved-subsidy"),
        Purpose::Refund => t!(visit, "moved-refund"),
    }
}

/// The currency of the visitor's place.
fn currency(visit: &Visit) -> Result<Currency, AppError> {
    assets::currency_at(&visit.app, &visit.own_post_code().1)
}

async fn go(sent: Sent, way: Way) -> Answer {
    let fault = match ask_for(&sent, way).await {
        Ok(said) => return Ok(sent.on("/statement", said)),
        Err(fault) => fault,
    };
    let errors = fault.at(&sent.visit, way.field)?;
    let form = Form { errors, ..sent.visit.form(way.page, sent.typed) };
    page(&sent.visit, Cursor::START, Some(&form)).await
}

async fn ask_for(sent: &Sent, way: Way) -> Result<&'static str, Fault> {
    let currency = currency(&sent.visit)?;
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let minor = reading.money(way.field, currency);
    Ok(pay(sent, way.direction, Amount(reading.judged(minor)?).of(currency)).await?)
}

/// Asks the bank, and waits a moment for its answer, which in the parallel market comes at once.
///
/// # Errors
/// As the command.
pub(super) async fn pay(sent: &Sent, direction: Direction, amount: Money) -> Result<&'static str, AppError> {
    let visitor = sent.visit.visitor()?;
    let id = sent.run(RequestPayment { user: visitor.user, direction, amount }).await?;
    let mut waited = Duration::ZERO;
    while waited < PATIENCE {
        match (payment_transfer::payment(&sent.visit.app, visitor, id).await?.stage, direction) {
            (PaymentStage::Done, Direction::Deposit) => return Ok("money-in"),
            (PaymentStage::Done, Direction::Payout) => return Ok("money-out"),
            (PaymentStage::Failed, _) => break,
            (PaymentStage::Requested, _) => tokio::time::sleep(PAUSE).await,
        }
        waited += PAUSE;
    }
    Ok("money-waits")
}
