//! Seller pages: whom a visitor knows, somebody's own page as others see it, and how its owner keeps it.

use axum::http::HeaderMap;
use market::users::assets::OfferingStage;
use market::users::seller_pages::{DropSellerPage, KeepSellerPage, SellerPage};

use super::calendar::market;
use super::prelude::*;
use super::{blocks, favored_counterparties, search};
use crate::components::qr;
use crate::nouns::seller_pages::{self, KnownSeller, SellerSeen, WorkOffered};

const PAGE: &str = "/sellers";
const OWN: &str = "/account/seller-page";

pub(super) fn routes() -> Routes {
    vec![
        (PAGE, get(list)),
        ("/sellers/{address}", get(show)),
        ("/sellers/{address}/card", get(card)),
        (OWN, done::<KeepSellerPage>(OWN, "saved").get(own)),
        ("/account/seller-page/removal", done::<DropSellerPage>(OWN, "seller-page-dropped").get(back)),
    ]
}

async fn list(visit: Visit, typed: Typed) -> Answer {
    let name = typed.value("name").to_owned();
    let known = seller_pages::known(&visit.app, visit.visitor()?, &name).await?;
    let form = Form::asking(visit.loc, visit.at(PAGE), typed, Vec::new());
    let main = html! {
        p class="lead" { (t!(visit, "sellers-lead")) }
        (form.render(&html! {
            (form.field("name", t!(visit, "sellers-name")).hint(t!(visit, "sellers-name-hint")).input(Input::Text))
            (submit_second(&t!(visit, "sellers-find")))
        }))
        @if known.is_empty() {
            p { @if name.is_empty() { (t!(visit, "sellers-none")) } @else { (t!(visit, "sellers-not-found", name = name)) } }
        } @else {
            ul class="own-list" { @for one in &known { (line(&visit, one)) } }
        }
        p { a href=(visit.at("/requests")) { (t!(visit, "requests-title")) } }
        p { a href=(visit.at(OWN)) { (t!(visit, "seller-page-title")) } }
    };
    Ok(visit.show(Sheet::new(t!(visit, "sellers-title"), main).area(Area::Find)))
}

fn line(visit: &Visit, one: &KnownSeller) -> Markup {
    html! {
        li {
            h2 { a href=(visit.at(&format!("{PAGE}/{}", one.short_address))) { (Text::verbatim(&one.name)) } }
            @if one.is_favorite { p class="quiet" { (t!(visit, "sellers-favorite")) } }
            @if let Some(trade) = one.last_work {
                p { a href=(visit.at(&format!("/trades/{trade}"))) { (t!(visit, "sellers-last-work")) } }
            }
        }
    }
}

async fn show(visit: Visit, headers: HeaderMap, Path(address): Path<String>) -> Answer {
    let seen = seller_pages::seen(&visit.app, visit.visitor.as_ref(), &address).await?;
    let name = seen.seller.name.as_str();
    let link = seen.address.as_ref().map(|address| link(&visit, &headers, address));
    let main = html! {
        section {
            h2 { (t!(visit, "seller-work")) }
            @if seen.works.is_empty() { p { (t!(visit, "seller-no-work", name = name)) } }
            @for one in &seen.works { (work(&visit, &seen, one)) }
        }
        section {
            h2 { (t!(visit, "seller-free")) }
            @if let Some(times) = free(&visit, &seen)? { (times) } @else { p { (t!(visit, "seller-not-free")) } }
        }
        @if !seen.is_own {
            (favored_counterparties::button(&visit, seen.user, name, seen.seller.is_favorite))
            @if visit.visitor.is_some() { (blocks::link(&visit, seen.user, name)) }
        }
    };
    let docket = html! {
        @if let (Some(link), Some(address)) = (&link, &seen.address) {
            section {
                h2 { (t!(visit, "seller-link")) }
                p { code dir="ltr" class="wraps" { (link) } }
                p { a href=(visit.at(&format!("{PAGE}/{address}/card"))) { (t!(visit, "seller-card")) } }
            }
        }
        @if seen.is_own { p { a href=(visit.at(OWN)) { (t!(visit, "seller-page-title")) } } }
    };
    let record = match search::kept(seen.seller.kept_count, seen.seller.agreed_count) {
        Some(kept) => t!(visit, "option-kept", kept = kept.kept, of = kept.of),
        None => t!(visit, "option-new"),
    };
    let band = Band { below: html! { p class="lead" { (record) } }, ..Band::default() };
    let sheet = Sheet::new(Text::verbatim(name), main).band(band).docket(docket).area(Area::Find);
    Ok(visit.show(sheet))
}

/// An offering, with the way to have it: at once, or by asking.
fn work(visit: &Visit, seen: &SellerSeen, one: &WorkOffered) -> Markup {
    let (offering, name) = (&one.offered.offering, seen.seller.name.as_str());
    let ask = visit.at(&format!("/requests/new?offering={}", offering.id));
    let about = html! { span class="hidden" { ": " (fields::sector_title(visit, &offering.sector)) } };
    html! {
        h3 { (fields::sector_title(visit, &offering.sector)) }
        p {
            @match &one.terms {
                Some(terms) => (t!(visit, "seller-hourly", money = visit.reader().money(terms.hourly, terms.currency))),
                None => (t!(visit, "offering-unpaid")),
            }
            ", " (Text::verbatim(offering.post_code.as_str()))
        }
        @if !seen.is_own {
            p class="actions" {
                @match offering.stage {
                    OfferingStage::Open => {
                        a class="button" href=(at_once(visit, seen, one)) { (t!(visit, "seller-book", name = name)) (about) }
                        a href=(ask) { (t!(visit, "seller-ask", name = name)) (about) }
                    },
                    OfferingStage::OnRequest | OfferingStage::Paused | OfferingStage::Listed => {
                        a class="button" href=(ask) { (t!(visit, "seller-ask", name = name)) (about) }
                    },
                }
            }
            @if offering.stage == OfferingStage::OnRequest { p class="quiet" { (t!(visit, "seller-on-request", name = name)) } }
        }
    }
}

/// The search for their work, with them first.
fn at_once(visit: &Visit, seen: &SellerSeen, one: &WorkOffered) -> String {
    let unpaid = if one.terms.is_none() { "&unpaid=yes" } else { "" };
    let (sector, with) = (&one.offered.offering.sector, seen.user);
    let sector = visit.app.directory.sector(sector).map_or(sector.as_str(), |sector| sector.slug.as_str());
    visit.at(&format!("/search?sector={sector}&with={with}{unpaid}"))
}

/// When they are free, on the clock of the place of their first offering.
fn free(visit: &Visit, seen: &SellerSeen) -> Result<Option<Markup>, AppError> {
    let Some(first) = seen.works.first().filter(|_| !seen.free.is_empty()) else { return Ok(None) };
    let zone = &visit.app.place(first.offered.offering.post_code.as_str())?.zone;
    Ok(Some(html! {
        ul { @for span in &seen.free { li { (visit.span(zone, span.starts_at().max(visit.app.now()), span.ends_at())) } } }
    }))
}

fn link(visit: &Visit, headers: &HeaderMap, address: &str) -> String {
    format!("{}{}", market(headers), visit.at(&format!("{PAGE}/{address}")))
}

/// To print: the name, the code, the link.
async fn card(visit: Visit, headers: HeaderMap, Path(address): Path<String>) -> Answer {
    let seen = seller_pages::seen(&visit.app, visit.visitor.as_ref(), &address).await?;
    let address = seen.address.as_ref().ok_or(AppError::NotFound)?;
    let (name, link) = (seen.seller.name.as_str(), link(&visit, &headers, address));
    let main = html! {
        @for one in &seen.works { p class="lead" { (fields::sector_title(&visit, &one.offered.offering.sector)) } }
        (code(&visit, name, &link))
        p { code dir="ltr" class="wraps" { (link) } }
        p { (t!(visit, "seller-card-how")) }
    };
    let sheet = Sheet::new(Text::verbatim(name), main).area(Area::Find);
    Ok(visit.show(sheet.under(format!("{PAGE}/{address}"), t!(visit, "seller-card-back"))))
}

fn code(visit: &Visit, name: &str, link: &str) -> Markup {
    html! { @if let Some(code) = qr(link, &t!(visit, "seller-code", name = name)) { (code) } }
}

async fn own(visit: Visit, headers: HeaderMap) -> Answer {
    let (page, name) = seller_pages::own(&visit.app, visit.visitor()?).await?;
    let main = html! {
        p class="lead" { (t!(visit, "seller-page-lead")) }
        @match &page {
            Some(page) => (kept(&visit, &headers, page, &name)),
            None => {
                p { (t!(visit, "seller-page-none")) }
                (visit.button(OWN, &submit(&t!(visit, "seller-page-make")), &[("is_found_by_name", "")]))
            },
        }
        p { a href=(visit.at("/offerings")) { (t!(visit, "seller-page-offerings")) } }
    };
    let sheet = Sheet::new(t!(visit, "seller-page-title"), main);
    Ok(visit.show(sheet.under("/account", t!(visit, "account-title"))))
}

fn kept(visit: &Visit, headers: &HeaderMap, page: &SellerPage, name: &str) -> Markup {
    let (now, act, wants) = if page.found_as.is_some() {
        (t!(visit, "seller-page-by-name", name = name), t!(visit, "seller-page-by-link-go"), "")
    } else {
        (t!(visit, "seller-page-by-link"), t!(visit, "seller-page-by-name-go", name = name), "yes")
    };
    let link = link(visit, headers, &page.address);
    html! {
        section {
            h2 { (t!(visit, "seller-link")) }
            p { a href=(visit.at(&format!("{PAGE}/{}", page.address))) { code dir="ltr" class="wraps" { (link) } } }
            (code(visit, name, &link))
            p { a href=(visit.at(&format!("{PAGE}/{}/card", page.address))) { (t!(visit, "seller-card")) } }
        }
        section {
            h2 { (t!(visit, "seller-page-who")) }
            p { (now) }
            (visit.second_button(OWN, &act, &[("is_found_by_name", wants)]))
        }
        section {
            h2 { (t!(visit, "seller-page-drop-title")) }
            p { (t!(visit, "seller-page-drop-how")) }
            (visit.second_button("/account/seller-page/removal", &t!(visit, "seller-page-drop"), &[]))
        }
    }
}

/// A form that was loaded again leads back to where it stands.
async fn back(visit: Visit) -> Response {
    to(&visit.at(OWN))
}
