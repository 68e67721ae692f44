//! Invented people, made through the market's commands: where they live and when they are free.

use super::{Seller, crowd::in_order};
use host::draw::Draw;
use host::failure::Failure;
use host::people::{claims, currency_at, details, least_hourly, terms};
use host::progress::Bar;
use kernel::{Amount, BasisPoints, Command, Currency, Date, Id, Slots};
use market::admin::payment_transfer::{Direction, RequestPayment};
use market::directory::{Sector, WorkPlace};
use market::users::{
    ClaimName, OpenUser, PersonDetails, User, UserKind,
    assets::{OfferWork, Offering, PriceTerms},
    availability::SetUsualWeek,
    registration::{ClaimStage, RecordCheck},
};
use web::app::App;
use web::visit;

pub(super) const WORKER_EMAIL: &str = "ana@example.org";
pub(super) const BUYER_EMAIL: &str = "cafe@example.org";
/// The sector and the places of the cast, where the directory has them.
const CAST_SECTOR: &str = "kitchen-porter";
const CAST_PLACES: [&str; 2] = ["97202", "97214"];
/// The password of the cast, for those who would rather sign in than follow a link.
const CAST_PASSWORD: &str = "three plain words";
/// What a generated buyer starts with, in hours of median pay.
const BUYER_HOURS: i64 = 120;

const FIRST_NAMES: [&str; 40] = [
    "Ada", "Aisha", "Alma", "Amir", "Ben", "Bo", "Carla", "Chen", "Dara", "Diego", "Elif", "Emma", "Farid",
    "Fatima", "Grace", "Hana", "Hugo", "Ines", "Ivan", "Jamal", "Jo", "Kai", "Lena", "Luis", "Maya", "Mei",
    "Nadia", "Noor", "Omar", "Priya", "Quinn", "Rosa", "Sam", "Sofia", "Tariq", "Uma", "Vera", "Wen",
    "Yusuf", "Zoe",
];
const FIRMS: [&str; 12] = [
    "Café",
    "Bakery",
    "Kitchen",
    "Garden Centre",
    "School",
    "Care Home",
    "Hotel",
    "Market Hall",
    "Diner",
    "Library",
    "Clinic",
    "Workshop",
];
const FIRM_NAMES: [&str; 12] = [
    "Aurora", "Cedar", "Delta", "Elm", "Foster", "Granite", "Harbor", "Ivy", "Juniper", "Kestrel", "Larch",
    "Maple",
];

/// The usual hours of a seller: on which days from Monday on, from and until which local quarter-hour.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hours {
    days: [bool; 7],
    from: i64,
    until: i64,
}

const WEEKDAYS: [bool; 7] = [true, true, true, true, true, false, false];
const ALL_DAYS: [bool; 7] = [true; 7];
const LATE_WEEK: [bool; 7] = [false, false, true, true, true, true, true];
const PATTERNS: [Hours; 7] = [
    Hours { days: WEEKDAYS, from: 36, until: 60 },
    Hours { days: WEEKDAYS, from: 32, until: 68 },
    Hours { days: ALL_DAYS, from: 64, until: 92 },
    Hours { days: LATE_WEEK, from: 40, until: 92 },
    Hours { days: ALL_DAYS, from: 28, until: 88 },
    Hours { days: [false, false, false, false, true, true, true], from: 32, until: 94 },
    Hours { days: WEEKDAYS, from: 48, until: 90 },
];

impl Hours {
    fn week(self) -> [Slots; 7] {
        self.days.map(|works| if works { Slots::run(self.from, self.until - self.from) } else { Slots::NONE })
    }

    /// The local minute at which these hours begin, and how many there are.
    pub(super) fn minutes(self) -> (i64, i64) {
        (self.from * 15, (self.until - self.from) * 15)
    }
}

/// What is to be made of one invented seller.
struct Sketch {
    email: String,
    person: PersonDetails,
    place: WorkPlace,
    hours: Hours,
    offers: Vec<(String, PriceTerms)>,
    claims: Vec<String>,
}

/// The currency of the market's first place.
pub(super) fn currency(app: &App) -> Option<Currency> {
    app.directory.places().next().and_then(|place| currency_at(&app.rulebook, place))
}

/// Makes the worker and the buyer whose part a visitor can take, and gives the worker. The buyer has no history: what
/// is for those who are new shows in the first price.
pub(super) async fn cast(app: &App) -> Result<Seller, Failure> {
    let place = |code: &str| app.directory.place(code).or_else(|| app.directory.places().next()).cloned();
    let sector =
        app.directory.sector_by_slug(CAST_SECTOR).or_else(|| app.directory.sectors().next()).cloned();
    let empty = || Failure::input("the directory has no place or no sector", "Give tables that have some.");
    let (home, site) = (place(CAST_PLACES[0]).ok_or_else(empty)?, place(CAST_PLACES[1]).ok_or_else(empty)?);
    let sector = sector.ok_or_else(empty)?;
    let paid_in = currency_at(&app.rulebook, &home).ok_or_else(empty)?;
    let hourly = Amount(sector.median.max(least_hourly((&app.rulebook, app.now()), &home, &sector.code)));
    let terms = PriceTerms {
        evening_bp: BasisPoints(1_000),
        per_km: Amount(hourly.0 / 36),
        ..PriceTerms::plain(paid_in, hourly)
    };
    let person = details("Ana R.", WORKER_EMAIL, &home, Date::new(1991, 3, 27).ok());
    let sketch = Sketch {
        email: WORKER_EMAIL.to_owned(),
        person: PersonDetails { phone: Some("+1 503 555 0100".to_owned()), ..person },
        hours: Hours { days: ALL_DAYS, from: 36, until: 92 },
        offers: vec![(sector.code.clone(), terms)],
        claims: claims(&app.rulebook),
        place: home,
    };
    let password = hash(WORKER_EMAIL).await?;
    let worker = seller(app, sketch, password).await?;
    let person = details("Café Aurora", BUYER_EMAIL, &site, None);
    let person = PersonDetails { street: Some("1200 Southeast Morrison Street".to_owned()), ..person };
    let user = open(app, (BUYER_EMAIL, hash(BUYER_EMAIL).await?), (UserKind::Organization, person)).await?;
    deposit(app, user, (Amount(sector.median * BUYER_HOURS), paid_in)).await?;
    Ok(worker)
}

/// Makes sellers.
pub(super) async fn sellers(
    app: &App,
    draw: &mut Draw,
    (count, progress): (u32, &Bar),
) -> Result<Vec<Seller>, Failure> {
    let sectors: Vec<Sector> = app.directory.sectors().cloned().collect();
    let places: Vec<WorkPlace> = app.directory.places().cloned().collect();
    let sketches: Vec<_> =
        (0..count).filter_map(|number| sketch(app, draw, (&sectors, &places, number))).collect();
    let making = sketches.into_iter().map(async |sketch| {
        let made = seller(app, sketch, NO_PASSWORD.to_owned()).await;
        progress.inc(1);
        made
    });
    in_order(making).await.into_iter().collect()
}

/// Makes buyers, each with money in the market.
pub(super) async fn buyers(
    app: &App,
    draw: &mut Draw,
    (count, progress): (u32, &Bar),
) -> Result<Vec<Id<User>>, Failure> {
    let places: Vec<WorkPlace> = app.directory.places().cloned().collect();
    let medians: Vec<i64> = app.directory.sectors().map(|sector| sector.median).collect();
    let mut sketches = Vec::new();
    for number in 0..count {
        let (Some(place), Some(median)) = (draw.one(&places), draw.one(&medians)) else { break };
        let Some(paid_in) = currency_at(&app.rulebook, place) else { continue };
        let name = format!(
            "{} {}",
            draw.one(&FIRM_NAMES).copied().unwrap_or_default(),
            draw.one(&FIRMS).copied().unwrap_or_default()
        );
        let email = format!("buyer{number}@example.org");
        let person = details(&name, &email, place, None);
        let street = Some(format!("{} Main Street", draw.between(1, 999)));
        sketches.push((email, PersonDetails { street, ..person }, (Amount(median * BUYER_HOURS), paid_in)));
    }
    let making = sketches.into_iter().map(async |(email, person, money)| {
        let account = (UserKind::Organization, person);
        let user = open(app, (&email, NO_PASSWORD.to_owned()), account).await?;
        deposit(app, user, money).await?;
        progress.inc(1);
        Ok(user)
    });
    in_order(making).await.into_iter().collect()
}

/// Nothing that anybody can type has this hash: generated people are entered by nobody.
const NO_PASSWORD: &str = "none";

fn sketch(
    app: &App,
    draw: &mut Draw,
    (sectors, places, number): (&[Sector], &[WorkPlace], u32),
) -> Option<Sketch> {
    let place = draw.one(places)?.clone();
    let paid_in = currency_at(&app.rulebook, &place)?;
    let letter = u8::try_from(draw.between(0, 25)).ok().map(|at| char::from(b'A' + at))?;
    let name = format!("{} {letter}.", draw.one(&FIRST_NAMES)?);
    let email = format!("seller{number}@example.org");
    let age_days =
        if draw.percent(4) { draw.between(15 * 366, 18 * 365) } else { draw.between(18 * 366, 66 * 365) };
    let born_on = app.now().day().plus(-age_days).date();
    let mut offers = Vec::new();
    for _ in 0..draw.between(1, 3) {
        let cast = sectors.iter().find(|sector| sector.slug == CAST_SECTOR).filter(|_| draw.percent(12));
        let sector = cast.or_else(|| draw.one(sectors))?;
        if offers.iter().all(|(code, _)| *code != sector.code) {
            let least = least_hourly((&app.rulebook, app.now()), &place, &sector.code);
            offers.push((sector.code.clone(), terms(draw, (paid_in, sector, least))));
        }
    }
    let claims = if draw.percent(85) { claims(&app.rulebook) } else { Vec::new() };
    let person = details(&name, &email, &place, Some(born_on));
    Some(Sketch { email, person, hours: *draw.one(&PATTERNS)?, offers, claims, place })
}

async fn seller(app: &App, sketch: Sketch, password_hash: String) -> Result<Seller, Failure> {
    let account = (UserKind::Person, sketch.person);
    let user = open(app, (&sketch.email, password_hash), account).await?;
    for claim in sketch.claims {
        let (stage, issuer) = (ClaimStage::Verified, "simulated register".to_owned());
        run(app, Id::SYSTEM, RecordCheck { user, claim, stage, issuer, expires_on: None }).await?;
    }
    let mut first: Option<Id<Offering>> = None;
    for (sector, terms) in sketch.offers {
        let post_code = sketch.place.post_code.clone();
        let offering =
            run(app, user.cast(), OfferWork { locality: app.locality, sector, post_code, terms }).await?;
        first.get_or_insert(offering);
    }
    let zone = sketch.place.zone.clone();
    let week = SetUsualWeek { resource: user.cast(), zone: zone.clone(), days: sketch.hours.week() };
    run(app, user.cast(), week).await?;
    let nothing = || Failure::failed("an invented seller offers nothing", "Try another --seed.");
    let offering = first.ok_or_else(nothing)?;
    Ok(Seller { user, offering, zone, place: sketch.place.post_code, hours: sketch.hours })
}

async fn open(
    app: &App,
    (email, password_hash): (&str, String),
    (kind, person): (UserKind, PersonDetails),
) -> Result<Id<User>, Failure> {
    let claim = ClaimName { digest: visit::name_digest(email), password_hash, home: app.locality };
    let user = run(app, Id::SYSTEM, claim).await?;
    run(app, user.cast(), OpenUser { user, kind, person }).await?;
    Ok(user)
}

async fn deposit(app: &App, user: Id<User>, (amount, currency): (Amount, Currency)) -> Result<(), Failure> {
    run(app, user.cast(), RequestPayment { user, direction: Direction::Deposit, currency, amount }).await?;
    Ok(())
}

/// Runs a command for an actor, under an id of its own.
pub(super) async fn run<C: Command>(
    app: &App,
    actor: Id<kernel::Actor>,
    command: C,
) -> Result<C::Done, store::Failure> {
    app.store.run(app.store.request(command.locality(), actor), command).await
}

async fn hash(key: &str) -> Result<String, Failure> {
    let hashed = visit::hash_password(CAST_PASSWORD.to_owned(), key).await;
    hashed.map_err(|_| Failure::failed("a password could not be hashed", "Try again."))
}
