//! Whom people know when a market opens: some who work keep a page, a few of them are had on request, and some are asked.

use super::people::run;
use super::{Population, Seller};
use host::draw::Draw;
use host::failure::Failure;
use kernel::{Id, Span};
use market::mechanisms::known_sellers::{AcceptRequest, RequestWork, TimeAsked};
use market::users::User;
use market::users::assets::{OfferingStage, SetOfferingStage};
use market::users::seller_pages::KeepSellerPage;
use web::app::App;

/// Of how many who work one keeps a page.
const PAGE_ONE_IN: usize = 6;
/// How many of them are asked.
const ASKED: usize = 6;

/// Keeps the pages, and has buyers ask. The worker whose part a visitor can take is the last who sells: asked first.
///
/// # Errors
/// [`Failure`].
pub(super) async fn ask(app: &App, population: &Population, draw: &mut Draw) -> Result<(), Failure> {
    let known: Vec<&Seller> = population.sellers.iter().rev().step_by(PAGE_ONE_IN).collect();
    for (number, seller) in known.iter().enumerate() {
        let user = seller.user;
        run(app, user.cast(), KeepSellerPage { user, is_found_by_name: number % 2 == 0 }).await?;
        if number % 3 == 2 {
            let stage = OfferingStage::OnRequest;
            run(app, user.cast(), SetOfferingStage { offering: seller.offering, stage }).await?;
        }
    }
    for (number, seller) in known.iter().take(ASKED).enumerate() {
        // Whoever hires is a part that a visitor can take, and has money.
        let buyer = if number == 0 { Some(&population.hirer) } else { draw.one(&population.buyers) };
        let Some(buyer) = buyer.copied() else { continue };
        let request = request(app, draw, seller, buyer);
        // Who has too little, or is too far, has not asked; who is asked accepts or does not.
        let asked = run(app, request.buyer.cast(), request).await;
        if let (Ok(asked), true) = (asked, number % 3 == 1) {
            let accept = AcceptRequest { request: asked.request, number: 1, expected_receive: None };
            let _refused = run(app, seller.user.cast(), accept).await;
        }
    }
    Ok(())
}

/// The first hours of three days ahead.
fn request(app: &App, draw: &mut Draw, seller: &Seller, buyer: Id<User>) -> RequestWork {
    let (from, length) = seller.hours.minutes();
    let minutes = (draw.between(2, 4) * 60).min(length);
    let calendar = seller.zone.calendar();
    let today = calendar.local(app.now()).date;
    let span = |days: i64| {
        let starts_at = calendar.timestamp(today, days * 1_440 + from)?;
        Some(TimeAsked {
            span: Span::between(starts_at, starts_at.plus_minutes(minutes))?,
            expected_pay: None,
        })
    };
    RequestWork {
        buyer,
        offering: seller.offering,
        times: (3..=5).filter_map(span).collect(),
        post_code: seller.place,
        street: "1 Oak Street".parse().ok(),
        note: None,
    }
}
