//! A page on its way out: its own content, put into the frame that all pages share.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::kept::typed;
use super::visit::{Visit, at};
use crate::components::form::submit_second;
use crate::components::{Band, Form, Frame, Head, Link, NavItem, Notice, Page, ParallelMarket, Tone, Typed};
use crate::i18n::{Lang, Text};
use crate::{t, words};

/// To which item of the navigation a page belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Area {
    /// Finding someone.
    Find,
    /// Working.
    Work,
    /// What was agreed.
    Bookings,
    /// What there is, and what moved.
    Money,
    /// Anything else.
    None,
}

/// A page without its frame.
pub(super) struct Sheet {
    title: Text,
    wrong: Markup,
    head: Head,
    main: Markup,
    docket: Markup,
    below: Markup,
    area: Area,
    crumbs: Vec<(String, Text)>,
    form: Option<Form>,
    is_refused: bool,
}

impl Sheet {
    /// A page with its title as its `h1`, and what comes below.
    pub(super) fn new(title: Text, main: Markup) -> Self {
        let [wrong, docket, below] = [html! {}, html! {}, html! {}];
        let (head, area, crumbs) = (Head::Plain, Area::None, Vec::new());
        Self { title, wrong, head, main, docket, below, area, crumbs, form: None, is_refused: false }
    }

    /// A page whose content has an `h1` of its own.
    pub(super) fn headed(title: Text, main: Markup) -> Self {
        Self { head: Head::Own, ..Self::new(title, main) }
    }

    /// The same page with its title in the band that a page about one thing begins with.
    pub(super) fn band(self, band: Band) -> Self {
        Self { head: Head::Band(band), ..self }
    }

    /// The same page with what stands beside it where there is room.
    pub(super) fn docket(self, docket: Markup) -> Self {
        Self { docket, ..self }
    }

    /// The same page with what stands below all else, over the whole width.
    pub(super) fn below(self, below: Markup) -> Self {
        Self { below, ..self }
    }

    /// The same page under an item of the navigation.
    pub(super) fn area(self, area: Area) -> Self {
        Self { area, ..self }
    }

    /// The same page with one more step on the way to it.
    pub(super) fn under(mut self, page: impl Into<String>, text: Text) -> Self {
        self.crumbs.push((page.into(), text));
        self
    }

    /// The same page with what is wrong in its forms above all else, and answered as refused if anything is. The first of
    /// them that is wrong, or else the first, goes along to another language.
    pub(super) fn judged_by<'a>(self, forms: impl IntoIterator<Item = &'a Form>) -> Self {
        let forms: Vec<_> = forms.into_iter().collect();
        let wrong: Vec<_> = forms.iter().filter(|form| !form.errors.is_empty()).collect();
        let form = wrong.first().copied().or(forms.first()).map(|form| (*form).clone());
        let is_refused = !wrong.is_empty();
        Self { wrong: html! { @for form in wrong { (form.error_summary()) } }, form, is_refused, ..self }
    }
}

/// Where a page is in a language: with a form on it, where its form comes back as it is typed.
fn in_language(lang: Lang, here: &str, form: Option<&Form>) -> String {
    let page = at(lang, here);
    match form {
        Some(form) if !form.asks() => typed::address(&page, &form.action),
        _ => page,
    }
}

impl Visit {
    /// The page as an answer.
    pub(super) fn show(&self, sheet: Sheet) -> Response {
        let said = self.said.as_deref().and_then(|said| self.flash(said));
        let said = said.map(|text| Notice { loc: self.loc, tone: Tone::Good, text }.render());
        let page = Page {
            frame: &self.frame(sheet.area, sheet.form.as_ref()),
            title: sheet.title,
            has_errors: sheet.is_refused,
            crumbs: sheet.crumbs.into_iter().map(|(page, text)| Link::new(text, self.at(&page))).collect(),
            notices: said.into_iter().chain([sheet.wrong]).collect(),
            head: sheet.head,
            main: sheet.main,
            docket: sheet.docket,
            below: sheet.below,
        };
        let status = if sheet.is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        (status, page.render()).into_response()
    }

    /// What a change had to say: only ever a sentence of ours, `said-WORD`.
    fn flash(&self, said: &str) -> Option<Text> {
        let key = format!("said-{said}");
        Some(self.say(&key, &[])).filter(|text| text.plain() != key)
    }

    fn frame(&self, area: Area, form: Option<&Form>) -> Frame {
        let item = |text: Text, page: &str, of: Area| NavItem {
            link: Link::new(text, self.at(page)),
            is_current: of == area,
        };
        let account = match &self.name {
            Some(name) => Link::new(Text::verbatim(name), self.at("/account")),
            None => Link::new(t!(self, "frame-sign-in"), self.at("/sign-in")),
        };
        let here = self.address.split_once('/').and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
        let here = here.unwrap_or("/");
        let now = words::zoned(self.app.now(), &self.zone);
        Frame {
            loc: self.loc,
            market: Link::new(Text::verbatim(&self.app.market_name), self.at("/")),
            run_by: t!(self, "frame-run-by", market = self.app.market_name.as_str()),
            theme: None,
            parallel: self.app.is_parallel().then(|| ParallelMarket {
                today: self.loc.day(now.date()),
                now: self.loc.time_at(&now),
                moves: self.clock_moves(),
            }),
            is_simulated: self.app.is_rail_simulated && !self.app.is_parallel(),
            languages: Lang::offered().map(|lang| (lang, in_language(lang, here, form))).collect(),
            keeps: form.map(Form::own_id),
            nav: vec![
                item(t!(self, "frame-find"), "/", Area::Find),
                item(t!(self, "frame-work"), "/work", Area::Work),
                item(t!(self, "frame-bookings"), "/trades", Area::Bookings),
                item(t!(self, "frame-money"), "/statement", Area::Money),
            ],
            account,
            keeps_today: self.visitor.as_ref().is_some_and(|visitor| !visitor.is_shared),
            manifest: self.at("/today/market.webmanifest"),
            bad_sentence: self.at("/complaints/new"),
            footer: [
                Link::new(t!(self, "frame-rules"), self.at("/rules")),
                Link::new(t!(self, "frame-about"), self.at("/about")),
                Link::new(t!(self, "frame-complain"), self.at("/complaints/new")),
                Link::new(t!(self, "frame-accessibility"), self.at("/about#accessibility")),
            ],
            leave: self.visitor.as_ref().map(|_| {
                let button =
                    html! { button type="submit" class="as-link" { (t!(self, "account-sign-out")) } };
                self.button("/sign-out", &button, &[])
            }),
        }
    }

    fn clock_moves(&self) -> Markup {
        let form = self.form("/clock", Typed::default());
        let mut moves = Vec::new();
        if self.visitor.is_some() {
            moves.push(("shift-start", t!(self, "clock-shift-start")));
            moves.push(("shift-end", t!(self, "clock-shift-end")));
        }
        moves.push(("plus-day", t!(self, "clock-plus-day")));
        moves.push(("friday", t!(self, "clock-friday")));
        form.render(&html! {
            input type="hidden" name="back" value=(self.address);
            @for (to, text) in moves {
                button type="submit" class="second" name="to" value=(to) { (text) }
            }
        })
    }

    /// A form of one button, with what it sends along.
    pub(super) fn button(&self, page: &str, button: &Markup, sent: &[(&str, &str)]) -> Markup {
        let form = Form { is_button: true, ..self.form(page, Typed::default()) };
        form.render(&html! {
            @for (name, value) in sent { input type="hidden" name=(name) value=(value); }
            (button)
        })
    }

    /// A form of one button that is not the main one of its page.
    pub(super) fn second_button(&self, page: &str, text: &Text, sent: &[(&str, &str)]) -> Markup {
        self.button(page, &submit_second(text), sent)
    }
}
