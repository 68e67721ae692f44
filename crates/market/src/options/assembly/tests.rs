use super::*;
use crate::options::subsidies::FundLimit;
use kernel::Currency;
use rules::{Funding, Line as RuleLine};

fn subsidy(id: &str, amount_minor: i64, stacking: Stacking) -> RuleLine {
    RuleLine {
        rule: RuleRef { id: id.into(), version: 1 },
        title: id.to_owned(),
        stage: 40,
        payee: "buyer".to_owned(),
        amount_minor,
        funding: Some(Funding {
            fund: format!("fund:{id}"),
            cap_per_deal_minor: None,
            cap_per_user_minor: None,
            budget_total_minor: None,
            budget_per_day_minor: None,
            priority: 0,
            stacking,
        }),
    }
}

/// What each of these pays of a price of 100 dollars, of which 90 may be paid by others; funds have this much left.
fn paid(subsidies: Vec<RuleLine>, funds: &[(&str, i64)]) -> Vec<(String, i64)> {
    let currency = Currency::new("USD").unwrap();
    let lines = vec![Line::of_price(Label::Hours, Amount(10_000))];
    let mut waterfall = Waterfall { currency, lines };
    let verdict = Verdict {
        pack_hash: "".into(),
        rules: [].into(),
        denials: Vec::new(),
        requirements: Vec::new(),
        warnings: Vec::new(),
        floor: None,
        cap: None,
        charges: Vec::new(),
        withholdings: Vec::new(),
        subsidies,
    };
    let limit = |left: i64| FundLimit { available: Amount(left), ..FundLimit::default() };
    let limits = funds.iter().map(|(fund, left)| (format!("fund:{fund}"), limit(*left))).collect();
    subsidize(&mut waterfall, &verdict, &limits, BasisPoints(9_000)).unwrap();
    let paid = waterfall.in_section(Section::Subsidy);
    let name = |line: &Line| line.counterparty.as_ref().unwrap().to_string().split_off("fund:".len());
    paid.map(|line| (name(line), line.amount.0)).collect()
}

fn owned(paid: &[(&str, i64)]) -> Vec<(String, i64)> {
    paid.iter().map(|(fund, amount)| ((*fund).to_owned(), *amount)).collect()
}

#[test]
fn subsidies_that_stack_pay_in_order_until_the_buyer_s_own_stake_is_left() {
    let all = vec![subsidy("a", 6_000, Stacking::Stack), subsidy("b", 6_000, Stacking::Stack)];
    assert_eq!(paid(all, &[("a", 9_999), ("b", 9_999)]), owned(&[("a", 6_000), ("b", 3_000)]));
}

#[test]
fn of_an_exclusive_group_the_one_that_pays_most_pays_alone() {
    let group = || Stacking::ExclusiveGroup("hire".to_owned());
    let all =
        || vec![subsidy("a", 500, group()), subsidy("b", 900, group()), subsidy("c", 100, Stacking::Stack)];
    assert_eq!(paid(all(), &[("a", 999), ("b", 999), ("c", 999)]), owned(&[("b", 900), ("c", 100)]));
    assert_eq!(paid(all(), &[("a", 999), ("b", 400), ("c", 999)]), owned(&[("a", 500), ("c", 100)]));
    let equal = vec![subsidy("a", 700, group()), subsidy("b", 700, group())];
    assert_eq!(paid(equal, &[("a", 999), ("b", 999)]), owned(&[("a", 700)]), "the first of equals");
    assert_eq!(paid(all(), &[]), owned(&[]), "empty funds pay nothing");
}

#[test]
fn two_exclusive_groups_pay_one_each() {
    let group = |name: &str| Stacking::ExclusiveGroup(name.to_owned());
    let all = vec![subsidy("a", 500, group("hire")), subsidy("b", 300, group("green"))];
    assert_eq!(paid(all, &[("a", 999), ("b", 999)]), owned(&[("a", 500), ("b", 300)]));
}
