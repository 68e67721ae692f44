//! Check answers: everything that will be agreed, on one page, before it is held. What is alike for work, hires and goods,
//! and the check of work.

use kernel::{BasisPoints, Date};
use market::directory::WorkPlace;
use market::mechanisms::stored_availability::work::HoldWork;
use market::price::{PriceReader, ShownPrice};
use market::trade::arrival::ArrivalNote;
use market::trade::procedure::Promise;
use market::users::Street;

use super::answer::sign_in_and_return;
use super::prelude::*;
use super::price::{self, Names};
use super::{favored_counterparties, search, search_form};
use crate::nouns::options::{self, Checked, Search, SellerShown};

pub(super) fn routes() -> Routes {
    vec![("/check", get(show)), ("/work-holds", post(hold))]
}

/// What will be agreed, whatever it is.
pub(super) struct Check<'a> {
    /// The page's title.
    pub(super) title: Text,
    /// The page before this one.
    pub(super) back: String,
    /// Who offers it.
    pub(super) seller: &'a SellerShown,
    /// What is promised, and so by which terms.
    pub(super) promise: Promise,
    /// The local date at its place.
    pub(super) on: Date,
    /// The whole price; without a line where nobody pays.
    pub(super) price: ShownPrice,
    /// What shows it, above the answers.
    pub(super) above: Markup,
    /// When, if it has a time, and on which day.
    pub(super) hours: Option<(Text, Text)>,
    /// For how many minutes, where the price is that of an hour.
    pub(super) minutes: Option<i64>,
    /// What was answered.
    pub(super) answers: Vec<SummaryRow>,
    /// What its terms say besides those of every promise.
    pub(super) more_terms: Markup,
    /// What stands above the one thing to do.
    pub(super) before: Markup,
    /// The one thing to do.
    pub(super) hold: Hold,
    /// What stands below.
    pub(super) below: Markup,
}

/// The form that holds what was checked, for as long as it costs what was shown.
pub(super) struct Hold {
    /// Where it is sent.
    pub(super) page: &'static str,
    /// What it does.
    pub(super) how: Text,
    /// The words of its button.
    pub(super) button: Text,
    /// What it sends along.
    pub(super) sent: Vec<(String, String)>,
    /// Where the buyer says where the seller is to go; none where the buyer comes.
    pub(super) arrival: Option<Form>,
}

impl Check<'_> {
    /// The page.
    ///
    /// # Errors
    /// [`AppError::Internal`] when a sum is out of range or the rulebook has no such terms.
    pub(super) fn show(self, visit: &Visit) -> Answer {
        let seller = self.seller.name.as_str();
        let ladder = price::ladder(
            visit,
            &self.price,
            Names { seller: Some(seller), buyer: None, on: self.on, minutes: self.minutes },
        )?;
        let terms = self.promise.terms_on(&visit.app.rulebook, self.on)?;
        let is_unpaid = self.price.lines.is_empty();
        let terms = TermsInWords {
            seller,
            is_unpaid,
            free: t!(visit, "terms-free", hours = hours(visit, terms.free_until_hours)),
            late_share: terms.late_share_bp,
            answer_hours: terms.part.answer_hours,
        };
        let main = html! {
            (self.above)
            (SummaryList { loc: visit.loc, rows: self.answers }.render())
            section {
                h2 { (t!(visit, "check-terms")) }
                (terms.render(visit))
                (self.more_terms)
            }
            (self.before)
            (self.below)
        };
        let pays = self.price.payer_pays()?;
        let sum = (!is_unpaid).then(|| ladder.pays(visit.loc));
        let docket = html! {
            (self.hold.render(visit, pays, sum.as_ref()))
            section {
                h2 { (t!(visit, "check-price")) }
                @if is_unpaid { p { (t!(visit, "trade-unpaid")) } }
                @else { (ladder.render(visit.loc, &t!(visit, "check-ladder", name = seller))) }
            }
        };
        let (figure, caption) = self.hours.unzip();
        let sheet = Sheet::new(self.title, main).docket(docket).area(Area::Find);
        let sheet = sheet.band(Band { figure, caption, ..Band::default() }).judged_by(&self.hold.arrival);
        Ok(visit.show(sheet.under(self.back, t!(visit, "check-back"))))
    }
}

impl Hold {
    /// The button; for who is signed out, the way to sign in and come back.
    fn render(&self, visit: &Visit, pays: Amount, sum: Option<&Text>) -> Markup {
        let sum = html! {
            @if let Some(sum) = sum { p { (t!(visit, "price-pays")) " " strong class="sum figures" { (sum) } } }
        };
        if visit.visitor.is_none() {
            return html! {
                div class="act" { (sum) a class="button" href=(sign_in_and_return(visit)) { (t!(visit, "check-sign-in")) } }
                p class="quiet" { (t!(visit, "check-sign-in-first")) }
            };
        }
        let pays = pays.0.to_string();
        let sent = self.sent.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let sent: Vec<_> = sent.chain([("expected_pay", pays.as_str())]).collect();
        let Some(form) = &self.arrival else {
            return html! {
                div class="act" { (sum) (visit.button(self.page, &submit(&self.button), &sent)) }
                p class="quiet" { (self.how) }
            };
        };
        html! {
            section {
                h2 { (t!(visit, "arrival-title")) }
                (form.render(&html! {
                    @for (name, value) in &sent { input type="hidden" name=(name) value=(value); }
                    (arrival(visit, form))
                    div class="act" { (sum) (submit(&self.button)) }
                }))
                p class="quiet" { (self.how) }
            }
        }
    }
}

/// The street where the work is, and what to know on arriving; folded where the street is known, so that the one thing to do
/// stays in the first screen.
pub(super) fn arrival(visit: &Visit, form: &Form) -> Markup {
    let street = form.typed.value("street");
    let fields = html! {
        (form.field("street", t!(visit, "arrival-street")).hint(t!(visit, "arrival-street-hint")).input(Input::Text))
        (form.field("note", t!(visit, "arrival-note")).hint(t!(visit, "arrival-note-hint")).area(2))
    };
    let is_open = !form.errors.is_empty() || !form.typed.value("note").is_empty();
    if street.is_empty() {
        return fields;
    }
    html! {
        details class="more" open[is_open] {
            summary { (t!(visit, "arrival-known", street = street)) }
            (fields)
        }
    }
}

/// What the buyer saw that they would pay, in a form that holds.
pub(super) fn expected_pay(typed: &Typed) -> Option<Amount> {
    typed.value("expected_pay").parse().ok().map(Amount)
}

/// How many of a seller's agreements were kept.
pub(super) fn record(visit: &Visit, seller: &SellerShown) -> SummaryRow {
    let record = match search::kept(seller.kept_count, seller.agreed_count) {
        Some(kept) => t!(visit, "option-kept", kept = kept.kept, of = kept.of),
        None => t!(visit, "option-new"),
    };
    SummaryRow::words(t!(visit, "check-record"), record)
}

/// Where it is.
pub(super) fn at(visit: &Visit, place: &WorkPlace) -> SummaryRow {
    let town = Text::verbatim(format!("{}, {}", place.town, place.post_code));
    SummaryRow::words(t!(visit, "check-where"), town)
}

/// What happens to the money, and what calling off costs, in plain words; where nobody pays, what silence means.
pub(super) struct TermsInWords<'a> {
    /// Whose price it is.
    pub(super) seller: &'a str,
    /// Whether nobody pays.
    pub(super) is_unpaid: bool,
    /// Until when it can be called off for nothing.
    pub(super) free: Text,
    /// What calling off costs later.
    pub(super) late_share: BasisPoints,
    /// How long silence lasts before it says yes.
    pub(super) answer_hours: i64,
}

impl TermsInWords<'_> {
    /// The terms, a line each.
    pub(super) fn render(&self, visit: &Visit) -> Markup {
        html! {
            ul {
                @if !self.is_unpaid {
                    li { (t!(visit, "terms-escrow", name = self.seller)) }
                    @if self.late_share.0 > 0 {
                        li { (self.free) }
                        li { (t!(visit, "terms-late", share = visit.loc.share(words::whole(self.late_share.0)))) }
                    } @else {
                        li { (t!(visit, "terms-always-free")) }
                    }
                    li { (t!(visit, "terms-seller", name = self.seller)) }
                }
                li { (t!(visit, "terms-silence", hours = hours(visit, self.answer_hours))) }
            }
        }
    }
}

fn hours(visit: &Visit, hours: i64) -> Text {
    visit.loc.duration(words::whole(hours.saturating_mul(60)))
}

async fn show(visit: Visit, typed: Typed) -> Answer {
    page(visit, typed, Vec::new()).await
}

/// The check of work; with what does not fit in where it is, once that was sent.
async fn page(visit: Visit, typed: Typed, errors: Vec<FieldError>) -> Answer {
    let (search, offering) = search_form::read_with_offering(&visit, &typed)?;
    let one = options::check(&visit.app, visit.visitor.as_ref(), &search, offering).await?;
    let (name, span) = (one.seller.name.as_str(), one.understood.span);
    let query = search_form::query(&search);
    let rules = i64::try_from(one.quote.priced.verdict.rules.len()).unwrap_or(i64::MAX);
    let mut sent = search_form::pairs(&search);
    sent.push(("offering".to_owned(), offering.to_string()));
    let check = Check {
        title: t!(visit, "check-title", name = name),
        back: format!("/search{query}"),
        seller: &one.seller,
        promise: Promise::Work,
        on: one.understood.work_place.zone.calendar().local(visit.app.now()).date,
        price: one.quote.priced.waterfall.shown_to(PriceReader::Another),
        above: html! {},
        hours: visit.day_and_hours(&one.understood.work_place.zone, span.starts_at(), span.ends_at()),
        minutes: Some(span.minutes()),
        answers: answers(&visit, &search, &one),
        more_terms: html! {},
        before: html! {
            section {
                h2 { (t!(visit, "check-rules")) }
                p { (t!(visit, "check-rules-how", count = words::whole(rules))) }
                p { a href=(visit.at(&format!("/check/rules{query}&offering={offering}"))) {
                    (t!(visit, "check-rules-link"))
                } }
            }
        },
        hold: Hold {
            page: "/work-holds",
            how: t!(visit, "check-hold-how"),
            button: t!(visit, "check-hold"),
            sent,
            arrival: Some(Form { errors, ..visit.form("/work-holds", where_it_is(&typed, &one)) }),
        },
        below: favored_counterparties::button(
            &visit,
            one.quote.offering.seller,
            name,
            one.seller.is_favorite,
        ),
    };
    check.show(&visit)
}

fn answers(visit: &Visit, search: &Search, one: &Checked) -> Vec<SummaryRow> {
    let others = visit.at(&format!("/search{}", search_form::query(search)));
    let change = format!("{others}&change=yes");
    let Checked { understood, quote, seller, .. } = one;
    let place = &understood.work_place;
    let hours = visit.span(&place.zone, understood.span.starts_at(), understood.span.ends_at());
    let work = Text::verbatim(fields::title(visit.loc, &understood.sector));
    let distance = visit.loc.distance(words::whole(quote.distance_m));
    vec![
        SummaryRow::words(t!(visit, "check-who"), Text::verbatim(&seller.name)).changed_at(others),
        record(visit, seller),
        SummaryRow::words(t!(visit, "check-work"), work).changed_at(&change),
        SummaryRow::words(t!(visit, "check-when"), hours).changed_at(&change),
        at(visit, place).changed_at(&change),
        SummaryRow::words(t!(visit, "check-travel"), distance),
    ]
}

/// Where the work is, as it was typed; before that, at the buyer's own street.
fn where_it_is(typed: &Typed, one: &Checked) -> Typed {
    let of = |name: &str| typed.value(name).to_owned();
    let own = || one.own_street.as_deref().unwrap_or_default().to_owned();
    let street = Some(of("street")).filter(|street| !street.is_empty()).unwrap_or_else(own);
    // Once it was sent, a note that is empty was taken out.
    let is_sent = !typed.value("expected_pay").is_empty();
    let own = || one.own_note.as_deref().unwrap_or_default().to_owned();
    Typed::of([("street", street), ("note", if is_sent { of("note") } else { own() })])
}

async fn hold(sent: Sent) -> Answer {
    let user = sent.visit.visitor()?.user;
    let (search, offering) = search_form::read_with_offering(&sent.visit, &sent.typed)?;
    let hold = options::hold_of(&sent.visit.app, user, &search, offering, expected_pay(&sent.typed))?;
    let hours = (offering, hold.span);
    let mut reading = Reading::of(&sent.visit, &sent.typed);
    let (street, note) =
        (reading.text_or_none::<Street>("street"), reading.text_or_none::<ArrivalNote>("note"));
    let held = match reading.judged(Some(HoldWork { street, note, ..hold })) {
        Ok(hold) => sent.run(hold).await.map_err(Fault::from),
        Err(wrong) => Err(wrong),
    };
    match held {
        Ok(held) => Ok(sent.on(&format!("/trades/{}", held.trade), "held")),
        Err(Fault::Other(error)) if !error.code().starts_with("arrival/") => {
            Err(options::taken_by(&sent.visit.app, sent.visit.visitor.as_ref(), hours, error).await?)
        }
        Err(wrong) => {
            let wrong = wrong.at(&sent.visit, "street")?;
            page(sent.visit, sent.typed, wrong).await
        }
    }
}
