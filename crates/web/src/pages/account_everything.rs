//! Everything that is kept of the visitor, to be read and printed; the same as a file is a link on it.

use super::account_facts as facts;
use super::auctions;
use super::availability_list;
use super::bundles;
use super::known_sellers;
use super::offerings;
use super::prelude::*;
use super::reverse_auctions;
use super::statement;
use super::trade_timeline;
use super::trades;
use super::{bid_ask, group_buying, listing, listing_talk, listings};
use super::{needs, proposals, quotes};
use crate::nouns::assets::Offered;
use crate::nouns::auctions::{LotCard, OwnBids};
use crate::nouns::bid_ask::OrderKept;
use crate::nouns::group_buying::PoolCard;
use crate::nouns::known_sellers::RequestSeen;
use crate::nouns::listings::ListingCard;
use crate::nouns::needs::WholeNeed;
use crate::nouns::proposals::ProposalCallListed;
use crate::nouns::quotes::CallListed;
use crate::nouns::reverse_auctions::ReverseListed;
use crate::nouns::trades::ShownTrade;
use crate::nouns::users_everything::{self as everything, Everything};
use ledger::{Entry, Verb};
use market::admin::closing::OwnPayment;
use market::admin::payment_transfer::{Direction, PaymentStage};
use market::support::complaints::Complaint;
use market::support::escrow::StatementLine;
use market::trade::bundle::Bundle;
use market::users::User;

pub(super) fn routes() -> Routes {
    vec![("/account/everything", get(show))]
}

async fn show(visit: Visit) -> Answer {
    let visit = visit.of_paper();
    let visitor = visit.visitor()?;
    let all = everything::of(&visit.app, visitor).await?;
    let now = visit.reader().time(visit.app.now());
    let main = html! {
        p class="lead" { (t!(visit, "everything-lead", moment = now)) }
        p class="actions" {
            a class="button" href={ (crate::api::ROOT) "/account/everything" } download { (t!(visit, "everything-file")) }
            button type="button" class="second" data-print="" hidden { (t!(visit, "statement-print")) }
        }
        section { h2 { (t!(visit, "account-you")) } (facts::person(&visit, &all.account, false)) }
        section { h2 { (t!(visit, "account-claims")) } (checks(&visit, &all)) }
        section { h2 { (t!(visit, "account-devices")) } (devices(&visit, &all)) }
        section { h2 { (t!(visit, "passkeys-title")) } (passkeys(&visit, &all)) }
        section { h2 { (t!(visit, "home-offerings")) } (offered(&visit, &all.offered)) }
        section { h2 { (t!(visit, "home-availability")) } (hours(&visit, &all)) }
        section { h2 { (t!(visit, "favorites-title")) } (favorites(&visit, &all)) }
        section { h2 { (t!(visit, "blocks-title")) } (blocks(&visit, &all)) }
        section { h2 { (t!(visit, "trades-title")) } (agreed(&visit, &all.trades)) }
        section { h2 { (t!(visit, "auctions-selling")) } (lots(&visit, &all.lots)) }
        section { h2 { (t!(visit, "auctions-bidding")) } (bids(&visit, &all.bids)) }
        section { h2 { (t!(visit, "requests-title")) } (requests(&visit, &all.requests_made)) }
        section { h2 { (t!(visit, "requests-received")) } (requests(&visit, &all.requests_received)) }
        section {
            h2 { (t!(visit, "seller-page-title")) }
            @match &all.seller_page {
                Some(page) => p { code dir="ltr" { (page.address) } },
                None => p { (t!(visit, "seller-page-none")) },
            }
        }
        section { h2 { (t!(visit, "pools-selling")) } (pools(&visit, &all.pools)) }
        section { h2 { (t!(visit, "pools-pledged")) } (pools(&visit, &all.pledges)) }
        section { h2 { (t!(visit, "books-own")) } (orders(&visit, &all.orders)) }
        section { h2 { (t!(visit, "listings-mine")) } (listed(&visit, &all.listings)) }
        section { h2 { (t!(visit, "listings-asked")) } (listed(&visit, &all.listings_asked)) (listing_words(&visit, &all)) }
        section { h2 { (t!(visit, "quote-calls-made")) } (quote_calls(&visit, &all.quote_calls)) }
        section { h2 { (t!(visit, "quote-calls-quoted")) } (quote_calls(&visit, &all.quotes)) }
        section { h2 { (t!(visit, "proposal-calls-made")) } (proposal_calls(&visit, &all.proposal_calls)) }
        section { h2 { (t!(visit, "proposal-calls-proposed")) } (proposal_calls(&visit, &all.proposals)) }
        section { h2 { (t!(visit, "proposal-calls-scored")) } (proposal_calls(&visit, &all.proposals_scored)) }
        section { h2 { (t!(visit, "reverse-made")) } (reverses(&visit, &all.reverse_made)) }
        section { h2 { (t!(visit, "reverse-bid-in")) } (reverses(&visit, &all.reverse_bid)) }
        section { h2 { (t!(visit, "needs-title")) } (saved(&visit, &all.needs)) }
        section { h2 { (t!(visit, "bundles-own")) } (bundled(&visit, &all.bundles)) }
        section {
            h2 { (t!(visit, "home-statement")) }
            (statement::balances(&visit, &all.balances))
            (movements(&visit, visitor.user, &all.movements))
        }
        section {
            h2 { (t!(visit, "everything-payments")) }
            @if let Some(bank) = &all.bank_account { p { (statement::bank_words(&visit, bank)) } }
            (payments(&visit, &all.payments))
        }
        section { h2 { (t!(visit, "complaints-title")) } (complaints(&visit, &all.complaints)) }
        section { h2 { (t!(visit, "home-inbox")) } (notices(&visit, &all)) }
    };
    let sheet = Sheet::new(t!(visit, "everything-title"), main);
    Ok(visit.show(sheet.under("/account", t!(visit, "account-title"))))
}

/// Lines of a list, or that there are none.
fn list(visit: &Visit, lines: &[Markup]) -> Markup {
    html! {
        @if lines.is_empty() { p { (t!(visit, "everything-none")) } }
        @else { ul { @for line in lines { li { (line) } } } }
    }
}

fn checks(visit: &Visit, all: &Everything) -> Markup {
    let lines = all.account.credentials.iter().map(|held| {
        let when = visit.reader().time(held.checked_at);
        html! { (facts::claim_words(visit, &held.claim)) " " (Text::verbatim(&held.issuer)) ", " (when) }
    });
    list(visit, &lines.collect::<Vec<_>>())
}

fn devices(visit: &Visit, all: &Everything) -> Markup {
    let lines = all.account.devices.iter().map(|device| {
        let since = t!(visit, "device-since", moment = visit.reader().time(device.started_at));
        html! { (facts::device(visit, device)) ". " (since) }
    });
    list(visit, &lines.collect::<Vec<_>>())
}

fn passkeys(visit: &Visit, all: &Everything) -> Markup {
    let lines = all.account.passkeys.iter().map(|passkey| {
        let since = t!(visit, "passkey-since", moment = visit.reader().time(passkey.made_at));
        html! { (facts::device_words(visit, &passkey.device, passkey.system.as_deref())) ". " (since) }
    });
    list(visit, &lines.collect::<Vec<_>>())
}

fn offered(visit: &Visit, offered: &[Offered]) -> Markup {
    let one = |offered: &Offered| {
        let sector = fields::sector_title(visit, &offered.offering.sector);
        let title = offered.text.as_ref().map_or(sector, |text| Text::verbatim(&text.title));
        let description = offered.text.as_ref().and_then(|text| text.description.as_ref());
        let rows = offerings::rows(visit, offered, "").into_iter();
        let rows = rows.map(|row| SummaryRow { change: None, ..row }).collect();
        html! {
            h3 { (title) }
            @if let Some(description) = description { p { (Text::verbatim(description)) } }
            (SummaryList { loc: visit.loc, rows }.render())
        }
    };
    html! {
        @if offered.is_empty() { p { (t!(visit, "everything-none")) } }
        @for offered in offered { (one(offered)) }
    }
}

fn hours(visit: &Visit, all: &Everything) -> Markup {
    html! {
        @if all.hours.is_empty() { p { (t!(visit, "everything-none")) } }
        @for (_, own) in &all.hours {
            (availability_list::week(visit, own, false))
            ul {
                @for exception in &own.exceptions {
                    li {
                        (availability_list::kind(visit, exception.kind).1) ": "
                        (visit.span(&own.zone, exception.starts_at, exception.ends_at))
                    }
                }
            }
        }
    }
}

fn favorites(visit: &Visit, all: &Everything) -> Markup {
    let lines = all.favorites.iter().map(|favorite| html! { (Text::verbatim(&favorite.name)) });
    list(visit, &lines.collect::<Vec<_>>())
}

fn blocks(visit: &Visit, all: &Everything) -> Markup {
    let lines = all.blocks.iter().map(|block| html! { (Text::verbatim(&block.name)) });
    list(visit, &lines.collect::<Vec<_>>())
}

fn agreed(visit: &Visit, shown: &[ShownTrade]) -> Markup {
    let one = |shown: &ShownTrade| {
        let trade = shown.trade();
        let work = trades::kind_of(visit, trade.kind, &trade.sector);
        let name = shown.name(shown.side.other());
        html! {
            (trades::heading(visit, trade.id, name, &work))
            p { (visit.span(&trade.zone, trade.starts_at, trade.ends_at)) }
            (trade_timeline::line(visit, shown).render())
        }
    };
    html! {
        @if shown.is_empty() { p { (t!(visit, "everything-none")) } }
        @for shown in shown { (one(shown)) }
    }
}

fn lots(visit: &Visit, lots: &[LotCard]) -> Markup {
    let lines = lots.iter().map(|card| {
        let (title, price) =
            (auctions::title(visit, &card.lot, &card.offered), auctions::price(visit, &card.lot));
        html! { (title) ": " (price) ", " (auctions::closes(visit, &card.lot)) }
    });
    list(visit, &lines.collect::<Vec<_>>())
}

fn saved(visit: &Visit, all: &[WholeNeed]) -> Markup {
    let lines = all.iter().map(|whole| {
        html! {
            (Text::verbatim(whole.need.name.as_str())) ": " (needs::parts(visit, &whole.parts)) ", "
            (needs::days(visit, &whole.need)) ", " (needs::stands(visit, &whole.need))
        }
    });
    list(visit, &lines.collect::<Vec<_>>())
}

fn quote_calls(visit: &Visit, calls: &[CallListed]) -> Markup {
    let lines = calls.iter().map(|one| {
        let money = |amount| visit.reader().money(amount, one.whole.call.currency);
        html! {
            (quotes::title(visit, one)) ": " (quotes::first_line(visit, one)) ", "
            @if let Some(own) = &one.own {
                (t!(visit, "quote-asks")) " " span class="figures" { (money(crate::nouns::quotes::asked(own))) } ", "
            }
            (quotes::closes(visit, one))
        }
    });
    list(visit, &lines.collect::<Vec<_>>())
}

fn proposal_calls(visit: &Visit, calls: &[ProposalCallListed]) -> Markup {
    let lines = calls.iter().map(|one| {
        html! {
            (Text::verbatim(&one.call.title)) ": "
            @if let Some(own) = &one.own {
                (t!(visit, "proposal-asks")) " "
                span class="figures" { (visit.reader().money(own.price, one.call.currency)) } ", "
            }
            (proposals::closes(visit, one))
        }
    });
    list(visit, &lines.collect::<Vec<_>>())
}

fn reverses(visit: &Visit, all: &[ReverseListed]) -> Markup {
    let lines = all.iter().map(|one| {
        let money = |amount| visit.reader().money(amount, one.auction.currency);
        html! {
            (reverse_auctions::title(one)) ": " (reverse_auctions::when(visit, one)) ", "
            @if let Some((own, _)) = &one.own {
                (t!(visit, "reverse-own-least")) " " span class="figures" { (money(own.least)) } ", "
            }
            (reverse_auctions::closes(visit, one))
        }
    });
    list(visit, &lines.collect::<Vec<_>>())
}

fn bundled(visit: &Visit, all: &[Bundle]) -> Markup {
    let lines = all.iter().map(|one| {
        let pays = visit.reader().money(one.pays, one.currency);
        html! { (bundles::title(visit, one)) ": " span class="figures" { (pays) } ", " (bundles::standing(visit, one)) }
    });
    list(visit, &lines.collect::<Vec<_>>())
}

fn pools(visit: &Visit, pools: &[PoolCard]) -> Markup {
    let lines = pools.iter().map(|card| {
        let price = group_buying::price(visit, &card.pool, &card.ladder);
        html! {
            (group_buying::title(&card.offered)) ": " (price) ", "
            @if let Some(own) = &card.own {
                (group_buying::yours(visit, own.piece_count)) ", "
                @if let Some(most) = own.most_each {
                    (t!(visit, "pools-own-most")) " " span class="figures" { (visit.reader().money(most, card.pool.currency)) } ", "
                }
            }
            (group_buying::closes(visit, &card.pool))
        }
    });
    list(visit, &lines.collect::<Vec<_>>())
}

fn orders(visit: &Visit, orders: &[OrderKept]) -> Markup {
    let lines = orders.iter().map(|kept| {
        html! { (visit.reader().time(kept.order.placed_at)) ", " (bid_ask::said(visit, &kept.order)) }
    });
    list(visit, &lines.collect::<Vec<_>>())
}

fn bids(visit: &Visit, own: &[OwnBids]) -> Markup {
    let reader = visit.reader();
    let bids = own.iter().flat_map(|own| own.bids.iter().map(move |bid| (&own.card, bid)));
    let lines = bids.map(|(card, bid)| {
        let most = reader.money(bid.most, card.lot.currency);
        html! { (reader.time(bid.placed_at)) ", " (auctions::title(visit, &card.lot, &card.offered)) ": " span class="figures" { (most) } }
    });
    list(visit, &lines.collect::<Vec<_>>())
}

fn listed(visit: &Visit, cards: &[ListingCard]) -> Markup {
    let lines = cards.iter().map(|card| {
        html! {
            (visit.reader().time(card.listing.posted_at)) ", " (Text::verbatim(&card.title)) ": "
            (listings::price(visit, card)) " " (listings::stage(visit, &card.listing))
            @if let Some(words) = &card.description { ": " (Text::verbatim(words)) }
            @for one in &card.flags { " · " (listing::reason(visit, *one)) }
        }
    });
    list(visit, &lines.collect::<Vec<_>>())
}

/// What was offered, written and flagged.
fn listing_words(visit: &Visit, all: &Everything) -> Markup {
    let reader = visit.reader();
    let offers = all.listing_offers.iter().map(|offer| {
        html! {
            (reader.time(offer.made_at)) ": " span class="figures" { (reader.money(offer.price, offer.currency)) } " "
            (listing_talk::stage(visit, offer))
        }
    });
    let words = all.listing_messages.iter();
    let words = words.map(|one| html! { (reader.time(one.written_at)) ": " (Text::verbatim(&one.words)) });
    let flags = all.listing_flags.iter().map(|flag| {
        html! {
            (reader.time(flag.flagged_at)) ": " (t!(visit, "listing-flagged"))
            @if let Some(reason) = flag.reason { " " (listing::reason(visit, reason)) }
        }
    });
    list(visit, &offers.chain(words).chain(flags).collect::<Vec<_>>())
}

fn requests(visit: &Visit, all: &[RequestSeen]) -> Markup {
    let lines = all.iter().map(|seen| {
        let money = visit.reader().money(seen.request.set_aside, seen.request.currency);
        html! {
            (known_sellers::title(visit, seen)) ", " (known_sellers::when(visit, seen)) ": "
            span class="figures" { (money) } " " (known_sellers::stage(visit, seen))
        }
    });
    list(visit, &lines.collect::<Vec<_>>())
}

/// Every movement: when, why and how much, with its sign; what is only set aside has none.
fn movements(visit: &Visit, user: Id<User>, lines: &[StatementLine]) -> Markup {
    let lines = lines.iter().map(|line| {
        let Entry { debit, amount, purpose, .. } = line.entry;
        let is_out = debit.holder == user.cast();
        let change = if is_out { Amount(amount.0.saturating_neg()) } else { amount };
        let money = match line.verb {
            Verb::Posted | Verb::PostPending => statement::signed(visit, change, debit.currency),
            Verb::Pending | Verb::VoidPending => visit.reader().money(amount, debit.currency),
        };
        html! {
            (visit.reader().time(line.posted_at)) ", " (statement::purpose(visit, purpose)) ": "
            span class="figures" { (money) }
        }
    });
    list(visit, &lines.collect::<Vec<_>>())
}

fn complaints(visit: &Visit, complaints: &[Complaint]) -> Markup {
    let lines = complaints.iter().map(|complaint| {
        html! { (visit.reader().time(complaint.made_at)) ": " (Text::verbatim(&complaint.statement)) }
    });
    list(visit, &lines.collect::<Vec<_>>())
}

fn payments(visit: &Visit, payments: &[OwnPayment]) -> Markup {
    let lines = payments.iter().map(|payment| {
        let way = match payment.direction {
            Direction::Deposit => t!(visit, "moved-deposit"),
            Direction::Payout => t!(visit, "moved-payout"),
        };
        let stage = match payment.stage {
            PaymentStage::Requested => t!(visit, "payment-requested"),
            PaymentStage::Done => t!(visit, "payment-done"),
            PaymentStage::Failed => t!(visit, "payment-failed"),
        };
        let money = visit.reader().money(payment.amount, payment.currency);
        html! { (way) ", " (money) ", " (visit.reader().time(payment.requested_at)) ": " (stage) }
    });
    list(visit, &lines.collect::<Vec<_>>())
}

fn notices(visit: &Visit, all: &Everything) -> Markup {
    let reader = visit.reader();
    let lines = all.notices.iter().map(|told| {
        let words = reader.notice(&told.line.code, &told.line.arguments);
        html! { (reader.time(told.line.told_at)) ": " (words) }
    });
    list(visit, &lines.collect::<Vec<_>>())
}
