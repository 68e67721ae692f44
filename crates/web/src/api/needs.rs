//! `/needs`: what you look for, saved; the market looks every hour, and tells you when all of it can be had together.

use super::call::Call;
use super::sent::Sent;
use crate::error::Answer;
use crate::nouns::needs::{self, Met, WholeNeed};
use finder::FoundFor;
use kernel::{Day, Id, Money, Show, Span, Timestamp};
use market::requirements::needs::{ForgetNeed, Need, NeedPart, SaveNeed};
use market::users::{User, assets::Offering};

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::get("/needs", list).about("The latest first. Nobody else sees them."),
        Call::get("/needs/{need}", show).about(
            "With the first day on which all of it can be had now, and whom and what to hold then: by `POST /holds` and \
             `POST /hire-holds`.",
        ),
        Call::act_for::<SaveNeed>("/needs", "need"),
        Call::remove::<ForgetNeed>("/needs/{need}"),
    ]
}

/// A need with its parts.
#[derive(Show)]
pub(super) struct NeedShown {
    #[show(flatten)]
    need: Need,
    /// Which days of the week will do, Monday being 0 and Sunday 6.
    weekdays: Vec<i64>,
    /// When it begins, in minutes after midnight on the clock of the place.
    from_minute: i64,
    /// What was found costs in all, bonds not counted.
    found_cost: Option<Money>,
    /// What is needed, all at the same hours.
    parts: Vec<NeedPart>,
}

impl From<WholeNeed> for NeedShown {
    fn from(WholeNeed { need, parts }: WholeNeed) -> Self {
        Self {
            weekdays: (0..7).filter(|day| need.weekdays >> day & 1 == 1).collect(),
            from_minute: need.from_minute,
            found_cost: need.found_cost.map(|cost| cost.of(need.currency)),
            need,
            parts,
        }
    }
}

/// A need with what can be had of it now.
#[derive(Show)]
struct NeedMet {
    #[show(flatten)]
    shown: NeedShown,
    /// All of it on the first day on which that can be had; nothing while it cannot.
    met: Option<MetShown>,
}

/// All of a need on one day.
#[derive(Show)]
struct MetShown {
    /// The day.
    day: Day,
    #[show(flatten)]
    span: Span,
    /// When these prices were made. They hold once it is held.
    priced_at: Timestamp,
    /// What all of it costs in all, bonds not counted.
    cost: Money,
    /// Whom and what to take, part by part.
    takes: Vec<TakeShown>,
}

/// Somebody, or something, for a part of a need.
#[derive(Show)]
struct TakeShown {
    /// For which part, from 1.
    part: i64,
    /// Which offering to hold.
    offering: Id<Offering>,
    /// Of whom.
    seller: Id<User>,
    /// What you pay for it, a bond not counted.
    pays: Money,
}

async fn list(sent: Sent) -> Answer<Vec<NeedShown>> {
    Ok(sent.look(|draft| needs::list(draft)).await?.into_iter().map(NeedShown::from).collect())
}

async fn show(sent: Sent) -> Answer<NeedMet> {
    let (whole, met) = needs::one(&sent.app, sent.visitor()?, sent.id()?).await?;
    let met = met.map(|met| met_shown(&whole, &met));
    Ok(NeedMet { shown: whole.into(), met })
}

fn met_shown(whole: &WholeNeed, met: &Met) -> MetShown {
    let money = |amount: kernel::Amount| amount.of(whole.need.currency);
    let of_part = |(part, found): (&NeedPart, &Vec<FoundFor>)| {
        let part = part.number;
        let take = |found: &FoundFor| {
            let (offering, seller) = match found {
                FoundFor::Work(option) => (option.offering, option.seller),
                FoundFor::Hire(hire) => (hire.offering, hire.seller),
            };
            TakeShown { part, offering, seller, pays: money(found.buyer_pays()) }
        };
        found.iter().map(take).collect::<Vec<_>>()
    };
    MetShown {
        day: met.day,
        span: met.span,
        priced_at: met.priced_at,
        cost: money(met.cost),
        takes: whole.parts.iter().zip(&met.parts).flat_map(of_part).collect(),
    }
}
