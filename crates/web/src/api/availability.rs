//! `/availability`: when somebody is free, and when what they lend can be had.

use super::call::Call;
use super::sent::{Sent, Taken};
use crate::error::{Answer, AppError};
use crate::nouns::availability::{self, Week};
use crate::secret::fresh_key;
use kernel::{Asks, Id, Show, Zone};
use market::users::assets::{Offering, Resource};
use market::users::availability::{
    AddException, AvailabilityException, BeFree, RemoveException, SetOfferingWeek, SetUsualWeek,
};
use serde::Deserialize;

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::find("/availability", show).about("The usual week, and the times that are not as usual."),
        Call::put("/availability/week", set_week).about(
            "On the clock of your home. What is booked already stays booked. Comes after the first offering.",
        ),
        Call::put("/offerings/{offering}/week", set_offering_week).about(
            "Of all the pieces that are alike, on the clock of the place where they are. What is booked already stays booked.",
        ),
        Call::act_for::<AddException>("/availability/exceptions", "exception"),
        Call::remove::<RemoveException>("/availability/exceptions/{exception}"),
        Call::act::<BeFree>("/availability/now"),
    ]
}

/// When you are free.
#[derive(Show)]
pub(super) struct Availability {
    /// The clock that the week is on.
    zone: Zone,
    /// Nothing before the first is set.
    week: Option<Week>,
    /// Those that are not over.
    exceptions: Vec<AvailabilityException>,
}

impl From<availability::Availability> for Availability {
    fn from(own: availability::Availability) -> Self {
        let week = own.week.map(|week| Week::of(week.days()));
        Self { zone: own.zone, week, exceptions: own.exceptions }
    }
}

/// Whose availability is asked for.
#[derive(Asks, Deserialize)]
struct Whose {
    /// A thing or a space of yours instead.
    resource: Option<Id<Resource>>,
}

impl Taken for Whose {}

impl Taken for Week {}

async fn show(sent: Sent, whose: Whose) -> Answer<Availability> {
    let resource = whose.resource.unwrap_or(sent.visitor()?.user.cast());
    if resource.locality() != sent.app.locality {
        return Err(AppError::NotFound);
    }
    Ok(sent.look(|draft| availability::of(draft, resource)).await?.into())
}

async fn set_week(sent: Sent, week: Week) -> Answer<()> {
    let resource = sent.visitor()?.user.cast();
    let zone = sent.look(|draft| availability::of(draft, resource)).await?.zone;
    let set = SetUsualWeek { resource, zone, days: week.days()? };
    sent.app.run(sent.visitor()?, &fresh_key(), set).await
}

async fn set_offering_week(sent: Sent, week: Week) -> Answer<()> {
    let set = SetOfferingWeek { offering: sent.id::<Offering>()?, days: week.days()? };
    sent.app.run(sent.visitor()?, &fresh_key(), set).await
}
