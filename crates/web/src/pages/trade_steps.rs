//! What the two sides of a booking can do: each step a form, made of what its command is asked for with, and posted to the
//! address that the API has for it as well.

use market::support::completion::PartOffer;
use market::trade::actions::{Action, Step};
use market::trade::part::{Part, PartStage};
use market::trade::procedure::{EvidenceKind, Promise};
use market::trade::{Side, Stage, Trade};

use super::check::TermsInWords;
use super::prelude::*;
use super::trade_hours::not_taken;
use super::trade_offered::{Offered, form};
use super::{photo_form, search_form, trade_answers, trade_door, trade_hours};
use crate::nouns::options::Search;
use crate::nouns::trades::{ShownTrade, address};

/// What the reader can do now, if anything is theirs to do.
///
/// # Errors
/// [`AppError::Internal`] when a sum is out of range.
pub(super) fn next(visit: &Visit, shown: &ShownTrade, wrong: Option<&Form>) -> Result<Markup, AppError> {
    let actions = shown.actions();
    if shown.trade().stage == Stage::Lapsed && shown.side == Side::Buyer {
        return Ok(html! {
            p { (t!(visit, "trade-lapsed")) " " a href=(visit.at("/")) { (t!(visit, "trade-search-again")) } }
        });
    }
    if shown.trade().stage == Stage::Held {
        return if actions.is_empty() { Ok(html! {}) } else { held(visit, shown, &actions, wrong) };
    }
    let mut sections: Vec<Markup> = Vec::new();
    sections.extend(shown.replacement().map(|search| somebody_else(visit, shown, &search)));
    sections.extend(trade_door::code(visit, shown));
    for part in shown.parts() {
        let offered = |step: Step| Offered { visit, shown, part, step, wrong };
        let of_part = actions.iter().filter(|action| action.part == Some(part.number));
        let mut steps: Vec<Step> = of_part.map(|action| action.step).collect();
        // Whoever is told that nothing came is first asked whether that is so.
        steps.sort_by_key(|step| *step != Step::AcceptReport);
        sections.extend(trade_door::to_come(&offered(Step::Start)));
        sections.extend(bring_back(&offered(Step::AddEvidence)));
        for step in steps {
            let offered = offered(step);
            #[expect(clippy::wildcard_enum_match_arm, reason = "the ways out stand at the end of the page")]
            sections.extend(match step {
                Step::Start => Some(trade_door::start(&offered)),
                Step::Stop => Some(trade_door::stop(&offered)),
                Step::Record if is_asked(shown, part) => Some(if part.promise == Promise::Work {
                    trade_hours::record(&offered, &actions)
                } else {
                    record(&offered)?
                }),
                Step::Confirm => Some(trade_answers::answer(&offered, &actions)?),
                Step::AcceptReport => Some(accept_report(&offered)),
                Step::Offer => Some(offer(&offered)?),
                _ => None,
            });
        }
    }
    Ok(html! { @for section in sections { (section) } })
}

/// The way to somebody else for the hours that are left.
fn somebody_else(visit: &Visit, shown: &ShownTrade, search: &Search) -> Markup {
    let until = visit.reader_in(&shown.trade().zone).time(shown.trade().ends_at);
    let length = visit.loc.duration(words::whole(search.minutes));
    html! {
        section {
            h2 { (t!(visit, "trade-replace-title")) }
            p { (t!(visit, "trade-replace-how", length = length, moment = until)) }
            p {
                a class="button" href=(visit.at(&format!("/search{}", search_form::query(search)))) {
                    (t!(visit, "trade-replace"))
                }
            }
        }
    }
}

/// Whether the payee is asked for more: not for what was handed over already, and for a deposit once the thing was out or
/// was to be back.
fn is_asked(shown: &ShownTrade, part: &Part) -> bool {
    #[expect(clippy::wildcard_enum_match_arm, reason = "what most promises have in common")]
    match part.promise {
        Promise::Use | Promise::Goods => part.stage != PartStage::Recorded,
        Promise::Bond => {
            let is_out = |use_of: &Part| use_of.promise != Promise::Use || use_of.stage != PartStage::Open;
            shown.now >= part.ends_at || shown.parts().all(is_out)
        }
        _ => true,
    }
}

/// Saying that what was lent is back, for who has it.
fn bring_back(offered: &Offered<'_>) -> Option<Markup> {
    let (shown, bond) = (offered.shown, offered.part);
    let is_out = |part: &Part| part.promise == Promise::Use && part.stage != PartStage::Open;
    let is_said = shown.evidence.iter().any(|one| one.kind == EvidenceKind::Returned);
    let is_theirs =
        bond.promise == Promise::Bond && bond.stage == PartStage::Open && bond.payer == shown.side;
    (is_theirs && !is_said && shown.parts().any(is_out)).then(|| {
        html! {
            section {
                h2 { (t!(offered, "step-bring-back")) }
                p { (t!(offered, "step-bring-back-how", name = shown.name(bond.payee()))) }
                (offered.button(&t!(offered, "step-returned"), &[("kind", "returned")]))
            }
        }
    })
}

/// Agree and pay, or first add the money that is missing.
fn held(
    visit: &Visit,
    shown: &ShownTrade,
    actions: &[Action],
    wrong: Option<&Form>,
) -> Result<Markup, AppError> {
    let trade = shown.trade();
    let money = |amount: Amount| visit.reader().money(amount, trade.currency);
    let may = |step: Step| actions.iter().any(|action| action.step == step);
    let page = |step: Step| address(trade.id, Action { step, part: None });
    let (due, bonds) = (shown.due_at_agreement()?, shown.bonds()?);
    let missing = due.minus(shown.balance)?.max(Amount::ZERO);
    let is_unpaid = shown.full.is_unpaid();
    let agree =
        if is_unpaid { t!(visit, "trade-agree-unpaid") } else { t!(visit, "trade-book", money = money(due)) };
    let typed =
        |amount: Amount| fields::typed_decimal(visit.loc, amount.0, fields::decimals(visit, trade.currency));
    let until = visit.reader_in(&trade.zone).time(trade.held_until);
    Ok(html! {
        section class="opens" {
            h2 { (t!(visit, "trade-book-title", name = shown.seller_name.as_str())) }
            p { (t!(visit, "trade-held-until", moment = until)) }
            @if !is_unpaid { p { (t!(visit, "trade-balance", money = money(shown.balance))) } }
            @if bonds > Amount::ZERO { p { (t!(visit, "trade-bond", money = money(bonds))) } }
            @if missing > Amount::ZERO {
                p { (t!(visit, "trade-short", money = money(missing))) }
                (top_up_form(visit, trade, missing, wrong))
            } @else {
                @if may(Step::Agree) {
                    div class="act" { (visit.button(&page(Step::Agree), &submit(&agree), &[
                        ("currency", trade.currency.code()), ("expected_pay", &typed(trade.buyer_pays)),
                    ])) }
                }
                (terms(visit, shown))
            }
            div class="actions" {
                @if may(Step::Extend) { (visit.second_button(&page(Step::Extend), &t!(visit, "trade-extend"), &[])) }
                @if may(Step::LetGo) { (visit.second_button(&page(Step::LetGo), &t!(visit, "trade-let-go"), &[])) }
            }
        }
    })
}

/// What happens to the money, and what calling off costs, as this trade has it.
pub(super) fn terms(visit: &Visit, shown: &ShownTrade) -> Markup {
    let trade = shown.trade();
    let until = visit.reader_in(&trade.zone).time(trade.free_until);
    let terms = TermsInWords {
        seller: &shown.seller_name,
        is_unpaid: shown.full.is_unpaid(),
        free: t!(visit, "terms-free-until", moment = until),
        late_share: trade.late_share_bp,
        answer_hours: shown.parts().next().map_or(0, |part| part.terms.answer_hours),
    };
    terms.render(visit)
}

/// Where money is added for a trade.
pub(super) fn top_up(trade: Id<Trade>) -> String {
    format!("/trades/{trade}/top-up")
}

fn top_up_form(visit: &Visit, trade: &Trade, missing: Amount, wrong: Option<&Form>) -> Markup {
    let typed = fields::typed_decimal(visit.loc, missing.0, fields::decimals(visit, trade.currency));
    let form = form(visit, &top_up(trade.id), Typed::of([("amount", typed)]), Vec::new()).or_wrong(wrong);
    form.render(&html! {
        (form.field("amount", t!(visit, "money-add-amount")).hint(t!(visit, "money-add-hint"))
            .money(words::sign(&visit.app, trade.currency)))
        (submit(&t!(visit, "money-add")))
    })
}

/// Saying what is due of anything but work: that it was handed over, or what a damage costs.
fn record(offered: &Offered<'_>) -> Result<Markup, AppError> {
    let part = offered.part;
    let is_again = part.stage == PartStage::Reported;
    let body = if part.promise == Promise::Bond { claim(offered)? } else { handed_over(offered) };
    let title = words::by_promise(offered.visit.loc, "step-record", part.promise, &[]);
    Ok(html! {
        section {
            h2 { @if is_again { (t!(offered, "step-record-again")) } @else { (title) } }
            @if is_again { p { (t!(offered, "step-record-reported")) } }
            (body)
        }
    })
}

/// The code of the other side, or nothing where a photograph or a number is there already.
fn handed_over(offered: &Offered<'_>) -> Markup {
    let form = offered.form(&[]);
    html! {
        (form.render(&html! {
            (offered.seen())
            input type="hidden" name="due" value=(offered.part.quantity);
            input type="hidden" name="reason" value="performed";
            (form.field("code", t!(offered, "step-code")).hint(t!(offered, "step-code-hint")).input(Input::Number))
            (submit(&t!(offered, "step-handed-over")))
        }))
        (not_taken(offered))
    }
}

/// What a hire is late by the hours, until it was said to be back or until now.
fn late(shown: &ShownTrade, bond: &Part) -> Amount {
    let back = shown.evidence.iter().find(|one| one.kind == EvidenceKind::Returned);
    let back = back.map_or(shown.now, |one| one.added_at);
    let late = shown.hire.as_ref().and_then(|hire| hire.late(back.minutes_since(bond.ends_at)).ok());
    late.unwrap_or_default()
}

/// A claim of an amount out of a bond, once a photograph shows why; what it was late is written already.
fn claim(offered: &Offered<'_>) -> Result<Markup, AppError> {
    let late = late(offered.shown, offered.part);
    let (label, button) = (t!(offered, "step-claim"), t!(offered, "step-claim-go"));
    let form = if offered.is_shown() {
        offered.amount("due", late, offered.most()?, label, &button)
    } else {
        photo_form::form(offered.visit, &offered.page_of(Step::AddEvidence), offered.wrong)
    };
    Ok(html! { p { (t!(offered, "step-claim-how")) } (form) })
}

fn accept_report(offered: &Offered<'_>) -> Markup {
    let form = offered.form(&[]);
    let restocked = [Choice::new("yes", t!(offered, "step-restocked-yes"))];
    html! {
        section {
            h2 { (t!(offered, "step-accept-report-title")) }
            (form.render(&html! {
                input type="hidden" name="reported" value=(offered.part.quantity);
                @if offered.part.promise == Promise::Goods {
                    (form.field("is_restocked", t!(offered, "step-restocked")).checkboxes(&restocked))
                }
                (submit_second(&t!(offered, "step-accept-report")))
            }))
        }
    }
}

/// The last offer of the other side, to accept; and one's own to make.
fn offer(offered: &Offered<'_>) -> Result<Markup, AppError> {
    let Offered { shown, part, .. } = *offered;
    let of_part = |side: Side| move |offer: &&PartOffer| offer.part == part.number && offer.side == side;
    let last = |side: Side| shown.offers.iter().rfind(of_part(side));
    let most = offered.most()?;
    let (label, button) = (t!(offered, "step-offer"), t!(offered, "step-offer-go"));
    Ok(html! {
        section {
            h2 { (t!(offered, "step-offer-title")) }
            p { (t!(offered, "step-offer-how", most = offered.money(most))) }
            @if let Some(mine) = last(shown.side) {
                p { (t!(offered, "step-offer-mine", money = offered.money(mine.pays))) }
            }
            @if let Some(theirs) = last(shown.side.other()) {
                @let accept = t!(offered, "step-offer-accept", money = offered.money(theirs.pays));
                p { (t!(offered, "step-offer-theirs", money = offered.money(theirs.pays))) }
                (offered.visit.button(&format!("{}/{}/acceptance", offered.page(), theirs.id), &submit(&accept), &[
                    ("currency", part.currency.code()), ("pays", &offered.typed(theirs.pays)),
                ]))
            }
            (offered.amount("pays", Amount::ZERO, most, label, &button))
        }
    })
}
