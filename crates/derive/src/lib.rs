//! The derives of the kernel: a struct becomes a table, a view, a command, a named refusal.

mod command;
mod record;
mod refusal;
mod show;
mod view;

use proc_macro::TokenStream;
use syn::{Attribute, DeriveInput, Expr, ExprLit, Field, Ident, Lit, Meta, parse_macro_input};

/// Makes a struct a row of a table.
///
/// ```text
/// #[derive(Record, Clone, Debug)]
/// #[record(table = "resource_day", key(locality, resource, day), personal(resource))]
/// pub struct ResourceDay { pub locality: Locality, pub resource: Id<Resource>, pub day: Day, pub busy: Slots }
/// ```
/// Also takes `index = "locality, buyer"`, `check = "balance >= 0"` (a column or an integer on each side) and
/// `append_only`. `personal(buyer, seller)` says whose the rows are, by the ids that lead to them; `public` that they are
/// nobody's, `transient` that they are not kept; `#[record(public)]` or `#[record(transient)]` of a field, that it differs. A
/// record that says none of them does not compile. The key's fields come first in the struct, the locality first of all.
#[proc_macro_derive(Record, attributes(record))]
pub fn record(input: TokenStream) -> TokenStream {
    expand(record::expand(&parse_macro_input!(input as DeriveInput)))
}

/// Makes a struct a group of columns that records have in common: `#[record(fields)]` on a record's last field puts them
/// into its table. Takes `#[fields(check = "hourly > 0")]`.
#[proc_macro_derive(Fields, attributes(fields))]
pub fn fields_group(input: TokenStream) -> TokenStream {
    expand(record::expand_fields(&parse_macro_input!(input as DeriveInput)))
}

/// Makes a struct a row of a read-only query: `#[view(sql = "SELECT …")]`, one column a field, in order.
#[proc_macro_derive(View, attributes(view))]
pub fn view(input: TokenStream) -> TokenStream {
    expand(view::expand(&parse_macro_input!(input as DeriveInput)))
}

/// Makes a struct a command: `#[command("favored_counterparties.favor")]`, with what it comes to in `impl Decide`.
///
/// Its locality is that of the first field that is an `Id` or a `Locality`, or what `locality = …` says. A field marked
/// `#[command(actor)]` must be the user who acts; `by_market` takes the command from timers and connectors alone;
/// `public` keeps its body in the log; `version = 2` says that its fields have changed once.
///
/// Of a field, `#[ask(or = 60)]` says what it is when it is left out, `#[ask(own)]` that it is then what belongs to
/// whoever acts, and `#[ask(example = "97214")]` how it looks.
#[proc_macro_derive(Command, attributes(command, ask))]
pub fn command(input: TokenStream) -> TokenStream {
    expand(command::expand(&parse_macro_input!(input as DeriveInput)))
}

/// Makes a struct a group of fields that a command or a call asks for; its fields take `#[ask(…)]` as those of
/// [`macro@Command`] do.
#[proc_macro_derive(Asks, attributes(ask))]
pub fn asks(input: TokenStream) -> TokenStream {
    expand(show::expand_asks(&parse_macro_input!(input as DeriveInput)))
}

/// Makes a struct an answer: JSON with a member a field, and its JSON Schema with the doc comments.
///
/// Of a struct, `#[show(only(id, stage))]` says which fields are shown: what a record gains later is not shown by itself.
/// Of a field, `skip` says that it is not shown, `optional` that it is only where it is something, `flatten` that its own
/// members are shown in its place, and `money` that it is an amount of the currency in the field `currency`. Both take
/// `name = "…"`: what the member or the schema is called, if not as in Rust.
#[proc_macro_derive(Show, attributes(show))]
pub fn show(input: TokenStream) -> TokenStream {
    expand(show::expand(&parse_macro_input!(input as DeriveInput)))
}

/// Makes a struct the members of other answers, which take it by `#[show(flatten)]`; its fields are marked as those of
/// [`macro@Show`], which does the same and has a schema of its own.
#[proc_macro_derive(Members, attributes(show))]
pub fn members(input: TokenStream) -> TokenStream {
    expand(show::expand_members(&parse_macro_input!(input as DeriveInput)))
}

/// Makes an enumeration a module's refusals: `#[refusal("booking")]` gives `TooShort { least_minutes }` the
/// code `booking/too-short` and the argument `least_minutes`. A name that ends in `_minutes` or `_meters` makes its
/// integer a length of time or a distance. `#[not_yours]` and `#[stale]` say what whoever hears it can do about it.
#[proc_macro_derive(Refusal, attributes(refusal, not_yours, stale))]
pub fn refusal(input: TokenStream) -> TokenStream {
    expand(refusal::expand(&parse_macro_input!(input as DeriveInput)))
}

/// Makes an enumeration things that a module says: `#[sentence("trade")]` gives `Paid { money }` the code `trade/paid` and
/// the argument `money`, as [`macro@Refusal`] does.
#[proc_macro_derive(Sentence, attributes(sentence))]
pub fn sentence(input: TokenStream) -> TokenStream {
    expand(refusal::expand_sentence(&parse_macro_input!(input as DeriveInput)))
}

fn expand(tokens: syn::Result<proc_macro2::TokenStream>) -> TokenStream {
    tokens.unwrap_or_else(|error| error.to_compile_error()).into()
}

/// The named fields of a struct.
fn fields(input: &DeriveInput) -> syn::Result<Vec<&Field>> {
    if let syn::Data::Struct(data) = &input.data
        && let syn::Fields::Named(named) = &data.fields
    {
        return Ok(named.named.iter().collect());
    }
    Err(syn::Error::new_spanned(&input.ident, "needs a struct with named fields"))
}

/// Whether a field has `#[command(word)]`.
fn is_marked(field: &Field, word: &str) -> bool {
    let marks = field.attrs.iter().filter(|attribute| attribute.path().is_ident("command"));
    marks.filter_map(|attribute| attribute.parse_args::<Ident>().ok()).any(|mark| mark == word)
}

/// What the doc comment says, in one line.
fn doc(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter(|attribute| attribute.path().is_ident("doc"));
    let text = lines.filter_map(|attribute| {
        let Meta::NameValue(pair) = &attribute.meta else { return None };
        let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &pair.value else { return None };
        Some(text.value().trim().to_owned())
    });
    text.collect::<Vec<_>>().join(" ").trim().to_owned()
}
