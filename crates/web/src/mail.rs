//! The message that a code comes in: written for whoever it goes to, left as a file where e-mail goes, and read again there
//! by the parallel market, in which nobody has a mailbox.

use crate::app::App;
use crate::i18n::{Lang, Locale};
use crate::words::Reader;
use kernel::{Id, Outbox, Value};
use market::users::codes::{CodeMessage, CodePurpose, SentCode, TOPIC, WaitingCode};
use market::users::{Person, User};
use store::Failure;

/// A message with a code.
#[derive(Clone, Debug)]
pub struct CodeMail {
    /// What it says.
    pub words: String,
    /// In which language.
    pub lang: Lang,
    sent: SentCode,
}

impl CodeMail {
    /// The name of its file: one for each code, so that a message that comes twice is one file.
    fn file(sent: &SentCode) -> String {
        format!("code-{}.eml", sent.digest)
    }
}

/// Leaves the message with a code where e-mail goes. One in whose place another code was sent meanwhile goes nowhere.
///
/// # Errors
/// What keeps it from being delivered, in words for an engineer.
pub async fn carry(app: &App, message: &Outbox) -> Result<(), String> {
    let told: CodeMessage = serde_json::from_str(&message.body).map_err(|error| error.to_string())?;
    let mail = write(app, &told).await.map_err(|failure| failure.to_string())?;
    let (Some(folder), Some(mail)) = (&app.outbox, mail) else { return Ok(()) };
    let CodeMail { words, sent, .. } = mail;
    let text = format!("To: {}\nMessage-ID: <{}@poems.invalid>\n\n{words}\n", sent.email, message.id);
    std::fs::write(folder.join(CodeMail::file(&sent)), text).map_err(|error| error.to_string())
}

/// The message with a user's last code for a purpose, in the parallel market: out of the outbox while it waits there, or
/// else from where e-mail goes. Nothing in the real one, whoever asks.
///
/// # Errors
/// [`Failure`] when the records cannot be read.
pub async fn shown(app: &App, user: Id<User>, purpose: CodePurpose) -> Result<Option<CodeMail>, Failure> {
    if !app.is_parallel() {
        return Ok(None);
    }
    let waiting = [Value::Text(TOPIC.into())];
    for waiting in app.store.view::<WaitingCode>(user.locality(), &waiting).await? {
        let told = serde_json::from_str::<CodeMessage>(&waiting.body).ok();
        let told = told.filter(|told| told.user == user && told.purpose == purpose);
        if let Some(told) = told
            && let Some(mail) = write(app, &told).await?
        {
            return Ok(Some(mail));
        }
    }
    let (sent, lang) = (sent(app, user, purpose).await?, language(app, user).await?);
    let (Some(folder), Some(sent)) = (&app.outbox, sent) else { return Ok(None) };
    let text = std::fs::read_to_string(folder.join(CodeMail::file(&sent))).ok();
    let words = text.and_then(|text| Some(text.split_once("\n\n")?.1.trim().to_owned()));
    Ok(words.map(|words| CodeMail { words, lang, sent }))
}

/// What a message with a code says to whom it goes; nothing when it is not the last one any more.
async fn write(app: &App, told: &CodeMessage) -> Result<Option<CodeMail>, Failure> {
    let CodeMessage { user, purpose, code } = told;
    let digest = SentCode::digest_of(*user, *purpose, code);
    let sent = sent(app, *user, *purpose).await?.filter(|sent| sent.digest == digest);
    let Some(sent) = sent else { return Ok(None) };
    let lang = language(app, *user).await?;
    let person = app.store.find::<Person>((user.locality(), *user)).await?;
    let place = person.and_then(|person| app.directory.place(person.post_code));
    let Some(place) = place.or_else(|| app.directory.places().next()) else { return Ok(None) };
    let reader = Reader { app, loc: Locale::in_united_states(lang), zone: place.zone.clone() };
    let words = reader.code(*purpose, code, sent.expires_at).plain();
    Ok(Some(CodeMail { words, lang, sent }))
}

async fn sent(app: &App, user: Id<User>, purpose: CodePurpose) -> Result<Option<SentCode>, Failure> {
    app.store.find::<SentCode>((user.locality(), user, purpose)).await
}

async fn language(app: &App, user: Id<User>) -> Result<Lang, Failure> {
    let person = app.store.find::<Person>((user.locality(), user)).await?;
    Ok(person.and_then(|person| Lang::from_code(&person.language)).unwrap_or(Lang::En))
}
