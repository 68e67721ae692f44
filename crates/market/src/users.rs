//! Users (1): one account for anyone, in any combination of roles.
//!
//! What is personal about a user is one record, [`Person`], that can be erased; everything else refers to the
//! user by id. Whoever has an account looks, offers and fills in; others find what they offer, and hours are held for
//! them, once a [code](codes) has shown that messages reach them.
//!
//! ```text
//! ClaimName (names) ──▶ OpenUser (home) ──▶ KeepName (names) ──▶ EnterCode (confirmed)
//!                          open ──BeginClosing──▶ closing ──CloseUser──▶ closed      (closing ──KeepUser──▶ open)
//! ```

pub mod assets;
pub mod availability;
pub mod codes;
pub mod passkeys;
pub mod photos;
pub mod registration;
pub mod reliability;
pub mod seller_pages;
pub mod sessions;
pub mod sign_in_names;
pub mod stock;
pub mod taking;

pub use sessions::{
    EndSession, EndSessions, Proof, ProveSession, SeeSession, Session, SessionRefusal, SignedInDevice,
    StartSession,
};
pub use sign_in_names::{ClaimName, FreeName, KeepName, MoveName, SetPassword, SignInName};

use crate::concession::account_ages;
use codes::{CodePurpose, SendCode, SentCode};
use kernel::{
    Asks, Command, CommandRefusal, Date, DateOfBirth, Decide, Draft, EmailAddress, Id, Keys, Locality,
    Members, PhoneNumber, PostCode, Record, Refusal, ShortText, Stop, Timestamp,
};
use rules::Rulebook;
use seller_pages::SellerPage;
use serde::{Deserialize, Serialize};

kernel::words! {
    /// What kind of user this is.
    pub enum UserKind {
        /// A person, who can sell work.
        Person = "person",
        /// A company, a council or a charity.
        Organization = "organization",
    }
}

kernel::words! {
    /// What a user may do in the market.
    pub enum Role {
        /// Buys and sells.
        Member = "member",
        /// Works for the operator: may never buy, sell or hold a position.
        Operator = "operator",
    }
}

kernel::words! {
    /// Whether an account can be used.
    pub enum UserStage {
        /// It can.
        Open = "open",
        /// Its user is about to close it: nothing new is agreed.
        Closing = "closing",
        /// It was closed, and what was personal about it is erased.
        Closed = "closed",
    }
}

/// The name that others see.
pub type DisplayName = ShortText<100>;
/// Street and number.
pub type Street = ShortText<120>;

/// A user.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(table = "users", key(locality, id), personal(id))]
#[show(only(id, kind, wants_tax_pot, confirmed_at))]
pub struct User {
    /// The user's home locality.
    pub locality: Locality,
    /// The user.
    #[show(name = "user")]
    pub id: Id<User>,
    /// Person or organisation.
    pub kind: UserKind,
    /// What the user may do.
    pub role: Role,
    /// Whether part of every payment is set aside for tax.
    pub wants_tax_pot: bool,
    /// Whether the account can be used.
    pub stage: UserStage,
    /// When it was shown that messages reach the user; nothing until then.
    pub confirmed_at: Option<Timestamp>,
    /// When the account was opened.
    pub opened_at: Timestamp,
}

impl User {
    /// Whether others find what this user offers, and can take it.
    pub fn is_found(&self) -> bool {
        self.stage == UserStage::Open && self.confirmed_at.is_some()
    }
}

/// What is personal about a user: erased when the user asks.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(table = "person", key(locality, user_id), personal(user_id))]
pub struct Person {
    /// The user's home locality.
    #[show(skip)]
    pub locality: Locality,
    /// Whose.
    #[show(skip)]
    pub user_id: Id<User>,
    /// The name that others see: first name and initial, or the organisation's.
    pub display_name: DisplayName,
    /// Where messages go.
    pub email: EmailAddress,
    /// Where text messages go.
    pub phone: Option<PhoneNumber>,
    /// The language of messages: a BCP 47 tag such as `en`.
    pub language: String,
    /// Date of birth, of people.
    pub born_on: Option<DateOfBirth>,
    /// Street and number, where work for this user is done.
    pub street: Option<Street>,
    /// The post code: the place others see.
    pub post_code: PostCode,
    /// When a new password was chosen last by a code, which whoever has the mailbox can do.
    pub password_reset_at: Option<Timestamp>,
}

/// Why nobody is signed up or in.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
#[refusal("users")]
pub enum UserRefusal {
    /// Somebody has this sign-in name already.
    #[stale]
    NameTaken,
    /// Somebody is too young for an account, not born yet, or born longer ago than anybody lives.
    NotThisAge {
        /// The least age, in years.
        least: i64,
        /// The most.
        most: i64,
    },
    /// The operator's own people never trade.
    #[not_yours]
    OperatorsNeverTrade,
    /// Nothing binds before the address is confirmed.
    NotConfirmed,
    /// Whoever offers this has not confirmed an address, or is gone.
    #[stale]
    SellerNotFound,
    /// The account is about to be closed.
    #[stale]
    Closing,
    /// The account was closed.
    #[stale]
    Closed,
    /// A date of birth is written once; mending it is for people who look at a paper.
    BornOnKept,
}

/// Refuses unless `user`, whom a record names, is the one who acts. A user whom the command itself names is marked
/// `#[command(actor)]` there.
///
/// # Errors
/// [`CommandRefusal::NotYours`].
pub fn only(draft: &Draft<'_>, user: Id<User>) -> Result<(), CommandRefusal> {
    CommandRefusal::unless_user(draft.actor(), user)
}

/// The acting user, who must be one that may trade; nothing binds one who is not confirmed.
///
/// # Errors
/// [`UserRefusal::OperatorsNeverTrade`], [`UserRefusal::Closing`], or absent when the actor is no user of this locality.
pub fn trader(draft: &Draft<'_>) -> Result<User, Stop> {
    let user = draft.get::<User>((draft.locality(), draft.actor().cast()))?;
    match (user.stage, user.role) {
        (UserStage::Closing, _) => Err(UserRefusal::Closing.into()),
        (UserStage::Closed, _) => Err(UserRefusal::Closed.into()),
        (UserStage::Open, Role::Operator) => Err(UserRefusal::OperatorsNeverTrade.into()),
        (UserStage::Open, Role::Member) => Ok(user),
    }
}

/// The acting user, who must be one that may bind themselves.
///
/// # Errors
/// As [`trader`]; [`UserRefusal::NotConfirmed`].
pub fn confirmed_trader(draft: &Draft<'_>) -> Result<User, Stop> {
    let user = trader(draft)?;
    if user.confirmed_at.is_some() { Ok(user) } else { Err(UserRefusal::NotConfirmed.into()) }
}

/// Refuses unless what a seller offers may be found, and so taken: the finder passes over everybody else.
///
/// # Errors
/// [`UserRefusal::SellerNotFound`].
pub fn found_seller(draft: &Draft<'_>, seller: Id<User>) -> Result<(), Stop> {
    let user = draft.get::<User>((draft.locality(), seller))?;
    if user.is_found() { Ok(()) } else { Err(UserRefusal::SellerNotFound.into()) }
}

/// A user whose account was not closed.
///
/// # Errors
/// [`UserRefusal::Closed`].
pub fn open_user(draft: &Draft<'_>, user: Id<User>) -> Result<User, Stop> {
    let user = draft.get::<User>((draft.locality(), user))?;
    if user.stage == UserStage::Closed { Err(UserRefusal::Closed.into()) } else { Ok(user) }
}

/// Refuses a date of birth that somebody with an account cannot have on a date.
///
/// # Errors
/// [`UserRefusal::NotThisAge`].
pub fn check_age(rulebook: &Rulebook, born_on: DateOfBirth, date: Date) -> Result<(), Stop> {
    let ages = account_ages(rulebook, date)?;
    if ages.contains(&born_on.age_on(date)) {
        return Ok(());
    }
    Err(UserRefusal::NotThisAge { least: *ages.start(), most: *ages.end() }.into())
}

/// Opens the user's account at home, and sends a code to confirm its address unless that is known to be the user's. Run
/// again for a user who is there, it changes nothing.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.open_user")]
pub struct OpenUser {
    /// Whose account, from [`ClaimName`].
    pub user: Id<User>,
    /// Person or organisation.
    pub kind: UserKind,
    /// Whether messages are known to reach the user, as they are of invented people.
    pub is_confirmed: bool,
    /// See [`Person`]; its locality and user are those of this command.
    pub person: PersonDetails,
}

/// What a user says of themselves.
#[derive(Asks, Serialize, Deserialize, Clone, Debug)]
pub struct PersonDetails {
    /// See [`Person::display_name`].
    pub display_name: DisplayName,
    /// See [`Person::email`].
    pub email: EmailAddress,
    /// See [`Person::phone`].
    pub phone: Option<PhoneNumber>,
    /// See [`Person::language`].
    pub language: String,
    /// See [`Person::born_on`].
    pub born_on: Option<DateOfBirth>,
    /// See [`Person::street`].
    pub street: Option<Street>,
    /// See [`Person::post_code`].
    pub post_code: PostCode,
}

impl Decide for OpenUser {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<User>((Command::locality(self), self.user));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        if draft.find::<User>((draft.locality(), self.user))?.is_some() {
            return Ok(());
        }
        if let Some(born_on) = self.person.born_on {
            check_age(draft.consult::<Rulebook>()?, born_on, draft.now().day().date())?;
        }
        let PersonDetails { display_name, email, phone, language, born_on, street, post_code } =
            self.person.clone();
        let (locality, user) = (draft.locality(), self.user);
        draft.add(&User {
            locality,
            id: user,
            kind: self.kind,
            role: Role::Member,
            wants_tax_pot: false,
            stage: UserStage::Open,
            confirmed_at: self.is_confirmed.then(|| draft.now()),
            opened_at: draft.now(),
        });
        draft.add(&Person {
            locality,
            user_id: user,
            display_name,
            email: email.clone(),
            phone,
            language,
            born_on,
            street,
            post_code,
            password_reset_at: None,
        });
        if !self.is_confirmed {
            SentCode::send(draft, SendCode::to_own(user, CodePurpose::Confirm), email)?;
        }
        Ok(())
    }
}

/// Chooses whether part of every payment is set aside for tax.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.choose_tax_pot")]
pub struct ChooseTaxPot {
    /// Whose choice.
    #[command(actor)]
    pub user: Id<User>,
    /// Whether.
    pub wants_tax_pot: bool,
}

impl Decide for ChooseTaxPot {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<User>((Command::locality(self), self.user));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let user = draft.get::<User>((draft.locality(), self.user))?;
        draft.put(&User { wants_tax_pot: self.wants_tax_pot, ..user })?;
        Ok(())
    }
}

/// Changes what a user says of themselves. A date of birth is kept once it is written; left out, it stays as it is.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.change_details")]
pub struct ChangeDetails {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
    /// See [`Person::display_name`].
    pub display_name: DisplayName,
    /// See [`Person::phone`].
    pub phone: Option<PhoneNumber>,
    /// See [`Person::language`].
    pub language: String,
    /// See [`Person::born_on`].
    pub born_on: Option<DateOfBirth>,
    /// See [`Person::street`].
    pub street: Option<Street>,
    /// See [`Person::post_code`].
    pub post_code: PostCode,
}

impl Decide for ChangeDetails {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Person>((Command::locality(self), self.user));
        keys.one::<SellerPage>((Command::locality(self), self.user));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let person = draft.get::<Person>((draft.locality(), self.user))?;
        let born_on = match (person.born_on, self.born_on) {
            (Some(known), Some(written)) if known != written => return Err(UserRefusal::BornOnKept.into()),
            (None, Some(written)) => {
                check_age(draft.consult::<Rulebook>()?, written, draft.now().day().date())?;
                Some(written)
            }
            (known, _) => known,
        };
        SellerPage::is_called(draft, self.user, &self.display_name)?;
        let Self { user: _, display_name, phone, language, born_on: _, street, post_code } = self.clone();
        draft.put(&Person { display_name, phone, language, born_on, street, post_code, ..person })?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
