//! Making a call for proposals, prompt by prompt: what is needed and why, and by what proposals are chosen.

use kernel::BasisPoints;
use market::directory::{Sector, WorkPlace};
use market::mechanisms::proposals::{CriterionAsked, OpenProposalCall, ProposalCall, ProposalTerms};

use super::prelude::*;
use super::proposals::{FAMILIES, PAGE, call_page};
use super::sector_field::sector_field;
use crate::error::Invalid;

const NEW: &str = "/proposal-calls/new";
/// How long proposals are taken, in days.
const LENGTHS: [i64; 7] = [1, 3, 7, 14, 21, 30, 60];
/// The length that is chosen beforehand, in minutes.
const USUAL: i64 = 14 * 1_440;
/// How many criteria the form has room for.
const CRITERIA: i64 = 5;

pub(super) fn routes() -> Routes {
    vec![(NEW, get(ask).post(open))]
}

async fn ask(visit: Visit, typed: Typed) -> Answer {
    visit.visitor()?;
    let usual = [
        visit.own_post_code(),
        ("minutes", USUAL.to_string()),
        ("weight_price", "40".to_owned()),
        ("is_public", "no".to_owned()),
    ];
    let form = visit.form(NEW, typed.with_usual(&usual));
    page(&visit, &form)
}

fn page(visit: &Visit, form: &Form) -> Answer {
    let terms = ProposalTerms::on(&visit.app.rulebook, visit.today())?;
    let sign = words::sign(&visit.app, fields::currency_at(visit, form.typed.value("post_code"))?);
    let lengths = LENGTHS.into_iter().map(|days| days.saturating_mul(1_440));
    let lengths = lengths.filter(|minutes| terms.minutes().contains(minutes));
    let decide = visit.loc.duration(words::whole(terms.decide_hours.saturating_mul(60)));
    let publics = [
        Choice::new("no", t!(visit, "proposal-public-no")),
        Choice::new("yes", t!(visit, "proposal-public-yes")),
    ];
    let main = html! {
        p class="lead" { (t!(visit, "proposal-new-lead")) }
        (form.render(&html! {
            (sector_field(visit, form, t!(visit, "quote-call-sector"), &FAMILIES))
            (form.field("title", t!(visit, "proposal-new-title")).hint(t!(visit, "proposal-new-title-hint")).input(Input::Text))
            (form.field("why", t!(visit, "proposal-why")).hint(t!(visit, "proposal-why-hint")).area(4))
            (form.field("must_haves", t!(visit, "proposal-must-haves")).hint(t!(visit, "proposal-must-haves-hint")).area(4))
            (form.field("budget_min", t!(visit, "proposal-budget-min")).hint(t!(visit, "proposal-budget-hint")).money(sign))
            (form.field("budget_max", t!(visit, "proposal-budget-max")).money(sign))
            (form.field("from_on", t!(visit, "proposal-new-from")).hint(t!(visit, "proposal-new-from-hint", time = decide))
                .input(Input::Day))
            (form.field("until_on", t!(visit, "proposal-new-until")).input(Input::Day))
            (form.field("post_code", t!(visit, "quote-call-where")).input(Input::PostalCode))
            (form.field("street", t!(visit, "quote-new-street")).hint(t!(visit, "quote-new-street-hint")).input(Input::Text))
            @for number in 1..=CRITERIA {
                fieldset {
                    legend { (t!(visit, "proposal-new-criterion", number = words::whole(number))) }
                    (form.field(&fields::numbered("criterion", number), t!(visit, "proposal-new-criterion-title")).input(Input::Text))
                    (form.field(&fields::numbered("weight", number), t!(visit, "proposal-new-weight")).input(Input::Number))
                }
            }
            (form.field("weight_price", t!(visit, "proposal-new-weight-price")).hint(t!(visit, "proposal-new-weight-hint"))
                .input(Input::Number))
            (form.field("is_public", t!(visit, "proposal-public-are-you")).hint(t!(visit, "proposal-public-how")).radios(&publics))
            (form.field("minutes", t!(visit, "proposal-new-length")).select(&fields::durations(visit.loc, lengths)))
            (submit(&t!(visit, "proposal-new-go")))
        }))
    };
    let sheet = Sheet::new(t!(visit, "proposal-calls-new"), main).area(Area::Find);
    Ok(visit.show(sheet.under(PAGE, t!(visit, "proposal-calls-title")).judged_by([form])))
}

async fn open(sent: Sent) -> Answer {
    let fault = match opened(&sent).await {
        Ok(call) => return Ok(to_saying(&sent.visit.at(&call_page(call)), "proposal-call-opened")),
        Err(fault) => fault,
    };
    let first = match &fault {
        Fault::Other(error) if error.code() == "proposals/not-that-long" => "minutes",
        Fault::Other(error) if error.code() == "proposals/not-in-sector" => "sector",
        Fault::Other(error) if error.code() == "proposals/not-these-criteria" => "criterion_1",
        Fault::Other(error) if error.code() == "proposals/weights-do-not-sum" => "weight_price",
        Fault::Other(error) if error.code() == "arrival/no-street" => "street",
        Fault::Other(error) => match error.argument("field") {
            Some("from_on") => "from_on",
            Some("until_on") => "until_on",
            Some("budget_max") => "budget_max",
            Some(_) => "weight_price",
            None => "title",
        },
        Fault::Fields(_) => "title",
    };
    let errors = fault.at(&sent.visit, first)?;
    let form = Form { errors, ..sent.visit.form(NEW, sent.typed) };
    page(&sent.visit, &form)
}

async fn opened(sent: &Sent) -> Result<Id<ProposalCall>, Fault> {
    let (visit, typed) = (&sent.visit, &sent.typed);
    let buyer = visit.visitor()?.user;
    let mut reading = Reading::of(visit, typed);
    let sector: Option<&Sector> = visit.app.sector(typed.value("sector"), &FAMILIES).ok();
    reading.refuse(sector.is_none().then(|| Invalid::new("sector", "invalid-sector")));
    let place: Option<&WorkPlace> = visit.app.place(typed.value("post_code")).ok();
    reading.refuse(place.is_none().then(|| Invalid::new("post_code", "invalid-post-code")));
    // Weights are typed in percent, with up to two decimals.
    let weight = |reading: &mut Reading<'_>, name: &str| reading.number(name, 2).map(BasisPoints);
    let mut criteria = Vec::new();
    for number in 1..=CRITERIA {
        let (title, share) = (fields::numbered("criterion", number), fields::numbered("weight", number));
        if number > 1 && typed.value(&title).trim().is_empty() && typed.value(&share).trim().is_empty() {
            continue;
        }
        let (title, weight_bp) = (reading.text(&title), weight(&mut reading, &share));
        criteria.extend(title.zip(weight_bp).map(|(title, weight_bp)| CriterionAsked { title, weight_bp }));
    }
    let price_bp = weight(&mut reading, "weight_price");
    let currency = fields::currency_at(visit, typed.value("post_code"))?;
    let mut budget = |name: &str| reading.money_or_none(name, currency).map(Amount);
    let (budget_min, budget_max) = (budget("budget_min"), budget("budget_max"));
    let told = reading.text("title").zip(reading.text("why"));
    let (must_haves, street) = (reading.text_or_none("must_haves"), reading.text_or_none("street"));
    let days = reading.day("from_on").zip(reading.day("until_on"));
    let minutes = reading.number("minutes", 0);
    let made = match (sector.zip(place), told, days, price_bp.zip(minutes)) {
        (Some((sector, place)), Some((title, why)), Some((from_on, until_on)), Some((price_bp, minutes))) => {
            Some(OpenProposalCall {
                buyer,
                sector: sector.code.clone(),
                post_code: place.post_code,
                street,
                title,
                why,
                must_haves,
                budget_min,
                budget_max,
                from_on,
                until_on,
                criteria,
                price_bp,
                is_public: typed.value("is_public") == "yes",
                minutes,
            })
        }
        _ => None,
    };
    Ok(sent.run(reading.judged(made)?).await?)
}
