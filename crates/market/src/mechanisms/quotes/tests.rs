mod order;
mod work;

use super::*;
use crate::modules::commands;
use crate::support::notices::Notice;
use crate::tests::{HERE, Market, code, portland, usd, user};
use crate::trade::part::Part;
use crate::trade::{Stage, TradeLine};
use crate::users::assets::{ItemTerms, OfferItem, Wording};
use crate::users::stock::{Restock, Stock};
use crate::users::{UserKind, UserStage};
use kernel::Date;
use ledger::{Account, AccountKey, Class, Reservation};

/// A café that needs flour, and three mills that have some.
struct Mills {
    market: Market,
    sellers: Vec<(Id<User>, Id<Offering>)>,
}

fn date(month: i8, day: i8) -> Date {
    Date::new(2026, month, day).unwrap()
}

/// The deadline: two days on.
fn deadline() -> Timestamp {
    portland(11, 25, 9)
}

fn asked(text: &str, quantity: i64) -> LineAsked {
    LineAsked { text: text.parse().unwrap(), quantity, unit: "kg".parse().unwrap() }
}

impl Mills {
    fn new() -> Self {
        let mut market = Market::new();
        let sellers = ["ada", "bo", "cem"].map(|name| {
            let seller = user(&mut market.world, name, UserKind::Person);
            let offer = OfferItem {
                locality: HERE,
                sector: "fb-2-10-7".to_owned(),
                post_code: "97202".parse().unwrap(),
                wording: Wording { title: "Flour".parse().unwrap(), description: None },
                count: 400,
                terms: ItemTerms {
                    currency: usd(),
                    each: Amount(150),
                    delivery: None,
                    is_collected: true,
                    ready_minutes: 60,
                },
            };
            let offering = market.world.run(seller.cast(), &offer).unwrap();
            (seller, offering)
        });
        Self { market, sellers: sellers.into() }
    }

    fn call_command(&self) -> OpenQuoteCall {
        OpenQuoteCall {
            buyer: self.market.cafe,
            sector: "fb-2-10-7".to_owned(),
            post_code: "97214".parse().unwrap(),
            street: Some("12 SE Ash Street".parse().unwrap()),
            from_on: date(12, 1),
            until_on: date(12, 5),
            lines: vec![asked("Corn flour", 100), asked("Wheat flour", 20)],
            handing_over: Some(HandingOver::Delivery),
            description: None,
            minutes: 2_880,
        }
    }

    fn open(&mut self) -> Id<QuoteCall> {
        let open = self.call_command();
        self.market.cafe(&open).unwrap()
    }

    fn quote(&self, call: Id<QuoteCall>, seller: usize, prices: [Option<i64>; 2]) -> SetQuote {
        let all = [100, 20];
        let lines = (1..).zip(all.into_iter().zip(prices)).filter_map(|(number, (quantity, price))| {
            Some(LineQuoted { number, quantity, price: Amount(price?) })
        });
        SetQuote {
            seller: self.sellers[seller].0,
            call,
            offering: self.sellers[seller].1,
            lines: lines.collect(),
            delivery: None,
            ready_on: Some(date(12, 1)),
            span: None,
            binds_days: 14,
        }
    }

    fn set(&mut self, quote: &SetQuote) -> Result<(), Stop> {
        self.market.world.run(quote.seller.cast(), quote)
    }

    fn quoted(&mut self, call: Id<QuoteCall>, seller: usize, prices: [Option<i64>; 2]) {
        let quote = self.quote(call, seller, prices);
        self.set(&quote).unwrap();
    }

    fn award(
        &mut self,
        call: Id<QuoteCall>,
        sellers: &[usize],
        reason: Option<ChoiceReason>,
    ) -> Result<Awarded, Stop> {
        let sellers = sellers.iter().map(|seller| self.sellers[*seller].0).collect();
        self.market.cafe(&AwardQuotes { call, sellers, reason, expected_pay: None })
    }

    fn until(&mut self, at: Timestamp) {
        self.market.world.pass_time(at, &commands()).unwrap();
    }

    fn row(&self, call: Id<QuoteCall>) -> QuoteCall {
        self.market.world.find((HERE, call)).unwrap()
    }

    fn stage(&self, call: Id<QuoteCall>, seller: usize) -> (QuoteStage, Option<i64>) {
        let quote: Quote = self.market.world.find((HERE, call, self.sellers[seller].0)).unwrap();
        (quote.stage, quote.place)
    }

    fn told(&self, user: Id<User>) -> Vec<String> {
        let notices = self.market.world.all::<Notice>().into_iter().filter(|notice| notice.user_id == user);
        notices.map(|notice| notice.code).filter(|code| code.starts_with("quote-call/")).collect()
    }

    fn said(&self, user: Id<User>, of: &str) -> String {
        let notices = self.market.world.all::<Notice>();
        let is_it = |notice: &&Notice| notice.user_id == user && notice.code == of;
        notices.iter().find(is_it).unwrap().arguments.clone()
    }

    fn money(&self) -> (i64, i64) {
        let key = AccountKey::of(self.market.cafe, Class::UserAvailable, usd());
        let account = self.market.world.find::<Account>(key.key(HERE)).unwrap();
        (account.available.0, account.reserved.0)
    }

    /// Each call that has not ended has what ends it and is listed; others have neither, nor a street.
    fn is_sound(&self) {
        let world = &self.market.world;
        let (calls, timers) = (world.all::<QuoteCall>(), world.all::<Timer>());
        for call in &calls {
            let is_ended = call.stage == QuoteCallStage::Ended;
            let is_set =
                |timer| timers.iter().any(|one| one.id == timer && one.due_at == call.ends_or_opens_at());
            assert_eq!(call.timer.is_some_and(is_set), !is_ended, "{call:?}");
            assert_eq!(call.ending.is_some(), is_ended);
            assert!(!(is_ended && call.street.is_some()));
        }
        let of_calls = timers.iter().filter(|timer| timer.command.starts_with("quotes.")).count();
        let open = calls.iter().filter(|call| call.stage != QuoteCallStage::Ended).count();
        assert_eq!((of_calls, world.all::<OpenCall>().len()), (open, open));
        let counted: i64 = world.all::<EndingCount>().iter().map(|count| count.times).sum();
        assert_eq!(counted, i64::try_from(calls.len() - open).unwrap());
        assert!(world.all::<Reservation>().is_empty(), "no money is set aside by quotes");
    }
}

#[test]
fn the_lowest_whole_quote_is_proposed_and_needs_no_reason() {
    let mut mills = Mills::new();
    let call = mills.open();
    mills.quoted(call, 0, [Some(10_000), Some(3_000)]);
    mills.quoted(call, 1, [Some(9_000), Some(3_500)]);
    // Lower, but not whole.
    mills.quoted(call, 2, [Some(8_000), None]);
    assert_eq!(code(mills.award(call, &[1], None).unwrap_err()), "quotes/sealed");
    mills.is_sound();
    mills.until(deadline());
    assert_eq!(mills.row(call).stage, QuoteCallStage::Deciding);
    assert_eq!(mills.told(mills.market.cafe), ["quote-call/opened"]);
    assert_eq!(code(mills.award(call, &[0], None).unwrap_err()), "quotes/needs-reason");
    assert_eq!(code(mills.award(call, &[2], None).unwrap_err()), "quotes/needs-reason");
    let awarded = mills.award(call, &[1], None).unwrap();
    assert_eq!(awarded.pays, Amount(12_687).of(usd()), "125 dollars with the mark-up");
    let trade = mills.market.trade(awarded.trades[0]);
    assert_eq!(
        (trade.stage, trade.mechanism.as_str(), trade.seller, trade.starts_at),
        (Stage::Booked, NAME, mills.sellers[1].0, portland(12, 1, 0))
    );
    assert_eq!(mills.money(), (50_000 - 12_687, 0));
    let lines = mills.market.world.all::<TradeLine>();
    let counts: Vec<_> = lines.iter().filter_map(|line| line.count).collect();
    assert_eq!(counts, [100, 20]);
    assert_eq!(mills.market.world.all::<Part>()[0].quantity, 120);
    let stock: Stock = mills.market.world.find((HERE, mills.sellers[1].1)).unwrap();
    assert_eq!(stock.free(), 280);
    assert_eq!(mills.row(call).ending, Some(QuoteCallEnding::Lowest));
    assert_eq!(mills.stage(call, 0), (QuoteStage::NotChosen, Some(2)));
    assert_eq!(mills.stage(call, 1), (QuoteStage::Chosen, Some(1)));
    assert_eq!(mills.stage(call, 2), (QuoteStage::NotChosen, Some(3)));
    let said = mills.said(mills.sellers[0].0, "quote-call/not-chosen");
    assert!(said.contains("12687") && !said.contains("13000"), "{said}");
    assert!(mills.told(mills.sellers[1].0).contains(&"quote-call/chosen".to_owned()));
    assert_eq!(code(mills.award(call, &[0], Some(ChoiceReason::Earlier)).unwrap_err()), "quotes/over");
    mills.is_sound();
    mills.market.check();
}

#[test]
fn another_is_chosen_with_a_reason_which_is_counted() {
    let mut mills = Mills::new();
    for reason in [ChoiceReason::Earlier, ChoiceReason::Earlier, ChoiceReason::FitsBetter] {
        let call = mills.open();
        mills.quoted(call, 0, [Some(5_000), Some(1_000)]);
        mills.quoted(call, 1, [Some(4_000), Some(1_000)]);
        let now = mills.market.world.now;
        mills.until(now.plus_minutes(2_880));
        mills.award(call, &[0], Some(reason)).unwrap();
        assert_eq!(mills.row(call).ending, Some(reason.into()));
    }
    let counts = mills.market.world.all::<EndingCount>();
    let of = |ending| counts.iter().find(|one| one.ending == ending).map(|one| one.times);
    assert_eq!(of(QuoteCallEnding::Earlier), Some(2));
    assert_eq!(of(QuoteCallEnding::FitsBetter), Some(1));
    assert_eq!(of(QuoteCallEnding::Lowest), None);
    mills.is_sound();
}

#[test]
fn several_partial_quotes_share_a_call_but_no_more_than_was_asked_for() {
    let mut mills = Mills::new();
    let call = mills.open();
    mills.quoted(call, 0, [Some(9_000), None]);
    mills.quoted(call, 1, [None, Some(2_000)]);
    mills.quoted(call, 2, [Some(8_000), Some(9_000)]);
    mills.until(deadline());
    let shared = Some(ChoiceReason::Shared);
    assert_eq!(code(mills.award(call, &[0, 2], shared).unwrap_err()), "quotes/too-much");
    assert_eq!(code(mills.award(call, &[0, 0], shared).unwrap_err()), "quotes/no-quote");
    assert_eq!(code(mills.award(call, &[], shared).unwrap_err()), "quotes/no-quote");
    let sellers = [0, 1].map(|seller| mills.sellers[seller].0).to_vec();
    let dear = AwardQuotes { call, sellers, reason: shared, expected_pay: Some(Amount(11_164)) };
    assert_eq!(code(mills.market.cafe(&dear).unwrap_err()), "trade/price-changed");
    assert_eq!(mills.money(), (50_000, 0), "nothing of it was done");
    let awarded = mills.market.cafe(&AwardQuotes { expected_pay: Some(Amount(11_165)), ..dear }).unwrap();
    assert_eq!(awarded.trades.len(), 2);
    assert_eq!(mills.money(), (50_000 - 11_165, 0));
    mills.is_sound();
    mills.market.check();
}

#[test]
fn a_quote_is_one_a_seller_changed_and_taken_back_until_the_deadline() {
    let mut mills = Mills::new();
    let call = mills.open();
    mills.quoted(call, 0, [Some(9_000), Some(2_000)]);
    mills.quoted(call, 0, [Some(9_000), None]);
    let lines = mills.market.world.all::<QuoteLine>();
    let quantities: Vec<_> = lines.iter().map(|line| (line.number, line.quantity, line.price.0)).collect();
    assert_eq!(quantities, [(1, 100, 9_000), (2, 0, 0)], "what is left out is nothing");
    let withdraw = WithdrawQuote { seller: mills.sellers[0].0, call };
    let seller = mills.sellers[0].0;
    mills.market.world.run(seller.cast(), &withdraw).unwrap();
    assert_eq!(mills.market.refused(seller, &withdraw), "quotes/no-quote");
    mills.quoted(call, 0, [Some(7_000), Some(2_000)]);
    mills.quoted(call, 1, [Some(7_000), Some(2_000)]);
    // Last moment; and then it is over for everybody.
    mills.market.world.now = Timestamp(deadline().0 - 1);
    let same = mills.quote(call, 0, [Some(7_000), Some(2_000)]);
    mills.set(&same).unwrap();
    mills.market.world.now = deadline();
    assert_eq!(code(mills.set(&same).unwrap_err()), "quotes/over");
    assert_eq!(mills.market.refused(seller, &withdraw), "quotes/over");
    mills.until(deadline());
    // Of equal ones the earlier: who changed theirs later is behind.
    assert_eq!(code(mills.award(call, &[0], None).unwrap_err()), "quotes/needs-reason");
    mills.award(call, &[1], None).unwrap();
    mills.is_sound();
}

#[test]
fn nobody_hears_of_a_quote_before_the_deadline() {
    let mut mills = Mills::new();
    let call = mills.open();
    let before = mills.market.world.all::<Notice>().len();
    mills.quoted(call, 0, [Some(9_000), Some(2_000)]);
    mills.quoted(call, 1, [Some(8_000), Some(2_000)]);
    assert_eq!(mills.market.world.all::<Notice>().len(), before, "no notice is written");
    // The shown members of a call, which all read, have nothing that moves with quotes.
    let shown = QuoteCall { quote_count: 0, ..mills.row(call) };
    let other = mills.open();
    let fresh = QuoteCall { id: call, timer: shown.timer, ..mills.row(other) };
    assert_eq!(shown, fresh);
}

#[test]
fn what_does_not_fit_a_call_is_not_quoted() {
    let mut mills = Mills::new();
    let call = mills.open();
    let good = mills.quote(call, 0, [Some(9_000), Some(2_000)]);
    let line = |number, quantity, price| LineQuoted { number, quantity, price: Amount(price) };
    let fields: Vec<(&str, SetQuote)> = vec![
        ("lines", SetQuote { lines: vec![], ..good.clone() }),
        ("quantity", SetQuote { lines: vec![line(1, 101, 5)], ..good.clone() }),
        ("quantity", SetQuote { lines: vec![line(3, 1, 5)], ..good.clone() }),
        ("quantity", SetQuote { lines: vec![line(1, 1, 5), line(1, 1, 5)], ..good.clone() }),
        ("price", SetQuote { lines: vec![line(1, 1, 0)], ..good.clone() }),
        ("delivery", SetQuote { delivery: Some(Amount(0)), ..good.clone() }),
        ("ready_on", SetQuote { ready_on: None, ..good.clone() }),
        ("span", SetQuote { span: Some(crate::tests::evening(12, 1)), ..good.clone() }),
    ];
    for (field, quote) in fields {
        let stop = mills.set(&quote).unwrap_err();
        let Stop::Refused(refusal) = stop else { panic!("{field}") };
        assert_eq!(refusal.code(), "quotes/bad-quote");
        assert!(format!("{refusal:?}").contains(field), "{refusal:?} {field}");
    }
    let late = SetQuote { ready_on: Some(date(12, 6)), ..good.clone() };
    assert_eq!(code(mills.set(&late).unwrap_err()), "quotes/not-in-time");
    mills.set(&SetQuote { ready_on: Some(date(12, 5)), ..good.clone() }).unwrap();
    mills.set(&SetQuote { ready_on: Some(date(11, 26)), ..good.clone() }).unwrap();
    for binds_days in [6, 91] {
        let quote = SetQuote { binds_days, ..good.clone() };
        assert_eq!(code(mills.set(&quote).unwrap_err()), "quotes/not-bound-that-long");
    }
    let porter = SetQuote { seller: mills.market.ana, offering: mills.market.offering, ..good.clone() };
    assert_eq!(code(mills.set(&porter).unwrap_err()), "quotes/not-this-sector");
    let anothers = SetQuote { seller: mills.sellers[1].0, ..good.clone() };
    assert_eq!(code(mills.set(&anothers).unwrap_err()), "command/not-yours");
    let own = SetQuote { seller: mills.market.cafe, ..good };
    assert_eq!(code(mills.set(&own).unwrap_err()), "quotes/own-call");
    let withdraw = CallOffQuoteCall { call };
    assert_eq!(mills.market.refused(mills.sellers[0].0, &withdraw), "command/not-yours");
}

#[test]
fn a_call_is_for_work_or_goods_with_lines_for_a_time_to_come() {
    let mut mills = Mills::new();
    let good = mills.call_command();
    let refused = |mills: &mut Mills, call: OpenQuoteCall| code(mills.market.cafe(&call).unwrap_err());
    let bad = "quotes/bad-call";
    assert_eq!(refused(&mut mills, OpenQuoteCall { until_on: date(11, 24), ..good.clone() }), bad);
    assert_eq!(refused(&mut mills, OpenQuoteCall { from_on: date(12, 6), ..good.clone() }), bad);
    assert_eq!(refused(&mut mills, OpenQuoteCall { handing_over: None, ..good.clone() }), bad);
    assert_eq!(refused(&mut mills, OpenQuoteCall { lines: vec![asked("Flour", 0)], ..good.clone() }), bad);
    let lines = "quotes/not-these-lines";
    assert_eq!(refused(&mut mills, OpenQuoteCall { lines: vec![], ..good.clone() }), lines);
    let many = (0..21).map(|_| asked("Flour", 1)).collect();
    assert_eq!(refused(&mut mills, OpenQuoteCall { lines: many, ..good.clone() }), lines);
    for minutes in [119, 60 * 1_440 + 1] {
        let call = OpenQuoteCall { minutes, ..good.clone() };
        assert_eq!(refused(&mut mills, call), "quotes/not-that-long");
    }
    let unknown = OpenQuoteCall { sector: "nothing".to_owned(), ..good.clone() };
    assert_eq!(refused(&mut mills, unknown), "assets/unknown-sector");
    mills.market.cafe(&OpenQuoteCall { minutes: 120, ..good.clone() }).unwrap();
    for _ in 1..20 {
        mills.market.cafe(&good).unwrap();
    }
    assert_eq!(refused(&mut mills, good), "quotes/too-many-calls");
    mills.is_sound();
}

#[test]
fn what_passed_when_it_was_quoted_is_asked_again_when_it_is_chosen() {
    let mut mills = Mills::new();
    let call = mills.open();
    mills.quoted(call, 0, [Some(4_000), Some(1_000)]);
    mills.quoted(call, 1, [Some(5_000), Some(1_000)]);
    mills.quoted(call, 2, [Some(6_000), Some(1_000)]);
    // The first has sold too much meanwhile, the second has left.
    let few = Restock { item: mills.sellers[0].1, free: 90 };
    mills.market.world.run(mills.sellers[0].0.cast(), &few).unwrap();
    let bo = mills.sellers[1].0;
    mills
        .market
        .step(|_, draft| {
            let user = draft.get::<User>((HERE, bo))?;
            draft.put(&User { stage: UserStage::Closed, ..user })?;
            Ok(())
        })
        .unwrap();
    mills.until(deadline());
    let because = Some(ChoiceReason::KnownSeller);
    assert_eq!(code(mills.award(call, &[0], because).unwrap_err()), "stock/too-few");
    assert_eq!(code(mills.award(call, &[1], because).unwrap_err()), "users/seller-not-found");
    let awarded = mills.award(call, &[2], None).unwrap();
    assert_eq!(awarded.pays.amount, Amount(7_105), "the lowest of those that pass");
    assert_eq!(mills.row(call).ending, Some(QuoteCallEnding::Lowest));
    assert_eq!((mills.stage(call, 0).1, mills.stage(call, 1).1), (Some(2), Some(3)));
    mills.market.check();
}

#[test]
fn a_buyer_who_cannot_pay_chooses_nothing_and_can_try_again() {
    let mut mills = Mills::new();
    let call = mills.open();
    mills.quoted(call, 0, [Some(49_000), Some(1_000)]);
    mills.until(deadline());
    assert_eq!(code(mills.award(call, &[0], None).unwrap_err()), "ledger/insufficient");
    assert_eq!(
        (mills.row(call).stage, mills.stage(call, 0)),
        (QuoteCallStage::Deciding, (QuoteStage::Open, None))
    );
    mills.market.deposit(mills.market.cafe, 1_000);
    mills.award(call, &[0], None).unwrap();
    mills.is_sound();
    mills.market.check();
}

#[test]
fn a_call_without_an_answer_lapses_and_one_can_end_with_none() {
    let mut mills = Mills::new();
    let (silent, none, empty, off) = (mills.open(), mills.open(), mills.open(), mills.open());
    for call in [silent, none, off] {
        mills.quoted(call, 0, [Some(9_000), Some(2_000)]);
    }
    mills.market.cafe(&CallOffQuoteCall { call: off }).unwrap();
    assert_eq!(code(mills.market.cafe(&CallOffQuoteCall { call: off }).unwrap_err()), "quotes/over");
    mills.until(deadline());
    assert_eq!(mills.row(empty).ending, Some(QuoteCallEnding::Lapsed), "nothing to compare");
    let reason = NoAwardReason::TooDear;
    mills.market.cafe(&EndWithoutAward { call: none, reason }).unwrap();
    assert_eq!(mills.row(none).ending, Some(QuoteCallEnding::TooDear));
    assert_eq!(
        mills.market.refused(mills.sellers[0].0, &EndWithoutAward { call: silent, reason }),
        "command/not-yours"
    );
    mills.is_sound();
    let until = mills.row(silent).decide_by;
    assert_eq!(until, deadline().plus_hours(168));
    mills.until(Timestamp(until.0 - 1));
    assert_eq!(mills.row(silent).stage, QuoteCallStage::Deciding);
    mills.until(until);
    assert_eq!(mills.row(silent).ending, Some(QuoteCallEnding::Lapsed));
    assert_eq!(
        mills.told(mills.sellers[0].0),
        ["quote-call/called-off", "quote-call/none-chosen", "quote-call/lapsed"]
    );
    assert_eq!(
        mills.market.refused(mills.market.cafe, &AdvanceQuoteCall { call: silent }),
        "command/not-the-market"
    );
    mills.is_sound();
}

#[test]
fn a_quote_binds_until_its_date_and_no_longer() {
    let mut mills = Mills::new();
    let call = mills.open();
    let quote = SetQuote { binds_days: 7, ..mills.quote(call, 0, [Some(9_000), Some(2_000)]) };
    mills.set(&quote).unwrap();
    mills.until(deadline());
    let row: Quote = mills.market.world.find((HERE, call, quote.seller)).unwrap();
    assert_eq!(row.binds_until, mills.row(call).decide_by, "as long as the buyer has");
    mills.market.world.now = Timestamp(row.binds_until.0 + 1);
    assert_eq!(code(mills.award(call, &[0], Some(ChoiceReason::Earlier)).unwrap_err()), "quotes/expired");
    mills.market.world.now = row.binds_until;
    mills.award(call, &[0], None).unwrap();
}

#[test]
fn questions_are_read_by_all_and_answered_once() {
    let mut mills = Mills::new();
    let call = mills.open();
    let (ada, cafe) = (mills.sellers[0].0, mills.market.cafe);
    let ask = AskOfCall { asker: ada, call, question: "Is there a dock?".parse().unwrap() };
    mills.market.world.run(ada.cast(), &ask).unwrap();
    assert_eq!(mills.market.refused(cafe, &AskOfCall { asker: cafe, ..ask.clone() }), "quotes/own-call");
    let answer = AnswerOfCall { call, question: 1, answer: "Yes.".parse().unwrap() };
    assert_eq!(mills.market.refused(ada, &answer), "command/not-yours");
    mills.market.cafe(&answer).unwrap();
    assert_eq!(code(mills.market.cafe(&answer).unwrap_err()), "quotes/answered");
    assert!(matches!(mills.market.cafe(&AnswerOfCall { question: 2, ..answer }), Err(Stop::Absent(_))));
    assert_eq!(mills.told(ada), ["quote-call/answered"]);
    assert_eq!(mills.told(cafe), ["quote-call/asked"]);
    mills.until(deadline());
    assert_eq!(mills.market.refused(ada, &ask), "quotes/over");
}
