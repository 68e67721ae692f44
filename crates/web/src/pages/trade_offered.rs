//! A step of a booking that one of its sides may take now: its form, and what goes along with it.

use market::trade::actions::{Action, Step};
use market::trade::part::Part;
use market::trade::procedure::EvidenceKind;

use super::prelude::*;
use crate::i18n::Arg;
use crate::nouns::trades::{ShownTrade, address};

/// The form of a step, by its address; its ids are set apart from those of the other forms of a booking.
pub(super) fn form(visit: &Visit, page: &str, typed: Typed, errors: Vec<FieldError>) -> Form {
    let scope = page.split('/').skip(3).collect::<Vec<_>>().join("-");
    Form { errors, scope, ..visit.form(page, typed) }
}

/// A step of a part, for the one who may take it now.
pub(super) struct Offered<'a> {
    pub(super) visit: &'a Visit,
    pub(super) shown: &'a ShownTrade,
    pub(super) part: &'a Part,
    pub(super) step: Step,
    /// The form that was sent and does not fit.
    pub(super) wrong: Option<&'a Form>,
}

impl Offered<'_> {
    pub(super) fn say(&self, key: &str, args: &[(&'static str, Arg)]) -> Text {
        self.visit.say(key, args)
    }

    /// Where a step of the part is sent.
    pub(super) fn page_of(&self, step: Step) -> String {
        address(self.shown.trade().id, Action { step, part: Some(self.part.number) })
    }

    pub(super) fn page(&self) -> String {
        self.page_of(self.step)
    }

    pub(super) fn form(&self, typed: &[(&str, String)]) -> Form {
        let typed = Typed::of(typed.iter().map(|(name, value)| (*name, value.as_str())));
        form(self.visit, &self.page(), typed, Vec::new()).or_wrong(self.wrong)
    }

    /// The stage at which the part was seen, sent along.
    pub(super) fn seen(&self) -> Markup {
        html! { input type="hidden" name="seen" value=(self.part.stage.word()); }
    }

    /// Why so much is recorded, as it was seen, sent along.
    pub(super) fn reason(&self) -> Markup {
        html! {
            @if let Some(reason) = self.part.recorded_as { input type="hidden" name="reason" value=(reason.word()); }
        }
    }

    /// An amount of the part's money, as it is typed.
    pub(super) fn typed(&self, amount: Amount) -> String {
        fields::typed_decimal(self.visit.loc, amount.0, fields::decimals(self.visit, self.part.currency))
    }

    /// Whether something in this step's form does not fit.
    pub(super) fn is_wrong(&self) -> bool {
        self.wrong.is_some_and(|wrong| wrong.action == self.visit.at(&self.page()))
    }

    pub(super) fn button(&self, text: &Text, sent: &[(&str, &str)]) -> Markup {
        self.visit.button(&self.page(), &submit(text), sent)
    }

    pub(super) fn second(&self, text: &Text, sent: &[(&str, &str)]) -> Markup {
        self.visit.second_button(&self.page(), text, sent)
    }

    /// Whether the reader has added a photograph of the part.
    pub(super) fn is_shown(&self) -> bool {
        let own = self.shown.trade().user(self.shown.side);
        let of_part = self.shown.evidence.iter().filter(|one| one.part == self.part.number && one.by == own);
        of_part.into_iter().any(|one| one.kind == EvidenceKind::Photo)
    }

    /// The most that the part can cost.
    pub(super) fn most(&self) -> Result<Amount, AppError> {
        Ok(self.shown.full.price_of(self.part).payer_pays()?)
    }

    /// An amount of the part's money in words.
    pub(super) fn money(&self, amount: Amount) -> Text {
        self.visit.reader().money(amount, self.part.currency)
    }

    /// A form that asks for an amount of the part's money.
    pub(super) fn amount(
        &self,
        name: &str,
        typed: Amount,
        most: Amount,
        label: Text,
        button: &Text,
    ) -> Markup {
        let sign = words::sign(&self.visit.app, self.part.currency);
        let typed = if typed > Amount::ZERO { self.typed(typed) } else { String::new() };
        let form = self.form(&[(name, typed)]);
        form.render(&html! {
            input type="hidden" name="currency" value=(self.part.currency);
            @if self.step == Step::Record { (self.seen()) input type="hidden" name="reason" value="performed"; }
            @if self.step == Step::Object {
                input type="hidden" name="recorded" value=(self.typed(Amount(self.part.due.unwrap_or_default())));
                (self.reason())
            }
            (form.field(name, label).hint(t!(self, "step-amount-hint", most = self.money(most))).money(sign))
            (submit_second(button))
        })
    }
}
