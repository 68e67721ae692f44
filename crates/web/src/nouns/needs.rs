//! Needs: what a visitor has saved, and when all of one can be had together.

use crate::app::App;
use crate::error::{Answer, AppError};
use crate::nouns::options;
use crate::visitor::Visitor;
use finder::{FoundFor, NeedQuery};
use kernel::{Amount, Day, Draft, Id, Keys, Outbox, Span, Stop, Timestamp};
use market::directory::{Sector, WorkPlace};
use market::requirements::needs::{LookWanted, Need, NeedPart, NoteLook};
use market::users::User;
use store::Request;

/// A need with its parts.
#[derive(Clone, Debug)]
pub struct WholeNeed {
    /// The need.
    pub need: Need,
    /// Its parts, in order.
    pub parts: Vec<NeedPart>,
}

/// All of a need, on one day.
#[derive(Clone, Debug)]
pub struct Met {
    /// The day.
    pub day: Day,
    /// The hours.
    pub span: Span,
    /// Whom and what to take for each part, the cheapest first.
    pub parts: Vec<Vec<FoundFor>>,
    /// What all of it costs in all, bonds not counted, in minor units.
    pub cost: Amount,
    /// When the prices were made.
    pub priced_at: Timestamp,
}

impl WholeNeed {
    /// The sector of a part.
    pub fn sector<'a>(app: &'a App, part: &NeedPart) -> Answer<&'a Sector> {
        let unknown = || AppError::Internal(format!("no sector {}", part.sector));
        app.directory.sector(&part.sector).ok_or_else(unknown)
    }

    /// Where it is needed.
    pub fn place<'a>(&self, app: &'a App) -> Answer<&'a WorkPlace> {
        let unknown = || AppError::Internal(format!("no place {}", self.need.post_code.as_str()));
        app.directory.place(self.need.post_code).ok_or_else(unknown)
    }
}

/// The acting user's needs, the latest first.
pub fn list(draft: &Draft<'_>) -> Result<Vec<WholeNeed>, Stop> {
    let owner: Id<User> = draft.actor().cast();
    let mut needs = draft.list::<Need>((owner.locality(), owner))?;
    needs.sort_by_key(|need| std::cmp::Reverse(need.id));
    let mut keys = Keys::default();
    for need in &needs {
        keys.all::<NeedPart>((owner.locality(), owner, need.id));
    }
    draft.ask(keys)?;
    needs.into_iter().map(|need| Ok(WholeNeed { parts: Need::parts(draft, owner, need.id)?, need })).collect()
}

/// One of the visitor's needs, with the first day on which all of it can be had now.
pub async fn one(app: &App, visitor: &Visitor, id: Id<Need>) -> Answer<(WholeNeed, Option<Met>)> {
    let whole = read(app, visitor.user, id).await?.ok_or(AppError::NotFound)?;
    let met = first_met(app, &whole)?;
    Ok((whole, met))
}

/// Carries the message that a need is to be looked at: searches, and enters what was found. A need that is gone, or of which another
/// look is wanted by now, asks for nothing.
///
/// # Errors
/// What kept it from being looked at, in words for an engineer: the message comes again.
pub async fn carry(app: &App, message: &Outbox) -> Result<(), String> {
    let wanted: LookWanted = serde_json::from_str(&message.body).map_err(|error| error.to_string())?;
    let LookWanted { owner, need, look } = wanted;
    let told = |error: AppError| format!("{error:?}");
    let whole = read(app, owner, need).await.map_err(told)?;
    let whole = whole.filter(|whole| whole.need.look == look && whole.need.timer.is_none());
    let Some(whole) = whole else { return Ok(()) };
    let found = first_met(app, &whole).map_err(told)?.map(|met| (met.day, met.cost));
    // The message's own id names the command, so what is found again later changes nothing.
    let request = Request { id: message.id.cast(), actor: Id::SYSTEM };
    let note = NoteLook { owner, need, look, found };
    app.store.run(request, note).await.map_err(|failure| failure.to_string())
}

async fn read(app: &App, owner: Id<User>, id: Id<Need>) -> Answer<Option<WholeNeed>> {
    let locality = owner.locality();
    let read = |draft: &mut Draft<'_>| {
        let mut keys = Keys::default();
        keys.one::<Need>((locality, owner, id));
        keys.all::<NeedPart>((locality, owner, id));
        draft.ask(keys)?;
        let Some(need) = draft.find::<Need>((locality, owner, id))? else { return Ok(None) };
        Ok(Some(WholeNeed { parts: Need::parts(draft, owner, id)?, need }))
    };
    app.look(None, read).await
}

/// The first of the days that will do on which every part can be had at once for no more than all of it may cost.
fn first_met(app: &App, whole: &WholeNeed) -> Answer<Option<Met>> {
    let (need, place) = (&whole.need, whole.place(app)?);
    let currency = options::currency(app, place)?;
    let parts: Answer<Vec<_>> = whole
        .parts
        .iter()
        .map(|part| {
            let family = WholeNeed::sector(app, part)?.family;
            Ok((part.sector.clone(), family, usize::try_from(part.count).unwrap_or_default()))
        })
        .collect();
    let parts = parts?;
    let priced_at = app.now();
    for day in need.days() {
        let starts = need.starts_at(place, day).filter(|starts| *starts > priced_at);
        let span = starts.and_then(|starts| Span::between(starts, starts.plus_minutes(need.minutes)));
        let Some(span) = span else { continue };
        let query = NeedQuery {
            locality: need.locality,
            buyer: Some(need.owner),
            place: place.clone(),
            currency,
            span,
            parts: parts.clone(),
        };
        let Some(parts) = app.finder.meet(&query, priced_at)? else { continue };
        let pays = parts.iter().flatten().map(FoundFor::buyer_pays);
        let cost = Amount(pays.fold(0, |sum, pays| sum.saturating_add(pays.0)));
        if need.most.is_none_or(|most| cost <= most) {
            return Ok(Some(Met { day, span, parts, cost, priced_at }));
        }
    }
    Ok(None)
}
