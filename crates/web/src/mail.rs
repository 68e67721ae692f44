//! What goes out by e-mail, written for whoever it goes to: notices, and the message that a code comes in. It is left as a
//! file where e-mail goes; the parallel market, in which nobody has a mailbox, reads codes again there.

use crate::app::App;
use crate::i18n::{Lang, Locale};
use crate::nouns::notices;
use crate::t;
use crate::words::{Reader, zoned};
use kernel::{Id, Outbox, Value};
use market::support::notices::{Message as Told, Subject, SubjectKind};
use market::trade::Trade;
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
    let CodeMail { words, sent, lang } = mail;
    let loc = Locale::in_united_states(lang);
    let subject = t!(loc, "mail-code", market = app.market_name.as_str()).plain();
    let text = Mail { to: sent.email.as_str(), subject: &subject, words: &words }.written(message);
    store::private::write(&folder.join(CodeMail::file(&sent)), &text).map_err(|error| error.to_string())
}

/// A notice as it goes out.
#[derive(Clone, Debug)]
pub struct NoticeMail {
    /// The message, headers and all.
    pub text: String,
    /// What a text message says: the notice and the way to it.
    pub short: String,
}

/// Writes a notice to somebody: what happened, of which booking, and where to look; nothing where no place is known whose
/// clock could be told by.
///
/// # Errors
/// [`Failure`] when the records cannot be read.
pub async fn of_notice(
    app: &App,
    message: &Outbox,
    told: &Told,
    person: &Person,
) -> Result<Option<NoticeMail>, Failure> {
    let lang = Lang::from_code(&person.language).unwrap_or(Lang::EN);
    let loc = Locale::in_united_states(lang);
    let home = app.directory.place(person.post_code).or_else(|| app.directory.places().next());
    let home = home.map(|place| place.zone.clone());
    let Subject { kind, id } = told.subject;
    let trade = match kind {
        SubjectKind::Trade => app.store.find::<Trade>((id.locality(), id.cast())).await?,
        SubjectKind::Payment
        | SubjectKind::Complaint
        | SubjectKind::BankAccount
        | SubjectKind::Lot
        | SubjectKind::Request
        | SubjectKind::Pool
        | SubjectKind::Book
        | SubjectKind::Listing
        | SubjectKind::QuoteCall
        | SubjectKind::ReverseAuction
        | SubjectKind::Need
        | SubjectKind::ProposalCall
        | SubjectKind::Bundle => None,
    };
    let zone = trade.as_ref().map(|trade| trade.zone.clone()).or(home);
    let Some(zone) = zone else { return Ok(None) };
    let reader = Reader { app, loc, zone: zone.clone() };
    let arguments = serde_json::to_string(&told.arguments).unwrap_or_default();
    let words = reader.notice(&told.code, &arguments).plain();
    let market = app.market_name.as_str();
    let (subject, of) = match &trade {
        Some(trade) => {
            let hours = loc.span(&zoned(trade.starts_at, &zone), &zoned(trade.ends_at, &zone));
            let place = format!("{}, {}", trade.town, trade.post_code);
            let of = t!(loc, "mail-of", hours = hours.clone(), place = place).plain();
            (t!(loc, "mail-about", market = market, about = hours).plain(), Some(of))
        }
        None => (t!(loc, "mail-from", market = market).plain(), None),
    };
    let link = format!("{}/{}{}", app.public_url, lang.code(), notices::page_of(kind, id));
    let see = t!(loc, "mail-see", link = link.as_str()).plain();
    let short = format!("{words}\n{link}");
    let body = [Some(words), of, Some(see)].into_iter().flatten().collect::<Vec<_>>().join("\n\n");
    let text = Mail { to: person.email.as_str(), subject: &subject, words: &body }.written(message);
    Ok(Some(NoticeMail { text, short }))
}

/// A message of text.
struct Mail<'a> {
    to: &'a str,
    subject: &'a str,
    words: &'a str,
}

impl Mail<'_> {
    /// As it travels: headers in ASCII (RFC 2047), the text in UTF-8.
    fn written(&self, message: &Outbox) -> String {
        let Self { to, subject, words } = self;
        let subject = encoded(subject);
        let id = message.id;
        format!(
            "To: {to}\nSubject: {subject}\nMessage-ID: <{id}@poems.invalid>\nMIME-Version: 1.0\n\
             Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{words}\n"
        )
    }
}

/// A header as it is written: words that are not plain ASCII are encoded, each in at most 75 characters.
fn encoded(header: &str) -> String {
    const ROOM: usize = 75 - "=?utf-8?q??=".len();
    if header.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
        return header.to_owned();
    }
    let mut lines = vec![String::new()];
    for letter in header.chars() {
        let mut bytes = [0; 4];
        let written = match letter {
            ' ' => "_".to_owned(),
            letter if letter.is_ascii_alphanumeric() => letter.to_string(),
            letter => {
                let hex = letter.encode_utf8(&mut bytes).bytes().map(|byte| format!("={byte:02X}"));
                hex.collect::<Vec<_>>().concat()
            }
        };
        match lines.last_mut() {
            Some(line) if line.len() + written.len() <= ROOM => line.push_str(&written),
            _ => lines.push(written),
        }
    }
    lines.iter().map(|line| format!("=?utf-8?q?{line}?=")).collect::<Vec<_>>().join("\n ")
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
    let CodeMessage { user, purpose, session, code } = told;
    let digest = SentCode::digest_of(*user, *purpose, session.as_deref(), code);
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
    Ok(person.and_then(|person| Lang::from_code(&person.language)).unwrap_or(Lang::EN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_that_is_not_ascii_is_encoded_in_words_of_at_most_75_characters() {
        assert_eq!(encoded("Portland Hours: Friday"), "Portland Hours: Friday");
        assert_eq!(encoded("Café: año"), "=?utf-8?q?Caf=C3=A9=3A_a=C3=B1o?=");
        let long = encoded(&"ñ\n".repeat(40));
        assert!(long.lines().count() > 3 && long.lines().all(|line| line.trim().len() <= 75), "{long}");
        assert!(long.lines().skip(1).all(|line| line.starts_with(" =?")), "folded: {long}");
    }
}
