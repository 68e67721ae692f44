//! The bank account that the visitor is paid out to.

use market::admin::payment_transfer::bank_account::NameBankAccount;

use super::account_proof;
use super::prelude::*;
use super::statement::bank_words;
use crate::nouns::payment_transfer;

const PAGE: &str = "/statement/bank";

pub(super) fn routes() -> Routes {
    vec![(PAGE, get(show).post(name))]
}

async fn show(visit: Visit) -> Answer {
    let form = visit.form(PAGE, Typed::default());
    page(&visit, &form).await
}

async fn page(visit: &Visit, form: &Form) -> Answer {
    let bank = payment_transfer::bank_account(&visit.app, visit.visitor()?).await?;
    let proof = account_proof::field(visit, form).await?;
    let main = html! {
        @if let Some(bank) = &bank { p { (bank_words(visit, bank)) } }
        p { (t!(visit, "bank-how")) }
        (form.render(&html! {
            (form.field("holder", t!(visit, "bank-holder")).hint(t!(visit, "bank-holder-hint")).input(Input::Text))
            (form.field("bank_code", t!(visit, "bank-code")).hint(t!(visit, "bank-code-hint")).input(Input::Text))
            (form.field("number", t!(visit, "bank-number")).hint(t!(visit, "bank-number-hint")).input(Input::Text))
            (proof)
            (submit(&t!(visit, "bank-name")))
        }))
    };
    let sheet = Sheet::new(t!(visit, "bank-title"), main).area(Area::Money).judged_by([form]);
    Ok(visit.show(sheet.under("/statement", t!(visit, "statement-title"))))
}

async fn name(mut sent: Sent) -> Answer {
    let fault = match told(&mut sent).await {
        Ok(()) => return Ok(sent.on("/statement", "bank-named")),
        Err(fault) => fault,
    };
    let is_of_code = matches!(&fault, Fault::Other(error) if error.code().ends_with("bank-code"));
    let errors = fault.at(&sent.visit, if is_of_code { "bank_code" } else { "number" })?;
    let form = Form { errors, ..sent.visit.form(PAGE, sent.typed) };
    page(&sent.visit, &form).await
}

async fn told(sent: &mut Sent) -> Result<(), Fault> {
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let holder = reading.text("holder");
    let bank_code = reading.text_or_none("bank_code");
    let number = reading.text("number");
    let (holder, number) = reading.judged(holder.zip(number))?;
    account_proof::settled(sent).await?;
    let user = sent.visit.visitor()?.user;
    Ok(sent.run(NameBankAccount { user, holder, bank_code, number }).await?)
}
