mod any;
mod reviews;

use super::*;
use crate::admin::closing::{BeginClosing, EraseRows};
use crate::modules::commands;
use crate::support::notices::Notice;
use crate::tests::{HERE, Market, account, code, usd, user};
use crate::trade::Stage;
use crate::users::assets::{OfferingStage, OfferingText, SetOfferingStage, Wording};
use crate::users::stock::Stock;
use crate::users::{Role, UserKind, UserStage};
use kernel::{Command, KeyOf, Timer};
use ledger::{Account, AccountKey, Class, Reservation};

/// Ana lists things; three people have 100 dollars each, and somebody works for the operator.
struct Fair {
    market: Market,
    people: [Id<User>; 3],
    staff: Id<User>,
}

/// Two teddy bears for forty dollars each, collected or brought for five.
fn bears() -> PostListing {
    PostListing {
        locality: HERE,
        sector: "fb-2-10-7".to_owned(),
        post_code: "97214".parse().unwrap(),
        wording: Wording { title: "Two bears of 1905".parse().unwrap(), description: None },
        asking: Asking::Priced,
        price: Some(Amount(4_000)),
        piece_count: 2,
        is_collected: true,
        delivery: Some(Amount(500)),
    }
}

/// Washing up, for whoever asks.
fn odd_jobs() -> PostListing {
    PostListing {
        sector: crate::tests::PORTER.to_owned(),
        asking: Asking::AskMe,
        price: None,
        piece_count: 1,
        is_collected: false,
        delivery: None,
        ..bears()
    }
}

impl Fair {
    fn new() -> Self {
        let mut market = Market::new();
        let people = ["ann", "ben", "cy"].map(|name| {
            let person = user(&mut market.world, name, UserKind::Person);
            market.deposit(person, 10_000);
            person
        });
        let staff = user(&mut market.world, "ola", UserKind::Person);
        let mut fair = Self { market, people, staff };
        fair.change::<User>((HERE, staff), |user| User { role: Role::Operator, ..user });
        fair
    }

    /// A row, as it comes to be by something that is not of here.
    fn change<R: Record>(&mut self, key: impl KeyOf<R>, change: impl FnOnce(R) -> R) {
        let row = change(self.market.world.find::<R>(key).unwrap());
        self.market.world.step(HERE, |draft| Ok(draft.put(&row)?)).unwrap();
    }

    fn run<C: Command>(&mut self, by: Id<User>, command: &C) -> Result<C::Done, Stop> {
        self.market.world.run(by.cast(), command)
    }

    fn refused<C: Command>(&mut self, by: Id<User>, command: &C) -> String
    where
        C::Done: std::fmt::Debug,
    {
        self.market.refused(by, command)
    }

    fn post(&mut self, listing: &PostListing) -> Id<Listing> {
        self.market.ana(listing).unwrap()
    }

    fn offer(&mut self, who: usize, listing: Id<Listing>, price: i64) -> Result<OfferMade, Stop> {
        let buyer = self.people[who];
        self.run(buyer, &offered(buyer, listing, price))
    }

    fn counter(&mut self, by: Id<User>, offer: Id<ListingOffer>, price: i64) -> Result<OfferMade, Stop> {
        self.run(by, &CounterOffer { offer, price: Amount(price) })
    }

    fn write(
        &mut self,
        by: Id<User>,
        listing: Id<Listing>,
        asker: Id<User>,
    ) -> Result<Id<ListingMessage>, Stop> {
        self.run(by, &WriteAboutListing { listing, asker, words: "Is it still there?".parse().unwrap() })
    }

    fn flag(&mut self, who: usize, listing: Id<Listing>) -> Result<(), Stop> {
        let user = self.people[who];
        self.run(user, &FlagListing { user, listing, reason: FlagReason::Deceptive })
    }

    fn hold(&mut self, listing: Id<Listing>) {
        (0..3).for_each(|who| self.flag(who, listing).unwrap());
    }

    fn listing(&self, id: Id<Listing>) -> Listing {
        self.market.world.find((HERE, id)).unwrap()
    }

    fn stage(&self, id: Id<Listing>) -> ListingStage {
        self.listing(id).stage
    }

    fn offer_stage(&self, id: Id<ListingOffer>) -> OfferStage {
        self.market.world.find::<ListingOffer>((HERE, id)).unwrap().stage
    }

    /// What somebody can spend, and what is set aside.
    fn money(&self, user: Id<User>) -> (i64, i64) {
        let key = AccountKey::of(user, Class::UserAvailable, usd());
        let account = self.market.world.find::<Account>(key.key(HERE)).unwrap();
        (account.available.0, account.reserved.0)
    }

    fn told(&self, user: Id<User>) -> Vec<String> {
        let notices = self.market.world.all::<Notice>().into_iter();
        notices.filter(|notice| notice.user_id == user).map(|notice| notice.code).collect()
    }

    fn until(&mut self, at: Timestamp) {
        self.market.world.pass_time(at, &commands()).unwrap();
    }

    /// What is set aside is what open offers say; each of them, and each listing that is shown, has what ends it; what has ended keeps
    /// nothing; a talk names the one offer that is open in it.
    fn is_sound(&self) {
        let world = &self.market.world;
        let (listings, offers, timers) =
            (world.all::<Listing>(), world.all::<ListingOffer>(), world.all::<Timer>());
        let mut said: Vec<_> =
            offers.iter().filter_map(|offer| Some((offer.pending?, offer.set_aside))).collect();
        let mut reserved: Vec<_> =
            world.all::<Reservation>().iter().map(|one| (one.transfer, one.entry.amount)).collect();
        said.sort();
        reserved.sort();
        assert_eq!(reserved, said);
        let is_set = |timer, at| timers.iter().any(|one| one.id == timer && one.due_at == at);
        for offer in &offers {
            let is_open = offer.stage == OfferStage::Open;
            assert_eq!(offer.timer.is_some_and(|timer| is_set(timer, offer.answer_by)), is_open, "{offer:?}");
            assert_eq!(offer.pending.is_some(), is_open && offer.made_by == Side::Buyer, "{offer:?}");
            let talk: ListingTalk = world.find((HERE, offer.listing, offer.buyer)).unwrap();
            assert_eq!(talk.offer == Some(offer.id), is_open);
            let listing = listings.iter().find(|listing| listing.id == offer.listing).unwrap();
            assert!(!is_open || listing.is_live(), "{offer:?}");
        }
        for listing in &listings {
            let is_set = listing.timer.is_some_and(|timer| is_set(timer, listing.expires_at));
            assert!(is_set == listing.is_live() || listing.stage == ListingStage::Held, "{listing:?}");
            assert_eq!(listing.ended_at.is_none(), listing.is_live());
            let flags = world.all::<ListingFlag>().into_iter().filter(|flag| flag.listing == listing.id);
            let said = flags.filter(|flag| flag.reason.is_some()).count();
            if listing.stage != ListingStage::Removed {
                assert_eq!(i64::try_from(said).unwrap(), listing.flag_count, "{listing:?}");
            }
        }
    }
}

fn offered(buyer: Id<User>, listing: Id<Listing>, price: i64) -> MakeOffer {
    let (price, handing_over) = (Amount(price), HandingOver::Collection);
    MakeOffer { buyer, listing, price, piece_count: 1, handing_over }
}

fn accept(offer: Id<ListingOffer>) -> AcceptOffer {
    AcceptOffer { offer, expected_pay: None }
}

#[test]
fn what_is_listed_is_shown_for_its_time_renewed_and_taken_back() {
    let mut fair = Fair::new();
    let posted_at = fair.market.world.now;
    let id = fair.post(&bears());
    let listing = fair.listing(id);
    assert_eq!(listing.expires_at, posted_at.plus_hours(45 * 24));
    let text: OfferingText = fair.market.world.find((HERE, listing.offering())).unwrap();
    assert_eq!(text.title.as_str(), "Two bears of 1905");
    let half = posted_at.plus_hours(20 * 24);
    fair.until(half);
    fair.market.ana(&RenewListing { listing: id }).unwrap();
    fair.is_sound();
    fair.until(posted_at.plus_hours(50 * 24));
    assert_eq!(fair.stage(id), ListingStage::Open);
    fair.until(half.plus_hours(45 * 24));
    assert_eq!(fair.stage(id), ListingStage::Expired);
    assert!(fair.told(fair.market.ana).contains(&"listing/expired".to_owned()));
    assert_eq!(code(fair.offer(0, id, 4_000).unwrap_err()), "listings/not-open");
    fair.market.ana(&RenewListing { listing: id }).unwrap();
    assert!(fair.listing(id).is_shown(fair.market.world.now));
    fair.is_sound();
    fair.market.ana(&WithdrawListing { listing: id }).unwrap();
    for again in
        [fair.market.ana(&WithdrawListing { listing: id }), fair.market.ana(&RenewListing { listing: id })]
    {
        assert_eq!(code(again.unwrap_err()), "listings/not-open");
    }
    fair.is_sound();
    fair.market.check();
}

#[test]
fn what_does_not_fit_is_not_listed() {
    let mut fair = Fair::new();
    let ana = fair.market.ana;
    let cases: [(PostListing, &str); 9] = [
        (PostListing { sector: "nothing".to_owned(), ..bears() }, "assets/unknown-sector"),
        (PostListing { post_code: "99999".parse().unwrap(), ..bears() }, "assets/unknown-place"),
        (PostListing { price: None, ..bears() }, "listings/bad-listing"),
        (PostListing { price: Some(Amount(0)), ..bears() }, "listings/bad-listing"),
        (PostListing { asking: Asking::Free, ..bears() }, "listings/bad-listing"),
        (PostListing { piece_count: 0, ..bears() }, "listings/bad-listing"),
        (PostListing { is_collected: false, delivery: None, ..bears() }, "listings/bad-listing"),
        (PostListing { is_collected: true, ..odd_jobs() }, "listings/bad-listing"),
        (PostListing { price: Some(Amount(i64::MAX)), ..bears() }, "assets/too-much"),
    ];
    for (listing, why) in cases {
        assert_eq!(fair.refused(ana, &listing), why, "{listing:?}");
    }
    let staff = fair.staff;
    assert_eq!(fair.refused(staff, &bears()), "users/operators-never-trade");
    let eve = account(&mut fair.market.world, "eve", UserKind::Person, false);
    assert_eq!(fair.refused(eve, &bears()), "users/not-confirmed");
    assert!(fair.market.world.all::<Listing>().is_empty());
}

#[test]
fn only_its_listing_shows_what_is_listed() {
    let mut fair = Fair::new();
    let offering = fair.post(&bears()).cast();
    let ana = fair.market.ana;
    for stage in OfferingStage::ALL {
        let set = SetOfferingStage { offering, stage: *stage };
        assert_eq!(fair.refused(ana, &set), "assets/shown-by-its-listing");
    }
    let other = SetOfferingStage { offering: fair.market.offering, stage: OfferingStage::Listed };
    assert_eq!(fair.refused(ana, &other), "assets/shown-by-its-listing");
}

#[test]
fn an_offer_that_is_accepted_is_a_trade_with_its_money_in_escrow() {
    let mut fair = Fair::new();
    let id = fair.post(&bears());
    let [ann, ben, cy] = fair.people;
    let made = fair.offer(0, id, 3_000).unwrap();
    let all = made.set_aside.amount.0;
    assert!(all > 3_000, "the mark-up is set aside too: {all}");
    assert_eq!(fair.money(ann), (10_000 - all, all));
    assert_eq!(fair.told(fair.market.ana), ["listing/offered"]);
    assert_eq!(code(fair.offer(0, id, 3_500).unwrap_err()), "listings/offer-is-open");
    fair.offer(1, id, 2_500).unwrap();
    let third = fair.offer(2, id, 3_900).unwrap();
    fair.is_sound();
    let agreed = fair.market.ana(&accept(made.offer)).unwrap();
    let trade = fair.market.trade(agreed.trade);
    assert_eq!((trade.stage, trade.mechanism.as_str(), trade.buyer), (Stage::Booked, NAME, ann));
    assert_eq!(trade.id, fair.market.world.find::<ListingOffer>((HERE, made.offer)).unwrap().trade);
    assert_eq!((trade.buyer_pays.0, fair.money(ann)), (all, (10_000 - all, 0)));
    assert_eq!(fair.stage(id), ListingStage::Open, "there is another");
    fair.is_sound();
    // The last one goes: whoever else had offered has their money back.
    fair.market.ana(&accept(third.offer)).unwrap();
    assert_eq!(fair.stage(id), ListingStage::Gone);
    assert_eq!(fair.money(ben), (10_000, 0));
    assert!(fair.told(ben).contains(&"listing/offer-over".to_owned()));
    assert_eq!(fair.money(cy).1, 0);
    let stock: Stock = fair.market.world.find((HERE, id.cast::<Offering>())).unwrap();
    assert_eq!((stock.offered, stock.taken), (2, 2));
    assert_eq!(code(fair.offer(1, id, 4_000).unwrap_err()), "listings/not-open");
    fair.is_sound();
    fair.market.check();
}

#[test]
fn either_side_says_another_price_and_only_a_buyer_binds_money() {
    let mut fair = Fair::new();
    let id = fair.post(&PostListing { asking: Asking::AskMe, price: None, ..bears() });
    let (ana, [ann, ben, _]) = (fair.market.ana, fair.people);
    let first = fair.offer(0, id, 2_000).unwrap().offer;
    assert_eq!(code(fair.counter(ann, first, 1_000).unwrap_err()), "listings/own-offer");
    assert_eq!(code(fair.counter(ben, first, 1_000).unwrap_err()), "command/not-yours");
    let second = fair.counter(ana, first, 4_000).unwrap();
    assert_eq!((second.set_aside.amount, fair.money(ann)), (Amount::ZERO, (10_000, 0)));
    assert_eq!(fair.offer_stage(first), OfferStage::Countered);
    assert_eq!(code(fair.run(ana, &accept(second.offer)).unwrap_err()), "listings/own-offer");
    assert_eq!(code(fair.run(ana, &accept(first)).unwrap_err()), "listings/offer-over");
    fair.is_sound();
    let third = fair.counter(ann, second.offer, 3_000).unwrap();
    assert!(third.set_aside.amount.0 > 3_000);
    fair.is_sound();
    let fourth = fair.counter(ana, third.offer, 3_500).unwrap();
    fair.is_sound();
    let wrong = AcceptOffer { offer: fourth.offer, expected_pay: Some(Amount(3_500)) };
    assert_eq!(fair.refused(ann, &wrong), "trade/price-changed");
    let trade = fair.run(ann, &accept(fourth.offer)).unwrap().trade;
    let trade = fair.market.trade(trade);
    assert_eq!((trade.stage, trade.buyer_pays.0 > 3_500), (Stage::Booked, true));
    assert_eq!(fair.money(ann), (10_000 - trade.buyer_pays.0, 0));
    fair.is_sound();
    fair.market.ana(&WithdrawListing { listing: id }).unwrap();
    fair.market.check();
}

#[test]
fn an_offer_ends_by_no_by_second_thoughts_and_by_time() {
    let mut fair = Fair::new();
    let id = fair.post(&bears());
    let (ana, [ann, ben, _]) = (fair.market.ana, fair.people);
    let declined = fair.offer(0, id, 2_000).unwrap().offer;
    assert_eq!(fair.refused(ann, &DeclineOffer { offer: declined }), "listings/own-offer");
    fair.run(ana, &DeclineOffer { offer: declined }).unwrap();
    assert_eq!((fair.offer_stage(declined), fair.money(ann)), (OfferStage::Declined, (10_000, 0)));
    let withdrawn = fair.offer(0, id, 2_100).unwrap().offer;
    assert_eq!(fair.refused(ana, &WithdrawOffer { offer: withdrawn }), "command/not-yours");
    fair.run(ann, &WithdrawOffer { offer: withdrawn }).unwrap();
    assert_eq!(fair.money(ann), (10_000, 0));
    let late = fair.offer(1, id, 2_200).unwrap();
    assert_eq!(late.answer_by, fair.market.world.now.plus_hours(48));
    // Its time is over, though its timer may be late.
    fair.market.world.now = late.answer_by;
    assert_eq!(fair.refused(ana, &accept(late.offer)), "listings/offer-over");
    fair.until(late.answer_by);
    assert_eq!((fair.offer_stage(late.offer), fair.money(ben)), (OfferStage::Expired, (10_000, 0)));
    assert!(fair.told(ben).contains(&"listing/offer-expired".to_owned()));
    fair.is_sound();
    // One that is made shortly before the end ends with it, and so does what is taken back.
    let ends = fair.listing(id).expires_at;
    fair.market.world.now = ends.plus_hours(-1);
    let last = fair.offer(0, id, 2_300).unwrap();
    assert_eq!(last.answer_by, ends);
    fair.market.ana(&WithdrawListing { listing: id }).unwrap();
    assert_eq!((fair.offer_stage(last.offer), fair.money(ann)), (OfferStage::Over, (10_000, 0)));
    fair.is_sound();
    fair.market.check();
}

#[test]
fn what_cannot_be_offered_is_refused_and_binds_nothing() {
    let mut fair = Fair::new();
    let (ana, [ann, ..]) = (fair.market.ana, fair.people);
    let id = fair.post(&bears());
    let good = offered(ann, id, 3_000);
    let poor = user(&mut fair.market.world, "dee", UserKind::Person);
    assert_eq!(fair.refused(poor, &offered(poor, id, 3_000)), "ledger/insufficient");
    assert_eq!(fair.refused(ana, &offered(ana, id, 3_000)), "listings/own-listing");
    let cases: [(MakeOffer, &str); 5] = [
        (MakeOffer { price: Amount(0), ..good.clone() }, "listings/bad-listing"),
        (MakeOffer { price: Amount(i64::MAX), ..good.clone() }, "assets/too-much"),
        (MakeOffer { piece_count: 3, ..good.clone() }, "stock/too-few"),
        (MakeOffer { piece_count: 0, ..good.clone() }, "stock/no-pieces"),
        (MakeOffer { price: Amount(9_999), ..good.clone() }, "ledger/insufficient"),
    ];
    for (offer, why) in cases {
        assert_eq!(fair.refused(ann, &offer), why, "{offer:?}");
    }
    let collected = fair.post(&PostListing { delivery: None, ..bears() });
    let brought = MakeOffer { handing_over: HandingOver::Delivery, listing: collected, ..good.clone() };
    assert_eq!(fair.refused(ann, &brought), "assets/not-handed-over-so");
    let free = fair.post(&PostListing { asking: Asking::Free, price: None, ..bears() });
    assert_eq!(fair.refused(ann, &MakeOffer { listing: free, ..good.clone() }), "listings/it-is-free");
    let work = fair.post(&odd_jobs());
    assert_eq!(
        fair.refused(ann, &MakeOffer { listing: work, ..good.clone() }),
        "listings/no-offers-for-this"
    );
    assert_eq!(fair.money(ann), (10_000, 0));
    // Of a bear that is brought, bringing it is paid too.
    let fetched = fair.run(ann, &good).unwrap().set_aside.amount;
    fair.run(ann, &WithdrawOffer { offer: fair.market.world.all::<ListingOffer>()[0].id }).unwrap();
    let brought =
        fair.run(ann, &MakeOffer { handing_over: HandingOver::Delivery, ..good }).unwrap().set_aside.amount;
    assert!(brought.0 >= fetched.0 + 500, "{brought:?} {fetched:?}");
    fair.is_sound();
}

#[test]
fn the_rules_are_asked_again_when_an_offer_is_accepted() {
    let mut fair = Fair::new();
    let id = fair.post(&bears());
    let ana = fair.market.ana;
    let offer = fair.offer(0, id, 3_000).unwrap();
    let says = |fair: &mut Fair, set_aside| {
        fair.change::<ListingOffer>((HERE, offer.offer), |one| ListingOffer { set_aside, ..one });
    };
    says(&mut fair, Amount(3_000));
    assert_eq!(fair.refused(ana, &accept(offer.offer)), "trade/price-changed");
    says(&mut fair, offer.set_aside.amount);
    fair.change::<User>((HERE, ana), |user| User { confirmed_at: None, ..user });
    assert_eq!(fair.refused(ana, &accept(offer.offer)), "users/not-confirmed");
    let second = fair.counter(fair.people[0], offer.offer, 1).unwrap_err();
    assert_eq!(code(second), "listings/own-offer");
    assert_eq!(code(fair.offer(1, id, 3_000).unwrap_err()), "users/seller-not-found");
    fair.is_sound();
}

#[test]
fn whoever_asks_and_the_owner_write_and_nobody_else_does() {
    let mut fair = Fair::new();
    let id = fair.post(&odd_jobs());
    let (ana, [ann, ben, _]) = (fair.market.ana, fair.people);
    assert_eq!(code(fair.write(ana, id, ann).unwrap_err()), "listings/nobody-asked");
    fair.write(ann, id, ann).unwrap();
    fair.write(ana, id, ann).unwrap();
    let is_told = |side: Id<User>| fair.told(side).contains(&"listing/written".to_owned());
    assert!(is_told(ana) && is_told(ann));
    assert_eq!(code(fair.write(ben, id, ann).unwrap_err()), "command/not-yours");
    assert_eq!(code(fair.write(ana, id, ana).unwrap_err()), "listings/own-listing");
    let staff = fair.staff;
    assert_eq!(code(fair.write(staff, id, staff).unwrap_err()), "users/operators-never-trade");
    let talks = fair.market.world.all::<ListingTalk>();
    assert_eq!(talks.iter().map(|talk| (talk.asker, talk.message_count)).collect::<Vec<_>>(), [(ann, 2)]);
    let last = (2..).map(|_| fair.write(ann, id, ann)).find_map(Result::err).unwrap();
    assert_eq!(code(last), "messages/enough-today");
    // What was written is its author's to have erased, and the talk ends with the listing.
    let message =
        fair.market.world.all::<ListingMessage>().into_iter().find(|message| message.author == ann).unwrap();
    let key = ListingMessageKey { listing: id, asker: ann, id: message.id };
    let rows = |user| EraseRows { listing_messages: vec![key], ..EraseRows::of(user) };
    for leaves in [ann, ben] {
        fair.change::<User>((HERE, leaves), |user| User { stage: UserStage::Closing, ..user });
    }
    let there =
        |fair: &Fair| fair.market.world.all::<ListingMessage>().iter().any(|one| one.id == message.id);
    fair.run(ben, &rows(ben)).unwrap();
    assert!(there(&fair), "it is another's");
    fair.run(ann, &rows(ann)).unwrap();
    assert!(!there(&fair));
    fair.market.ana(&WithdrawListing { listing: id }).unwrap();
    assert_eq!(code(fair.write(ana, id, ann).unwrap_err()), "listings/not-open");
}

#[test]
fn whoever_leaves_leaves_no_listing_behind() {
    let mut fair = Fair::new();
    let (ben, offering) = (fair.people[1], "97214".parse().unwrap());
    let dee = user(&mut fair.market.world, "dee", UserKind::Person);
    let id = fair.run(dee, &PostListing { post_code: offering, ..bears() }).unwrap();
    let offer = fair.offer(1, id, 3_000).unwrap().offer;
    fair.run(dee, &BeginClosing { user: dee }).unwrap();
    fair.run(dee, &EraseRows { offerings: vec![id.cast()], ..EraseRows::of(dee) }).unwrap();
    assert_eq!((fair.stage(id), fair.offer_stage(offer)), (ListingStage::Withdrawn, OfferStage::Over));
    assert_eq!(fair.money(ben), (10_000, 0));
    fair.is_sound();
}
