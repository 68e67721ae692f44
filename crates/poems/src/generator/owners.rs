//! Invented owners and shops: things and spaces that can be hired, goods that can be bought, each with a picture.

use super::crowd::in_order;
use super::people::{self, Account, Deposit, NO_PASSWORD, deposit, hash, open, run};
use super::pictures::picture;
use super::wares::{GOODS, SPACES, THINGS, Ware};
use host::draw::Draw;
use host::failure::Failure;
use host::people::{currency_at, details};
use kernel::{Amount, Blob, Currency, Date, Id, NoText, Slots};
use market::directory::{Family, Sector, WorkPlace};
use market::users::{
    PersonDetails, User, UserKind,
    assets::{HireTerms, ItemTerms, OfferHire, OfferItem, Offering, Wording},
    availability::SetOfferingWeek,
    photos::ShowOffering,
};
use web::app::App;

/// How many wares somebody without a name in the market has at most.
const WARES_EACH: i64 = 4;
/// What the hirer and the charity have in the market, in minor units.
const POCKET: Amount = Amount(60_000);

/// Somebody whose part a visitor can take, who owns something or would like to have it.
pub(super) struct Character {
    pub(super) email: &'static str,
    name: &'static str,
    kind: UserKind,
    pub(super) post_code: &'static str,
    /// The titles of the wares that are theirs.
    owns: &'static [&'static str],
    /// Whether they have money to spend.
    has_money: bool,
}

impl Character {
    /// An organization that sells what it is given later.
    pub(super) const fn seller(email: &'static str, name: &'static str, post_code: &'static str) -> Self {
        Self { email, name, kind: UserKind::Organization, post_code, owns: &[], has_money: false }
    }

    /// Somebody who works, and is given what they offer later.
    pub(super) const fn worker(email: &'static str, name: &'static str, post_code: &'static str) -> Self {
        Self { email, name, kind: UserKind::Person, post_code, owns: &[], has_money: false }
    }
}

/// A hire of the market's history needs one that is offered.
#[derive(Clone, Debug)]
pub(super) struct Hireable {
    pub(super) owner: Id<User>,
    pub(super) offering: Id<Offering>,
    pub(super) zone: kernel::Zone,
}

/// Goods of a shop, for the orders of the market's history.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shelf {
    pub(super) shop: Id<User>,
    pub(super) item: Id<Offering>,
}

/// All that owners and shops have.
#[derive(Default)]
pub(super) struct Wares {
    pub(super) hireable: Vec<Hireable>,
    pub(super) shelves: Vec<Shelf>,
}

pub(super) const BICYCLE_OWNER: Character = Character {
    email: "bea@example.org",
    name: "Bea L.",
    kind: UserKind::Person,
    post_code: "97202",
    owns: &["City bicycle, 54 cm", "Cargo bicycle"],
    has_money: false,
};
pub(super) const HIRER: Character = Character {
    email: "hugo@example.org",
    name: "Hugo M.",
    kind: UserKind::Person,
    post_code: "97214",
    owns: &[],
    has_money: true,
};
pub(super) const TOOL_LENDER: Character = Character {
    email: "tomas@example.org",
    name: "Tomás V.",
    kind: UserKind::Person,
    post_code: "97206",
    owns: &["Cordless drill", "Hammer drill", "Extension ladder, 24 ft", "Table saw"],
    has_money: false,
};
pub(super) const ROOM_OWNER: Character = Character {
    email: "rosa@example.org",
    name: "Rosa K.",
    kind: UserKind::Person,
    post_code: "97209",
    owns: &["Meeting room for eight", "Wood workshop"],
    has_money: false,
};
pub(super) const GREENGROCER: Character = Character {
    email: "greengrocer@example.org",
    name: "Green Corner",
    kind: UserKind::Organization,
    post_code: "97214",
    owns: &[
        "Apples, a bag of 3 lb",
        "Carrots, a bunch",
        "Potatoes, 5 lb",
        "Box of vegetables",
        "A dozen eggs",
    ],
    has_money: false,
};
pub(super) const CHARITY: Character = Character {
    email: "charity@example.org",
    name: "Open Table Pantry",
    kind: UserKind::Organization,
    post_code: "97214",
    owns: &[],
    has_money: true,
};
const OWNERS: [Character; 4] = [BICYCLE_OWNER, TOOL_LENDER, ROOM_OWNER, GREENGROCER];

/// What one owner is to offer.
struct Sketch {
    account: Account,
    place: WorkPlace,
    currency: Currency,
    offers: Vec<Offer>,
}

/// A ware as it is offered; `number` counts them all, so that their pictures differ.
struct Offer {
    ware: Ware,
    sector: Sector,
    number: usize,
    price: Amount,
    /// How many there are: a pool of equal things, or a stock.
    count: i64,
    /// What bringing goods costs, where their shop does.
    delivery: Option<Amount>,
}

/// Makes everybody who owns something, the named ones first, and gives what they have.
pub(super) async fn owners(app: &App, draw: &mut Draw) -> Result<Wares, Failure> {
    let mut sketches = Vec::new();
    for character in OWNERS {
        let wares = named_wares(&character);
        let account = account(app, &character).await?;
        let place = people::place_of(app, character.post_code)?;
        sketches.extend(sketch(app, draw, account, place, &wares));
    }
    let places: Vec<WorkPlace> = app.directory.places().cloned().collect();
    for wares in [THINGS.as_slice(), SPACES.as_slice(), GOODS.as_slice()] {
        let mut rest: Vec<Ware> = wares.iter().copied().filter(|ware| !is_named(ware)).collect();
        while !rest.is_empty() {
            let most = usize::try_from(draw.between(1, WARES_EACH)).unwrap_or(1);
            let some: Vec<Ware> = rest.drain(..most.min(rest.len())).collect();
            let Some(place) = draw.one(&places).cloned() else { break };
            let account = invented(draw, sketches.len(), &place, &some)?;
            sketches.extend(sketch(app, draw, account, place, &some));
        }
    }
    let mut made = Wares::default();
    for offered in in_order(sketches.into_iter().map(|sketch| settle(app, sketch))).await {
        let Wares { hireable, shelves } = offered?;
        made.hireable.extend(hireable);
        made.shelves.extend(shelves);
    }
    Ok(made)
}

/// Makes somebody who owns nothing here, with money to spend.
pub(super) async fn visitor(app: &App, character: &Character) -> Result<Id<User>, Failure> {
    let user = open(app, account(app, character).await?).await?;
    pay_in(app, character, user).await?;
    Ok(user)
}

/// Asks the bank for money to spend, for somebody who has any.
pub(super) async fn pay_in(app: &App, character: &Character, user: Id<User>) -> Result<(), Failure> {
    let place = people::place_of(app, character.post_code)?;
    if let Some(currency) = currency_at(&app.rulebook, &place).filter(|_| character.has_money) {
        deposit(app, user, Deposit { amount: POCKET, currency }).await?;
    }
    Ok(())
}

fn all_wares() -> impl Iterator<Item = &'static Ware> {
    THINGS.iter().chain(&SPACES).chain(&GOODS)
}

fn named_wares(character: &Character) -> Vec<Ware> {
    all_wares().filter(|ware| character.owns.contains(&ware.title)).copied().collect()
}

fn is_named(ware: &Ware) -> bool {
    OWNERS.iter().any(|character| character.owns.contains(&ware.title))
}

async fn account(app: &App, character: &Character) -> Result<Account, Failure> {
    let place = people::place_of(app, character.post_code)?;
    let is_person = character.kind == UserKind::Person;
    let born_on = if is_person { Date::new(1984, 9, 12).ok() } else { None };
    let person = details(character.name, character.email, &place, born_on)?;
    let street = if is_person { None } else { "310 Southeast Division Street".parse().ok() };
    Ok(Account {
        kind: character.kind,
        password_hash: hash(character.email).await?,
        person: PersonDetails { street, ..person },
    })
}

/// Somebody who sells goods is a shop; who lends or lets is a person.
fn invented(draw: &mut Draw, number: usize, place: &WorkPlace, wares: &[Ware]) -> Result<Account, Failure> {
    let is_shop = wares.iter().any(|ware| GOODS.iter().any(|goods| goods.title == ware.title));
    let (name, email) = (people::person_name(draw), format!("owner{number}@example.org"));
    let (kind, name, born_on) = if is_shop {
        (UserKind::Organization, people::shop_name(draw), None)
    } else {
        (UserKind::Person, name, Date::new(1979, 2, 3).ok())
    };
    let person = details(&name, &email, place, born_on)?;
    Ok(Account { kind, password_hash: NO_PASSWORD.to_owned(), person })
}

fn sketch(app: &App, draw: &mut Draw, account: Account, place: WorkPlace, wares: &[Ware]) -> Option<Sketch> {
    let currency = currency_at(&app.rulebook, &place)?;
    let delivery = draw.percent(60).then(|| Amount(draw.between(8, 20) * 25));
    let mut offers = Vec::new();
    for ware in wares {
        // A directory of somebody's own may lack the sector.
        let Some(sector) = app.directory.sector_by_slug(ware.sector).cloned() else { continue };
        let number = all_wares().position(|known| known.title == ware.title).unwrap_or_default();
        let price = Amount(round(ware.price * draw.between(88, 118) / 100));
        let count = match sector.family {
            Family::Goods => draw.between(12, 90),
            Family::Thing => draw.between(1, 3),
            Family::Space | Family::Work => 1,
        };
        offers.push(Offer { ware: *ware, sector, number, price, count, delivery });
    }
    (!offers.is_empty()).then_some(Sketch { account, place, currency, offers })
}

/// To a quarter of the large unit, or a twentieth of it for what costs little.
fn round(minor: i64) -> i64 {
    let step = if minor < 500 { 5 } else { 25 };
    (minor / step).max(1) * step
}

async fn settle(app: &App, sketch: Sketch) -> Result<Wares, Failure> {
    let Sketch { account, place, currency, offers } = sketch;
    let owner = open(app, account).await?;
    let mut made = Wares::default();
    for offer in &offers {
        let offering = match offer.sector.family {
            Family::Goods => {
                let item = run(app, owner.cast(), offer.item(app, &place, currency)?).await?;
                made.shelves.push(Shelf { shop: owner, item });
                item
            }
            Family::Thing | Family::Space | Family::Work => {
                let offering = run(app, owner.cast(), offer.hire(app, &place, currency)?).await?;
                run(app, owner.cast(), SetOfferingWeek { offering, days: [offer.hours(); 7] }).await?;
                made.hireable.push(Hireable { owner, offering, zone: place.zone.clone() });
                offering
            }
        };
        show(app, owner, offering, (&offer.sector.slug, offer.number)).await?;
    }
    Ok(made)
}

/// Shows an offering by a picture of its sector; pictures of the same sector differ by their numbers.
pub(super) async fn show(
    app: &App,
    owner: Id<User>,
    offering: Id<Offering>,
    (sector, number): (&str, usize),
) -> Result<(), Failure> {
    let bytes = Blob(picture(sector, number)?);
    run(app, owner.cast(), ShowOffering { offering, bytes }).await?;
    Ok(())
}

impl Offer {
    fn wording(&self) -> Result<Wording, Failure> {
        let none =
            |why: NoText| Failure::failed(format!("{}: {why}", self.ware.title), "Choose another title.");
        let title = self.ware.title.parse().map_err(none)?;
        Ok(Wording { title, description: Some(self.ware.description.parse().map_err(none)?) })
    }

    /// A thing is away overnight, and so is a parked car; rooms have opening hours.
    fn hours(&self) -> Slots {
        let is_always = self.sector.family == Family::Thing || self.sector.slug == "parking-space";
        if is_always { Slots::ALL } else { Slots::run(28, 60) }
    }

    fn hire(&self, app: &App, place: &WorkPlace, currency: Currency) -> Result<OfferHire, Failure> {
        let is_space = self.sector.family == Family::Space;
        let (per_hour, per_day) = if is_space {
            (self.price, Amount(self.price.0 * 7))
        } else {
            (Amount(round(self.price.0 / 5)), self.price)
        };
        let terms = HireTerms {
            currency,
            per_day,
            per_hour,
            bond: Amount(round(if is_space { per_hour.0 * 3 } else { per_day.0 * 4 })),
            late_per_hour: Amount(round(per_hour.0 * 3 / 2)),
            buffer_minutes: if is_space { 15 } else { 30 },
            minimum_minutes: 60,
            days_max: if is_space { 1 } else { 14 },
            notice_minutes: 60,
        };
        Ok(OfferHire {
            locality: app.locality,
            sector: self.sector.code.clone(),
            post_code: place.post_code,
            wording: self.wording()?,
            count: self.count,
            terms,
        })
    }

    fn item(&self, app: &App, place: &WorkPlace, currency: Currency) -> Result<OfferItem, Failure> {
        let (each, delivery) = (self.price, self.delivery);
        Ok(OfferItem {
            locality: app.locality,
            sector: self.sector.code.clone(),
            post_code: place.post_code,
            wording: self.wording()?,
            count: self.count,
            terms: ItemTerms { currency, each, delivery, is_collected: true, ready_minutes: 120 },
        })
    }
}
