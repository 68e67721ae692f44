//! Proposing on a call: how, by whom, in which milestones, and for how much.

use kernel::BasisPoints;
use market::mechanisms::proposals::{MilestoneProposed, ProposalStage, ProposalTerms, SetProposal};
use market::users::assets::Offering;

use super::prelude::*;
use super::proposals::{PAGE, call_page, seen};
use crate::nouns::NAMELESS;
use crate::nouns::assets::{self, Offered};
use crate::nouns::proposals::ProposalCallSeen;

/// How many milestones are asked for at once; any others are behind a line that opens.
const SHOWN: i64 = 3;
/// How many milestones the form has room for.
const MILESTONES: i64 = 8;

pub(super) fn routes() -> Routes {
    vec![("/proposal-calls/{brief}/proposal", get(ask).post(propose))]
}

/// What the visitor offers in the call's sector.
async fn own(visit: &Visit, seen: &ProposalCallSeen) -> Result<Vec<Offered>, AppError> {
    let offered = assets::list(&visit.app, visit.visitor()?).await?.into_iter();
    Ok(offered.filter(|one| one.offering.sector == seen.listed.call.sector).collect())
}

fn address(seen: &ProposalCallSeen) -> String {
    format!("{}/proposal", call_page(seen.listed.call.id))
}

async fn ask(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    visit.visitor()?;
    let seen = seen(&visit, &id).await?;
    let offered = own(&visit, &seen).await?;
    let typed = typed.or(&Typed::of(usual(&visit, &seen, &offered)));
    let form = visit.form(&address(&seen), typed);
    page(&visit, &seen, &offered, &form)
}

/// What stands in the form beforehand: the own proposal.
fn usual(visit: &Visit, seen: &ProposalCallSeen, offered: &[Offered]) -> Vec<(String, String)> {
    let call = &seen.listed.call;
    let own = seen.listed.own.as_ref().filter(|own| own.whole.proposal.stage == ProposalStage::Open);
    let decimals = fields::decimals(visit, call.currency);
    let first = own.map(|own| own.whole.proposal.offering).or(offered.first().map(|one| one.offering.id));
    let mut usual: Vec<(String, String)> = Vec::new();
    usual.extend(first.map(|first| ("offering".to_owned(), first.to_string())));
    let Some(own) = own else { return usual };
    let proposal = &own.whole.proposal;
    let mut put = |name: &str, value: String| usual.push((name.to_owned(), value));
    put("approach", proposal.approach.to_string());
    put("experience", proposal.experience.to_string());
    put("team", proposal.team.as_ref().map(ToString::to_string).unwrap_or_default());
    put("price", fields::typed_decimal(visit.loc, own.price.0, decimals));
    for one in &own.whole.milestones {
        put(&fields::numbered("title", one.number), one.title.to_string());
        put(&fields::numbered("share", one.number), fields::typed_decimal(visit.loc, one.share_bp.0, 2));
        put(&fields::numbered("from_on", one.number), one.from_day.date().to_string());
        put(&fields::numbered("until_on", one.number), one.until_day.date().to_string());
    }
    usual
}

fn page(visit: &Visit, seen: &ProposalCallSeen, offered: &[Offered], form: &Form) -> Answer {
    let call = &seen.listed.call;
    let sign = words::sign(&visit.app, call.currency);
    let last = MILESTONES.min(ProposalTerms::on(&visit.app.rulebook, visit.today())?.milestones_max);
    let named = |one: &Offered| {
        let words = match &one.text {
            Some(text) => Text::verbatim(&text.title),
            None if one.offering.sector.is_empty() => Text::verbatim(NAMELESS),
            None => fields::sector_title(visit, &one.offering.sector),
        };
        Choice::new(one.offering.id.to_string(), words)
    };
    let choices: Vec<Choice> = offered.iter().map(named).collect();
    let milestone = |number: i64| {
        html! {
            fieldset {
                legend { (t!(visit, "proposal-milestone", number = words::whole(number))) }
                (form.field(&fields::numbered("title", number), t!(visit, "proposal-milestone-title")).input(Input::Text))
                (form.field(&fields::numbered("share", number), t!(visit, "proposal-milestone-share")).input(Input::Number))
                (form.field(&fields::numbered("from_on", number), t!(visit, "proposal-milestone-from")).input(Input::Day))
                (form.field(&fields::numbered("until_on", number), t!(visit, "proposal-milestone-until")).input(Input::Day))
            }
        }
    };
    let is_more_typed =
        (SHOWN + 1..=last).any(|number| !form.typed.value(&fields::numbered("title", number)).is_empty());
    let (from, until) = (visit.loc.day(call.from_day.date()), visit.loc.day(call.until_day.date()));
    let main = html! {
        p class="lead" { (t!(visit, "proposal-how")) }
        @if choices.is_empty() {
            p { (t!(visit, "quote-none-offered")) }
            p { a class="button" href=(visit.at("/offerings")) { (t!(visit, "offerings-title")) } }
        } @else {
            (form.render(&html! {
                input type="hidden" name="currency" value=(call.currency.code());
                (form.field("offering", t!(visit, "quote-which")).radios(&choices))
                (form.field("approach", t!(visit, "proposal-approach")).hint(t!(visit, "proposal-approach-hint")).area(5))
                (form.field("experience", t!(visit, "proposal-experience")).hint(t!(visit, "proposal-experience-hint")).area(4))
                (form.field("team", t!(visit, "proposal-team")).hint(t!(visit, "proposal-team-hint")).area(3))
                h2 { (t!(visit, "proposal-milestones")) }
                p { (t!(visit, "proposal-milestones-how", from = from, until = until)) }
                @for number in 1..=SHOWN.min(last) { (milestone(number)) }
                @if last > SHOWN {
                    details open[is_more_typed] {
                        summary { (t!(visit, "proposal-more-milestones")) }
                        @for number in SHOWN + 1..=last { (milestone(number)) }
                    }
                }
                (form.field("price", t!(visit, "proposal-price")).hint(t!(visit, "proposal-price-hint")).money(sign))
                (submit(&t!(visit, "proposal-go")))
            }))
        }
    };
    let title = t!(visit, "proposal-title", what = Text::verbatim(&call.title));
    let sheet = Sheet::new(title, main).area(Area::Work);
    Ok(visit.show(sheet.under(PAGE, t!(visit, "proposal-calls-title")).judged_by([form])))
}

async fn propose(Path(id): Path<String>, sent: Sent) -> Answer {
    let seen = seen(&sent.visit, &id).await?;
    let offered = own(&sent.visit, &seen).await?;
    let fault = match set(&sent, &seen).await {
        Ok(()) => return Ok(to_saying(&sent.visit.at(&call_page(seen.listed.call.id)), "proposed")),
        Err(fault) => fault,
    };
    let first = match &fault {
        Fault::Other(error) => match (error.code(), error.argument("field")) {
            ("proposals/not-in-time", _) => "from_on_1",
            ("proposals/shares-do-not-sum", _) | (_, Some("share_bp")) => "share_1",
            ("proposals/not-these-milestones", _) => "title_1",
            (_, Some("price")) => "price",
            _ => "offering",
        },
        Fault::Fields(_) => "offering",
    };
    let errors = fault.at(&sent.visit, first)?;
    let form = Form { errors, ..sent.visit.form(&address(&seen), sent.typed) };
    page(&sent.visit, &seen, &offered, &form)
}

async fn set(sent: &Sent, seen: &ProposalCallSeen) -> Result<(), Fault> {
    let (visit, typed, call) = (&sent.visit, &sent.typed, &seen.listed.call);
    let seller = visit.visitor()?.user;
    let mut reading = Reading::of(visit, typed);
    let offering: Option<Id<Offering>> =
        reading.read("offering", Id::parse, |visit| t!(visit, "quote-which-wrong"));
    let told = reading.text("approach").zip(reading.text("experience"));
    let team = reading.text_or_none("team");
    let mut milestones = Vec::new();
    for number in 1..=MILESTONES {
        let [title, share, from_on, until_on] =
            ["title", "share", "from_on", "until_on"].map(|what| fields::numbered(what, number));
        let is_left_out = |name: &String| typed.value(name).trim().is_empty();
        if number > 1 && [&title, &share].into_iter().all(is_left_out) {
            continue;
        }
        let (title, share) = (reading.text(&title), reading.number(&share, 2).map(BasisPoints));
        let days = reading.day(&from_on).zip(reading.day(&until_on));
        if let (Some(title), Some(share_bp), Some((from_on, until_on))) = (title, share, days) {
            milestones.push(MilestoneProposed { title, share_bp, from_on, until_on });
        }
    }
    let price = reading.money("price", call.currency).map(Amount);
    let made = match (offering, told, price) {
        (Some(offering), Some((approach, experience)), Some(price)) => {
            let brief = call.id;
            Some(SetProposal { seller, brief, offering, approach, experience, team, milestones, price })
        }
        _ => None,
    };
    Ok(sent.run(reading.judged(made)?).await?)
}
