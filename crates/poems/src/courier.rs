//! Carries what commands leave in the outbox: notices and codes to e-mail and text messages, instructions to the rail, names
//! of closed accounts to where names are.

use crate::rail::PaymentRail;
use kernel::{Id, Outbox};
use market::admin::closing::{self, NameLeft};
use market::admin::payment_transfer::bank_account::{self, AccountInquiry, ConfirmBankAccount};
use market::admin::payment_transfer::{self, ConcludePayment, Instruction};
use market::requirements::needs;
use market::support::notices::{self, Message};
use market::users::{FreeName, Person, codes};
use std::path::PathBuf;
use std::sync::OnceLock;
use store::{Courier, Delivery, Request, Store};
use web::app::App;

/// The market's courier. E-mail and text messages are files in a folder: one a message, named by its id, so that a
/// message that comes twice is one file.
pub(crate) struct MarketCourier {
    store: Store,
    app: OnceLock<App>,
    rail: Box<dyn PaymentRail>,
    folder: Option<PathBuf>,
}

impl MarketCourier {
    /// A courier that writes to `folder`, or nowhere.
    pub(crate) fn new(store: Store, rail: Box<dyn PaymentRail>, folder: Option<PathBuf>) -> Self {
        Self { store, app: OnceLock::new(), rail, folder }
    }

    /// Gives it the words and currencies of the market, which is put together after it.
    pub(crate) fn speak_for(&self, app: App) {
        // A second market for one courier would be a fault of the start-up code; the first one stays.
        let _ = self.app.set(app);
    }

    async fn tell(&self, message: &Outbox) -> Result<(), String> {
        let told: Message = serde_json::from_str(&message.body).map_err(|error| error.to_string())?;
        let (Some(folder), Some(app)) = (&self.folder, self.app.get()) else { return Ok(()) };
        let person = self.store.find::<Person>((told.user.locality(), told.user)).await;
        // Who erased their personal record gets no more messages.
        let Some(person) = person.map_err(|failure| failure.to_string())? else { return Ok(()) };
        let mail = web::mail::of_notice(app, message, &told, &person).await;
        let Some(mail) = mail.map_err(|failure| failure.to_string())? else { return Ok(()) };
        write(folder, &format!("{}.eml", message.id), &mail.text)?;
        match &person.phone {
            Some(phone) => {
                write(folder, &format!("{}.sms", message.id), &format!("{phone}\n{}\n", mail.short))
            }
            None => Ok(()),
        }
    }

    async fn code(&self, message: &Outbox) -> Result<(), String> {
        match self.app.get() {
            Some(app) => web::mail::carry(app, message).await,
            None => Err("the market is not open yet".to_owned()),
        }
    }

    async fn free_name(&self, message: &Outbox) -> Result<(), String> {
        let NameLeft { user, digest } =
            serde_json::from_str(&message.body).map_err(|error| error.to_string())?;
        let request = Request { id: message.id.cast(), actor: Id::SYSTEM };
        self.store.run(request, FreeName { user, digest }).await.map_err(|failure| failure.to_string())
    }

    async fn pay(&self, message: &Outbox) -> Result<(), String> {
        let instruction: Instruction =
            serde_json::from_str(&message.body).map_err(|error| error.to_string())?;
        let succeeded = self.rail.carry_out(&instruction)?;
        let conclude = ConcludePayment { payment: instruction.payment, succeeded };
        // The payment's own id names the command, so a repeat hears the first answer and pays nothing.
        let request = Request { id: instruction.payment.cast(), actor: Id::SYSTEM };
        self.store.run(request, conclude).await.map_err(|failure| failure.to_string())
    }

    async fn look(&self, message: &Outbox) -> Result<(), String> {
        match self.app.get() {
            Some(app) => web::nouns::needs::carry(app, message).await,
            None => Err("the market is not open yet".to_owned()),
        }
    }

    async fn confirm(&self, message: &Outbox) -> Result<(), String> {
        let account: AccountInquiry =
            serde_json::from_str(&message.body).map_err(|error| error.to_string())?;
        let is_there = self.rail.knows(&account)?;
        let AccountInquiry { user, named_at, .. } = account;
        // The message's own id names the command, as above.
        let request = Request { id: message.id.cast(), actor: Id::SYSTEM };
        let confirm = ConfirmBankAccount { user, named_at, is_there };
        self.store.run(request, confirm).await.map_err(|failure| failure.to_string())
    }
}

impl Courier for MarketCourier {
    fn deliver<'a>(&'a self, message: &'a Outbox) -> Delivery<'a> {
        Box::pin(async move {
            match message.topic.as_str() {
                notices::TOPIC => self.tell(message).await,
                codes::TOPIC => self.code(message).await,
                closing::TOPIC => self.free_name(message).await,
                payment_transfer::TOPIC => self.pay(message).await,
                bank_account::TOPIC => self.confirm(message).await,
                needs::TOPIC => self.look(message).await,
                other => Err(format!("nobody delivers messages of the topic `{other}`")),
            }
        })
    }
}

fn write(folder: &std::path::Path, name: &str, text: &str) -> Result<(), String> {
    store::private::write(&folder.join(name), text).map_err(|error| error.to_string())
}
