//! The text format of Prometheus.

use super::{FundRoom, seconds_since};
use crate::app::App;
use crate::watch::{ASKED, CLASSES, STEPS_MS};
use std::fmt::{Display, Write};
use store::Backlog;

/// The page of figures.
pub(super) fn page(app: &App, backlog: Option<Backlog>, rooms: &[FundRoom]) -> String {
    let mut page = Page(String::new());
    page.answers(app);
    page.executor(app);
    if let Some(backlog) = backlog {
        page.backlog(&backlog, app);
    }
    page.about("poems_fund_available_minor", "gauge", "What a fund has left, in minor units.");
    for room in rooms {
        let labels = format!("fund=\"{}\",currency=\"{}\"", room.fund, room.currency.code());
        page.line("poems_fund_available_minor", &labels, room.available.0);
    }
    page.about(
        "poems_fund_used_today_minor",
        "gauge",
        "What a fund paid or set aside on this UTC day, in minor units.",
    );
    for room in rooms {
        let labels = format!("fund=\"{}\",currency=\"{}\"", room.fund, room.currency.code());
        page.line("poems_fund_used_today_minor", &labels, room.used_today.0);
    }
    page.0
}

struct Page(String);

impl Page {
    fn about(&mut self, name: &str, kind: &str, help: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn line(&mut self, name: &str, labels: &str, value: impl Display) {
        let labels = if labels.is_empty() { String::new() } else { format!("{{{labels}}}") };
        let _ = writeln!(self.0, "{name}{labels} {value}");
    }

    fn one(&mut self, (name, kind, help): (&str, &str, &str), value: impl Display) {
        self.about(name, kind, help);
        self.line(name, "", value);
    }

    fn answers(&mut self, app: &App) {
        let name = "poems_answer_seconds";
        self.about(
            name,
            "histogram",
            "How long answers took to begin, by what was asked for and the kind of status.",
        );
        for (asked, classes) in ASKED.iter().zip(&app.watch().answers) {
            for (class, answers) in CLASSES.iter().zip(classes) {
                let (steps, count, sum_us) = answers.figures();
                if count == 0 {
                    continue;
                }
                let labels = format!("asked=\"{asked}\",status=\"{class}\"");
                for (most, figure) in STEPS_MS.iter().zip(steps) {
                    let le = format!("{labels},le=\"{}.{:03}\"", most / 1_000, most % 1_000);
                    self.line("poems_answer_seconds_bucket", &le, figure);
                }
                self.line("poems_answer_seconds_bucket", &format!("{labels},le=\"+Inf\""), count);
                let seconds = format!("{}.{:06}", sum_us / 1_000_000, sum_us % 1_000_000);
                self.line("poems_answer_seconds_sum", &labels, seconds);
                self.line("poems_answer_seconds_count", &labels, count);
            }
        }
        self.about("poems_errors_total", "counter", "Answers that say why not, by the type of problem.");
        for (kind, count) in app.watch().errors() {
            self.line("poems_errors_total", &format!("type=\"{kind}\""), count);
        }
    }

    fn executor(&mut self, app: &App) {
        let (stats, finder) = (app.store.stats(), app.finder.stats());
        let counters = [
            ("poems_commands_total", "Commands decided.", stats.commands),
            ("poems_batches_total", "Commits.", stats.batches),
            ("poems_rows_total", "Rows written.", stats.rows),
            ("poems_conflicts_total", "Batches decided again because a row had changed.", stats.conflicts),
            ("poems_halvings_total", "Batches halved to find the one at fault.", stats.halvings),
            ("poems_reconnects_total", "Connections made again.", stats.reconnects),
        ];
        for (name, help, value) in counters {
            self.one((name, "counter", help), value);
        }
        self.about("poems_need_rounds_total", "counter", "Rows that a command read late.");
        for (command, rounds) in &stats.need_rounds {
            self.line("poems_need_rounds_total", &format!("command=\"{command}\""), rounds);
        }
        let help = "Rows the search could not read.";
        self.one(("poems_finder_bad_rows", "gauge", help), finder.bad_row_count);
        let is_current = u8::from(app.finder.is_current(app.locality));
        self.one(("poems_finder_current", "gauge", "1 while the search is as the records are."), is_current);
    }

    fn backlog(&mut self, backlog: &Backlog, app: &App) {
        let now = app.now();
        let late = seconds_since(backlog.first_timer, now);
        let oldest = seconds_since(backlog.oldest_message, now);
        let first = backlog.first_timer.map_or(0, |first| first.0 / 1_000_000);
        self.one(("poems_timers", "gauge", "Timers that are set, due or not."), backlog.timers);
        self.one(("poems_timer_lag_seconds", "gauge", "How late the first timer is."), late);
        self.one(
            ("poems_timer_first_due_seconds", "gauge", "When the first timer is due, since 1970."),
            first,
        );
        self.one(
            ("poems_outbox_messages", "gauge", "Messages that are not delivered yet."),
            backlog.messages,
        );
        self.one(
            ("poems_outbox_failing", "gauge", "Messages whose delivery has failed before."),
            backlog.failing,
        );
        self.one(("poems_outbox_oldest_seconds", "gauge", "How long the oldest message has waited."), oldest);
    }
}
