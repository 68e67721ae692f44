use super::*;
use crate::tests::{HERE, Market};
use crate::users::{ChangeDetails, Street};

fn keep(market: &mut Market, is_found_by_name: bool) -> String {
    let user = market.ana;
    market.ana(&KeepSellerPage { user, is_found_by_name }).unwrap().short_address
}

fn page(market: &Market) -> Option<SellerPage> {
    market.world.find((HERE, market.ana))
}

#[test]
fn a_page_keeps_its_address_and_is_found_by_name_only_if_its_owner_says_so() {
    let mut market = Market::new();
    let address = keep(&mut market, false);
    assert_eq!(address.len(), 8);
    assert_eq!(page(&market).unwrap().found_as, None, "by its link alone");
    assert_eq!(keep(&mut market, true), address, "it is stable");
    assert_eq!(page(&market).unwrap().found_as.as_deref(), Some("ana"));
    let led: SellerAddress = market.world.find((HERE, address.clone())).unwrap();
    assert_eq!(led.user_id, market.ana);
    keep(&mut market, false);
    assert_eq!(page(&market).unwrap().found_as, None);
}

#[test]
fn whoever_is_called_something_else_is_found_by_that() {
    let mut market = Market::new();
    keep(&mut market, true);
    let change = |market: &Market| ChangeDetails {
        user: market.ana,
        display_name: "Ana  MARÍA B.".parse().unwrap(),
        phone: None,
        language: "en".to_owned(),
        born_on: None,
        street: None::<Street>,
        post_code: "97214".parse().unwrap(),
    };
    let command = change(&market);
    market.ana(&command).unwrap();
    assert_eq!(page(&market).unwrap().found_as.as_deref(), Some("ana maría b."));
    keep(&mut market, false);
    let command = change(&market);
    market.ana(&command).unwrap();
    assert_eq!(page(&market).unwrap().found_as, None, "a new name does not put anybody on a list");
}

#[test]
fn a_page_that_is_dropped_leads_nowhere_and_the_next_is_elsewhere() {
    let mut market = Market::new();
    let address = keep(&mut market, true);
    let drop = DropSellerPage { user: market.ana };
    market.ana(&drop).unwrap();
    assert_eq!((page(&market), market.world.find::<SellerAddress>((HERE, address.clone()))), (None, None));
    assert!(matches!(market.ana(&drop), Err(Stop::Absent("seller_page"))));
    assert_ne!(keep(&mut market, true), address);
}

#[test]
fn nobody_keeps_or_drops_the_page_of_another() {
    let mut market = Market::new();
    keep(&mut market, false);
    let (ana, cafe) = (market.ana, market.cafe);
    assert_eq!(
        market.refused(cafe, &KeepSellerPage { user: ana, is_found_by_name: true }),
        "command/not-yours"
    );
    assert_eq!(market.refused(cafe, &DropSellerPage { user: ana }), "command/not-yours");
}

#[test]
fn an_address_is_read_as_it_was_meant() {
    assert_eq!(address_typed(" O1lI23AB "), "011123ab");
}
