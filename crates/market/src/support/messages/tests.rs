use super::*;
use crate::admin::closing::{BeginClosing, EraseRows};
use crate::support::completion::AcceptReport;
use crate::support::notices::Notice;
use crate::tests::{HERE, Market, evening, portland, user};
use crate::trade::Stage;
use crate::users::UserKind;
use kernel::Outbox;

fn write(trade: Id<Trade>, words: &str) -> WriteMessage {
    WriteMessage { trade, words: words.parse().unwrap() }
}

fn messages(market: &Market) -> Vec<(Id<User>, String)> {
    let all = market.world.all::<TradeMessage>().into_iter();
    all.map(|message| (message.by, message.words.to_string())).collect()
}

#[test]
fn the_two_sides_write_to_each_other_from_agreement_until_it_is_over() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let trade = market.hold(evening(11, 27)).unwrap().trade;
    assert_eq!(market.refused(cafe, &write(trade, "Hello")), "trade/not-now", "not before it is agreed");
    market.book(trade).unwrap();
    market.cafe(&write(trade, "The back door is open.")).unwrap();
    market.ana(&write(trade, "Thank you.\nUntil Friday.")).unwrap();
    let both = [(cafe, "The back door is open.".to_owned()), (ana, "Thank you.\nUntil Friday.".to_owned())];
    assert_eq!(messages(&market), both);

    let luis = user(&mut market.world, "luis", UserKind::Person);
    assert_eq!(market.refused(luis, &write(trade, "Let me in")), "trade/not-a-side");

    market.pass_time(portland(11, 27, 18));
    market.report(trade).unwrap();
    market.ana(&write(trade, "I am at the door!")).unwrap();
    market.ana(&AcceptReport { trade, part: 1, is_restocked: false, reported: 240 }).unwrap();
    assert_eq!(market.trade(trade).stage, Stage::Ended);
    assert_eq!(market.refused(ana, &write(trade, "One more thing")), "trade/not-now");
    market.check();
}

#[test]
fn messages_go_on_while_a_part_is_disputed() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    market.pass_time(portland(11, 27, 21));
    market.record(trade, 240).unwrap();
    market.object(trade, 180).unwrap();
    market.cafe(&write(trade, "You left at eight.")).unwrap();
    market.ana(&write(trade, "I left at nine.")).unwrap();
    assert_eq!(messages(&market).len(), 2);
}

#[test]
fn a_notice_says_that_there_is_a_message_and_not_what_it_says() {
    let mut market = Market::new();
    let (trade, ana) = (market.booked(evening(11, 27)), market.ana);
    market.cafe(&write(trade, "xyzzy")).unwrap();
    let notices = market.world.all::<Notice>();
    let told: Vec<_> = notices.iter().filter(|notice| notice.code == "trade/written").collect();
    assert_eq!(told.iter().map(|notice| notice.user_id).collect::<Vec<_>>(), [ana], "the other side alone");
    assert!(notices.iter().all(|notice| !notice.arguments.contains("xyzzy")));
    assert!(market.world.all::<Outbox>().iter().all(|message| !message.body.contains("xyzzy")));
}

#[test]
fn there_is_a_most_of_letters_of_messages_a_day_and_of_messages() {
    let mut market = Market::new();
    let (trade, ana) = (market.booked(evening(12, 22)), market.ana);
    let long = |count: usize| write(trade, &"é".repeat(count));
    assert_eq!(market.refused(ana, &long(1_001)), "messages/too-long");
    market.ana(&long(1_000)).unwrap();
    for day in 23..30 {
        let written = market.world.all::<TradeMessage>().iter().filter(|one| one.by == ana).count();
        for _ in written..(30 * (day - 22)).min(200) {
            market.ana(&write(trade, "Hello")).unwrap();
        }
        let refused = if day < 29 { "messages/enough-today" } else { "messages/enough" };
        assert_eq!(market.refused(ana, &write(trade, "Again")), refused, "on the {day}th");
        market.cafe(&write(trade, "Each side has its own count.")).unwrap();
        market.pass_time(portland(11, i8::try_from(day).unwrap() + 1, 0));
    }
}

#[test]
fn what_somebody_wrote_is_erased_with_their_account_and_nothing_else_is() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let trade = market.booked(evening(11, 27));
    let hers = market.ana(&write(trade, "Hers")).unwrap();
    let theirs = market.cafe(&write(trade, "Theirs")).unwrap();
    market.pass_time(portland(11, 27, 18));
    market.report(trade).unwrap();
    market.ana(&AcceptReport { trade, part: 1, is_restocked: false, reported: 240 }).unwrap();
    market.ana(&BeginClosing { user: ana }).unwrap();
    let messages_of = [hers, theirs].map(|id| MessageKey { trade, id }).to_vec();
    market.ana(&EraseRows { messages: messages_of, ..EraseRows::of(ana) }).unwrap();
    assert_eq!(messages(&market), [(cafe, "Theirs".to_owned())]);
    assert!(market.world.find::<TradeMessage>((HERE, trade, hers)).is_none());
}
