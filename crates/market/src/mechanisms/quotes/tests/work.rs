use super::*;
use crate::options::blocks::APART;
use crate::tests::{PORTER, evening, offer};
use crate::users::assets::PriceTerms;
use crate::users::registration::{ClaimStage, FOOD_HANDLER_CARD, RecordCheck};
use kernel::Span;

/// A café that needs hours of a porter, and Ana who has some.
struct Porters {
    mills: Mills,
    call: Id<QuoteCall>,
}

impl Porters {
    fn new() -> Self {
        let mut mills = Mills::new();
        let open = OpenQuoteCall {
            sector: PORTER.to_owned(),
            from_on: date(11, 27),
            until_on: date(11, 29),
            lines: vec![LineAsked {
                text: "Kitchen after the fair".parse().unwrap(),
                quantity: 1,
                unit: "kitchen".parse().unwrap(),
            }],
            handing_over: None,
            ..mills.call_command()
        };
        let call = mills.market.cafe(&open).unwrap();
        Self { mills, call }
    }

    fn quote(&self, span: Span, price: i64) -> SetQuote {
        SetQuote {
            seller: self.mills.market.ana,
            call: self.call,
            offering: self.mills.market.offering,
            lines: vec![LineQuoted { number: 1, quantity: 1, price: Amount(price) }],
            delivery: None,
            ready_on: None,
            span: Some(span),
            binds_days: 7,
        }
    }

    fn award(&mut self) -> Result<Awarded, Stop> {
        let sellers = vec![self.mills.market.ana];
        self.mills.market.cafe(&AwardQuotes { call: self.call, sellers, reason: None, expected_pay: None })
    }
}

#[test]
fn work_is_quoted_for_hours_of_the_window_and_becomes_a_booking() {
    let mut porters = Porters::new();
    let outside = porters.quote(evening(11, 30), 9_000);
    assert_eq!(code(porters.mills.set(&outside).unwrap_err()), "quotes/not-in-time");
    let quote = porters.quote(evening(11, 28), 9_000);
    porters.mills.set(&quote).unwrap();
    porters.mills.until(deadline());
    let awarded = porters.award().unwrap();
    assert_eq!(awarded.pays.amount, Amount(9_135));
    let trade = porters.mills.market.trade(awarded.trades[0]);
    assert_eq!((trade.stage, trade.starts_at), (Stage::Booked, evening(11, 28).starts_at()));
    porters.mills.is_sound();
    porters.mills.market.check();
}

#[test]
fn no_quote_for_work_is_below_the_least_pay() {
    let mut porters = Porters::new();
    // Four hours.
    let low = porters.quote(evening(11, 28), 6_000);
    assert_eq!(code(porters.mills.set(&low).unwrap_err()), "booking-checks/below-floor");
    let enough = porters.quote(evening(11, 28), 7_000);
    porters.mills.set(&enough).unwrap();
}

#[test]
fn hours_that_are_gone_by_then_are_not_chosen() {
    let mut porters = Porters::new();
    let quote = porters.quote(evening(11, 28), 9_000);
    porters.mills.set(&quote).unwrap();
    porters.mills.market.hold(evening(11, 28)).unwrap();
    porters.mills.market.world.now = deadline();
    let advance = AdvanceQuoteCall { call: porters.call };
    porters.mills.market.world.run(Id::SYSTEM, &advance).unwrap();
    assert!(matches!(porters.award().unwrap_err(), Stop::Refused(_)));
    porters.mills.until(deadline().plus_hours(1));
    porters.award().unwrap();
}

#[test]
fn a_card_that_is_revoked_is_asked_for_again() {
    let mut porters = Porters::new();
    let quote = porters.quote(evening(11, 28), 9_000);
    porters.mills.set(&quote).unwrap();
    let check = |user, stage| RecordCheck {
        user,
        claim: FOOD_HANDLER_CARD.to_owned(),
        stage,
        issuer: "demo register".to_owned(),
        expires_on: None,
    };
    let ana = porters.mills.market.ana;
    porters.mills.market.world.run(Id::SYSTEM, &check(ana, ClaimStage::Revoked)).unwrap();
    assert_eq!(code(porters.mills.set(&quote).unwrap_err()), "booking-checks/denied");
    porters.mills.until(deadline());
    let sellers = vec![ana];
    let award =
        AwardQuotes { call: porters.call, sellers, reason: Some(ChoiceReason::Earlier), expected_pay: None };
    assert_eq!(code(porters.mills.market.cafe(&award).unwrap_err()), "booking-checks/denied");
    porters.mills.market.world.run(Id::SYSTEM, &check(ana, ClaimStage::Verified)).unwrap();
    porters.award().unwrap();
}

#[test]
fn another_porter_with_the_same_hours_may_quote_too() {
    let mut porters = Porters::new();
    let bea = user(&mut porters.mills.market.world, "bea", UserKind::Person);
    let offering = offer(&mut porters.mills.market.world, bea, PriceTerms::plain(usd(), Amount(1_800)));
    let quote = SetQuote { seller: bea, offering, ..porters.quote(evening(11, 28), 8_000) };
    // Without the card that kitchens ask for, it is refused at once.
    assert_eq!(code(porters.mills.set(&quote).unwrap_err()), "booking-checks/denied");
}

#[test]
fn of_two_of_whom_one_has_blocked_the_other_nobody_quotes_or_asks() {
    let mut mills = Mills::new();
    let (cafe, seller) = (mills.market.cafe, mills.sellers[0].0);
    let call = mills.open();
    let quote = mills.quote(call, 0, [Some(15_000), None]);
    mills.set(&quote).unwrap();
    mills.market.block(cafe, seller);
    assert_eq!(mills.set(&quote).map_err(code).unwrap_err(), APART);
    let ask = AskOfCall { asker: seller, call, question: "Is there a dock?".parse().unwrap() };
    assert_eq!(mills.market.refused(seller, &ask), APART);
    mills.is_sound();
}
