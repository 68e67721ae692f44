use super::*;
use kernel::{Amount, Currency};

use market::support::completion::{AddEvidence, MakeOffer, RecordDue, Report};
use market::trade::part::RecordedAs;
use market::users::assets::{OfferHire, OfferWork, PriceTerms};
use market::users::availability::BeFree;

const TRADE: &str = "019ab0fe-26a1-7c33-8000-042f1c5d9e07";

/// A market that pays in dollars.
struct Customary;

impl Customs for Customary {
    fn dialing(&self) -> Option<&Dialing> {
        None
    }
    fn decimals(&self, currency: &str) -> Option<u8> {
        (currency == "USD").then_some(2)
    }
}

fn named() -> Named {
    vec![("trade".to_owned(), TRADE.to_owned()), ("part".to_owned(), "2".to_owned())]
}

fn body(value: Value) -> Map<String, Value> {
    let Value::Object(body) = value else { panic!("{value}") };
    body
}

#[test]
fn a_body_and_a_form_make_the_same_command() {
    let sent = body(json!({ "due": 60, "reason": "performed", "seen": "open", "code": "123456" }));
    let of_body: RecordDue = of_json(Id::from_bits(1), &named(), sent, &Customary).unwrap();
    let typed = [("due", "60"), ("reason", "performed"), ("seen", "open"), ("code", " 123456 ")];
    let typed = typed.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let of_form: RecordDue = of_form(Id::from_bits(1), &named(), &typed, &Customary, |_| None).unwrap();
    assert_eq!(format!("{of_body:?}"), format!("{of_form:?}"));
    assert_eq!((of_body.part, of_body.due, of_body.reason), (2, 60, RecordedAs::Performed));
    assert_eq!(of_body.code_digest, Some(Handover::digest(Id::parse(TRADE).unwrap(), "123456")));
}

#[test]
fn a_code_that_cannot_be_one_was_hashed_and_cost_a_try() {
    let sent = |code| body(json!({ "due": 60, "reason": "performed", "seen": "open", "code": code }));
    let read = |code| of_json::<RecordDue>(Id::from_bits(1), &named(), sent(code), &Customary);
    for code in ["12345", "1234567", "12345x", "١٢٣٤٥٦", "-12345", " ", ""] {
        assert_eq!(misfits(read(code).unwrap_err()), [("code".to_owned(), "invalid-code")], "{code}");
    }
    assert_eq!(read("123 456").unwrap().code_digest, read(" 123456").unwrap().code_digest);
}

/// What is wrong, each field with the key of its sentence.
fn misfits(unread: Unread) -> Vec<(String, &'static str)> {
    let Unread::Misfit(all) = unread else { panic!("{unread:?}") };
    all.into_iter().map(|invalid| (invalid.field, invalid.sentence)).collect()
}

#[test]
fn every_field_that_does_not_fit_is_named_and_not_only_the_first() {
    let read = |sent| of_json::<RecordDue>(Id::from_bits(1), &named(), body(sent), &Customary).unwrap_err();
    let all = [("due", "invalid-count"), ("reason", "invalid-word"), ("seen", "invalid-word")]
        .map(|(field, sentence)| (field.to_owned(), sentence));
    assert_eq!(misfits(read(json!({}))), all);
    assert_eq!(misfits(read(json!({ "reason": "lost" }))), all);
    assert_eq!(misfits(read(json!({ "due": 1.5, "reason": "", "seen": "" }))), all);
    assert_eq!(misfits(read(json!({ "due": 1, "reason": "lost", "seen": "open" }))), all[1..2]);
    let offer =
        |sent| of_json::<OfferHire>(Id::from_bits(1), &Named::new(), body(sent), &Customary).unwrap_err();
    let wording = json!({ "title": "a\0", "description": "x".repeat(2_001) });
    let terms = json!({ "currency": "FAIRY", "per_day": 1 });
    let sent =
        json!({ "sector": "bicycle", "post_code": "'", "wording": wording, "count": 1, "terms": terms });
    let named = misfits(offer(sent));
    let fields: Vec<&str> = named.iter().map(|(field, _)| field.as_str()).collect();
    let wanted = [
        "post_code",
        "wording.title",
        "wording.description",
        "terms.currency",
        "terms.per_hour",
        "terms.bond",
        "terms.late_per_hour",
        "terms.buffer_minutes",
        "terms.minimum_minutes",
        "terms.days_max",
        "terms.notice_minutes",
    ];
    assert_eq!(fields, wanted);
    let nowhere = vec![("trade".to_owned(), "x".to_owned()), ("part".to_owned(), "2".to_owned())];
    let read = of_json::<RecordDue>(Id::from_bits(1), &nowhere, Map::new(), &Customary);
    assert_eq!(read.unwrap_err(), Unread::Nowhere);
}

#[test]
fn json_of_another_shape_is_told_to_the_program_and_all_of_it() {
    let read = |sent| of_json::<RecordDue>(Id::from_bits(1), &named(), body(sent), &Customary).unwrap_err();
    let shape = |why: &str| Unread::Shape(why.to_owned());
    assert_eq!(
        read(json!({ "due": "60", "reason": 1, "seen": "open", "more": 1 })),
        shape("`due` has to be a whole number; `reason` has to be text; `more` is not asked for")
    );
    let offer =
        |sent| of_json::<OfferWork>(Id::from_bits(1), &Named::new(), body(sent), &Customary).unwrap_err();
    let sent = json!({ "sector": "a", "post_code": "97202", "terms": { "currency": "USD", "hourly": 1, "colour": 1 } });
    assert_eq!(offer(sent), shape("`terms.colour` has to be left out"));
}

#[test]
fn a_command_is_given_text_in_its_one_form() {
    let sent = json!({ "kind": "statement", "words": " A  broken\r\nwindow\u{202e} " });
    let given: AddEvidence = of_json(Id::from_bits(1), &named(), body(sent), &Customary).unwrap();
    assert_eq!(given.words.as_deref(), Some("A broken\nwindow"));
    let read = |words| {
        of_json::<AddEvidence>(
            Id::from_bits(1),
            &named(),
            body(json!({ "kind": "statement", "words": words })),
            &Customary,
        )
    };
    assert_eq!(read(json!(null)).unwrap().words, None, "what need not be there is left out by nothing");
    for blank in [" ", ""] {
        let wrong = misfits(read(json!(blank)).unwrap_err());
        assert_eq!(wrong, [("words".to_owned(), "invalid-text-nothing")], "and not by a text that is none");
    }
}

#[test]
fn a_form_writes_amounts_and_counts_as_people_do() {
    let typed = [("pays".to_owned(), "18.50".to_owned())];
    let offer: MakeOffer = of_form(Id::from_bits(1), &named(), &typed, &Customary, |_| Some(1_850)).unwrap();
    assert_eq!(offer.pays, Amount(1_850));
    let typed = [("reason", "return"), ("seen", "recorded"), ("items-1", ""), ("items-3", "2")];
    let typed = typed.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let report: Report = of_form(Id::from_bits(1), &named(), &typed, &Customary, |_| None).unwrap();
    assert_eq!(report.items.iter().map(|item| (item.position, item.count)).collect::<Vec<_>>(), [(3, 2)]);
}

#[test]
fn what_is_left_out_is_as_declared() {
    let terms = json!({ "currency": "USD", "hourly": 1_800 });
    let sent = json!({ "sector": "kitchen-porter", "post_code": "97202", "terms": terms });
    let offer: OfferWork = of_json(Id::from_bits(1), &Named::new(), body(sent), &Customary).unwrap();
    let plain = PriceTerms::plain(Currency::new("USD").unwrap(), Amount(1_800));
    assert_eq!(offer.terms, Some(plain), "the same as on a page");
    let now =
        |sent| of_json::<BeFree>(Id::from_bits(1), &Named::new(), body(sent), &Customary).unwrap().resource;
    assert_eq!(now(json!({ "choice": "tonight" })), Id::from_bits(1), "whoever acts");
    assert_eq!(now(json!({ "choice": "tonight", "resource": TRADE })), Id::parse(TRADE).unwrap());
    let schema = described::<BeFree>(&[]).unwrap().schema;
    assert_eq!(schema["required"], json!(["choice"]));
}

#[test]
fn a_schema_asks_for_what_the_address_does_not_name() {
    let Described { schema, example } = described::<RecordDue>(&["trade", "part"]).unwrap();
    assert_eq!(schema["required"], json!(["due", "reason", "seen"]));
    assert_eq!(example, json!({ "due": 60, "reason": "performed", "seen": "open" }));
    assert!(described::<market::support::escrow::LetGo>(&["trade"]).is_none());
}

/// What a query can ask for that is so or not.
#[derive(kernel::Asks, serde::Deserialize, Debug)]
struct Narrowed {
    /// Whether the latest come first.
    is_newest_first: Option<bool>,
}

#[test]
fn what_is_so_or_not_is_written_in_a_query_as_json_has_it() {
    let asked = |text: &str| {
        let pairs = vec![("is_newest_first".to_owned(), text.to_owned())];
        let read = read_typed::<Narrowed>(pairs, &Customary).ok()?;
        Some(read.finish::<Narrowed>().ok()?.is_newest_first)
    };
    assert_eq!([asked("true"), asked("false")], [Some(Some(true)), Some(Some(false))]);
    assert_eq!(asked("perhaps"), None);
}
