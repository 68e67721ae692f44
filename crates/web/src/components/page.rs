//! The page around everything: skip link, the parallel market's banner, header, main part and footer.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::i18n::{Lang, Locale, Text, only_needed};
use crate::look::{ENHANCE, ICON, STYLE, WORKER};
use crate::t;

/// A link.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its words, which say where it leads without what is around them.
    pub text: Text,
    /// Where it leads.
    pub href: String,
}

impl Link {
    /// A link to `href`.
    pub fn new(text: Text, href: impl Into<String>) -> Self {
        Self { text, href: href.into() }
    }
}

/// An item of the main navigation.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// The link.
    pub link: Link,
    /// The page belongs to this item.
    pub is_current: bool,
}

/// What the parallel market adds to each page: its clock, and the buttons that move it.
#[derive(Clone, Debug)]
pub struct ParallelMarket {
    /// The market's own date.
    pub today: Text,
    /// The market's own time of day.
    pub now: Text,
    /// Forms that move the clock, each with one button.
    pub moves: Markup,
}

/// How many items of the main navigation a phone has room for.
const NAV_MOST: usize = 4;

/// What all pages of a visit share.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The reader.
    pub loc: Locale,
    /// The market's name and front page.
    pub market: Link,
    /// Who runs it: `Run by Portland Works Co-op`.
    pub run_by: Text,
    /// The market's own colours, if it has any.
    pub theme: Option<String>,
    /// Set in the parallel market, where no money is real.
    pub parallel: Option<ParallelMarket>,
    /// The bank is simulated, and the clock is not.
    pub is_simulated: bool,
    /// This page in each language on offer.
    pub languages: Vec<(Lang, String)>,
    /// The id of the form that goes along to another language as it is typed.
    pub keeps: Option<String>,
    /// The main navigation, of which at most four are shown: a phone has no room for more.
    pub nav: Vec<NavItem>,
    /// The reader's account, or the way in.
    pub account: Link,
    /// Somebody is signed in, on a device of their own: today's bookings are kept on it.
    pub keeps_today: bool,
    /// Where a browser reads how the market is installed like a program; empty, nowhere.
    pub manifest: String,
    /// Where somebody says that a sentence is wrong, on pages that a machine translated.
    pub bad_sentence: String,
    /// Code, rules, complaint, accessibility: on every page, and not for a market to leave out.
    pub footer: [Link; 4],
    /// The way out, for whoever is signed in.
    pub leave: Option<Markup>,
}

/// The band at the head of a page about one thing: what it is, and beside it the one figure that matters.
#[derive(Clone, Debug, Default)]
pub struct Band {
    /// Where the thing stands, above its title.
    pub status: Markup,
    /// What is known of it, below its title.
    pub below: Markup,
    /// A time or a sum, written large.
    pub figure: Option<Text>,
    /// What the figure is of, below it.
    pub caption: Option<Text>,
}

/// Where the title of a page stands.
#[derive(Clone, Debug, Default)]
pub enum Head {
    /// On paper, above what follows.
    #[default]
    Plain,
    /// In a band of the market's colour.
    Band(Band),
    /// In what follows, which has an `h1` of its own.
    Own,
}

/// One page.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// What it shares with the others.
    pub frame: &'a Frame,
    /// Its title, without the market's name.
    pub title: Text,
    /// Something on the page is wrong: the title says so first.
    pub has_errors: bool,
    /// The way here, outermost first, without the page itself.
    pub crumbs: Vec<Link>,
    /// Messages on top.
    pub notices: Vec<Markup>,
    /// Where its title stands.
    pub head: Head,
    /// What follows the title.
    pub main: Markup,
    /// What stands beside it on a wide screen and below it on a narrow one: the sum, the one thing to do.
    pub docket: Markup,
    /// What stands below both, over the whole width.
    pub below: Markup,
}

impl Page<'_> {
    /// The whole document.
    pub fn render(&self) -> Markup {
        let loc = self.frame.loc;
        let page = html! {
            (DOCTYPE)
            html lang=(loc.lang.code()) dir=(loc.lang.dir()) {
                (self.head())
                body data-worker=[self.frame.keeps_today.then_some(WORKER)] {
                    a class="skip" href="#main" { (t!(loc, "page-skip")) }
                    @if let Some(parallel) = &self.frame.parallel { (banner(loc, parallel)) }
                    @if self.frame.is_simulated { (simulated(loc)) }
                    (self.header())
                    main id="main" tabindex="-1" { (self.content()) }
                    (self.footer())
                }
            }
        };
        if loc.lang.is_right_to_left() { page } else { PreEscaped(only_needed(&page.0)) }
    }

    fn head(&self) -> Markup {
        let market = self.frame.market.text.plain();
        let title = self.title.plain();
        let title = if self.has_errors {
            t!(self.frame.loc, "page-title-error", title = title, market = market)
        } else {
            t!(self.frame.loc, "page-title", title = title, market = market)
        };
        html! {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="description" content=(t!(self.frame.loc, "front-lead").plain());
                meta name="color-scheme" content="light dark";
                title { (title.plain()) }
                link rel="icon" href=(ICON.path);
                @if !self.frame.manifest.is_empty() { link rel="manifest" href=(self.frame.manifest); }
                link rel="stylesheet" href=(STYLE.path);
                @if let Some(theme) = &self.frame.theme { link rel="stylesheet" href=(theme); }
                script src=(ENHANCE.path) defer {}
            }
        }
    }

    fn header(&self) -> Markup {
        let Frame { loc, market, nav, account, .. } = self.frame;
        html! {
            header class="top" {
                div class="wrap" {
                    a class="market" href=(market.href) { (mark()) span { (market.text) } }
                    @if !nav.is_empty() {
                        nav class="main-nav" aria-label=(t!(*loc, "page-nav").plain()) {
                            ul {
                                @for item in nav.iter().take(NAV_MOST) {
                                    li { a href=(item.link.href) aria-current=[item.is_current.then_some("page")] {
                                        (item.link.text)
                                    } }
                                }
                            }
                        }
                    }
                    (self.languages())
                    a class="account" href=(account.href) { (account.text) }
                }
            }
        }
    }

    /// The way to each other language, by the names that their readers know.
    fn languages(&self) -> Markup {
        let Frame { loc, languages, keeps, .. } = self.frame;
        html! {
            details class="menu languages" {
                summary { span class="hidden" { (t!(*loc, "page-languages")) " " } (loc.lang.endonym()) }
                ul {
                    @for (lang, href) in languages.iter().filter(|(lang, _)| *lang != loc.lang) {
                        @let (code, name) = (lang.code(), lang.endonym());
                        li {
                            @if let Some(form) = keeps {
                                button type="submit" class="as-link" form=(form) formaction=(href) lang=(code) { (name) }
                            } @else {
                                a href=(href) lang=(code) hreflang=(code) { (name) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn content(&self) -> Markup {
        let has_docket = !self.docket.0.is_empty();
        let band = if let Head::Band(band) = &self.head { Some(band) } else { None };
        html! {
            @if let Some(band) = band {
                div class="band" { div class="wrap" { (self.crumbs()) (self.heading(band)) } }
            }
            div class="wrap" {
                @if band.is_none() { (self.crumbs()) }
                @for notice in &self.notices { (notice) }
                @if matches!(self.head, Head::Plain) { h1 { (self.title) } }
                @if has_docket {
                    div class="cols" { div class="flow" { (self.main) } div class="docket flow" { (self.docket) } }
                } @else {
                    div class="flow" { (self.main) }
                }
                @if !self.below.0.is_empty() { div class="flow" { (self.below) } }
            }
        }
    }

    fn heading(&self, band: &Band) -> Markup {
        html! {
            div class="when" {
                div { (band.status) h1 { (self.title) } (band.below) }
                @if let Some(figure) = &band.figure {
                    p class="figure figures" {
                        @if let Some(caption) = &band.caption { span { (caption) } " " }
                        strong { (figure) }
                    }
                }
            }
        }
    }

    fn crumbs(&self) -> Markup {
        html! {
            @if !self.crumbs.is_empty() {
                nav class="crumbs" aria-label=(t!(self.frame.loc, "page-crumbs").plain()) {
                    ol { @for link in &self.crumbs { li { a href=(link.href) { (link.text) } } } }
                }
            }
        }
    }

    fn footer(&self) -> Markup {
        html! {
            footer class="bottom" {
                div class="wrap" {
                    ul {
                        @for link in &self.frame.footer { li { a href=(link.href) { (link.text) } } }
                        @if let Some(leave) = &self.frame.leave { li { (leave) } }
                    }
                    p { (self.frame.run_by) }
                    p { (t!(self.frame.loc, "page-open")) }
                    @if self.frame.loc.lang.is_machine_made() { (self.machine_made()) }
                }
            }
        }
    }

    /// That nobody who speaks the language has read it, in it and in English, with the way to say what is wrong.
    fn machine_made(&self) -> Markup {
        let Frame { loc, bad_sentence, .. } = self.frame;
        let english = Locale { lang: Lang::EN, ..*loc };
        html! {
            p class="machine-made" {
                (t!(*loc, "page-machine-made")) " " a href=(bad_sentence) { (t!(*loc, "page-machine-report")) } " "
                span lang="en" dir="ltr" { (t!(english, "page-machine-made")) }
            }
        }
    }
}

fn banner(loc: Locale, parallel: &ParallelMarket) -> Markup {
    html! {
        aside class="parallel" aria-label=(t!(loc, "parallel-label").plain()) {
            div class="wrap" {
                p { strong { (t!(loc, "parallel-title")) } " " span class="more" { (t!(loc, "parallel-money")) } }
                details class="menu" {
                    summary {
                        span class="more" { (t!(loc, "parallel-clock")) " " (parallel.today) }
                        " " span class="figures" { (parallel.now) }
                        " " span class="as-link" { (t!(loc, "parallel-move")) }
                    }
                    div class="moves" { (parallel.moves) }
                }
            }
        }
    }
}

/// What a market says on every page whose money is made up and whose clock is not.
fn simulated(loc: Locale) -> Markup {
    html! {
        aside class="parallel" aria-label=(t!(loc, "simulated-label").plain()) {
            div class="wrap" {
                p { strong { (t!(loc, "simulated-title")) } " " (t!(loc, "simulated-money")) }
            }
        }
    }
}

/// The mark: a ladder of three lines, in the colour of the words beside it.
fn mark() -> Markup {
    html! {
        svg class="mark" viewBox="0 0 20 18" width="20" height="18" aria-hidden="true" focusable="false" {
            path fill="currentColor" d="M0 0h20v4H0zM0 7h13v4H0zM0 14h7v4H0z" {}
        }
    }
}
