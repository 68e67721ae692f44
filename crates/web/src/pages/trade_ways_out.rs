//! The ways out of a booking, each with what it comes to: calling off, reporting that nothing came, adding to what is
//! known.

use market::support::amendment;
use market::trade::Side;
use market::trade::actions::{Action, Step};
use market::trade::part::{Part, PartStage};
use market::trade::procedure::Promise;

use super::prelude::*;
use super::trade_offered::Offered;
use super::{photo_form, trade_door};
use crate::nouns::trades::ShownTrade;

/// Calling off with what it would cost, reporting that nothing came, and adding to what is known.
///
/// # Errors
/// [`AppError::Internal`] when a sum is out of range.
pub(super) fn ways_out(visit: &Visit, shown: &ShownTrade, wrong: Option<&Form>) -> Result<Markup, AppError> {
    let mut sections = Vec::new();
    let actions = shown.actions();
    for action in actions.iter().copied() {
        let Some(part) = action.part else { continue };
        let offered = Offered { visit, shown, part: shown.full.part(part)?, step: action.step, wrong };
        #[expect(clippy::wildcard_enum_match_arm, reason = "the other steps stand at the top of the page")]
        sections.extend(match action.step {
            // Over what is recorded it stands beside the other answers.
            Step::Report if !is_answered_above(&actions, offered.part) => Some(report(&offered)),
            Step::AddEvidence => Some(evidence(&offered)),
            Step::CallOff => Some(call_off(&offered)?),
            Step::RunLate => trade_door::late(&offered)?,
            _ => None,
        });
    }
    Ok(html! { @for section in sections { (section) } })
}

/// Whether the payer is asked at the top of the page, where saying that nothing came is one of the answers.
fn is_answered_above(actions: &[Action], part: &Part) -> bool {
    let is_asked = actions.contains(&Action { step: Step::Confirm, part: Some(part.number) });
    is_asked && part.stage == PartStage::Recorded && part.promise != Promise::Goods
}

fn report(offered: &Offered<'_>) -> Markup {
    let Offered { shown, part, .. } = *offered;
    let name = shown.name(part.payee());
    let goods: Vec<_> = shown.full.lines_of(part.number).filter(|line| line.count > Some(0)).collect();
    let form = offered.form(&[]);
    html! {
        section {
            h2 { (words::by_promise(offered.visit.loc, "step-report", part.promise, &[("name", name.into())])) }
            details open[offered.is_wrong()] {
                summary { (t!(offered, "trade-absent-open")) }
                p { (t!(offered, "trade-absent-how", name = name)) }
                (offered.second(&t!(offered, "step-report-nothing"), &[("reason", "nothing"), ("seen", part.stage.word())]))
                @if !goods.is_empty() {
                    p { (t!(offered, "step-return-how")) }
                    (form.render(&html! {
                        input type="hidden" name="reason" value="return";
                        input type="hidden" name="seen" value=(part.stage.word());
                        @for line in &goods {
                            @let title = line.item.and_then(|item| shown.item_title(item)).unwrap_or_default();
                            @let most = words::whole(line.count.unwrap_or_default());
                            (form.field(&format!("items-{}", line.position), Text::verbatim(title))
                                .hint(t!(offered, "step-return-most", count = most)).input(Input::Number))
                        }
                        (submit_second(&t!(offered, "step-return")))
                    }))
                }
            }
        }
    }
}

/// What can be added to what is known of a part: that it is back, that it arrived, a number, words.
fn evidence(offered: &Offered<'_>) -> Markup {
    let Offered { shown, part, .. } = *offered;
    let is_payer = shown.side == part.payer;
    let button = |text: Text, kind: &str| offered.second(&text, &[("kind", kind)]);
    let form = offered.form(&[]);
    let is_goods = part.promise == Promise::Goods;
    let asks_above = part.promise == Promise::Bond && !is_payer && !offered.is_shown();
    let is_open = offered.is_wrong() || photo_form::is_wrong(offered.visit, &offered.page(), offered.wrong);
    let kind = if is_goods && !is_payer { "tracking" } else { "statement" };
    let label = if kind == "tracking" { t!(offered, "step-tracking") } else { t!(offered, "step-statement") };
    html! {
        section {
            details open[is_open] {
                summary { (words::by_promise(offered.visit.loc, "step-evidence", part.promise, &[])) }
                @if is_goods && matches!(part.stage, PartStage::Open | PartStage::Recorded) {
                    (button(t!(offered, "step-arrived"), "arrived"))
                }
                (form.render(&html! {
                    input type="hidden" name="kind" value=(kind);
                    (form.field("words", label).input(Input::Text))
                    (submit_second(&t!(offered, "step-evidence-go")))
                }))
                // Whoever claims of a deposit is asked for a photograph where the claim is.
                @if !asks_above { (photo_form::form(offered.visit, &offered.page(), offered.wrong)) }
            }
        }
    }
}

fn call_off(offered: &Offered<'_>) -> Result<Markup, AppError> {
    let Offered { visit, shown, part, .. } = *offered;
    let trade = shown.trade();
    let share = amendment::share_due(trade, shown.side, shown.now);
    let (due, back) = amendment::cost(&shown.full, part, shown.side, shown.now)?;
    let text = match shown.side {
        Side::Seller => t!(visit, "trade-cancel-seller", name = shown.buyer_name.as_str()),
        Side::Buyer if share.is_nothing() => {
            let until = visit.reader_in(&trade.zone).time(trade.free_until);
            t!(visit, "trade-cancel-free", moment = until)
        }
        Side::Buyer => {
            t!(visit, "trade-cancel-late", due = offered.money(due), back = offered.money(back))
        }
    };
    let expected = if share.is_nothing() { 0 } else { trade.late_share_bp.0 };
    Ok(html! {
        section {
            h2 { (t!(visit, "trade-cancel-title")) }
            details {
                summary { (t!(visit, "trade-cancel-open")) }
                p { (text) }
                (offered.second(&t!(visit, "trade-cancel"), &[("expected_bp", &expected.to_string())]))
            }
        }
    })
}
