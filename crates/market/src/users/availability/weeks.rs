//! Setting the usual week: of one's own hours, and of all that an offering lends.

use super::UsualWeek;
use crate::directory::{Directory, Family};
use crate::users::assets::{AssetRefusal, Offering, PoolResource, Resource, family, own, pool};
use crate::users::only;
use kernel::{Command, Decide, Draft, Id, Keys, Slots, Stop, Zone};
use serde::{Deserialize, Serialize};

/// Sets the usual week of a resource. What is booked already stays booked.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("availability.set_usual_week")]
pub struct SetUsualWeek {
    /// Whose week.
    pub resource: Id<Resource>,
    /// On which clock.
    pub zone: Zone,
    /// Seven days of local quarter-hours, from Monday on.
    pub days: [Slots; 7],
}

impl Decide for SetUsualWeek {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Resource>((Command::locality(self), self.resource));
        keys.one::<UsualWeek>((Command::locality(self), self.resource));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let resource = draft.get::<Resource>((draft.locality(), self.resource))?;
        only(draft, resource.owner)?;
        draft.put(&UsualWeek::new(draft.locality(), self.resource, self.zone.clone(), self.days))?;
        Ok(())
    }
}

/// Sets the usual week of what an offering lends: of all the pieces that are alike, on the clock of the place where they are.
/// What is booked already stays booked.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("availability.set_offering_week")]
pub struct SetOfferingWeek {
    /// Of which offering.
    pub offering: Id<Offering>,
    /// Seven days of local quarter-hours, from Monday on.
    pub days: [Slots; 7],
}

impl Decide for SetOfferingWeek {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<Offering>((Command::locality(self), self.offering));
        keys.all::<PoolResource>((Command::locality(self), self.offering));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        let offering = own(draft, self.offering)?;
        family(draft, &offering, &[Family::Thing, Family::Space])?;
        let place = draft.consult::<Directory>()?.place(offering.post_code);
        let zone = place.ok_or(AssetRefusal::UnknownPlace)?.zone.clone();
        let pieces = pool(draft, &offering)?;
        let mut keys = Keys::default();
        for piece in &pieces {
            keys.one::<UsualWeek>((offering.locality, *piece));
        }
        draft.ask(keys)?;
        for piece in pieces {
            draft.put(&UsualWeek::new(offering.locality, piece, zone.clone(), self.days))?;
        }
        Ok(())
    }
}
