//! What people ask proposals for when a market opens: a conservatory, for which two carpenters have proposed.

use super::Population;
use super::owners::Character;
use super::people::{self, run};
use super::workers;
use host::failure::Failure;
use kernel::{Amount, BasisPoints, Date, Day, NoText};
use market::mechanisms::proposals::{CriterionAsked, MilestoneProposed, OpenProposalCall, SetProposal};
use web::app::App;

const CARPENTERS: [Character; 2] = [
    Character::worker("oak.nell@example.org", "Nell A.", "97202"),
    Character::worker("oak.ravi@example.org", "Ravi P.", "97214"),
];
/// Their sector's code.
const CARPENTRY: &str = "47-2031";
/// What each wants for all of it, in minor units.
const PRICES: [i64; 2] = [1_840_000, 1_695_000];
/// How each would do it.
const APPROACHES: [&str; 2] = [
    "An oak frame on pad foundations, made in my shop and put up in two days. The pear tree stays.",
    "A larch frame with a low wall of brick. The gutter runs into a barrel.",
];
/// The milestones: what each is called, its share of the price, and from when until when, in days after the first.
const STAGES: [(&str, i64, i64, i64); 3] =
    [("Foundations", 2_500, 0, 10), ("Frame and roof", 4_500, 10, 40), ("Glazing and floor", 3_000, 40, 60)];
/// How long proposals are taken, in minutes: three days.
const MINUTES: i64 = 4_320;
/// How far ahead the work begins, in days, and how long it takes.
const AHEAD: i64 = 30;
const LONG: i64 = 75;

/// Opens the call, and has carpenters propose. Whoever hires is a part that a visitor can take.
///
/// # Errors
/// [`Failure`].
pub(super) async fn ask(app: &App, population: &Population) -> Result<(), Failure> {
    // A directory of somebody's own may lack the sector.
    if app.directory.sector(CARPENTRY).is_none() {
        return Ok(());
    }
    let unwritten = |bad: NoText| {
        Failure::failed(
            format!("a conservatory has no words: {bad:?}"),
            "Say so to whoever made this program.",
        )
    };
    let criterion = |title: &str, weight| {
        Ok::<_, Failure>(CriterionAsked {
            title: title.parse().map_err(unwritten)?,
            weight_bp: BasisPoints(weight),
        })
    };
    let day = |ahead: i64| -> Date { Day::of(app.now().day().date()).plus(AHEAD + ahead).date() };
    let call = OpenProposalCall {
        buyer: population.hirer,
        sector: CARPENTRY.to_owned(),
        post_code: people::place_of(app, "97214")?.post_code,
        street: Some("2400 SE Ankeny Street".parse().map_err(unwritten)?),
        title: "A conservatory behind the house".parse().map_err(unwritten)?,
        why: "A warm room to sit in from March to October, with the garden in sight."
            .parse()
            .map_err(unwritten)?,
        must_haves: Some("A floor without a step. The old pear tree stays.".parse().map_err(unwritten)?),
        budget_min: None,
        budget_max: None,
        from_on: day(0),
        until_on: day(LONG),
        criteria: vec![criterion("How it fits the house", 4_000)?, criterion("Experience", 2_000)?],
        price_bp: BasisPoints(4_000),
        is_public: false,
        minutes: MINUTES,
    };
    let brief = run(app, population.hirer.cast(), call).await?;
    for ((who, price), approach) in CARPENTERS.iter().zip(PRICES).zip(APPROACHES) {
        let (seller, offering) = workers::come(app, who, CARPENTRY, Amount(4_800)).await?;
        let stage = |(title, share, from, until): (&str, i64, i64, i64)| {
            Ok::<_, Failure>(MilestoneProposed {
                title: title.parse().map_err(unwritten)?,
                share_bp: BasisPoints(share),
                from_on: day(from),
                until_on: day(until),
            })
        };
        let propose = SetProposal {
            seller,
            brief,
            offering,
            approach: approach.parse().map_err(unwritten)?,
            experience: "Four garden rooms since 2022; two of them can be visited."
                .parse()
                .map_err(unwritten)?,
            team: None,
            milestones: STAGES.into_iter().map(stage).collect::<Result<_, Failure>>()?,
            price: Amount(price),
        };
        run(app, seller.cast(), propose).await?;
    }
    Ok(())
}
