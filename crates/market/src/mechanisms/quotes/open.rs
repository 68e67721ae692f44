//! Opening a call for quotes, and calling it off.

use super::{
    AdvanceQuoteCall, LineText, OpenCall, QuoteCall, QuoteCallEnding, QuoteCallLine, QuoteCallStage,
    QuoteNotice, QuoteRefusal, QuoteStage, QuoteTerms, UnitText, WholeQuote, subject, terms,
};
use crate::directory::{Directory, Family, Sector, WorkPlace};
use crate::mechanisms::stored_availability::work::street_of;
use crate::support::notices;
use crate::users::{
    Person, Street, User,
    assets::{AssetRefusal, Description, HandingOver},
    confirmed_trader, only,
};
use kernel::{Asks, BadRow, Command, Currency, Date, Day, Decide, Draft, Id, Keys, Locality, PostCode, Stop};
use rules::Rulebook;
use serde::{Deserialize, Serialize};

/// The most of a line.
const QUANTITY_MAX: i64 = 1_000_000;

/// A line of a call that is opened.
#[derive(Asks, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct LineAsked {
    /// Of what.
    #[ask(example = "Sweet corn, first grade")]
    pub text: LineText,
    /// How much.
    #[ask(example = "500")]
    pub quantity: i64,
    /// In what it is counted.
    #[ask(example = "kg")]
    pub unit: UnitText,
}

/// Asks sellers of a sector what they would want for exactly this. Nobody reads their quotes before the deadline, not even you; then you
/// compare what you would pay in all, and choose.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("quotes.open_quote_call")]
pub struct OpenQuoteCall {
    /// Who asks.
    #[command(actor)]
    pub buyer: Id<User>,
    /// The sector of work or goods, by its slug or code.
    #[ask(example = "flour")]
    pub sector: String,
    /// Where it is needed.
    pub post_code: PostCode,
    /// Street and number; without it your own, where that is in the post code. Only for whoever you choose.
    #[ask(example = "12 SE Ash Street")]
    pub street: Option<Street>,
    /// The first day on which it is needed.
    pub from_on: Date,
    /// The last day.
    pub until_on: Date,
    /// What is needed, line by line.
    pub lines: Vec<LineAsked>,
    /// How goods get to you; nothing for work.
    pub handing_over: Option<HandingOver>,
    /// What else there is to say.
    pub description: Option<Description>,
    /// How long quotes are taken, in minutes.
    #[ask(or = 2880)]
    pub minutes: i64,
}

impl Decide for OpenQuoteCall {
    type Done = Id<QuoteCall>;

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<User>((locality, self.buyer));
        keys.one::<Person>((locality, self.buyer));
        keys.all::<OpenCall>((locality, self.buyer));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Id<QuoteCall>, Stop> {
        confirmed_trader(draft)?;
        let figures = terms(draft)?;
        let (sector, place, currency) = self.what_and_where(draft)?;
        self.fits(draft, &figures, sector, &place)?;
        let open = draft.list::<OpenCall>((draft.locality(), self.buyer))?.len();
        if i64::try_from(open).map_or(true, |open| open >= figures.open_max) {
            return Err(QuoteRefusal::TooManyCalls { most: figures.open_max }.into());
        }
        let goes_there = self.handing_over != Some(HandingOver::Collection);
        let street =
            if goes_there { Some(street_of(draft, self.buyer, self.street.clone(), &place)?) } else { None };
        let (locality, id) = (draft.locality(), draft.id());
        let closes_at = draft.now().plus_minutes(self.minutes);
        let timer = draft.set_timer(closes_at, &AdvanceQuoteCall { call: id });
        draft.add(&QuoteCall {
            locality,
            id,
            buyer: self.buyer,
            sector: sector.code.clone(),
            post_code: place.post_code,
            street,
            from_day: Day::of(self.from_on),
            until_day: Day::of(self.until_on),
            handing_over: self.handing_over,
            description: self.description.clone(),
            currency,
            stage: QuoteCallStage::Open,
            closes_at,
            decide_by: closes_at.plus_hours(figures.decide_hours),
            timer: Some(timer),
            quote_count: 0,
            question_count: 0,
            ending: None,
            awarded: None,
        });
        draft.add(&OpenCall { locality, buyer: self.buyer, call: id });
        for (number, LineAsked { text, quantity, unit }) in (1..).zip(self.lines.clone()) {
            draft.add(&QuoteCallLine { locality, call: id, number, text, quantity, unit });
        }
        Ok(id)
    }
}

impl OpenQuoteCall {
    fn what_and_where<'a>(&self, draft: &Draft<'a>) -> Result<(&'a Sector, WorkPlace, Currency), Stop> {
        let (directory, rulebook) = (draft.consult::<Directory>()?, draft.consult::<Rulebook>()?);
        let sector = directory.sector(&self.sector).or_else(|| directory.sector_by_slug(&self.sector));
        let sector = sector.filter(|sector| !sector.is_group).ok_or(AssetRefusal::UnknownSector)?;
        let place = directory.place(self.post_code).ok_or(AssetRefusal::UnknownPlace)?.clone();
        let law = rulebook.jurisdiction(&place.jurisdiction);
        let currency = law.and_then(|law| Currency::new(&law.currency.code));
        Ok((sector, place, currency.ok_or_else(|| BadRow("a place has a currency".to_owned()))?))
    }

    fn fits(
        &self,
        draft: &Draft<'_>,
        figures: &QuoteTerms,
        sector: &Sector,
        place: &WorkPlace,
    ) -> Result<(), QuoteRefusal> {
        match sector.family {
            Family::Work | Family::Goods => {}
            Family::Thing | Family::Space => return Err(QuoteRefusal::NotInSector),
        }
        if !figures.minutes().contains(&self.minutes) {
            let QuoteTerms { hours_min: least_hours, days_max: most_days, .. } = *figures;
            return Err(QuoteRefusal::NotThatLong { least_hours, most_days });
        }
        let most = figures.lines_max;
        if !i64::try_from(self.lines.len()).is_ok_and(|count| (1..=most).contains(&count)) {
            return Err(QuoteRefusal::NotTheseLines { most });
        }
        let closes_on = place.zone.calendar().local(draft.now().plus_minutes(self.minutes)).date;
        let latest = Day::of(closes_on).plus(DAYS_AHEAD_MAX).date();
        let wrong = [
            ("until_on", self.until_on < closes_on || self.until_on < self.from_on || self.until_on > latest),
            ("handing_over", (sector.family == Family::Goods) != self.handing_over.is_some()),
            ("quantity", self.lines.iter().any(|line| !(1..=QUANTITY_MAX).contains(&line.quantity))),
        ];
        match wrong.into_iter().find(|(_, is_wrong)| *is_wrong) {
            Some((field, _)) => Err(QuoteRefusal::BadCall { field }),
            None => Ok(()),
        }
    }
}

/// How long after its deadline something is needed at most, in days.
const DAYS_AHEAD_MAX: i64 = 366;

/// Calls a call for quotes off before its deadline. Whoever has quoted is told.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("quotes.call_off_quote_call")]
pub struct CallOffQuoteCall {
    /// Which.
    pub call: Id<QuoteCall>,
}

impl Decide for CallOffQuoteCall {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        reads(keys, Command::locality(self), self.call);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let call = draft.get::<QuoteCall>((draft.locality(), self.call))?;
        only(draft, call.buyer)?;
        call.takes_quotes(draft)?;
        call.call_off(draft)
    }
}

fn reads(keys: &mut Keys, locality: Locality, call: Id<QuoteCall>) {
    keys.one::<QuoteCall>((locality, call));
    WholeQuote::reads(keys, locality, call);
}

impl QuoteCall {
    fn call_off(self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        for whole in WholeQuote::all(draft, self.id)? {
            notices::tell(draft, whole.quote.seller, subject(self.id), &QuoteNotice::CalledOff);
            draft.put(&super::Quote { stage: QuoteStage::NotChosen, ..whole.quote })?;
        }
        let ended = self.end(draft, QuoteCallEnding::CalledOff)?;
        draft.put(&ended)?;
        Ok(())
    }
}

/// Calls off whatever a buyer has called for: their account closes.
pub(crate) fn call_off_all(draft: &mut Draft<'_>, buyer: Id<User>) -> Result<(), Stop> {
    for OpenCall { call, .. } in draft.list::<OpenCall>((draft.locality(), buyer))? {
        let call = draft.get::<QuoteCall>((draft.locality(), call))?;
        QuoteCall { description: None, ..call }.call_off(draft)?;
    }
    Ok(())
}
