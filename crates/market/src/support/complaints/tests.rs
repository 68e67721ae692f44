use super::*;
use crate::support::notices::Notice;
use crate::tests::{HERE, Market, evening};

fn complain(about: Option<Id<Trade>>) -> impl Fn(Id<User>) -> Complain {
    move |user| Complain { user, about, statement: "They sent me away early.".parse().unwrap() }
}

#[test]
fn a_complaint_is_a_case_with_a_number_and_a_day() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    let ana = market.ana;
    let filed = market.ana(&complain(Some(trade))(ana)).unwrap();
    let complaint: Complaint = market.world.find((HERE, filed.complaint)).unwrap();
    assert_eq!(
        (complaint.user_id, complaint.about, complaint.stage),
        (ana, Some(trade), ComplaintStage::Open)
    );
    assert_eq!(complaint.answer_by, market.world.now.plus_hours(5 * 24));
    assert_eq!((filed.answer_by, filed.number.len()), (complaint.answer_by, 9));
    let told: Vec<Notice> = market.world.all();
    assert!(told.iter().any(|one| one.code == "complaint/made" && one.arguments.contains(&filed.number)));
}

#[test]
fn nobody_complains_about_what_is_not_theirs_nor_without_end() {
    let mut market = Market::new();
    let trade = market.booked(evening(11, 27));
    let stranger = crate::tests::user(&mut market.world, "stranger", crate::users::UserKind::Person);
    let stop = market.world.run(stranger.cast(), &complain(Some(trade))(stranger)).unwrap_err();
    assert!(matches!(stop, Stop::Absent("trade")), "{stop:?}");
    for _ in 0..5 {
        market.world.run(stranger.cast(), &complain(None)(stranger)).unwrap();
    }
    assert_eq!(market.refused(stranger, &complain(None)(stranger)), "complaints/too-many");
}

#[test]
fn the_operator_s_people_answer_once_and_nobody_else_does() {
    let mut market = Market::new();
    let (ana, cafe) = (market.ana, market.cafe);
    let filed = market.ana(&complain(None)(ana)).unwrap();
    let answer = AnswerComplaint { complaint: filed.complaint, answer: "You are right.".parse().unwrap() };
    assert_eq!(market.refused(ana, &answer), "complaints/not-for-you");
    assert_eq!(market.refused(cafe, &answer), "complaints/not-for-you");
    let cafe_user: User = market.world.find((HERE, cafe)).unwrap();
    let operator = User { role: Role::Operator, ..cafe_user };
    market.world.step(HERE, |draft| Ok(draft.put(&operator)?)).unwrap();
    market.cafe(&answer).unwrap();
    assert_eq!(market.refused(cafe, &answer), "complaints/answered-before");
    let complaint: Complaint = market.world.find((HERE, filed.complaint)).unwrap();
    assert_eq!(complaint.answer.as_deref(), Some("You are right."));
    let open: OpenComplaints = market.world.find((HERE, ana)).unwrap();
    assert_eq!(open.open_count, 0);
}

#[test]
fn a_number_has_no_letters_that_are_taken_for_others() {
    assert_eq!(number(Id::from_bits(0)), "0000-0000");
    assert_eq!(number(Id::from_bits(0xFF_FFFF_FFFF)), "ZZZZ-ZZZZ");
    assert_eq!(number(Id::from_bits(1 << 20)), "0001-0000");
}
