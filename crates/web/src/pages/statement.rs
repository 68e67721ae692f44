//! The visitor's money: what there is, what moved in a month and why, and the way in and out.

use kernel::{Currency, Date, Money, Stop};
use ledger::{Class, Purpose, Verb};
use market::admin::payment_transfer::bank_account::{BankAccount, BankAccountStage};
use market::admin::payment_transfer::{Direction, PaymentRefusal, PaymentStage, RequestPayment};
use market::support::escrow::{Balance, BalanceChange};
use std::time::Duration;

use super::account_proof;
use super::prelude::*;
use super::trades::kind_of;
use crate::cursor::Cursor;
use crate::nouns::escrow::{About, Move, Period, Statement};
use crate::nouns::{assets, escrow, payment_transfer};
use crate::query::query_of;

/// How long a page waits for the simulated bank, which answers in far less.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// How often it looks meanwhile.
const PAUSE: Duration = Duration::from_millis(50);

pub(super) fn routes() -> Routes {
    vec![
        ("/statement", get(async |visit: Visit, typed: Typed| page(&visit, &typed, None).await)),
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

/// The month that an address names: `2026-11`; this one without it.
///
/// # Errors
/// [`AppError::NotFound`] for what is no month.
pub(super) fn month(visit: &Visit, asked: &Typed) -> Result<Period, AppError> {
    let month = asked.value("month");
    if month.is_empty() {
        return Ok(Period::month_of(visit.today()));
    }
    let first: Option<Date> = kernel::read_date(&format!("{month}-01"));
    first.map(Period::month_of).ok_or(AppError::NotFound)
}

/// The address of a month, or of something made of it.
fn at_month(visit: &Visit, page: &str, period: Period) -> String {
    let named = format!("{:04}-{:02}", period.from.year(), period.from.month());
    format!("{}?{}", visit.at(page), query_of(&[("month".to_owned(), named)]))
}

/// The page; with a form on it that does not fit, filled in as it was.
async fn page(visit: &Visit, asked: &Typed, wrong: Option<&Form>) -> Answer {
    let (visitor, month) = (visit.visitor()?, month(visit, asked)?);
    let (statement, bank, has_rail) = tokio::try_join!(
        escrow::statement(&visit.app, visitor, month, &visit.zone, cursor(asked)),
        payment_transfer::bank_account(&visit.app, visitor),
        payment_transfer::has_rail(&visit.app, visitor),
    )?;
    let main = html! {
        section {
            h2 { (t!(visit, "statement-moves")) }
            (ways(visit, month))
            @if statement.moves.rows.is_empty() { p { (t!(visit, "statement-none")) } }
            @else { (moves(visit, month, &statement)) }
            (older(visit, month, statement.moves.next))
        }
    };
    let proof = if let Some(form) = wrong {
        account_proof::field(visit, form).await?
    } else {
        html! {}
    };
    let docket = html! {
        (balances(visit, &statement.balances))
        @if has_rail {
            (pay_out(visit, &statement.balances, bank.as_ref(), (wrong, &proof))?)
            (add(visit, wrong)?)
        } @else {
            section { p { (visit.reader().error(&AppError::from(Stop::from(PaymentRefusal::NoRail)))) } }
        }
        (summary(visit, month, &statement)?)
    };
    let spendable = spendable(visit, &statement.balances)?;
    let figure = Some(visit.reader().money(spendable.amount, spendable.currency));
    let band = Band { figure, caption: Some(t!(visit, "statement-available")), ..Band::default() };
    let title = t!(visit, "statement-title");
    let sheet = Sheet::new(title, main).docket(docket).area(Area::Money).band(band);
    Ok(visit.show(sheet.judged_by(wrong)))
}

/// The months before and after, the year, and the same for a spreadsheet.
fn ways(visit: &Visit, month: Period) -> Markup {
    let is_last = month.until > visit.today();
    let year = month.from.year();
    let name = |month: Period| visit.loc.month_of_year(month.from);
    html! {
        p class="ways" {
            strong { (name(month)) }
            a href=(at_month(visit, "/statement", month.before())) rel="prev" { (name(month.before())) }
            @if !is_last { a href=(at_month(visit, "/statement", month.after())) rel="next" { (name(month.after())) } }
            a href=(visit.at(&format!("/statement/years/{year}"))) { (t!(visit, "statement-year", year = year.to_string())) }
            a href=(at_month(visit, "/statement/csv", month)) { (t!(visit, "statement-csv")) }
        }
    }
}

fn older(visit: &Visit, month: Period, next: Option<Cursor>) -> Markup {
    html! {
        @if let Some(next) = next {
            p { a href={ (at_month(visit, "/statement", month)) "&after=" (next) } rel="next" { (t!(visit, "list-earlier")) } }
        }
    }
}

pub(super) fn balances(visit: &Visit, balances: &[Balance]) -> Markup {
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

/// What can be spent in the currency of the visitor's place.
fn spendable(visit: &Visit, balances: &[Balance]) -> Result<Money, AppError> {
    let currency = currency(visit)?;
    let own = balances.iter().find(|one| one.class == Class::UserAvailable && one.currency == currency);
    Ok(own.map_or(Amount::ZERO, |own| own.available).of(currency))
}

/// The way to the bank: everything with one button, or a part; first of all the account that it goes to.
fn pay_out(
    visit: &Visit,
    balances: &[Balance],
    bank: Option<&BankAccount>,
    (wrong, proof): (Option<&Form>, &Markup),
) -> Result<Markup, AppError> {
    let all = spendable(visit, balances)?;
    let sign = words::sign(&visit.app, all.currency);
    let form = visit.form(Way::PAY_OUT.page, Typed::default()).or_wrong(wrong);
    let money = visit.reader().money(all.amount, all.currency);
    let is_ready = bank.is_some_and(|bank| bank.stage == BankAccountStage::Confirmed);
    let to = bank.map(|bank| (bank, visit.at("/statement/bank")));
    Ok(html! {
        section {
            h2 { (t!(visit, "money-out-title")) }
            @match to {
                Some((bank, change)) => p {
                    (bank_words(visit, bank)) " " a href=(change) { (t!(visit, "bank-change")) }
                },
                None => {
                    p { (t!(visit, "bank-none")) }
                    p { a class="button" href=(visit.at("/statement/bank")) { (t!(visit, "bank-name")) } }
                }
            }
            @if is_ready && all.amount > Amount::ZERO {
                (visit.button(Way::PAY_OUT.page, &submit(&t!(visit, "money-out-all", money = money)), &[
                    ("payout", &fields::typed_decimal(visit.loc, all.amount.0, fields::decimals(visit, all.currency))),
                ]))
            }
            @if is_ready {
                details class="more" open[!form.errors.is_empty()] {
                    summary { (t!(visit, "money-out-part")) }
                    (form.render(&html! {
                        (form.field("payout", t!(visit, "money-out-amount")).hint(t!(visit, "money-out-hint")).money(sign))
                        (proof)
                        (submit_second(&t!(visit, "money-out")))
                    }))
                }
            }
        }
    })
}

/// Where money goes, and whether the bank knows the account.
pub(super) fn bank_words(visit: &Visit, bank: &BankAccount) -> Text {
    let ends_in = bank.ends_in.as_str();
    match bank.stage {
        BankAccountStage::Confirmed => t!(visit, "bank-confirmed", ends_in = ends_in),
        BankAccountStage::Named => t!(visit, "bank-asked", ends_in = ends_in),
        BankAccountStage::Unknown => t!(visit, "bank-unknown", ends_in = ends_in),
    }
}

fn add(visit: &Visit, wrong: Option<&Form>) -> Result<Markup, AppError> {
    let sign = words::sign(&visit.app, currency(visit)?);
    let form = visit.form(Way::ADD.page, Typed::default()).or_wrong(wrong);
    Ok(html! {
        section {
            h2 { (t!(visit, "money-add-title")) }
            (form.render(&html! {
                (form.field("amount", t!(visit, "money-add-amount")).hint(t!(visit, "money-add-hint")).money(sign))
                (submit_second(&t!(visit, "money-add")))
            }))
        }
    })
}

/// The month in sum: what there was, what came and went for which reason, and what there is.
fn summary(visit: &Visit, month: Period, statement: &Statement) -> Result<Markup, AppError> {
    let currency = currency(visit)?;
    let own = (Class::UserAvailable, currency);
    let opening = statement.opening.get(&own).copied().unwrap_or_default();
    let is_own =
        |change: &&BalanceChange| (change.class, change.currency) == own && change.change != Amount::ZERO;
    let changes: Vec<_> = statement.changes.iter().filter(is_own).collect();
    let closing = changes.iter().try_fold(opening, |sum, change| sum.plus(change.change))?;
    let money = |amount| visit.reader().money(amount, currency);
    let mut rows = vec![SummaryRow::money(t!(visit, "statement-opening"), money(opening))];
    for change in changes {
        rows.push(SummaryRow::money(purpose(visit, change.purpose), signed(visit, change.change, currency)));
    }
    rows.push(SummaryRow::money(t!(visit, "statement-closing"), money(closing)));
    Ok(html! {
        section {
            h2 { (t!(visit, "statement-sum", month = visit.loc.month_of_year(month.from))) }
            (SummaryList { loc: visit.loc, rows }.render())
        }
    })
}

/// An amount with the sign of what it does to a balance.
pub(super) fn signed(visit: &Visit, amount: Amount, currency: Currency) -> Text {
    visit.loc.money_signed(words::money(&visit.app, amount, currency))
}

/// The movements of a month as a table, the latest first: the day, what it was and with whom, the amount, what was left.
fn moves(visit: &Visit, month: Period, statement: &Statement) -> Markup {
    let shown = statement.moves.rows.iter().filter(|one| is_shown(one));
    let day = |one: &Move| visit.zone.calendar().local(one.line.posted_at).date.day();
    html! {
        table class="statement" {
            caption class="hidden" { (visit.loc.month_of_year(month.from)) }
            thead {
                tr {
                    th scope="col" { (t!(visit, "statement-day")) }
                    th scope="col" { (t!(visit, "statement-what")) }
                    th scope="col" class="end" { (t!(visit, "statement-amount")) }
                    th scope="col" class="end wide" { (t!(visit, "statement-balance")) }
                }
            }
            tbody {
                @for one in shown {
                    tr {
                        td class="figures quiet" { (visit.loc.count(day(one).unsigned_abs().into())) }
                        th scope="row" { (what(visit, one)) }
                        td class="figures end" { (signed(visit, one.change, one.line.entry.debit.currency)) }
                        td class="figures end wide" {
                            @if one.class == Class::UserAvailable {
                                (visit.reader().money(one.balance, one.line.entry.debit.currency))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether a movement is a line of its own: what was set aside went when it was, and only arrives later.
pub(super) fn is_shown(one: &Move) -> bool {
    one.change != Amount::ZERO
}

/// What a movement was: with whom, and why.
fn what(visit: &Visit, one: &Move) -> Markup {
    let why = html! { span class="quiet" { (why(visit, one)) } };
    match &one.about {
        About::Trade { id, .. } => html! {
            a href=(visit.at(&format!("/trades/{id}"))) { (subject(visit, one)) } (why)
        },
        About::Payment { .. } | About::Nothing => html! { (subject(visit, one)) (why) },
    }
}

/// What it was about, in words that a spreadsheet has, too.
pub(super) fn subject(visit: &Visit, one: &Move) -> Text {
    match &one.about {
        About::Trade { kind, sector, other, .. } => {
            t!(visit, "statement-trade", other = other.as_str(), what = kind_of(visit, *kind, sector))
        }
        About::Payment { ends_in: Some(ends_in), .. } => {
            t!(visit, "statement-to-bank", ends_in = ends_in.as_str())
        }
        About::Payment { ends_in: None, .. } | About::Nothing => purpose(visit, one.line.entry.purpose),
    }
}

/// Why money moved, in words, and of a payment where it stands.
pub(super) fn why(visit: &Visit, one: &Move) -> Text {
    match (one.line.verb, one.line.entry.purpose) {
        (Verb::VoidPending, Purpose::Bid) => return t!(visit, "moved-bid-over"),
        (Verb::VoidPending, Purpose::Request) => return t!(visit, "moved-request-over"),
        (Verb::VoidPending, Purpose::Pledge) => return t!(visit, "moved-pledge-over"),
        (Verb::VoidPending, Purpose::Order) => return t!(visit, "moved-order-over"),
        (Verb::VoidPending, Purpose::ListingOffer) => return t!(visit, "moved-listing-offer-over"),
        (Verb::VoidPending, Purpose::ReverseAuction) => return t!(visit, "moved-reverse-auction-over"),
        (Verb::VoidPending, Purpose::Proposal) => return t!(visit, "moved-proposal-over"),
        (Verb::VoidPending, _) => return t!(visit, "moved-void"),
        (Verb::Posted | Verb::Pending | Verb::PostPending, _) => {}
    }
    match &one.about {
        About::Trade { .. } => purpose(visit, one.line.entry.purpose),
        About::Payment { stage: PaymentStage::Requested, .. } => t!(visit, "payment-on-its-way"),
        About::Payment { stage: PaymentStage::Done, .. } => t!(visit, "payment-arrived"),
        About::Payment { stage: PaymentStage::Failed, .. } => t!(visit, "payment-came-back"),
        About::Nothing => Text::default(),
    }
}

/// A reason for which money moves, in words.
pub(super) fn purpose(visit: &Visit, purpose: Purpose) -> Text {
    match purpose {
        Purpose::Bid => t!(visit, "moved-bid"),
        Purpose::Request => t!(visit, "moved-request"),
        Purpose::Pledge => t!(visit, "moved-pledge"),
        Purpose::Order => t!(visit, "moved-order"),
        Purpose::ListingOffer => t!(visit, "moved-listing-offer"),
        Purpose::ReverseAuction => t!(visit, "moved-reverse-auction"),
        Purpose::Proposal => t!(visit, "moved-proposal"),
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
pub(super) fn currency(visit: &Visit) -> Result<Currency, AppError> {
    assets::currency_at(&visit.app, &visit.own_post_code().1)
}

async fn go(mut sent: Sent, way: Way) -> Answer {
    let fault = match ask_for(&mut sent, way).await {
        Ok(said) => return Ok(sent.on("/statement", said)),
        Err(fault) => fault,
    };
    let errors = fault.at(&sent.visit, way.field)?;
    let form = Form { errors, ..sent.visit.form(way.page, sent.typed) };
    page(&sent.visit, &Typed::default(), Some(&form)).await
}

async fn ask_for(sent: &mut Sent, way: Way) -> Result<&'static str, Fault> {
    let currency = currency(&sent.visit)?;
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let minor = reading.money(way.field, currency);
    let amount = Amount(reading.judged(minor)?).of(currency);
    if way.direction == Direction::Payout {
        account_proof::settled(sent).await?;
    }
    Ok(pay(sent, way.direction, amount).await?)
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
