//! Notices: both sides hear of every step.
//!
//! A notice is a line in the user's inbox, kept in the same commit as the step it tells of, and a message in the
//! outbox from which e-mail and text messages are sent. It says what, when and how much, and nothing sensitive.

use crate::users::User;
use kernel::{Argument, Command, Draft, Id, Keys, Locality, Moment, Record, Stop, Timestamp, View};
use serde::{Deserialize, Serialize};

/// The outbox topic of notices.
pub const TOPIC: &str = "notice";

/// A line in a user's inbox.
#[derive(Record, Clone, Debug)]
#[record(table = "notice", key(locality, id), index = "locality, user_id, id")]
pub struct Notice {
    /// The market area.
    pub locality: Locality,
    /// Its id, ordered by time.
    pub id: Id<Notice>,
    /// Whose inbox.
    pub user_id: Id<User>,
    /// Which sentence: a key of the locale files, `notice-…`.
    pub sentence: String,
    /// What the sentence names, as JSON: [`Told`]'s arguments.
    pub arguments: String,
    /// What it is about.
    pub subject: Option<Id<Subject>>,
    /// When.
    pub told_at: Timestamp,
}

/// How far a user has read: every notice up to this one.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "inbox", key(locality, user_id))]
pub struct Inbox {
    /// The market area.
    pub locality: Locality,
    /// Whose.
    pub user_id: Id<User>,
    /// The newest notice that was read.
    pub read_up_to: Id<Notice>,
}

/// What a notice is about: a trade. Only ever a marker.
#[derive(Debug)]
pub enum Subject {}

/// A notice on its way to e-mail and text messages.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Whom.
    pub user: Id<User>,
    /// Which sentence.
    pub sentence: String,
    /// What the sentence names.
    pub arguments: Vec<(String, Argument)>,
    /// What it is about.
    pub subject: Option<Id<Subject>>,
}

/// What is to be said, and about what.
pub type Saying<'a> = (&'a str, Vec<(&'static str, Argument)>);

/// Tells a user something about a subject.
pub fn tell<T>(
    draft: &mut Draft<'_>,
    user: Id<User>,
    (subject, saying): (Option<Id<T>>, Saying<'_>),
) {
    let (sentence, arguments) = saying;
    let arguments: Vec<_> = arguments.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let subject = subject.map(Id::cast);
    let told = Told { user, sentence: sentence.to_owned(), arguments, subject };
    draft.add(&Notice {
        locality: draft.locality(),
        user_id: user,
        id: draft.id(),
        sentence: told.sentence.clone(),
        // A list of plain values is always JSON.
        arguments: serde_json::to_string(&told.arguments).unwrap_or_default(),
        subject,
        told_at: draft.now(),
    });
    draft.notify(TOPIC, &told);
}

/// Marks the acting user's notices as read, up to one of them. What was read stays read.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("notices.read")]
pub struct ReadNotices {
    /// Whose.
    pub user: Id<User>,
    /// The newest that was shown.
    pub up_to: Id<Notice>,
}

impl Decide for ReadNotices {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Inbox>((Command::locality(self), self.user));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        crate::users::only(draft, self.user)?;
        let before = draft.find::<Inbox>((draft.locality(), self.user))?.map(|inbox| inbox.read_up_to);
        if before.is_none_or(|before| before < self.up_to) {
            draft.put(&Inbox { locality: draft.locality(), user_id: self.user, read_up_to: self.up_to })?;
        }
        Ok(())
    }
}

/// How many lines a page of the inbox has; the view reads one more, which tells whether another page follows.
pub const INBOX_PAGE: usize = 50;

/// A page of a user's inbox, the newest first. `$2` is the user; the page begins behind the id `$3`.
#[derive(View, Clone, Debug)]
#[view(sql = "SELECT id, sentence, arguments, subject, told_at FROM notice
              WHERE locality = $1 AND user_id = $2 AND id < $3 ORDER BY id DESC LIMIT 51")]
pub struct InboxLine {
    /// The notice.
    pub id: Id<Notice>,
    /// Which sentence.
    pub sentence: String,
    /// What the sentence names, as JSON.
    pub arguments: String,
    /// What it is about.
    pub subject: Option<Id<Subject>>,
    /// When.
    pub told_at: Timestamp,
}
