//! The naive answer: every offering, every quarter-hour, every record read from the start.

use super::fair::{Fair, HERE, usd};
use crate::{Found, FoundOption, Query};
use jiff::tz::TimeZoneDatabase;
use kernel::{Amount, Day, Id, Refusal, Slots, Stop, Timestamp};
use ledger::{Account, Class};
use market::concession::Terms;
use market::mechanisms::stored_availability::{Candidate, Conditions, OfferRefusal};
use market::options::booking_checks::PartyFacts;
use market::options::subsidies::{self, FundDay, FundLimit, FundLimits, FundTotal, FundUse, HeldFund};
use market::trade::TradeRefusal;
use market::users::{
    Person, User,
    assets::{Offering, OfferingStage, PriceRule, PriceTerms, Resource},
    availability::{AvailabilityException, AvailabilityRefusal, ExceptionKind, ResourceDay, UsualWeek},
    registration::Credential,
    reliability::{PairRecord, Together, TrackRecord},
};
use std::sync::LazyLock;

static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// What a search should find.
pub(super) fn search(fair: &Fair, query: &Query) -> Found {
    let mut found = Found::default();
    let work = &query.requirement.work_place;
    for offering in fair.world.all::<Offering>() {
        let distance_m = offering.point().meters_to(work.point);
        let is_in_radius = query.radius_m.is_none_or(|radius| distance_m <= radius);
        let is_asked_for =
            offering.sector == query.requirement.sector && offering.stage == OfferingStage::Open;
        let terms = fair.world.find::<PriceRule>((HERE, offering.id)).map(|rule| rule.terms);
        if !is_in_radius || !is_asked_for || terms.is_none() != query.requirement.is_unpaid {
            continue;
        }
        match option(fair, query, offering, terms) {
            Ok(option) => found.options.extend(option),
            Err(code) => *found.refused.entry(code).or_default() += 1,
        }
    }
    found.options.sort_by_key(|option| (option.buyer_pays, option.distance_m, option.offering));
    let mut sellers = std::collections::BTreeSet::new();
    found.options.retain(|option| sellers.insert(option.seller));
    found.options.truncate(query.limit);
    found
}

/// What each offering that is asked for comes to: its option, or the refusal that a hold would meet.
pub(super) fn each(fair: &Fair, query: &Query) -> Vec<(Id<Offering>, Result<FoundOption, &'static str>)> {
    let terms = |id| fair.world.find::<PriceRule>((HERE, id)).map(|rule| rule.terms);
    let all = fair.world.all::<Offering>().into_iter();
    let asked = all.filter(|one| one.sector == query.requirement.sector && one.stage == OfferingStage::Open);
    let asked = asked.filter(|one| terms(one.id).is_none() == query.requirement.is_unpaid);
    let known = asked.filter(|one| fair.world.find::<User>((HERE, one.seller)).is_some());
    known.map(|one| (one.id, option(fair, query, one.clone(), terms(one.id)).map(Option::unwrap))).collect()
}

fn option(
    fair: &Fair,
    query: &Query,
    offering: Offering,
    terms: Option<PriceTerms>,
) -> Result<Option<FoundOption>, &'static str> {
    let (now, seller, resource) = (fair.world.now, offering.seller, offering.resource.unwrap());
    if query.buyer == Some(seller) {
        return Err(TradeRefusal::OwnOffering.code());
    }
    let user = fair.world.find::<User>((HERE, seller));
    let track = fair.world.find::<TrackRecord>((HERE, seller));
    let person = fair.world.find::<Person>((HERE, seller));
    let id = offering.id;
    let limits = limits(fair, query);
    let parties = parties(fair, query, seller, user.as_ref());
    let wall = Wall::of(fair, resource);
    let waives_notice = wall.waives_notice(&query.requirement.span);
    let candidate = Candidate { parties, offering, terms, waives_notice };
    let terms =
        Terms::on(&fair.rulebook, query.requirement.work_place.zone.calendar().local(now).date).unwrap();
    let conditions = Conditions { rulebook: &fair.rulebook, terms: &terms, limits: &limits, now };
    let answer = candidate.option(&query.requirement, conditions);
    if let Err(stop) = &answer
        && let Some(refusal) = stop.refusal::<OfferRefusal>()
    {
        return Err(refusal.code());
    }
    let quarters: Vec<Timestamp> = query.requirement.span.quarter_starts().collect();
    if !quarters.iter().all(|quarter| wall.is_open(*quarter)) {
        return Err(AvailabilityRefusal::NotOffered.code());
    }
    if quarters.iter().any(|quarter| wall.is_busy(*quarter)) {
        return Err(AvailabilityRefusal::Taken.code());
    }
    if user.is_none() {
        return Ok(None);
    }
    match answer {
        Ok(priced) => Ok(Some(FoundOption {
            offering: id,
            seller,
            seller_name: person.map(|person| person.display_name.as_str().into()),
            distance_m: candidate.offering.point().meters_to(query.requirement.work_place.point),
            buyer_pays: priced.waterfall.payer_pays().unwrap(),
            priced,
            kept_count: track.as_ref().map_or(0, |track| track.kept_count),
            agreed_count: track.as_ref().map_or(0, TrackRecord::agreed_count),
        })),
        Err(Stop::Refused(refusal)) => Err(refusal.code()),
        Err(stop) => panic!("{stop:?}"),
    }
}

fn parties(fair: &Fair, query: &Query, seller: Id<User>, user: Option<&User>) -> PartyFacts {
    let person = fair.world.find::<Person>((HERE, seller));
    let track = |user| fair.world.find::<TrackRecord>((HERE, user));
    let mut credentials = fair.world.all::<Credential>();
    credentials.retain(|credential| credential.user_id == seller);
    let together = query.buyer.and_then(|buyer| fair.world.find::<PairRecord>((HERE, buyer, seller)));
    PartyFacts {
        seller_born_on: person.and_then(|person| person.born_on),
        seller_credentials: credentials.into(),
        seller_wants_tax_pot: user.is_some_and(|user| user.wants_tax_pot),
        seller_completed: track(seller).map_or(0, |track| track.kept_count),
        buyer_credentials: if query.requirement.is_unpaid {
            let all = fair.world.all::<Credential>().into_iter();
            all.filter(|credential| Some(credential.user_id) == query.buyer).collect()
        } else {
            [].into()
        },
        buyer_completed: query.buyer.and_then(track).map_or(0, |track| track.bought_count),
        buyer_open: query.buyer.and_then(track).map_or(0, |track| track.open_count),
        together: together.map_or(Together::default(), |pair| pair.together()),
    }
}

fn limits(fair: &Fair, query: &Query) -> FundLimits {
    let today = fair.world.now.day();
    let limit = |fund: &str| {
        let holder = subsidies::account(fund, usd()).holder;
        let account = fair.world.find::<Account>((HERE, holder, Class::Fund, usd()));
        let used = query.buyer.and_then(|buyer| fair.world.find::<FundUse>((HERE, holder, buyer)));
        let held = fair.world.find::<HeldFund>((HERE, holder, usd()));
        let used_today = fair.world.find::<FundDay>((HERE, holder, today));
        FundLimit {
            available: account.map_or(Amount::ZERO, |account| account.available),
            held: held.map_or(Amount::ZERO, |held| held.held),
            held_max: market::concession::fund_held_max(&fair.rulebook, today.date()).unwrap(),
            used_for_buyer: used.map_or(Amount::ZERO, |used| used.used),
            used_today: used_today.map_or(Amount::ZERO, |used| used.used),
            used_in_all: fair.world.find::<FundTotal>((HERE, holder)).map_or(Amount::ZERO, |used| used.used),
        }
    };
    fair.rulebook.funds().map(|fund| (fund.to_owned(), limit(fund))).collect()
}

/// The free quarter-hours of a day, one by one.
pub(super) fn free_on(fair: &Fair, resource: Id<Resource>, day: Day) -> Slots {
    let wall = Wall::of(fair, resource);
    let quarter = |slot: i64| day.starts_at().plus_minutes(slot * 15);
    let free = (0..96).filter(|slot| wall.is_open(quarter(*slot)) && !wall.is_busy(quarter(*slot)));
    free.fold(Slots::NONE, |all, slot| all.with(Slots::run(slot, 1)))
}

/// A resource's hours by the clock on its wall.
struct Wall {
    week: Option<UsualWeek>,
    exceptions: Vec<AvailabilityException>,
    taken: Vec<ResourceDay>,
}

impl Wall {
    fn of(fair: &Fair, resource: Id<Resource>) -> Self {
        let mut exceptions = fair.world.all::<AvailabilityException>();
        exceptions.retain(|exception| exception.resource == resource);
        let mut taken = fair.world.all::<ResourceDay>();
        taken.retain(|day| day.resource == resource);
        Self { week: fair.world.find::<UsualWeek>((HERE, resource)), exceptions, taken }
    }

    fn is_open(&self, quarter: Timestamp) -> bool {
        let Some(week) = &self.week else { return false };
        let at_the_time = self.exceptions.iter().filter(|e| e.starts_at <= quarter && quarter < e.ends_at);
        let kinds: Vec<ExceptionKind> = at_the_time.map(|exception| exception.kind).collect();
        let zone = ZONES.get(week.zone.name()).unwrap();
        let local = jiff::Timestamp::from_microsecond(quarter.0).unwrap().to_zoned(zone);
        let slot = i64::from(local.hour()) * 4 + i64::from(local.minute()) / 15;
        let weekday = usize::try_from(local.weekday().to_monday_zero_offset()).unwrap();
        let is_usual = week.days()[weekday].contains(slot);
        !kinds.contains(&ExceptionKind::Not) && (is_usual || kinds.contains(&ExceptionKind::Also))
    }

    /// Whether "free now" was said for every quarter-hour of it in one go.
    fn waives_notice(&self, span: &kernel::Span) -> bool {
        let all: Vec<Timestamp> = span.quarter_starts().collect();
        let said = self.exceptions.iter().filter(|exception| exception.waives_notice);
        let mut covers =
            said.map(|e| all.iter().all(|quarter| e.starts_at <= *quarter && *quarter < e.ends_at));
        covers.any(|covers| covers)
    }

    fn is_busy(&self, quarter: Timestamp) -> bool {
        let slot = quarter.minutes_since(quarter.day().starts_at()) / 15;
        self.taken.iter().any(|day| day.day == quarter.day() && day.busy.contains(slot))
    }
}
