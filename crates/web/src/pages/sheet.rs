//! A page on its way out: its own content, put into the frame that all pages share.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::visit::{Visit, at};
use crate::components::form::submit_second;
use crate::components::{Form, Frame, Link, NavItem, Notice, Page, ParallelMarket, Tone, Typed};
use crate::i18n::{Lang, Text};
use crate::t;

/// To which item of the navigation a page belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Area {
    /// Finding someone.
    Find,
    /// Working.
    Work,
    /// What was agreed.
    Bookings,
    /// Anything else.
    None,
}

/// A page without its frame.
pub(super) struct Sheet {
    title: Text,
    main: Markup,
    area: Area,
    crumbs: Vec<Link>,
    is_refused: bool,
}

impl Sheet {
    /// A page of this content, beginning with its `h1`.
    pub(super) fn new(title: Text, main: Markup) -> Self {
        Self { title, main, area: Area::None, crumbs: Vec::new(), is_refused: false }
    }

    /// The same page under an item of the navigation.
    pub(super) fn area(self, area: Area) -> Self {
        Self { area, ..self }
    }

    /// The same page with one more step on the way to it.
    pub(super) fn under(mut self, link: Link) -> Self {
        self.crumbs.push(link);
        self
    }

    /// The same page, answered as refused when the form on it has something wrong.
    pub(super) fn judged_by(self, form: &Form) -> Self {
        Self { is_refused: !form.errors.is_empty(), ..self }
    }
}

impl Visit {
    /// The page as an answer.
    pub(super) fn show(&self, sheet: &Sheet) -> Response {
        let mut notices = Vec::new();
        if let Some(text) = self.said.as_deref().and_then(|said| self.flash(said)) {
            notices.push(Notice { loc: self.loc, tone: Tone::Good, text, more: None }.render());
        }
        let page = Page {
            frame: &self.frame(sheet.area),
            title: sheet.title.clone(),
            has_errors: sheet.is_refused,
            crumbs: sheet.crumbs.clone(),
            notices,
            main: sheet.main.clone(),
        };
        let status = if sheet.is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        (status, page.render()).into_response()
    }

    /// What a change had to say: only ever a sentence of ours.
    fn flash(&self, said: &str) -> Option<Text> {
        let loc = self.loc;
        Some(match said {
            "added" => t!(loc, "said-added"),
            "photo-kept" => t!(loc, "said-photo-kept"),
            "evidence-added" => t!(loc, "said-evidence-added"),
            "returned" => t!(loc, "said-returned"),
            "sent-back" => t!(loc, "said-sent-back"),
            "settled" => t!(loc, "said-settled"),
            "offered-share" => t!(loc, "said-offered-share"),
            "objected" => t!(loc, "said-objected"),
            "booked" => t!(loc, "said-booked"),
            "cancelled" => t!(loc, "said-cancelled"),
            "extended" => t!(loc, "said-extended"),
            "favored" => t!(loc, "said-favored"),
            "free" => t!(loc, "said-free"),
            "held" => t!(loc, "said-held"),
            "let-go" => t!(loc, "said-let-go"),
            "money-in" => t!(loc, "said-money-in"),
            "money-out" => t!(loc, "said-money-out"),
            "money-waits" => t!(loc, "said-money-waits"),
            "moved" => t!(loc, "said-moved"),
            "offered" => t!(loc, "said-offered"),
            "offered-thing" => t!(loc, "said-offered-thing"),
            "offered-goods" => t!(loc, "said-offered-goods"),
            "paid" => t!(loc, "said-paid"),
            "recorded" => t!(loc, "said-recorded"),
            "removed" => t!(loc, "said-removed"),
            "reported" => t!(loc, "said-reported"),
            "saved" => t!(loc, "said-saved"),
            "signed-out" => t!(loc, "said-signed-out"),
            "stopped" => t!(loc, "said-stopped"),
            "unfavored" => t!(loc, "said-unfavored"),
            _ => return None,
        })
    }

    fn frame(&self, area: Area) -> Frame {
        let loc = self.loc;
        let item = |text: Text, page: &str, of: Area| NavItem {
            link: Link::new(text, self.at(page)),
            is_current: of == area,
        };
        let account = match &self.name {
            Some(name) => Link::new(Text::verbatim(name), self.at("/account")),
            None => Link::new(t!(loc, "frame-sign-in"), self.at("/sign-in")),
        };
        let here = self.address.split_once('/').and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
        let here = here.unwrap_or("/");
        Frame {
            loc,
            market: Link::new(Text::verbatim(&self.app.market_name), self.at("/")),
            run_by: t!(loc, "frame-run-by", market = self.app.market_name.as_str()),
            theme: None,
            parallel: self.app.is_parallel().then(|| ParallelMarket {
                now: self.reader().time(self.app.now()),
                moves: self.clock_moves(),
            }),
            languages: Lang::OFFERED.map(|lang| (lang, at(lang, here))).to_vec(),
            nav: vec![
                item(t!(loc, "frame-find"), "/", Area::Find),
                item(t!(loc, "frame-work"), "/work", Area::Work),
                item(t!(loc, "frame-bookings"), "/trades", Area::Bookings),
            ],
            account,
            footer: [
                Link::new(t!(loc, "frame-rules"), self.at("/rules")),
                Link::new(t!(loc, "frame-about"), self.at("/about")),
                Link::new(t!(loc, "frame-complain"), self.at("/about#complain")),
                Link::new(t!(loc, "frame-accessibility"), self.at("/about#accessibility")),
            ],
        }
    }

    fn clock_moves(&self) -> Markup {
        let loc = self.loc;
        let form = self.form("/clock", Typed::default());
        let mut moves = Vec::new();
        if self.visitor.is_some() {
            moves.push(("shift-start", t!(loc, "clock-shift-start")));
            moves.push(("shift-end", t!(loc, "clock-shift-end")));
        }
        moves.push(("plus-day", t!(loc, "clock-plus-day")));
        moves.push(("friday", t!(loc, "clock-friday")));
        form.render(&html! {
            input type="hidden" name="back" value=(self.address);
            @for (to, text) in moves {
                button type="submit" class="second" name="to" value=(to) { (text) }
            }
        })
    }

    /// A form of one button, with what it sends along.
    pub(super) fn button(&self, page: &str, button: &Markup, sent: &[(&str, &str)]) -> Markup {
        self.form(page, Typed::default()).render(&html! {
            @for (name, value) in sent { input type="hidden" name=(name) value=(value); }
            (button)
        })
    }

    /// A form of one button that is not the main one of its page.
    pub(super) fn second_button(&self, page: &str, text: &Text, sent: &[(&str, &str)]) -> Markup {
        self.button(page, &submit_second(text), sent)
    }
}
