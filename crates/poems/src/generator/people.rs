//! Invented people, made through the market's commands: where they live and when they are free.

use super::{Seller, crowd::in_order, wares::GIVEN};
use host::draw::Draw;
use host::failure::Failure;
use host::people::{claims, currency_at, details, least_hourly, terms};
use host::progress::Bar;
use kernel::{Amount, BasisPoints, Command, Currency, Date, Id, Slots};
use market::admin::payment_transfer::{Direction, RequestPayment};
use market::directory::{Family, Sector, Wages, WorkPlace};
use market::users::{
    ClaimName, KeepName, OpenUser, PersonDetails, User, UserKind,
    assets::{OfferWork, Offering, PriceTerms},
    availability::SetUsualWeek,
    registration::{ClaimStage, RecordCheck},
};
use web::app::App;
use web::visit;

/// The sector and the places of the cast, where the directory has them.
const CAST_SECTOR: &str = "kitchen-porter";
const CAST_PLACES: [&str; 2] = ["97202", "97214"];
/// The password of the cast, for those who would rather sign in than follow a link.
const CAST_PASSWORD: &str = "three plain words";
/// What a generated buyer starts with, in hours of median pay.
const BUYER_HOURS: i64 = 120;
/// How many people give their time.
const VOLUNTEERS: usize = 24;

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
const SHOPS: [&str; 5] = ["Market", "Dairy", "Farm", "Mill", "Grocery"];
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
    person: PersonDetails,
    place: WorkPlace,
    hours: Hours,
    offers: Vec<WorkOffer>,
    claims: Vec<String>,
}

/// What an invented seller does, and what for; `None` for work that is given.
struct WorkOffer {
    sector: String,
    terms: Option<PriceTerms>,
}

/// A line of work with what it usually pays.
#[derive(Clone, Debug)]
struct PaidSector {
    sector: Sector,
    wages: Wages,
}

/// Where money is deposited, and how much.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deposit {
    pub(super) amount: Amount,
    pub(super) currency: Currency,
}

/// An account that is to be opened.
pub(super) struct Account {
    pub(super) kind: UserKind,
    pub(super) password_hash: String,
    pub(super) person: PersonDetails,
}

/// The currency of the market's first place.
pub(super) fn currency(app: &App) -> Option<Currency> {
    app.directory.places().next().and_then(|place| currency_at(&app.rulebook, place))
}

/// The lines of work of the directory that are paid.
fn paid_sectors(app: &App) -> Vec<PaidSector> {
    let paid = |sector: &Sector| Some(PaidSector { sector: sector.clone(), wages: sector.wages? });
    app.directory.usual().filter(|sector| sector.family == Family::Work).filter_map(paid).collect()
}

/// The place of a post code, or else the first there is.
pub(super) fn place_of(app: &App, post_code: &str) -> Result<WorkPlace, Failure> {
    let place = app.directory.find_place(post_code).or_else(|| app.directory.places().next()).cloned();
    place.ok_or_else(empty)
}

pub(super) fn empty() -> Failure {
    Failure::input("the directory has no place or no sector of work", "Give tables that have some.")
}

/// Makes the worker and the buyer whose part a visitor can take, and gives the worker. The buyer has no history: what
/// is for those who are new shows in the first price.
pub(super) async fn cast(app: &App, worker_email: &str, buyer_email: &str) -> Result<Seller, Failure> {
    let paid = paid_sectors(app);
    let usual = paid.iter().find(|paid| paid.sector.slug == CAST_SECTOR);
    let PaidSector { sector, wages } = usual.or(paid.first()).ok_or_else(empty)?;
    let (home, site) = (place_of(app, CAST_PLACES[0])?, place_of(app, CAST_PLACES[1])?);
    let currency = currency_at(&app.rulebook, &home).ok_or_else(empty)?;
    let least = least_hourly(&app.rulebook, app.now(), &home, &sector.code);
    let hourly = Amount(wages.median.max(least));
    let terms = PriceTerms {
        evening_bp: BasisPoints(1_000),
        per_km: Amount(hourly.0 / 36),
        ..PriceTerms::plain(currency, hourly)
    };
    let person = details("Ana R.", worker_email, &home, Date::new(1991, 3, 27).ok())?;
    let sketch = Sketch {
        person: PersonDetails { phone: "+15035550100".parse().ok(), ..person },
        hours: Hours { days: ALL_DAYS, from: 36, until: 92 },
        offers: vec![WorkOffer { sector: sector.code.clone(), terms: Some(terms) }],
        claims: claims(&app.rulebook),
        place: home,
    };
    let worker = seller(app, sketch, hash(worker_email).await?).await?;
    let person = details("Café Aurora", buyer_email, &site, None)?;
    let account = Account {
        kind: UserKind::Organization,
        password_hash: hash(buyer_email).await?,
        person: PersonDetails { street: "1200 Southeast Morrison Street".parse().ok(), ..person },
    };
    let user = open(app, account).await?;
    deposit(app, user, Deposit { amount: Amount(wages.median * BUYER_HOURS), currency }).await?;
    Ok(worker)
}

/// Makes sellers.
pub(super) async fn sellers(
    app: &App,
    draw: &mut Draw,
    count: u32,
    progress: &Bar,
) -> Result<Vec<Seller>, Failure> {
    let sectors = paid_sectors(app);
    let places: Vec<WorkPlace> = app.directory.places().cloned().collect();
    let field = Field { sectors: &sectors, places: &places };
    let sketches: Vec<_> = (0..count).filter_map(|number| sketch(app, draw, field, number)).collect();
    let making = sketches.into_iter().map(async |sketch| {
        let made = seller(app, sketch, NO_PASSWORD.to_owned()).await;
        progress.inc(1);
        made
    });
    in_order(making).await.into_iter().collect()
}

/// Makes people who give their time; the first has a name and a way in.
pub(super) async fn volunteers(
    app: &App,
    draw: &mut Draw,
    first_email: &str,
) -> Result<Vec<Seller>, Failure> {
    let given: Vec<&Sector> = GIVEN.iter().filter_map(|slug| app.directory.sector_by_slug(slug)).collect();
    let given: Vec<&Sector> = given.into_iter().filter(|sector| sector.family == Family::Work).collect();
    let places: Vec<WorkPlace> = app.directory.places().cloned().collect();
    let mut sketches = Vec::new();
    for (number, sector) in given.iter().cycle().take(VOLUNTEERS).enumerate() {
        let is_first = number == 0;
        let home = if is_first { Some(place_of(app, CAST_PLACES[0])?) } else { draw.one(&places).cloned() };
        let (Some(place), Some(hours)) = (home, draw.one(&PATTERNS)) else { break };
        let (name, born_on) = (person_name(draw), app.now().day().plus(-draw.between(19 * 366, 75 * 365)));
        let name = if is_first { "Vera D.".to_owned() } else { name };
        let email = if is_first { first_email.to_owned() } else { format!("volunteer{number}@example.org") };
        let hours = if is_first { Hours { days: ALL_DAYS, from: 32, until: 88 } } else { *hours };
        let person = details(&name, &email, &place, Some(born_on.date()))?;
        let offers = vec![WorkOffer { sector: sector.code.clone(), terms: None }];
        sketches.push(Sketch { person, place, hours, offers, claims: claims(&app.rulebook) });
    }
    let password = hash(first_email).await?;
    let making = sketches.into_iter().enumerate().map(async |(number, sketch)| {
        let password = if number == 0 { password.clone() } else { NO_PASSWORD.to_owned() };
        seller(app, sketch, password).await
    });
    in_order(making).await.into_iter().collect()
}

/// Makes buyers, each with money in the market.
pub(super) async fn buyers(
    app: &App,
    draw: &mut Draw,
    count: u32,
    progress: &Bar,
) -> Result<Vec<Id<User>>, Failure> {
    let places: Vec<WorkPlace> = app.directory.places().cloned().collect();
    let medians: Vec<i64> = paid_sectors(app).iter().map(|paid| paid.wages.median).collect();
    let mut sketches = Vec::new();
    for number in 0..count {
        let (Some(place), Some(median)) = (draw.one(&places), draw.one(&medians)) else { break };
        let Some(currency) = currency_at(&app.rulebook, place) else { continue };
        let name = format!(
            "{} {}",
            draw.one(&FIRM_NAMES).copied().unwrap_or_default(),
            draw.one(&FIRMS).copied().unwrap_or_default()
        );
        let email = format!("buyer{number}@example.org");
        let person = details(&name, &email, place, None)?;
        let street = format!("{} Main Street", draw.between(1, 999)).parse().ok();
        let person = PersonDetails { street, ..person };
        let (kind, password_hash) = (UserKind::Organization, NO_PASSWORD.to_owned());
        let account = Account { kind, password_hash, person };
        sketches.push((account, Deposit { amount: Amount(median * BUYER_HOURS), currency }));
    }
    let making = sketches.into_iter().map(async |(account, money)| {
        let user = open(app, account).await?;
        deposit(app, user, money).await?;
        progress.inc(1);
        Ok(user)
    });
    in_order(making).await.into_iter().collect()
}

/// Nothing that anybody can type has this hash: generated people are entered by nobody.
pub(super) const NO_PASSWORD: &str = "none";

/// What invented sellers are drawn from.
#[derive(Clone, Copy)]
struct Field<'a> {
    sectors: &'a [PaidSector],
    places: &'a [WorkPlace],
}

/// `Maya Q.`
pub(super) fn person_name(draw: &mut Draw) -> String {
    let letter = u8::try_from(draw.between(0, 25)).map_or('A', |at| char::from(b'A' + at));
    format!("{} {letter}.", draw.one(&FIRST_NAMES).copied().unwrap_or_default())
}

/// `Cedar Market`
pub(super) fn shop_name(draw: &mut Draw) -> String {
    let kind = draw.one(&SHOPS).copied().unwrap_or_default();
    format!("{} {kind}", draw.one(&FIRM_NAMES).copied().unwrap_or_default())
}

fn sketch(app: &App, draw: &mut Draw, field: Field<'_>, number: u32) -> Option<Sketch> {
    let place = draw.one(field.places)?.clone();
    let currency = currency_at(&app.rulebook, &place)?;
    let name = person_name(draw);
    let email = format!("seller{number}@example.org");
    let age_days =
        if draw.percent(4) { draw.between(15 * 366, 18 * 365) } else { draw.between(18 * 366, 66 * 365) };
    let born_on = app.now().day().plus(-age_days).date();
    let mut offers: Vec<WorkOffer> = Vec::new();
    for _ in 0..draw.between(1, 3) {
        let usual = field.sectors.iter().find(|paid| paid.sector.slug == CAST_SECTOR);
        let usual = usual.filter(|_| draw.percent(12));
        let PaidSector { sector, wages } = usual.or_else(|| draw.one(field.sectors))?;
        if offers.iter().all(|offer| offer.sector != sector.code) {
            let least = least_hourly(&app.rulebook, app.now(), &place, &sector.code);
            let terms = Some(terms(draw, currency, *wages, least));
            offers.push(WorkOffer { sector: sector.code.clone(), terms });
        }
    }
    let claims = if draw.percent(85) { claims(&app.rulebook) } else { Vec::new() };
    let person = details(&name, &email, &place, Some(born_on)).ok()?;
    Some(Sketch { person, hours: *draw.one(&PATTERNS)?, offers, claims, place })
}

async fn seller(app: &App, sketch: Sketch, password_hash: String) -> Result<Seller, Failure> {
    let Sketch { person, place, hours, offers, claims } = sketch;
    let user = open(app, Account { kind: UserKind::Person, password_hash, person }).await?;
    for claim in claims {
        verify(app, user, claim).await?;
    }
    let mut first: Option<Id<Offering>> = None;
    for WorkOffer { sector, terms } in offers {
        let post_code = place.post_code;
        let offer = OfferWork { locality: app.locality, sector, post_code, terms };
        let offering = run(app, user.cast(), offer).await?;
        first.get_or_insert(offering);
    }
    let zone = place.zone.clone();
    let week = SetUsualWeek { resource: user.cast(), zone: zone.clone(), days: hours.week() };
    run(app, user.cast(), week).await?;
    let nothing = || Failure::failed("an invented seller offers nothing", "Try another --seed.");
    let offering = first.ok_or_else(nothing)?;
    Ok(Seller { user, offering, zone, place: place.post_code, hours })
}

/// A register confirms a claim about a user.
pub(super) async fn verify(app: &App, user: Id<User>, claim: String) -> Result<(), Failure> {
    let (stage, issuer) = (ClaimStage::Verified, "simulated register".to_owned());
    run(app, Id::SYSTEM, RecordCheck { user, claim, stage, issuer, expires_on: None }).await?;
    Ok(())
}

/// Opens an account.
pub(super) async fn open(app: &App, account: Account) -> Result<Id<User>, Failure> {
    let Account { kind, password_hash, person } = account;
    let digest = visit::name_digest(&person.email);
    let claim = ClaimName { digest: digest.clone(), password_hash, home: app.locality };
    let user = run(app, Id::SYSTEM, claim).await?;
    run(app, user.cast(), OpenUser { user, kind, is_confirmed: true, person }).await?;
    run(app, Id::SYSTEM, KeepName { digest, user }).await?;
    Ok(user)
}

/// Asks the bank for money; it comes when messages are delivered next.
pub(super) async fn deposit(app: &App, user: Id<User>, deposit: Deposit) -> Result<(), Failure> {
    let Deposit { amount, currency } = deposit;
    run(
        app,
        user.cast(),
        RequestPayment { user, direction: Direction::Deposit, amount: amount.of(currency) },
    )
    .await?;
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

/// The hash of the password of the cast.
pub(super) async fn hash(key: &str) -> Result<String, Failure> {
    let hashed = visit::hash_password(CAST_PASSWORD.to_owned(), key).await;
    hashed.map_err(|_| Failure::failed("a password could not be hashed", "Try again."))
}
