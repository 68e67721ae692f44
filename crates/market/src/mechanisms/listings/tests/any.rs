//! Whatever is done, in whatever order.

use super::*;
use crate::users::stock::Restock;
use proptest::prelude::*;

#[derive(Clone, Copy, Debug)]
enum Step {
    Offer(usize, i64),
    Counter(usize, i64),
    Accept(usize),
    Decline(usize),
    TakeBack(usize),
    Flag(usize),
    Release,
    Wait(i64),
    Renew,
    Restock,
}

fn step() -> impl Strategy<Value = Step> {
    let who = 0..3_usize;
    prop_oneof![
        4 => (who.clone(), 1_i64..9_000).prop_map(|(who, price)| Step::Offer(who, price)),
        3 => (0..4_usize, 1_i64..9_000).prop_map(|(which, price)| Step::Counter(which, price)),
        2 => (0..4_usize).prop_map(Step::Accept),
        1 => (0..4_usize).prop_map(Step::Decline),
        1 => (0..4_usize).prop_map(Step::TakeBack),
        1 => who.prop_map(Step::Flag),
        1 => Just(Step::Release),
        2 => (1_i64..400).prop_map(Step::Wait),
        1 => Just(Step::Renew),
        1 => Just(Step::Restock),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_is_done_what_is_set_aside_is_what_offers_say(steps in proptest::collection::vec(step(), 1..40)) {
        let mut fair = Fair::new();
        let id = fair.post(&PostListing { piece_count: 3, ..bears() });
        let (ana, staff) = (fair.market.ana, fair.staff);
        for step in steps {
            let open: Vec<ListingOffer> = fair.market.world.all::<ListingOffer>();
            let open: Vec<_> = open.into_iter().filter(|offer| offer.stage == OfferStage::Open).collect();
            let nth = |which: usize| open.get(which).cloned();
            let answers = |offer: &ListingOffer| if offer.made_by == Side::Buyer { ana } else { offer.buyer };
            match step {
                Step::Offer(who, price) => drop(fair.offer(who, id, price)),
                Step::Counter(which, price) => {
                    if let Some(offer) = nth(which) { drop(fair.counter(answers(&offer), offer.id, price)); }
                }
                Step::Accept(which) => {
                    if let Some(offer) = nth(which) { drop(fair.run(answers(&offer), &accept(offer.id))); }
                }
                Step::Decline(which) => {
                    if let Some(offer) = nth(which) { drop(fair.run(answers(&offer), &DeclineOffer { offer: offer.id })); }
                }
                Step::TakeBack(which) => {
                    if let Some(offer) = nth(which) {
                        let maker = if offer.made_by == Side::Buyer { offer.buyer } else { ana };
                        drop(fair.run(maker, &WithdrawOffer { offer: offer.id }));
                    }
                }
                Step::Flag(who) => drop(fair.flag(who, id)),
                Step::Release => drop(fair.run(staff, &ReleaseListing { listing: id })),
                Step::Wait(hours) => { let at = fair.market.world.now.plus_hours(hours); fair.until(at); }
                Step::Renew => drop(fair.market.ana(&RenewListing { listing: id })),
                Step::Restock => drop(fair.market.ana(&Restock { item: id.cast(), free: 3 })),
            }
            fair.is_sound();
        }
    }
}
