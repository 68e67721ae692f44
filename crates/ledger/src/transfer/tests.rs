use super::*;
use crate::Account;
use kernel::World;
use proptest::prelude::*;
use std::collections::BTreeMap;

const HERE: Locality = Locality(1);

fn usd() -> Currency {
    Currency::new("USD").unwrap()
}

fn account(holder: u128, class: Class) -> AccountKey {
    AccountKey::of(Id::<()>::from_bits(holder), class, usd())
}

fn entry(debit: AccountKey, credit: AccountKey, amount: i64) -> Entry {
    let subject = Id::from_bits(9);
    Entry { debit, credit, amount: Amount(amount), purpose: Purpose::Funding, subject }
}

/// A world in which holder 1 has 100.
fn world() -> (World, AccountKey, AccountKey) {
    let (bank, ana, escrow) =
        (account(0, Class::Bank), account(1, Class::UserAvailable), account(9, Class::Escrow));
    let mut world = World::at(Timestamp(1));
    world.step(HERE, |draft| post(draft, &entry(bank, ana, 100))).unwrap();
    (world, ana, escrow)
}

fn balance(world: &World, account: AccountKey) -> (i64, i64) {
    world.find::<Account>(account.key(HERE)).map_or((0, 0), |found| (found.available.0, found.reserved.0))
}

#[test]
fn a_posted_transfer_takes_what_it_gives() {
    let (mut world, ana, escrow) = world();
    world.step(HERE, |draft| post(draft, &entry(ana, escrow, 30))).unwrap();
    assert_eq!((balance(&world, ana), balance(&world, escrow)), ((70, 0), (30, 0)));
}

#[test]
fn two_transfers_of_one_command_see_each_other() {
    let (mut world, ana, escrow) = world();
    let both = |draft: &mut Draft<'_>| {
        post(draft, &entry(ana, escrow, 60))?;
        post(draft, &entry(ana, escrow, 60))
    };
    let stop = world.step(HERE, both).unwrap_err();
    let missing = Amount(20).of(usd());
    assert_eq!(stop.refusal(), Some(&LedgerRefusal::Insufficient { missing }));
    assert_eq!(balance(&world, ana), (100, 0), "the first of them left nothing");
}

#[test]
fn what_is_reserved_cannot_be_spent_and_the_rest_comes_back() {
    let (mut world, ana, escrow) = world();
    let pending = world.step(HERE, |draft| reserve(draft, &entry(ana, escrow, 80))).unwrap();
    assert_eq!(balance(&world, ana), (20, 80));
    let stop = world.step(HERE, |draft| post(draft, &entry(ana, escrow, 21))).unwrap_err();
    assert_eq!(stop.refusal(), Some(&LedgerRefusal::Insufficient { missing: Amount(1).of(usd()) }));

    world.step(HERE, |draft| post_pending(draft, pending, Amount(50))).unwrap();
    assert_eq!((balance(&world, ana), balance(&world, escrow)), ((50, 0), (50, 0)));
}

#[test]
fn refusals_in_their_order() {
    let (mut world, ana, escrow) = world();
    let pending = world.step(HERE, |draft| reserve(draft, &entry(ana, escrow, 10))).unwrap();
    let eur = AccountKey { currency: Currency::new("EUR").unwrap(), ..escrow };
    let table = [
        (entry(ana, escrow, 0), LedgerRefusal::NothingToMove),
        (entry(ana, escrow, -5), LedgerRefusal::NothingToMove),
        (entry(ana, ana, 5), LedgerRefusal::NothingToMove),
        (entry(ana, eur, 5), LedgerRefusal::NothingToMove),
        (entry(ana, escrow, 91), LedgerRefusal::Insufficient { missing: Amount(1).of(usd()) }),
        (entry(escrow, ana, 1), LedgerRefusal::Insufficient { missing: Amount(1).of(usd()) }),
    ];
    for (entry, refusal) in table {
        let stop = world.step(HERE, |draft| post(draft, &entry)).unwrap_err();
        assert_eq!(stop.refusal(), Some(&refusal), "{entry:?}");
    }
    let more = world.step(HERE, |draft| post_pending(draft, pending, Amount(11))).unwrap_err();
    let reserved = Amount(10).of(usd());
    assert_eq!(more.refusal(), Some(&LedgerRefusal::MoreThanReserved { reserved }));
    world.step(HERE, |draft| void_pending(draft, pending)).unwrap();
    let again = world.step(HERE, |draft| void_pending(draft, pending)).unwrap_err();
    assert_eq!(again.refusal(), Some(&LedgerRefusal::NotPending));
    assert_eq!(balance(&world, ana), (100, 0));
}

/// The balances that the transfers alone add up to: (available, reserved).
fn rebuilt(world: &World) -> BTreeMap<(u128, Class), (i64, i64)> {
    let transfers = world.all::<Transfer>();
    let mut balances: BTreeMap<(u128, Class), (i64, i64)> = BTreeMap::new();
    for t in &transfers {
        let set_aside =
            t.pending.and_then(|id| transfers.iter().find(|p| p.id == id)).map_or(0, |p| p.entry.amount.0);
        let (spent, reserved, given) = match t.verb {
            Verb::Posted => (t.entry.amount.0, 0, t.entry.amount.0),
            Verb::Pending => (t.entry.amount.0, t.entry.amount.0, 0),
            Verb::PostPending => (t.entry.amount.0 - set_aside, -set_aside, t.entry.amount.0),
            Verb::VoidPending => (-set_aside, -set_aside, 0),
        };
        let debit = balances.entry((t.entry.debit.holder.bits(), t.entry.debit.class)).or_default();
        *debit = (debit.0 - spent, debit.1 + reserved);
        if given > 0 {
            balances.entry((t.entry.credit.holder.bits(), t.entry.credit.class)).or_default().0 += given;
        }
    }
    balances
}

proptest! {
    #[test]
    fn money_is_conserved_and_balances_are_the_sum_of_their_transfers(
        moves in prop::collection::vec((0_u8..4, 0_u128..4, 0_u128..4, 1_i64..200), 1..60)
    ) {
        let (mut world, ..) = world();
        let mut pending = Vec::new();
        for (what, from, to, amount) in moves {
            let accounts = [from, to].map(|holder| account(holder, if holder == 0 { Class::Bank } else { Class::UserAvailable }));
            let entry = entry(accounts[0], accounts[1], amount);
            let _ = match what {
                0 => world.step(HERE, |draft| post(draft, &entry)).map(|_| ()),
                1 => world.step(HERE, |draft| reserve(draft, &entry)).map(|id| pending.push((id, amount))),
                2 => pending.pop().map_or(Ok(()), |(id, held)| {
                    world.step(HERE, |draft| post_pending(draft, id, Amount(held.min(amount))))
                }),
                _ => pending.pop().map_or(Ok(()), |(id, _)| world.step(HERE, |draft| void_pending(draft, id))),
            };
            let accounts = world.all::<Account>();
            let total: i64 = accounts.iter().map(|a| a.available.0 + a.reserved.0).sum();
            prop_assert_eq!(total, 0);
            let stored = accounts.iter().map(|a| ((a.holder.bits(), a.class), (a.available.0, a.reserved.0))).collect();
            prop_assert_eq!(rebuilt(&world), stored);
        }
    }
}
