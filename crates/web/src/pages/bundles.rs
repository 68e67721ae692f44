//! Bundles: a buyer's own; one with its members and its one price, and what can be done with it.

use axum::routing::MethodRouter;
use kernel::Command;
use market::requirements::bundles::RepairBundle;
use market::support::amendment::chain::GiveUpBundle;
use market::support::escrow::{AgreeBundle, LetGoBundle};
use market::trade::bundle::{Bundle, BundleStage, Standing};
use market::trade::{Kind, Stage};

use super::chains::titled;
use super::prelude::*;
use crate::act::Named;
use crate::app::App;
use crate::nouns::bundles::{self, BundleSeen, MemberSeen};
use crate::nouns::chains::{self, Chosen};

pub(super) const PAGE: &str = "/bundles";

pub(super) fn routes() -> Routes {
    vec![
        (PAGE, get(list)),
        ("/bundles/{bundle}", get(show)),
        ("/bundles/{bundle}/agreement", own::<AgreeBundle>("bundle-booked")),
        ("/bundles/{bundle}/release", own::<LetGoBundle>("bundle-released")),
        ("/bundles/{bundle}/giving-up", own::<GiveUpBundle>("bundle-given-up")),
        ("/bundles/{bundle}/replacement", get(back).post(replace)),
    ]
}

/// The door of a command about a bundle of the visitor's; another's is not there, whatever was typed.
fn own<C: Command>(said: &'static str) -> MethodRouter<App> {
    get(back).post(async move |Path(named): Path<Named>, sent: Sent| -> Answer {
        let id = named.first().map(|(_, id)| id.as_str()).unwrap_or_default();
        seen(&sent.visit, id).await?;
        let command: C = sent.command(&named).map_err(Fault::of_button)?;
        sent.run(command).await?;
        Ok(sent.on(PAGE, said))
    })
}

/// The page of a bundle, without its language.
pub(super) fn bundle_page(bundle: Id<Bundle>) -> String {
    format!("{PAGE}/{bundle}")
}

/// A form that was loaded again leads back to its bundle.
async fn back(visit: Visit, Path(id): Path<String>) -> Response {
    to(&visit.at(&format!("{PAGE}/{id}")))
}

async fn list(visit: Visit, typed: Typed) -> Answer {
    let page = bundles::list(&visit.app, visit.visitor()?, cursor(&typed)).await?;
    let main = html! {
        @if page.rows.is_empty() { p { (t!(visit, "bundles-none")) } }
        @else {
            ul class="own-list" {
                @for bundle in &page.rows {
                    li {
                        h2 { a href=(visit.at(&bundle_page(bundle.id))) { (title(&visit, bundle)) } }
                        p class="quiet" {
                            (stage(&visit, bundle)) " "
                            span class="figures" { (visit.reader().money(bundle.pays, bundle.currency)) } ", "
                            (visit.reader().time(bundle.held_at))
                        }
                    }
                }
            }
        }
        (earlier(&visit, PAGE, page.next))
        p { a href=(visit.at("/chains")) { (t!(visit, "chains-title")) } }
    };
    let sheet = Sheet::new(t!(visit, "bundles-own"), main).area(Area::Bookings);
    Ok(visit.show(sheet.under("/trades", t!(visit, "bundles-bookings"))))
}

/// What it was made for.
pub(super) fn title(visit: &Visit, bundle: &Bundle) -> Text {
    let template = bundle.template.as_ref().and_then(|id| chains::template(&visit.app, id).ok());
    template.map_or_else(|| t!(visit, "bundle-title"), |template| titled(visit, &template.titles))
}

fn stage(visit: &Visit, bundle: &Bundle) -> Markup {
    match bundle.stage {
        BundleStage::Held => tag(Tone::Caution, &t!(visit, "bundle-stage-held")),
        BundleStage::Lapsed => tag(Tone::Plain, &t!(visit, "bundle-stage-lapsed")),
        BundleStage::Booked => tag(Tone::Good, &t!(visit, "bundle-stage-booked")),
        BundleStage::Repair => tag(Tone::Caution, &t!(visit, "bundle-stage-repair")),
        BundleStage::Broken => tag(Tone::Plain, &t!(visit, "bundle-stage-broken")),
        BundleStage::Ended => tag(Tone::Plain, &t!(visit, "bundle-stage-ended")),
    }
}

async fn seen(visit: &Visit, id: &str) -> Result<BundleSeen, AppError> {
    let id = Id::parse(id).filter(|id: &Id<Bundle>| id.locality() == visit.app.locality);
    bundles::bundle(&visit.app, visit.visitor()?, id.ok_or(AppError::NotFound)?).await
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let seen = seen(&visit, &id).await?;
    page(&visit, &seen, None).await
}

async fn page(visit: &Visit, seen: &BundleSeen, wrong: Option<&Form>) -> Answer {
    let bundle = &seen.bundle;
    let mut lost = Vec::new();
    if bundle.stage == BundleStage::Repair {
        for member in seen.members.iter().filter(|one| one.member.standing == Standing::Lost) {
            lost.push((member, chains::replacements(&visit.app, visit.visitor.as_ref(), member).await?));
        }
    }
    let forms: Vec<Form> =
        lost.iter().map(|(member, _)| replace_form(visit, bundle, member, wrong)).collect();
    let main = html! {
        @if bundle.stage == BundleStage::Held { (to_agree(visit, bundle)) }
        @for ((member, found), form) in lost.iter().zip(&forms) { (to_replace(visit, bundle, member, found, form)) }
        @if let Some(cost) = seen.giving_up { (to_give_up(visit, bundle, cost)) }
        section {
            h2 { (t!(visit, "bundle-members")) }
            ul class="own-list" { @for one in &seen.members { (member(visit, one)) } }
        }
        p { a href=(visit.at(PAGE)) { (t!(visit, "bundles-own")) } }
    };
    let band = Band {
        status: html! { p class="actions" { (stage(visit, bundle)) } },
        below: html! { p class="lead" { (standing(visit, bundle)) } },
        figure: Some(visit.reader().money(bundle.pays, bundle.currency)),
        caption: Some(t!(visit, "bundle-pays")),
    };
    let sheet = Sheet::new(title(visit, bundle), main).band(band).area(Area::Bookings);
    Ok(visit.show(sheet.under(PAGE, t!(visit, "bundles-own")).judged_by(&forms)))
}

/// Where it stands, in a sentence.
pub(super) fn standing(visit: &Visit, bundle: &Bundle) -> Text {
    let time = |at| visit.reader().time(at);
    match (bundle.stage, bundle.repair_until) {
        (BundleStage::Held, _) => t!(visit, "bundle-held-until", until = time(bundle.held_until)),
        (BundleStage::Repair, Some(until)) => t!(visit, "bundle-repair-until", until = time(until)),
        (BundleStage::Booked | BundleStage::Repair, _) => t!(visit, "bundle-is-booked"),
        (BundleStage::Lapsed, _) => t!(visit, "bundle-is-lapsed"),
        (BundleStage::Broken, _) => t!(visit, "bundle-is-broken"),
        (BundleStage::Ended, _) => t!(visit, "bundle-is-ended"),
    }
}

fn what(visit: &Visit, one: &MemberSeen) -> Text {
    match &one.title {
        Some(title) => Text::verbatim(title),
        None => fields::sector_title(visit, &one.trade.sector),
    }
}

fn member(visit: &Visit, one: &MemberSeen) -> Markup {
    let trade = &one.trade;
    let state = match (one.member.standing, trade.stage) {
        (Standing::Lost, _) => tag(Tone::Caution, &t!(visit, "bundle-member-lost")),
        (Standing::Replaced, _) => tag(Tone::Plain, &t!(visit, "bundle-member-replaced")),
        (Standing::Whole, Stage::Held) => tag(Tone::Caution, &t!(visit, "bundle-stage-held")),
        (Standing::Whole, Stage::Booked) => tag(Tone::Good, &t!(visit, "bundle-stage-booked")),
        (Standing::Whole, Stage::Lapsed) => tag(Tone::Plain, &t!(visit, "bundle-stage-lapsed")),
        (Standing::Whole, Stage::Ended) => tag(Tone::Plain, &t!(visit, "bundle-stage-ended")),
    };
    html! {
        li {
            h3 { a href=(visit.at(&format!("/trades/{}", trade.id))) { (what(visit, one)) } }
            p { (Text::verbatim(&one.seller_name)) ", "
                @match one.count {
                    Some(count) => (t!(visit, "chains-pieces", count = words::whole(count))),
                    None => (visit.span(&trade.zone, trade.starts_at, trade.ends_at)),
                }
            }
            p class="quiet" {
                (state) " " span class="figures" { (visit.reader().money(one.member.pays, one.member.currency)) }
                @if trade.kind == Kind::Hire || trade.kind == Kind::Space { " " (t!(visit, "bundle-bond-besides")) }
            }
        }
    }
}

/// What a form sends of a sum that was seen.
fn typed_sum(visit: &Visit, bundle: &Bundle, amount: Amount) -> String {
    fields::typed_decimal(visit.loc, amount.0, fields::decimals(visit, bundle.currency))
}

fn to_agree(visit: &Visit, bundle: &Bundle) -> Markup {
    let (page, pays) = (bundle_page(bundle.id), typed_sum(visit, bundle, bundle.pays));
    let back = visit.at(&page);
    let money = visit.reader().money(bundle.pays, bundle.currency);
    html! {
        section {
            p { (t!(visit, "bundle-agree-how")) }
            (visit.button(
                &format!("{page}/agreement"),
                &submit(&t!(visit, "bundle-agree", money = money)),
                &[("currency", bundle.currency.code()), ("expected_pay", pays.as_str()), ("back", back.as_str())],
            ))
            (visit.second_button(&format!("{page}/release"), &t!(visit, "bundle-release"), &[("back", back.as_str())]))
        }
    }
}

fn to_give_up(visit: &Visit, bundle: &Bundle, cost: Amount) -> Markup {
    let (page, pays) = (bundle_page(bundle.id), typed_sum(visit, bundle, cost));
    let back = visit.at(&page);
    let money = visit.reader().money(cost, bundle.currency);
    html! {
        section {
            h2 { (t!(visit, "bundle-give-up-title")) }
            p { (t!(visit, "bundle-give-up-how", money = money)) }
            (visit.second_button(
                &format!("{page}/giving-up"),
                &t!(visit, "bundle-give-up"),
                &[("currency", bundle.currency.code()), ("expected_pay", pays.as_str()), ("back", back.as_str())],
            ))
        }
    }
}

fn replace_form(visit: &Visit, bundle: &Bundle, member: &MemberSeen, wrong: Option<&Form>) -> Form {
    let place = member.member.place.to_string();
    let form = visit.form(&format!("{}/replacement", bundle_page(bundle.id)), Typed::default());
    let form = Form { scope: format!("at-{place}"), ..form };
    let is_its = |wrong: &&Form| wrong.typed.value("place") == place;
    let wrong = wrong.filter(is_its).cloned();
    let wrong = wrong.map(|wrong| Form { scope: form.scope.clone(), ..wrong });
    form.or_wrong(wrong.as_ref())
}

fn to_replace(visit: &Visit, bundle: &Bundle, member: &MemberSeen, found: &[Chosen], form: &Form) -> Markup {
    let choice = |chosen: &Chosen| {
        let money = visit.reader().money(chosen.pays, bundle.currency);
        let name = chosen.title.as_ref().unwrap_or(&chosen.seller_name);
        let words = t!(visit, "bundle-replacement", name = name.as_str(), money = money);
        Choice::new(format!("{}/{}", chosen.offering, chosen.pays.0), words)
    };
    let choices: Vec<Choice> = found.iter().map(choice).collect();
    let lost = what(visit, member).plain();
    html! {
        section {
            h2 { (t!(visit, "bundle-replace-title", what = lost.as_str())) }
            @if choices.is_empty() { p { (t!(visit, "bundle-replace-none")) } }
            @else {
                (form.render(&html! {
                    input type="hidden" name="place" value=(member.member.place);
                    (form.field("other", t!(visit, "bundle-replace-which")).radios(&choices))
                    (submit(&t!(visit, "bundle-replace")))
                }))
            }
        }
    }
}

async fn replace(Path(id): Path<String>, sent: Sent) -> Answer {
    let seen = seen(&sent.visit, &id).await?;
    let bundle = seen.bundle.id;
    let fault = match replaced(&sent, &seen).await {
        Ok(()) => return Ok(to_saying(&sent.visit.at(&bundle_page(bundle)), "bundle-replaced")),
        Err(fault) => fault,
    };
    let errors = fault.at(&sent.visit, "other")?;
    let form = sent.visit.form(&format!("{}/replacement", bundle_page(bundle)), sent.typed);
    page(&sent.visit, &seen, Some(&Form { errors, ..form })).await
}

async fn replaced(sent: &Sent, seen: &BundleSeen) -> Result<(), Fault> {
    let typed = &sent.typed;
    let place: i64 = typed.value("place").parse().map_err(|_| AppError::invalid("step", "invalid-step"))?;
    let chosen = typed
        .value("other")
        .split_once('/')
        .and_then(|(offering, pays)| Some((Id::parse(offering)?, Amount(pays.parse().ok()?))));
    let (offering, expected_pay) =
        chosen.ok_or_else(|| Fault::field("other", t!(sent.visit, "bundle-replace-wrong")))?;
    let member = seen.members.iter().find(|one| one.member.place == place).ok_or(AppError::NotFound)?;
    let (span, count) = member.asked();
    let repair = RepairBundle {
        bundle: seen.bundle.id,
        place,
        offering,
        span,
        count,
        handing_over: None,
        expected_pay,
    };
    sent.run(repair).await?;
    Ok(())
}
