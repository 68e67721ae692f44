//! The visitor's money: what there is, what moved and why, and the way in and out.

use std::time::Duration;

use axum::extract::Query;
use axum::routing::{get, post};
use kernel::{Amount, Currency, Money};
use ledger::{Class, Purpose, Verb};
use market::admin::payment_transfer::{Direction, PaymentStage, RequestPayment};
use market::support::escrow::{Balance, StatementLine};
use maud::{Markup, html};

use super::answer::{Answer, crumb, cursor, earlier, to_saying};
use super::sent::Sent;
use super::sheet::Sheet;
use super::visit::Visit;
use super::{Routes, fields};
use crate::components::form::{submit, submit_second};
use crate::components::{FieldError, Form, SummaryList, SummaryRow, Typed};
use crate::cursor::Cursor;
use crate::error::AppError;
use crate::i18n::Text;
use crate::nouns::{money, offerings};
use crate::t;
use crate::visitor::Visitor;
use crate::words;

/// How long a page waits for the simulated bank, which answers in far less.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// How often it looks meanwhile.
const PAUSE: Duration = Duration::from_millis(50);

pub(super) fn routes() -> Routes {
    vec![("/statement", get(show)), ("/statement/add", post(add)), ("/statement/pay-out", post(pay_out))]
}

async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let forms = forms(&visit);
    page(&visit, forms, cursor(&pairs)).await
}

/// The two forms of the page.
struct Forms {
    add: Form,
    pay_out: Form,
}

fn forms(visit: &Visit) -> Forms {
    let form = |page: &str| visit.form(page, Typed::default());
    Forms { add: form("/statement/add"), pay_out: form("/statement/pay-out") }
}

async fn page(visit: &Visit, Forms { add, pay_out }: Forms, from: Cursor) -> Answer {
    let (loc, visitor) = (visit.loc, visit.visitor()?);
    let statement = money::statement(&visit.app, visitor, from).await?;
    let currency = words::money(&visit.app, Amount::ZERO, currency(visit)?).currency;
    let title = t!(loc, "statement-title");
    let main = html! {
        (add.error_summary())
        (pay_out.error_summary())
        h1 { (title) }
        (balances(visit, &statement.balances))
        section {
            h2 { (t!(loc, "statement-moves")) }
            @if statement.lines.rows.is_empty() { p { (t!(loc, "statement-none")) } }
            @else { (lines(visit, visitor, &statement.lines.rows)) (earlier(visit, "/statement", statement.lines.next)) }
        }
        section {
            h2 { (t!(loc, "money-add-title")) }
            (add.render(&html! {
                (add.field("amount", t!(loc, "money-add-amount")).hint(t!(loc, "money-add-hint")).money(currency))
                (submit(&t!(loc, "money-add")))
            }))
        }
        section {
            h2 { (t!(loc, "money-out-title")) }
            (pay_out.render(&html! {
                (pay_out.field("payout", t!(loc, "money-out-amount")).hint(t!(loc, "money-out-hint")).money(currency))
                (submit_second(&t!(loc, "money-out")))
            }))
        }
    };
    let back = crumb(visit, "/account", t!(loc, "account-title"));
    let wrong = if add.errors.is_empty() { &pay_out } else { &add };
    Ok(visit.show(&Sheet::new(title, main).under(back).judged_by(wrong)))
}

fn balances(visit: &Visit, balances: &[Balance]) -> Markup {
    let loc = visit.loc;
    let mut rows = Vec::new();
    for balance in balances {
        let name = match balance.class {
            Class::UserTaxPot => t!(loc, "statement-pot"),
            Class::UserAvailable
            | Class::Escrow
            | Class::OperatorMarkup
            | Class::FranchiseShare
            | Class::Authority
            | Class::Fund
            | Class::Bank => t!(loc, "statement-available"),
        };
        let reader = visit.reader();
        rows.push(SummaryRow::money(name, reader.money(balance.available, balance.currency)));
        if balance.reserved != Amount::ZERO {
            let reserved = reader.money(balance.reserved, balance.currency);
            rows.push(SummaryRow::money(t!(loc, "statement-reserved"), reserved));
        }
    }
    html! {
        @if rows.is_empty() { p { (t!(loc, "statement-empty")) } }
        @else { (SummaryList { loc, rows }.render()) }
    }
}

/// The movements: what for and when, with the amount at the end; what is only set aside has no sign.
fn lines(visit: &Visit, visitor: &Visitor, lines: &[StatementLine]) -> Markup {
    let loc = visit.loc;
    let amount = |line: &StatementLine| {
        let is_in = line.credit_holder == visitor.user.cast();
        let minor = if is_in { line.amount.0 } else { line.amount.0.saturating_neg() };
        if moves(line.verb) {
            loc.money_signed(words::money(&visit.app, Amount(minor), line.currency))
        } else {
            visit.reader().money(line.amount, line.currency)
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
    let loc = visit.loc;
    match line.verb {
        Verb::Pending => return t!(loc, "moved-pending"),
        Verb::VoidPending => return t!(loc, "moved-void"),
        Verb::Posted | Verb::PostPending => {}
    }
    match line.purpose {
        Purpose::Deposit => t!(loc, "moved-deposit"),
        Purpose::Payout => t!(loc, "moved-payout"),
        Purpose::Funding => t!(loc, "moved-funding"),
        Purpose::Pay | Purpose::Intermediary => t!(loc, "moved-pay"),
        Purpose::Bond => t!(loc, "moved-bond"),
        Purpose::Principal => t!(loc, "moved-principal"),
        Purpose::Amends => t!(loc, "moved-amends"),
        Purpose::OperatorMarkup | Purpose::FranchiseShare => t!(loc, "moved-share"),
        Purpose::Charge => t!(loc, "moved-charge"),
        Purpose::Withholding => t!(loc, "moved-withholding"),
        Purpose::Subsidy => t!(loc, "moved-subsidy"),
        Purpose::Refund => t!(loc, "moved-refund"),
    }
}

/// The currency of the visitor's place.
fn currency(visit: &Visit) -> Result<Currency, AppError> {
    offerings::currency_at(&visit.app, visit.post_code.as_deref().unwrap_or_default())
}

async fn add(sent: Sent) -> Answer {
    let Sent { visit, typed, key } = sent;
    let wrong = match asked(&visit, &typed, "amount", Direction::Deposit, &key).await {
        Ok(said) => return Ok(to_saying(&visit.at("/statement"), said)),
        Err(wrong) => wrong?,
    };
    let Forms { add, pay_out } = forms(&visit);
    page(&visit, Forms { add: Form { typed, errors: wrong, ..add }, pay_out }, Cursor::START).await
}

async fn pay_out(sent: Sent) -> Answer {
    let Sent { visit, typed, key } = sent;
    let wrong = match asked(&visit, &typed, "payout", Direction::Payout, &key).await {
        Ok(said) => return Ok(to_saying(&visit.at("/statement"), said)),
        Err(wrong) => wrong?,
    };
    let Forms { add, pay_out } = forms(&visit);
    page(&visit, Forms { add, pay_out: Form { typed, errors: wrong, ..pay_out } }, Cursor::START).await
}

/// What is wrong with a form, or the fault that no form can say.
type Wrong = Result<Vec<FieldError>, AppError>;

async fn asked(
    visit: &Visit,
    typed: &Typed,
    field: &str,
    direction: Direction,
    key: &str,
) -> Result<&'static str, Wrong> {
    let currency = currency(visit).map_err(Err)?;
    let exponent = words::money(&visit.app, Amount::ZERO, currency).currency.exponent();
    let Some(minor) = fields::decimal(visit.loc, typed.value(field), u32::from(exponent)) else {
        let text = t!(visit.loc, "rule-money-wrong");
        return Err(Ok(vec![FieldError { name: field.to_owned(), text }]));
    };
    pay(visit, direction, Amount(minor).of(currency), key)
        .await
        .map_err(|error| fields::errors(visit, &error, field).ok_or(error))
}

/// Asks the bank, and waits a moment for its answer, which in the parallel market comes at once.
///
/// # Errors
/// As the command.
pub(super) async fn pay(
    visit: &Visit,
    direction: Direction,
    money: Money,
    key: &str,
) -> Result<&'static str, AppError> {
    let visitor = visit.visitor()?;
    let request = RequestPayment { user: visitor.user, direction, amount: money };
    let id = visit.app.run(visitor, key, request).await?;
    let mut waited = Duration::ZERO;
    while waited < PATIENCE {
        match (crate::nouns::money::payment(&visit.app, visitor, id).await?.stage, direction) {
            (PaymentStage::Done, Direction::Deposit) => return Ok("money-in"),
            (PaymentStage::Done, Direction::Payout) => return Ok("money-out"),
            (PaymentStage::Failed, _) => break,
            (PaymentStage::Requested, _) => tokio::time::sleep(PAUSE).await,
        }
        waited += PAUSE;
    }
    Ok("money-waits")
}
