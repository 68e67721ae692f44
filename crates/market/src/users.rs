//! Users (1): one account for anyone, in any combination of roles.
//!
//! What is personal about a user is one record, [`Person`], that can be erased; everything else refers to the
//! user by id. Sign-in names are unique everywhere, so they live in the pseudo-locality [`Locality::NAMES`]. A name that
//! was claimed and never kept is of a sign-up that ended half way: whoever claims it next has it.
//!
//! ```text
//! ClaimName (names) ──▶ OpenUser (home) ──▶ KeepName (names) ──▶ StartSession ──▶ EndSession
//! ```

pub mod assets;
pub mod availability;
pub mod photos;
pub mod registration;
pub mod reliability;
pub mod stock;
pub mod taking;

use crate::concession::{account_ages, session_hours};
use kernel::{
    Asks, Command, CommandRefusal, Date, DateOfBirth, Decide, Draft, EmailAddress, Id, Keys, Locality,
    Members, PhoneNumber, PostCode, Record, Refusal, ShortText, Stop, Timestamp, View,
};
use rules::Rulebook;
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

/// The name that others see.
pub type DisplayName = ShortText<100>;
/// Street and number.
pub type Street = ShortText<120>;

/// A user.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(table = "users", key(locality, id))]
#[show(only(id, kind, wants_tax_pot))]
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
    /// When the account was opened.
    pub opened_at: Timestamp,
}

/// What is personal about a user: erased when the user asks.
#[derive(Record, Members, Clone, Debug, PartialEq, Eq)]
#[record(table = "person", key(locality, user_id))]
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
}

/// A name to sign in with, which is unique everywhere.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "sign_in_name", key(locality, digest))]
pub struct SignInName {
    /// Always [`Locality::NAMES`].
    pub locality: Locality,
    /// SHA-256, in hexadecimal, of the e-mail address in lower case.
    pub digest: String,
    /// Whose it is.
    pub user_id: Id<User>,
    /// The user's home locality.
    pub home: Locality,
    /// The password's argon2id hash, as a PHC string.
    pub password_hash: String,
    /// When the account was opened; nothing while it is only claimed, and then nobody signs in with it.
    pub opened_at: Option<Timestamp>,
}

/// A device that is signed in.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "session", key(locality, token_digest), index = "locality, user_id")]
pub struct Session {
    /// The user's home locality.
    pub locality: Locality,
    /// SHA-256, in hexadecimal, of the token that the device holds.
    pub token_digest: String,
    /// Who is signed in.
    pub user_id: Id<User>,
    /// What the device calls itself.
    pub device: String,
    /// Since when.
    pub started_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
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
}

/// Refuses unless `user`, whom a record names, is the one who acts. A user whom the command itself names is marked
/// `#[command(actor)]` there.
///
/// # Errors
/// [`CommandRefusal::NotYours`].
pub fn only(draft: &Draft<'_>, user: Id<User>) -> Result<(), CommandRefusal> {
    CommandRefusal::unless_user(draft.actor(), user)
}

/// The acting user, who must be one that may trade.
///
/// # Errors
/// [`UserRefusal::OperatorsNeverTrade`], or absent when the actor is no user of this locality.
pub fn trader(draft: &Draft<'_>) -> Result<User, Stop> {
    let user = draft.get::<User>((draft.locality(), draft.actor().cast()))?;
    match user.role {
        Role::Member => Ok(user),
        Role::Operator => Err(UserRefusal::OperatorsNeverTrade.into()),
    }
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

/// Takes a sign-in name and makes the id of the user it is for. The first of three steps, because names are
/// unique everywhere and users have a home. A name that was claimed before and never kept is taken over.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.claim_name", locality = Locality::NAMES)]
pub struct ClaimName {
    /// SHA-256, in hexadecimal, of the e-mail address in lower case.
    pub digest: String,
    /// The password's argon2id hash.
    pub password_hash: String,
    /// Where the user will live.
    pub home: Locality,
}

impl Decide for ClaimName {
    type Done = Id<User>;

    fn reads(&self, keys: &mut Keys) {
        keys.one::<SignInName>((Locality::NAMES, self.digest.clone()));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<User>, Stop> {
        let name = draft.find::<SignInName>((Locality::NAMES, self.digest.clone()))?;
        if name.is_some_and(|name| name.opened_at.is_some()) {
            return Err(UserRefusal::NameTaken.into());
        }
        let user = draft.id_in(self.home);
        draft.put(&SignInName {
            locality: Locality::NAMES,
            digest: self.digest.clone(),
            user_id: user,
            home: self.home,
            password_hash: self.password_hash.clone(),
            opened_at: None,
        })?;
        Ok(user)
    }
}

/// Keeps a claimed name for its user, whose account is open: from now on nobody takes it over. Run again, it changes nothing.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.keep_name", locality = Locality::NAMES)]
pub struct KeepName {
    /// See [`ClaimName::digest`].
    pub digest: String,
    /// Whose account was opened.
    pub user: Id<User>,
}

impl Decide for KeepName {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<SignInName>((Locality::NAMES, self.digest.clone()));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let name = draft.get::<SignInName>((Locality::NAMES, self.digest.clone()))?;
        if name.user_id != self.user {
            // Somebody else has taken the claim over meanwhile.
            return Err(UserRefusal::NameTaken.into());
        }
        let opened_at = name.opened_at.or(Some(draft.now()));
        draft.put(&SignInName { opened_at, ..name })?;
        Ok(())
    }
}

/// Opens the user's account at home. Run again for a user who is there, it changes nothing.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.open_user")]
pub struct OpenUser {
    /// Whose account, from [`ClaimName`].
    pub user: Id<User>,
    /// Person or organisation.
    pub kind: UserKind,
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
            opened_at: draft.now(),
        });
        draft.add(&Person {
            locality,
            user_id: user,
            display_name,
            email,
            phone,
            language,
            born_on,
            street,
            post_code,
        });
        Ok(())
    }
}

/// Signs a device in, for as long as the concession lets a session last that nobody ends. The edge has checked the
/// password and made the token.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.start_session")]
pub struct StartSession {
    /// Who signs in.
    pub user: Id<User>,
    /// SHA-256, in hexadecimal, of the token.
    pub token_digest: String,
    /// What the device calls itself, cut to 120 characters.
    pub device: String,
}

impl Decide for StartSession {
    type Done = Timestamp;

    fn reads(&self, keys: &mut Keys) {
        keys.one::<User>((Command::locality(self), self.user));
        keys.one::<Session>((Command::locality(self), self.token_digest.clone()));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Timestamp, Stop> {
        draft.get::<User>((draft.locality(), self.user))?;
        let hours = session_hours(draft.consult::<Rulebook>()?, draft.now().day().date())?;
        let expires_at = draft.now().plus_hours(hours);
        draft.put(&Session {
            locality: draft.locality(),
            token_digest: self.token_digest.clone(),
            user_id: self.user,
            device: self.device.chars().take(120).collect(),
            started_at: draft.now(),
            expires_at,
        })?;
        Ok(expires_at)
    }
}

/// Signs a device out.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("users.end_session")]
pub struct EndSession {
    /// Where the user lives.
    pub locality: Locality,
    /// Which session.
    pub token_digest: String,
}

impl Decide for EndSession {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Session>((self.locality, self.token_digest.clone()));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let session = draft.get::<Session>((self.locality, self.token_digest.clone()))?;
        only(draft, session.user_id)?;
        draft.remove::<Session>((self.locality, self.token_digest.clone()))?;
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

/// A user's signed-in devices, the newest first.
#[derive(View, Members, Clone, Debug)]
#[view(sql = "SELECT token_digest, device, started_at, expires_at FROM session
              WHERE locality = $1 AND user_id = $2 AND expires_at > $3 ORDER BY started_at DESC, token_digest")]
pub struct SignedInDevice {
    /// Which session, by the digest of its token.
    #[show(name = "session")]
    pub token_digest: String,
    /// What the device calls itself.
    pub device: String,
    /// Since when.
    pub started_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

#[cfg(test)]
mod tests;
