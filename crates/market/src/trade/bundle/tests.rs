use super::*;
use crate::tests::{HERE, portland, usd};
use kernel::Refusal;

fn bundle(stage: BundleStage) -> Bundle {
    Bundle {
        locality: HERE,
        id: Id::from_bits(1),
        buyer: Id::from_bits(2),
        template: None,
        stage,
        currency: usd(),
        pays: Amount(1),
        open_count: 2,
        held_at: portland(11, 23, 9),
        held_until: portland(11, 23, 10),
        booked_at: None,
        repair_until: (stage == BundleStage::Repair).then(|| portland(11, 24, 9)),
        ended_at: None,
        timer: None,
    }
}

#[test]
fn a_timer_ends_what_is_held_or_to_be_repaired_and_nothing_else() {
    for stage in BundleStage::ALL {
        let at = match stage {
            BundleStage::Held => Some(portland(11, 23, 10)),
            BundleStage::Repair => Some(portland(11, 24, 9)),
            BundleStage::Lapsed | BundleStage::Booked | BundleStage::Broken | BundleStage::Ended => None,
        };
        assert_eq!((bundle(*stage).timer_at(), stage.is_timed()), (at, at.is_some()), "{stage:?}");
    }
}

#[test]
fn a_step_is_taken_where_it_is_one_and_before_its_time_is_over() {
    let just_before = Timestamp(portland(11, 23, 10).0 - 1);
    assert_eq!(bundle(BundleStage::Held).is_in(BundleStage::Held, just_before), Ok(()));
    let late = bundle(BundleStage::Held).is_in(BundleStage::Held, portland(11, 23, 10));
    assert_eq!(late.unwrap_err().code(), "bundles/bundle-over");
    let other = bundle(BundleStage::Booked).is_in(BundleStage::Held, just_before);
    assert_eq!(other, Err(BundleRefusal::BundleNotNow { stage: "booked" }));
}
