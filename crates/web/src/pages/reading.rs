//! A form as it is read, field by field: it says all that is wrong with it at once.

use jiff::civil::Date;
use kernel::{ClockTime, Currency, EmailAddress, NoText};
use std::str::FromStr;

use super::fault::Fault;
use super::fields;
use super::visit::Visit;
use crate::act;
use crate::components::{FieldError, Typed};
use crate::error::Invalid;
use crate::i18n::Text;
use crate::nouns::users;
use crate::{t, words};

/// What was typed, with what of it could not be read so far.
pub(super) struct Reading<'a> {
    visit: &'a Visit,
    typed: &'a Typed,
    wrong: Vec<FieldError>,
}

impl<'a> Reading<'a> {
    /// Nothing was read yet.
    pub(super) fn of(visit: &'a Visit, typed: &'a Typed) -> Self {
        Self { visit, typed, wrong: Vec::new() }
    }

    /// What stands in a field; where that cannot be read, what to do about it is kept.
    pub(super) fn read<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&str) -> Option<T>,
        wrong: impl FnOnce(&Visit) -> Text,
    ) -> Option<T> {
        let value = read(self.typed.value(name));
        if value.is_none() {
            self.fault(name, wrong(self.visit));
        }
        value
    }

    /// Keeps what is wrong with a field.
    pub(super) fn fault(&mut self, name: &str, text: Text) {
        self.wrong.push(FieldError::new(name, text));
    }

    /// Whether everything could be read so far.
    pub(super) fn is_right(&self) -> bool {
        self.wrong.is_empty()
    }

    /// A day.
    pub(super) fn day(&mut self, name: &str) -> Option<Date> {
        self.read(name, kernel::read_date, |visit| t!(visit, "search-date-wrong"))
    }

    /// A time that the clock shows, with its offset where that is needed.
    pub(super) fn clock_time(&mut self, name: &str) -> Option<ClockTime> {
        self.read(name, |text| text.parse().ok(), |visit| t!(visit, "search-from-wrong"))
    }

    /// A number of so many decimals, in units of the last one.
    pub(super) fn number(&mut self, name: &str, decimals: u32) -> Option<i64> {
        let loc = self.visit.loc;
        self.read(name, |text| fields::decimal(loc, text, decimals), |visit| t!(visit, "rule-number-wrong"))
    }

    /// An amount of a currency, in minor units.
    pub(super) fn money(&mut self, name: &str, currency: Currency) -> Option<i64> {
        let (loc, sign) = (self.visit.loc, words::sign(&self.visit.app, currency));
        self.read(name, |text| fields::amount(loc, text, sign), |visit| t!(visit, "rule-money-wrong"))
    }

    /// As [`Reading::money`], of what need not be there.
    pub(super) fn money_or_none(&mut self, name: &str, currency: Currency) -> Option<i64> {
        if self.typed.value(name).trim().is_empty() { None } else { self.money(name, currency) }
    }

    /// What somebody wrote, in its one form.
    pub(super) fn text<T: FromStr<Err = NoText>>(&mut self, name: &str) -> Option<T> {
        match self.typed.value(name).parse() {
            Ok(text) => Some(text),
            Err(why) => {
                let (sentence, arguments) = act::unread(why);
                self.refuse([Invalid { field: name.to_owned(), sentence, arguments }]);
                None
            }
        }
    }

    /// As [`Reading::text`], of what need not be there.
    pub(super) fn text_or_none<T: FromStr<Err = NoText>>(&mut self, name: &str) -> Option<T> {
        if self.typed.value(name).trim().is_empty() { None } else { self.text(name) }
    }

    /// An e-mail address.
    pub(super) fn email(&mut self, name: &str) -> Option<EmailAddress> {
        let email = self.typed.value(name).parse().ok();
        if email.is_none() {
            self.refuse([Invalid::new(name, "invalid-email")]);
        }
        email
    }

    /// A new password that is not guessed soon.
    pub(super) fn new_password(&mut self, name: &str) -> Option<String> {
        let password = self.typed.value(name);
        let typed = ["email", "display_name"].map(|own| self.typed.value(own));
        let own = typed.into_iter().chain(self.visit.name.as_deref());
        let fault = users::password_fault(&self.visit.app, password, &own.collect::<Vec<_>>());
        self.refuse(fault.map(|fault| Invalid::new(name, fault)));
        fault.is_none().then(|| password.to_owned())
    }

    /// Keeps what is wrong with fields.
    pub(super) fn refuse(&mut self, wrong: impl IntoIterator<Item = Invalid>) {
        let reader = self.visit.reader();
        self.wrong.extend(
            wrong
                .into_iter()
                .map(|invalid| FieldError::new(invalid.field.as_str(), reader.invalid(&invalid))),
        );
    }

    /// What was made of the fields, if all of them could be read.
    ///
    /// # Errors
    /// Every field that could not.
    pub(super) fn judged<T>(self, made: Option<T>) -> Result<T, Fault> {
        made.filter(|_| self.wrong.is_empty()).ok_or(Fault::Fields(self.wrong))
    }
}
