//! The derives of the kernel: a struct becomes a table, a view, a named refusal.

mod record;
mod refusal;
mod view;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a struct a row of a table.
///
/// ```text
/// #[derive(Record, Clone, Debug)]
/// #[record(table = "resource_day", key(locality, resource, day))]
/// pub struct ResourceDay { pub locality: Locality, pub resource: Id<Resource>, pub day: Day, pub busy: Slots }
/// ```
/// Also takes `index = "locality, buyer"`, `check = "balance >= 0"` (a column or an integer on each side) and
/// `append_only`. The key's fields come first in the struct, the locality first of all.
#[proc_macro_derive(Record, attributes(record))]
pub fn record(input: TokenStream) -> TokenStream {
    expand(record::expand(&parse_macro_input!(input as DeriveInput)))
}

/// Makes a struct a row of a read-only query: `#[view(sql = "SELECT …")]`, one column a field, in order.
#[proc_macro_derive(View, attributes(view))]
pub fn view(input: TokenStream) -> TokenStream {
    expand(view::expand(&parse_macro_input!(input as DeriveInput)))
}

/// Makes an enumeration a module's refusals: `#[refusal("booking")]` gives `TooShort { least_minutes }` the
/// code `booking/too-short` and the argument `least_minutes`. A name that ends in `_minutes` or `_metres` makes its
/// integer a length of time or a distance.
#[proc_macro_derive(Refusal, attributes(refusal))]
pub fn refusal(input: TokenStream) -> TokenStream {
    expand(refusal::expand(&parse_macro_input!(input as DeriveInput)))
}

fn expand(tokens: syn::Result<proc_macro2::TokenStream>) -> TokenStream {
    tokens.unwrap_or_else(|error| error.to_compile_error()).into()
}

/// The named fields of a struct.
fn fields(input: &DeriveInput) -> syn::Result<Vec<&syn::Field>> {
    if let syn::Data::Struct(data) = &input.data
        && let syn::Fields::Named(named) = &data.fields
    {
        return Ok(named.named.iter().collect());
    }
    Err(syn::Error::new_spanned(&input.ident, "needs a struct with named fields"))
}
