//! What the two sides of a booking can do: each step a form, made of what its command is asked for with, and posted to the
//! address that the API has for it as well.

use kernel::{Amount, Id};
use market::support::completion::PartOffer;
use market::trade::actions::{Action, Step};
use market::trade::part::{Part, PartStage};
use market::trade::procedure::{EvidenceKind, Promise};
use market::trade::{Side, Stage, Trade};

use super::photo_form;
use super::prelude::*;
use crate::nouns::trades::{ShownTrade, address};

/// The form of a step, by its address; its ids are set apart from those of the other forms of a booking.
pub(super) fn form(visit: &Visit, page: &str, typed: Typed, errors: Vec<FieldError>) -> Form {
    let scope = page.split('/').skip(3).collect::<Vec<_>>().join("-");
    Form { errors, scope, ..visit.form(page, typed) }
}

/// What somebody still lacks to pay for what is held.
fn lacking(shown: &ShownTrade) -> Result<Amount, AppError> {
    let due = shown.due_at_agreement()?;
    Ok(due.minus(shown.balance)?.max(Amount::ZERO))
}

/// A step's form, for the one who may take it now.
pub(super) struct Offered<'a> {
    pub(super) visit: &'a Visit,
    pub(super) shown: &'a ShownTrade,
    pub(super) action: Action,
    /// The form that was sent and does not fit.
    pub(super) wrong: Option<&'a Form>,
}

impl<'a> Offered<'a> {
    /// A step of a part.
    fn of(visit: &'a Visit, shown: &'a ShownTrade, part: &Part, step: Step, wrong: Option<&'a Form>) -> Self {
        Self { visit, shown, action: Action { step, part: Some(part.number) }, wrong }
    }

    pub(super) fn page(&self) -> String {
        address(self.shown.trade().id, self.action)
    }

    pub(super) fn form(&self, typed: &[(&str, String)]) -> Form {
        let typed = typed.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let form = form(self.visit, &self.page(), Typed::new(typed), Vec::new());
        self.wrong.filter(|wrong| wrong.action == form.action).cloned().unwrap_or(form)
    }

    /// Whether something in this step's form does not fit.
    pub(super) fn is_wrong(&self) -> bool {
        self.wrong.is_some_and(|wrong| wrong.action == self.visit.at(&self.page()))
    }

    fn button(&self, text: &Text, sent: &[(&str, &str)]) -> Markup {
        self.visit.button(&self.page(), &submit(text), sent)
    }

    pub(super) fn second(&self, text: &Text, sent: &[(&str, &str)]) -> Markup {
        self.visit.second_button(&self.page(), text, sent)
    }

    pub(super) fn part(&self) -> Result<&Part, AppError> {
        Ok(self.shown.full.part(self.action.part.unwrap_or_default())?)
    }

    /// Where evidence of the step's part is sent.
    pub(super) fn evidence_page(&self) -> String {
        address(self.shown.trade().id, Action { step: Step::AddEvidence, ..self.action })
    }

    /// Whether the reader has added a photograph of a part.
    pub(super) fn is_shown(&self, part: &Part) -> bool {
        let own = self.shown.trade().user(self.shown.side);
        let is_photo = |kind: EvidenceKind| kind == EvidenceKind::Photo;
        self.shown.evidence.iter().any(|one| one.part == part.number && one.by == own && is_photo(one.kind))
    }

    /// A form that asks for an amount of the part's money.
    fn amount(&self, name: &'static str, most: Amount, label: Text, button: &Text) -> Markup {
        let money = words::money(&self.visit.app, most, self.shown.trade().currency);
        let decimals = u32::from(money.currency.exponent());
        let hint = t!(self.visit.loc, "step-amount-hint", most = self.visit.loc.money(money));
        let form = self.form(&[]);
        form.render(&html! {
            input type="hidden" name="decimals" value=(decimals);
            (form.field(name, label).hint(hint).money(money.currency))
            (submit_second(button))
        })
    }
}

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
    let mut sections: Vec<Markup> = code(visit, shown).into_iter().collect();
    for part in shown.parts() {
        let mut of_part: Vec<_> = actions.iter().filter(|action| action.part == Some(part.number)).collect();
        // Whoever is told that nothing came is first asked whether that is so.
        of_part.sort_by_key(|action| action.step != Step::AcceptReport);
        sections.extend(bring_back(&Offered::of(visit, shown, part, Step::AddEvidence, wrong), part));
        for action in of_part {
            let offered = Offered { visit, shown, action: *action, wrong };
            sections.extend(match action.step {
                Step::Record if is_asked(shown, part) => Some(record(&offered)?),
                Step::Confirm => confirm(&offered)?,
                Step::Object => Some(object(&offered)?),
                Step::AcceptReport => Some(accept_report(&offered)?),
                Step::Offer => Some(offer(&offered)?),
                Step::Record
                | Step::SendBack
                | Step::Report
                | Step::AddEvidence
                | Step::CallOff
                | Step::Agree
                | Step::Extend
                | Step::LetGo => None,
            });
        }
    }
    Ok(html! { @for section in sections { (section) } })
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

/// The code to show, until it was needed.
fn code(visit: &Visit, shown: &ShownTrade) -> Option<Markup> {
    let is_open = |part: &Part| part.stage == PartStage::Open && part.promise != Promise::Bond;
    let code = shown.code.as_ref().filter(|_| shown.parts().any(is_open))?;
    let spaced = format!("{} {}", code.get(..3).unwrap_or_default(), code.get(3..).unwrap_or_default());
    Some(html! {
        section {
            h2 { (t!(visit, "trade-code")) }
            p class="lead figures" { (Text::verbatim(spaced)) }
        }
    })
}

/// Saying that what was lent is back, for who has it.
fn bring_back(offered: &Offered<'_>, bond: &Part) -> Option<Markup> {
    let (loc, shown) = (offered.visit.loc, offered.shown);
    let is_out = |part: &Part| part.promise == Promise::Use && part.stage != PartStage::Open;
    let is_said = shown.evidence.iter().any(|one| one.kind == EvidenceKind::Returned);
    let is_theirs =
        bond.promise == Promise::Bond && bond.stage == PartStage::Open && bond.payer == shown.side;
    (is_theirs && !is_said && shown.parts().any(is_out)).then(|| {
        let name = shown.name(bond.payee());
        html! {
            section {
                h2 { (t!(loc, "step-bring-back")) }
                p { (t!(loc, "step-bring-back-how", name = name)) }
                (offered.button(&t!(loc, "step-returned"), &[("kind", "returned")]))
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
    let reader = visit.reader_in(&trade.zone);
    let may = |step: Step| actions.iter().any(|action| action.step == step);
    let offered = |step: Step| Offered { visit, shown, action: Action { step, part: None }, wrong };
    let (due, missing) = (shown.due_at_agreement()?, lacking(shown)?);
    let is_unpaid = shown.full.is_unpaid();
    let text = if is_unpaid {
        t!(visit, "trade-agree-unpaid")
    } else {
        t!(visit, "trade-book", money = reader.money(due, trade.currency))
    };
    let bonds = shown.bonds()?;
    Ok(html! {
        section {
            h2 { (t!(visit, "trade-book-title", name = shown.seller_name.as_str())) }
            p { (t!(visit, "trade-held-until", moment = reader.time(trade.held_until))) }
            @if !is_unpaid { p { (t!(visit, "trade-balance", money = reader.money(shown.balance, trade.currency))) } }
            @if bonds > Amount::ZERO { p { (t!(visit, "trade-bond", money = reader.money(bonds, trade.currency))) } }
            @if missing > Amount::ZERO {
                p { (t!(visit, "trade-short", money = reader.money(missing, trade.currency))) }
                (top_up_form(visit, shown, missing, wrong))
            } @else {
                (terms(visit, shown))
                @if may(Step::Agree) { (offered(Step::Agree).button(&text, &[])) }
            }
            div class="actions" {
                @if may(Step::Extend) { (offered(Step::Extend).second(&t!(visit, "trade-extend"), &[])) }
                @if may(Step::LetGo) { (offered(Step::LetGo).second(&t!(visit, "trade-let-go"), &[])) }
            }
        }
    })
}

/// What happens to the money, and what calling off costs, as this trade has it.
pub(super) fn terms(visit: &Visit, shown: &ShownTrade) -> Markup {
    let trade = shown.trade();
    let reader = visit.reader_in(&trade.zone);
    let name = shown.seller_name.as_str();
    let answer = shown.parts().next().map_or(0, |part| part.terms.answer_hours);
    let hours = visit.loc.duration(words::whole(answer.saturating_mul(60)));
    html! {
        ul {
            @if !shown.full.is_unpaid() {
                li { (t!(visit, "terms-escrow", name = name)) }
                @if trade.late_share_bp.0 > 0 {
                    li { (t!(visit, "terms-free-until", moment = reader.time(trade.free_until))) }
                    li { (t!(visit, "terms-late", share = visit.loc.share(words::whole(trade.late_share_bp.0)))) }
                } @else {
                    li { (t!(visit, "terms-always-free")) }
                }
                li { (t!(visit, "terms-seller", name = name)) }
            }
            li { (t!(visit, "terms-silence", hours = hours)) }
        }
    }
}

/// Where money is added for a trade.
pub(super) fn top_up(trade: Id<Trade>) -> String {
    format!("/trades/{trade}/top-up")
}

fn top_up_form(visit: &Visit, shown: &ShownTrade, missing: Amount, wrong: Option<&Form>) -> Markup {
    let trade = shown.trade();
    let money = words::money(&visit.app, missing, trade.currency);
    let typed = fields::typed_decimal(visit.loc, missing.0, u32::from(money.currency.exponent()));
    let typed = Typed::new(vec![("amount".to_owned(), typed)]);
    let form = form(visit, &top_up(trade.id), typed, Vec::new());
    let form = wrong.filter(|wrong| wrong.action == form.action).unwrap_or(&form);
    form.render(&html! {
        (form.field("amount", t!(visit, "money-add-amount")).hint(t!(visit, "money-add-hint"))
            .money(money.currency))
        (submit(&t!(visit, "money-add")))
    })
}

/// Saying how much is due: hours, that it was handed over, or what a damage costs.
fn record(offered: &Offered<'_>) -> Result<Markup, AppError> {
    let (loc, part) = (offered.visit.loc, offered.part()?);
    let is_reported = part.stage == PartStage::Reported;
    #[expect(clippy::wildcard_enum_match_arm, reason = "what most promises have in common")]
    let body = match part.promise {
        Promise::Work => hours(offered, part),
        Promise::Bond => {
            let most = offered.shown.full.price_of(part).payer_pays()?;
            let is_shown = offered.is_shown(part);
            html! {
                p { (t!(loc, "step-claim-how")) }
                @if is_shown {
                    (claim(offered, part, most))
                } @else {
                    (photo_form::form(offered.visit, &offered.evidence_page(), offered.wrong))
                }
            }
        }
        _ => handed_over(offered, part),
    };
    let title = if is_reported && part.promise != Promise::Work {
        t!(loc, "step-record-again")
    } else {
        words::by_promise(loc, "step-record", part.promise, &[])
    };
    Ok(html! {
        section {
            h2 { (title) }
            @if is_reported && part.promise == Promise::Work { p { (t!(loc, "trade-record-reported")) } }
            @if is_reported && part.promise != Promise::Work { p { (t!(loc, "step-record-reported")) } }
            (body)
        }
    })
}

/// The hours as quarter-hours to choose from, those booked chosen already.
fn hours(offered: &Offered<'_>, part: &Part) -> Markup {
    let loc = offered.visit.loc;
    let booked = part.quantity;
    let form = offered.form(&[("due", part.due.unwrap_or(booked).to_string())]);
    let choices = fields::durations(loc, (0..=booked / 15).rev().map(|quarter| quarter * 15));
    html! {
        (form.render(&html! {
            input type="hidden" name="reason" value="performed";
            (form.field("due", t!(loc, "trade-record-worked"))
                .hint(t!(loc, "trade-record-hint", booked = loc.duration(words::whole(booked))))
                .select(&choices))
            (submit(&t!(loc, "trade-record")))
        }))
        (not_taken(offered, part))
    }
}

/// The code of the other side, or nothing where a photograph or a number is there already.
fn handed_over(offered: &Offered<'_>, part: &Part) -> Markup {
    let loc = offered.visit.loc;
    let form = offered.form(&[]);
    html! {
        (form.render(&html! {
            input type="hidden" name="due" value=(part.quantity);
            input type="hidden" name="reason" value="performed";
            (form.field("code", t!(loc, "step-code")).hint(t!(loc, "step-code-hint")).input(Input::Number))
            (submit(&t!(loc, "step-handed-over")))
        }))
        (not_taken(offered, part))
    }
}

/// Saying that the other side was not there, with the most that is due then.
fn not_taken(offered: &Offered<'_>, part: &Part) -> Markup {
    let loc = offered.visit.loc;
    let most =
        Amount(part.quantity).share(part.terms.not_taken_bp, kernel::Rounding::Ceil).unwrap_or_default();
    html! {
        @if part.stage != PartStage::Reported && most > Amount::ZERO {
            details {
                summary { (t!(loc, "step-not-taken-open")) }
                p { (t!(loc, "step-not-taken-how", share = loc.share(words::whole(part.terms.not_taken_bp.0)))) }
                (offered.second(&t!(loc, "step-not-taken"), &[("due", &most.0.to_string()), ("reason", "not_taken")]))
            }
        }
    }
}

/// What a hire is late by the hours, until it was said to be back or until now.
fn late(shown: &ShownTrade, bond: &Part) -> Amount {
    let back = shown.evidence.iter().find(|one| one.kind == EvidenceKind::Returned);
    let back = back.map_or(shown.now, |one| one.added_at);
    let late = shown.hire.as_ref().and_then(|hire| hire.late(back.minutes_since(bond.ends_at)).ok());
    late.unwrap_or_default()
}

/// A claim of an amount out of a bond; what it was late is written already.
fn claim(offered: &Offered<'_>, part: &Part, most: Amount) -> Markup {
    let loc = offered.visit.loc;
    let money = words::money(&offered.visit.app, most, offered.shown.trade().currency);
    let late = late(offered.shown, part);
    let typed = fields::typed_decimal(loc, late.0, u32::from(money.currency.exponent()));
    let typed = if late > Amount::ZERO { typed } else { String::new() };
    let form = offered.form(&[("due", typed)]);
    form.render(&html! {
        input type="hidden" name="decimals" value=(money.currency.exponent());
        input type="hidden" name="reason" value="performed";
        (form.field("due", t!(loc, "step-claim")).hint(t!(loc, "step-amount-hint", most = loc.money(money)))
            .money(money.currency))
        (submit_second(&t!(loc, "step-claim-go")))
    })
}

fn confirm(offered: &Offered<'_>) -> Result<Option<Markup>, AppError> {
    let (visit, shown, part) = (offered.visit, offered.shown, offered.part()?);
    let due = part.due.unwrap_or(part.quantity);
    let name = shown.name(part.payee());
    let reader = visit.reader_in(&shown.trade().zone);
    let share = part.due_share().unwrap_or(market::price::Share::ALL);
    let money = reader.money(shown.full.price_of(part).scaled(share)?.payer_pays()?, part.currency);
    #[expect(clippy::wildcard_enum_match_arm, reason = "what most promises have in common")]
    let text = match part.promise {
        Promise::Work if shown.full.is_unpaid() => {
            t!(visit, "trade-confirm-unpaid", worked = visit.loc.duration(words::whole(due)))
        }
        Promise::Work => t!(visit, "trade-confirm", worked = visit.loc.duration(words::whole(due))),
        Promise::Bond => t!(visit, "step-confirm-claim", money = money),
        _ => t!(visit, "step-confirm"),
    };
    let title = words::by_promise(visit.loc, "step-confirm", part.promise, &[("name", name.into())]);
    Ok(Some(html! {
        section {
            h2 { (title) }
            (offered.button(&text, &[("due", &due.to_string())]))
            @if part.stage == PartStage::Recorded { p { (t!(visit, "trade-confirm-silence")) } }
        }
    }))
}

fn object(offered: &Offered<'_>) -> Result<Markup, AppError> {
    let (loc, part) = (offered.visit.loc, offered.part()?);
    let recorded = part.due.unwrap_or(part.quantity);
    let body = if part.promise == Promise::Work {
        let form = offered.form(&[]);
        let choices = fields::durations(loc, (0..recorded / 15).rev().map(|quarter| quarter * 15));
        form.render(&html! {
            (form.field("due", t!(loc, "step-object-worked")).select(&choices))
            (submit_second(&t!(loc, "step-object-go")))
        })
    } else if part.promise == Promise::Bond {
        offered.amount("due", Amount(recorded), t!(loc, "step-object-money"), &t!(loc, "step-object-go"))
    } else {
        offered.second(&t!(loc, "step-object-go"), &[("due", "0")])
    };
    Ok(html! {
        section {
            details open[offered.is_wrong()] {
                summary { (t!(loc, "step-object-open")) }
                p { (t!(loc, "step-object-how")) }
                (body)
            }
        }
    })
}

fn accept_report(offered: &Offered<'_>) -> Result<Markup, AppError> {
    let (loc, part) = (offered.visit.loc, offered.part()?);
    let is_return = part.promise == Promise::Goods;
    let form = offered.form(&[]);
    Ok(html! {
        section {
            h2 { (t!(loc, "step-accept-report-title")) }
            (form.render(&html! {
                @if is_return {
                    (form.field("is_restocked", t!(loc, "step-restocked"))
                        .checkboxes(&[Choice::new("yes", t!(loc, "step-restocked-yes"))]))
                }
                (submit_second(&t!(loc, "step-accept-report")))
            }))
        }
    })
}

/// The last offer of the other side, to accept; and one's own to make.
fn offer(offered: &Offered<'_>) -> Result<Markup, AppError> {
    let (visit, shown, part) = (offered.visit, offered.shown, offered.part()?);
    let reader = visit.reader_in(&shown.trade().zone);
    let money = |offer: &PartOffer| reader.money(offer.pays, part.currency);
    let last =
        |side: Side| shown.offers.iter().rfind(|offer| offer.part == part.number && offer.side == side);
    let most = shown.full.price_of(part).payer_pays()?;
    Ok(html! {
        section {
            h2 { (t!(visit, "step-offer-title")) }
            p { (t!(visit, "step-offer-how", most = reader.money(most, part.currency))) }
            @if let Some(mine) = last(shown.side) { p { (t!(visit, "step-offer-mine", money = money(mine))) } }
            @if let Some(theirs) = last(shown.side.other()) {
                p { (t!(visit, "step-offer-theirs", money = money(theirs))) }
                (visit.button(
                    &format!("{}/{}/acceptance", offered.page(), theirs.id),
                    &submit(&t!(visit, "step-offer-accept", money = money(theirs))),
                    &[],
                ))
            }
            (offered.amount("pays", most, t!(visit, "step-offer"), &t!(visit, "step-offer-go")))
        }
    })
}
