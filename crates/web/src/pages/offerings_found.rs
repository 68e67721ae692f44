//! Whether people can find what somebody offers, as the finder says: when and for how much it can first be had, or what is
//! missing, each with the way to it.

use market::users::assets::OfferingStage;

use super::prelude::*;
use super::rules;
use crate::nouns::assets::Offered;
use crate::nouns::assets_found::{Standing, standing};

/// What is known of a seller.
pub(super) struct Seller<'a> {
    /// Whether the address is confirmed.
    pub(super) is_confirmed: bool,
    /// Whether any hours were ever said.
    pub(super) has_hours: bool,
    /// What is offered.
    pub(super) offered: &'a [Offered],
}

/// What stands in the way, and what to do about it.
struct Missing {
    said: Markup,
    way: Markup,
}

/// What is found and what is missing.
///
/// # Errors
/// As the finder.
pub(super) fn found(visit: &Visit, seller: &Seller<'_>) -> Result<Markup, AppError> {
    let (mut lines, mut missing) = (Vec::new(), Vec::new());
    if !seller.is_confirmed {
        missing.push(Missing {
            said: html! { (t!(visit, "found-unconfirmed")) },
            way: way(visit, "/account/confirmation", &t!(visit, "account-confirm")),
        });
    }
    if seller.offered.is_empty() {
        missing.push(Missing {
            said: html! { (t!(visit, "found-no-offering")) },
            way: way(visit, "/offerings/new", &t!(visit, "home-first-go")),
        });
    }
    if !seller.has_hours {
        missing.push(Missing {
            said: html! { (t!(visit, "found-no-hours")) },
            way: way(visit, "/availability", &t!(visit, "found-hours-go")),
        });
    }
    // What follows from what is missing already is not said besides.
    let offered = seller.offered.iter().filter(|_| missing.is_empty());
    let offered: Vec<_> = offered.collect();
    for one in offered {
        let work = fields::sector_title(visit, &one.offering.sector);
        match standing(&visit.app, one)? {
            None => {}
            Some(Standing::OnRequest) => lines.push(t!(visit, "found-on-request", work = work)),
            Some(Standing::Found { span, receives }) => {
                let zone = &visit.app.place(one.offering.post_code.as_str())?.zone;
                let when = visit.span(zone, span.starts_at(), span.ends_at());
                lines.push(match receives {
                    Some(money) => {
                        let money = visit.reader().money(money.amount, money.currency);
                        t!(visit, "found-first", work = work, when = when, money = money)
                    }
                    None => t!(visit, "found-first-given", work = work, when = when),
                });
            }
            Some(other) => missing.extend(stands_against(visit, one, &work, other)),
        }
    }
    let title = if lines.is_empty() { t!(visit, "found-missing") } else { t!(visit, "found-missing-else") };
    Ok(html! {
        @if !lines.is_empty() {
            section class="on-offer" {
                h2 { (t!(visit, "found-title")) }
                @for line in &lines { p { (line) } }
            }
        }
        @if !missing.is_empty() {
            section class="missing" {
                h2 { (title) }
                ol { @for Missing { said, way } in &missing { li { div { (said) } (way) } } }
            }
        }
    })
}

/// What stands against an offering.
fn stands_against(visit: &Visit, one: &Offered, work: &Text, standing: Standing) -> Vec<Missing> {
    let page = format!("/offerings/{}", one.offering.id);
    let (hours, terms) = (t!(visit, "found-hours-go"), t!(visit, "found-terms-go"));
    match standing {
        Standing::Found { .. } | Standing::OnRequest => Vec::new(),
        Standing::Paused => {
            let again = t!(visit, "offering-resume");
            let way = visit.second_button(
                &format!("{page}/stage"),
                &again,
                &[("stage", OfferingStage::Open.word())],
            );
            vec![Missing { said: html! { (t!(visit, "found-paused", work = work.clone())) }, way }]
        }
        Standing::NoHours { least_minutes, notice_minutes } => {
            let least = visit.loc.duration(words::whole(least_minutes));
            let notice = visit.loc.duration(words::whole(notice_minutes));
            let said = match notice_minutes {
                0 => t!(visit, "found-no-room", work = work.clone(), least = least),
                _ => t!(visit, "found-no-notice", work = work.clone(), least = least, notice = notice),
            };
            let ways = html! { (way(visit, "/availability", &hours)) (way(visit, &page, &terms)) };
            vec![Missing { said: html! { (said) }, way: ways }]
        }
        Standing::Refused(error) => {
            let said = html! {
                p { (t!(visit, "found-refused", work = work.clone())) " " (visit.reader().error(&error)) }
                @if let Some(rule) = error.argument("rule") { (rules::cited(visit, rule)) }
            };
            // A check that is missing is asked for with the account; all else is of the price and its terms.
            let is_denied = error.code() == "booking-checks/denied";
            let way = if is_denied {
                way(visit, "/account#claims", &t!(visit, "found-checks-go"))
            } else {
                way(visit, &page, &terms)
            };
            vec![Missing { said, way }]
        }
    }
}

fn way(visit: &Visit, page: &str, text: &Text) -> Markup {
    html! { a class="button second" href=(visit.at(page)) { (text) } }
}
