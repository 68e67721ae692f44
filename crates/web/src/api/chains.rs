//! `/breakdowns`, `/chains`: how needs are broken down, and complete options of several sellers, each at one price.

use super::call::Call;
use super::sent::{Sent, Taken};
use crate::error::{Answer, AppError};
use crate::nouns::chains::{self, Asked, ChainOption, ChainResults, ChainSearch, Chosen, EVENING};
use kernel::{Asks, ClockTime, Date, Id, Money, PostCode, Show, Span, Timestamp};
use market::options::breakdowns::{Question, Template};
use market::users::{User, assets::Offering};
use serde::Deserialize;
use std::collections::BTreeMap;

pub(super) fn calls() -> Vec<Call> {
    vec![
        Call::get("/breakdowns", breakdowns)
            .about("The public templates that hold today: what is asked, and of what each way is made if the usual is answered.")
            .public(),
        Call::find("/chains", search)
            .about(
                "At most five complete options, the cheapest first: each of its members free, legal and priced. `POST /bundles` \
                 holds what an option has.",
            )
            .public(),
    ]
}

/// A search.
#[derive(Asks, Deserialize)]
struct Wanted {
    /// The template's name.
    #[ask(example = "removal")]
    template: String,
    /// What is answered to its questions, as `NAME:NUMBER`, with commas between; the usual where nothing is said.
    #[ask(example = "rooms:3")]
    answers: Option<String>,
    /// Where the work is.
    #[ask(example = "97214")]
    post_code: PostCode,
    /// The first day, on the calendar of the place.
    #[ask(example = "2026-11-27")]
    date: Date,
    /// From when on, on the clock of the place.
    #[ask(example = "08:00")]
    from: ClockTime,
    /// Until when it is over on each day; late in the evening without it.
    #[ask(example = "20:00")]
    until: Option<ClockTime>,
}

impl Taken for Wanted {}

/// A template, in English.
#[derive(Show)]
struct TemplateShown {
    template: String,
    version: i64,
    status: String,
    source: String,
    title: String,
    questions: Vec<TemplateQuestion>,
}

/// A question of a template.
#[derive(Show)]
struct TemplateQuestion {
    name: String,
    title: String,
    least: i64,
    most: i64,
    usual: i64,
}

/// What a way is made of.
#[derive(Show)]
struct ChainComponent {
    component: String,
    sector: String,
    count: i64,
    minutes: i64,
}

/// The components of a way.
#[derive(Show)]
struct ChainWay {
    title: String,
    components: Vec<ChainComponent>,
}

/// A member of an option.
#[derive(Show)]
struct ChainMember {
    component: String,
    sector: String,
    offering: Id<Offering>,
    title: Option<String>,
    seller: Id<User>,
    seller_name: String,
    span: Option<Span>,
    count: Option<i64>,
    pays: Money,
}

/// A complete option.
#[derive(Show)]
struct ChainOffered {
    way: i64,
    pays: Money,
    members: Vec<ChainMember>,
}

/// What a search came to.
#[derive(Show)]
struct Chains {
    template: String,
    priced_at: Timestamp,
    is_complete: bool,
    ways: Vec<ChainWay>,
    options: Vec<ChainOffered>,
    missing: Vec<String>,
}

/// A title in English, which every template has.
fn english(titles: &BTreeMap<String, String>) -> String {
    titles.get("en").cloned().unwrap_or_default()
}

impl From<Template> for TemplateShown {
    fn from(template: Template) -> Self {
        let question = |question: Question| TemplateQuestion {
            title: english(&question.titles),
            name: question.name,
            least: question.least.into(),
            most: question.most.into(),
            usual: question.usual.into(),
        };
        Self {
            title: english(&template.titles),
            template: template.id,
            version: template.version.into(),
            status: template.status,
            source: template.source,
            questions: template.questions.into_iter().map(question).collect(),
        }
    }
}

impl From<ChainResults> for Chains {
    fn from(results: ChainResults) -> Self {
        let component = |asked: Asked| ChainComponent {
            component: asked.component,
            sector: asked.sector,
            count: asked.count.into(),
            minutes: asked.minutes.into(),
        };
        let titles = results.template.ways.iter().map(|way| english(&way.titles));
        let ways = titles.zip(results.ways);
        let way = |(title, asked): (String, Vec<Asked>)| {
            let components = asked.into_iter().map(component).collect();
            ChainWay { title, components }
        };
        let currency = results.currency;
        let member = |chosen: Chosen| ChainMember {
            component: chosen.component,
            sector: chosen.sector,
            offering: chosen.offering,
            title: chosen.title,
            seller: chosen.seller,
            seller_name: chosen.seller_name,
            span: chosen.span,
            count: chosen.count,
            pays: chosen.pays.of(currency),
        };
        let option = |option: ChainOption| ChainOffered {
            way: i64::try_from(option.way).unwrap_or(i64::MAX),
            pays: option.pays.of(currency),
            members: option.members.into_iter().map(member).collect(),
        };
        Self {
            template: results.template.id.clone(),
            priced_at: results.priced_at,
            is_complete: results.is_complete,
            ways: ways.map(way).collect(),
            options: results.options.into_iter().map(option).collect(),
            missing: results.missing,
        }
    }
}

/// Answers as they are sent: `rooms:3,hands:2`.
fn answers(sent: &str) -> Answer<BTreeMap<String, u32>> {
    let pairs = sent.split(',').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, figure) = pair.split_once(':')?;
        Some((name.trim().to_owned(), figure.trim().parse::<u32>().ok()?))
    });
    pairs.collect::<Option<_>>().ok_or_else(|| AppError::invalid("answers", "invalid-answers"))
}

async fn breakdowns(sent: Sent) -> Answer<Vec<TemplateShown>> {
    Ok(chains::templates(&sent.app).into_iter().map(TemplateShown::from).collect())
}

async fn search(sent: Sent, wanted: Wanted) -> Answer<Chains> {
    let asked = ChainSearch {
        answers: answers(wanted.answers.as_deref().unwrap_or_default())?,
        template: wanted.template,
        changed: BTreeMap::new(),
        post_code: wanted.post_code.into(),
        date: wanted.date,
        from: wanted.from,
        until_minute: wanted.until.map_or(EVENING, |until| until.time.minutes()),
    };
    Ok(chains::search(&sent.app, sent.caller().await?.as_ref(), &asked).await?.into())
}
