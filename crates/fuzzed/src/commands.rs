//! Every command by its name, as the edges make one.

use crate::place::Place;
use kernel::{AnyCommand, Argument, Command, Commands, DecimalMark, Id, Locality, read_amount};
use market::modules::{EveryCommand, commands, show_commands};
use market::users::User;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use web::act::{Named, Unread, of_form, of_json};
use web::i18n::{Arg, Lang, Locale};

/// Whoever acts.
pub(crate) const ACTOR: Id<User> = Id::from_bits(0x019a_b0fe_26a1_7c33_8000_042f_1c5d_9e07);

type Made = Result<Box<dyn AnyCommand>, Unread>;

/// How a command is made of what is sent.
#[derive(Clone, Copy)]
pub(crate) struct Maker {
    /// Of the members of a body.
    pub(crate) of_json: fn(&Named, Map<String, Value>) -> Made,
    /// Of the fields of a form.
    pub(crate) of_form: fn(&Named, &[(String, String)]) -> Made,
}

#[derive(Default)]
struct Makers(BTreeMap<&'static str, Maker>);

impl EveryCommand for Makers {
    fn see<C: Command>(&mut self) {
        let maker = Maker {
            of_json: |named, body| of_json::<C>(ACTOR, named, body, &Place).map(boxed),
            of_form: |named, typed| of_form::<C>(ACTOR, named, typed, &Place, amount).map(boxed),
        };
        self.0.insert(C::NAME, maker);
    }
}

fn boxed<C: Command>(command: C) -> Box<dyn AnyCommand> {
    Box::new(command)
}

fn amount(written: &str) -> Option<i64> {
    read_amount(written, 2, DecimalMark::Point, &["$"])
}

static MAKERS: LazyLock<Makers> = LazyLock::new(|| {
    let mut makers = Makers::default();
    show_commands(&mut makers);
    makers
});
static COMMANDS: LazyLock<Commands> = LazyLock::new(commands);

/// How the command of a name is made.
pub(crate) fn maker(name: &str) -> Option<Maker> {
    MAKERS.0.get(name).copied()
}

/// Every command's name.
pub fn names() -> impl Iterator<Item = &'static str> {
    MAKERS.0.keys().copied()
}

/// What an address names: `trade=019a…&part=2`.
pub(crate) fn named(line: &str) -> Named {
    let pairs = line.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// A command is kept as it is read again; what is none is told, in words that there are.
pub(crate) fn is_kept_or_told(made: Made) {
    match made {
        Ok(command) => is_kept(command.as_ref()),
        Err(Unread::Nowhere) => {}
        Err(Unread::Shape(why)) => assert!(!why.is_empty()),
        Err(Unread::Misfit(all)) => {
            assert!(!all.is_empty());
            for one in all {
                assert!(!one.field.is_empty());
                let arguments: Vec<_> =
                    one.arguments.iter().map(|(name, argument)| (*name, said(argument))).collect();
                let words = Locale::in_united_states(Lang::EN).say(one.sentence, &arguments).plain();
                assert!(!words.is_empty() && words != one.sentence, "{} has no words", one.sentence);
            }
        }
    }
}

/// What a sentence names.
fn said(argument: &Argument) -> Arg {
    match argument {
        Argument::Text(text) => Arg::from(text.as_str()),
        Argument::Number(number) | Argument::Minutes(number) | Argument::Meters(number) => Arg::from(*number),
        Argument::Money(money) => Arg::from(money.amount.0),
        Argument::Time(time) => Arg::from(time.0),
    }
}

/// A command, as a log or a timer keeps it.
pub(crate) fn is_kept(command: &dyn AnyCommand) {
    let body = command.body().unwrap_or_default();
    assert!(!body.is_empty(), "{} cannot be kept", command.name());
    let again = COMMANDS.decode(&command.kept_name(), &body);
    assert!(again.is_ok(), "{}: {:?}", command.name(), again.err());
    let Ok(again) = again else { return };
    assert_eq!(again.body().unwrap_or_default(), body, "{}", command.name());
    // Where it is decided and what it reads are told of anything that can be read.
    let _: Locality = command.locality();
    command.reads(&mut kernel::Keys::default());
}

/// What is kept as the command of a name.
pub(crate) fn decoded(name: &str, body: &str) -> kernel::Decoded {
    COMMANDS.decode(name, body)
}
