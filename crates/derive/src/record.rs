//! `#[derive(Record)]`, and `#[derive(Fields)]` for a group of columns that several records have.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Ident, LitStr, Token, parenthesized, punctuated::Punctuated};

/// What `#[record(…)]` says.
#[derive(Default)]
struct Options {
    table: Option<LitStr>,
    key: Vec<Ident>,
    indexes: Vec<Vec<Ident>>,
    checks: Vec<LitStr>,
    append_only: bool,
    privacy: Option<Privacy>,
}

/// Which of the three kinds of data a table holds, and by which columns personal ones lead to whose they are.
enum Privacy {
    Personal(Vec<Ident>),
    Public,
    Transient,
}

const UNSAID: &str = "say whose the data are: `personal(COLUMN, …)`, by the ids that lead to their owner, `public` or `transient`";

#[expect(clippy::too_many_lines, reason = "most of it is the code that it writes")]
pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let options = Options::read(input)?;
    let fields = crate::fields(input)?;
    let name = &input.ident;
    let table = options.table.as_ref().ok_or_else(|| syn::Error::new_spanned(name, "say `table = \"…\"`"))?;
    options.key_leads(&fields, name)?;
    let (own, group) = split_group(&fields, "record")?;
    let width = own.len();

    let position = |ident: &Ident| {
        let at = fields.iter().position(|field| field.ident.as_ref() == Some(ident));
        at.ok_or_else(|| syn::Error::new_spanned(ident, format!("`{name}` has no field `{ident}`")))
    };
    let place = |ident: &Ident| match (&group, position(ident)) {
        (Some(group), Err(_)) => {
            let (ty, name) = (&group.ty, ident.to_string());
            let group = quote!(<#ty as ::kernel::Fields>::COLUMNS);
            Ok(quote!(#width + ::kernel::Column::position(#group, #name)))
        }
        (_, found) => found.map(|at| quote!(#at)),
    };
    let mut indexes = Vec::new();
    for index in &options.indexes {
        if index.first().is_none_or(|first| first != "locality") {
            return Err(syn::Error::new_spanned(table, "every index begins with `locality`"));
        }
        let columns = index.iter().map(place).collect::<syn::Result<Vec<_>>>()?;
        indexes.push(quote!(::kernel::Index { columns: &[#(#columns),*] }));
    }
    let checks =
        options.checks.iter().map(|check| check_tokens(check, &position)).collect::<syn::Result<Vec<_>>>()?;

    let privacy = options.privacy.as_ref().ok_or_else(|| syn::Error::new_spanned(name, UNSAID))?;
    let (privacy, whose) = match privacy {
        Privacy::Personal(whose) => (quote!(Personal), whose.as_slice()),
        Privacy::Public => (quote!(Public), [].as_slice()),
        Privacy::Transient => (quote!(Transient), [].as_slice()),
    };
    let whose = whose.iter().map(place).collect::<syn::Result<Vec<_>>>()?;

    let Columns { idents, columns, .. } = Columns::of(&own)?;
    let types: Vec<_> = own.iter().map(|field| &field.ty).collect();
    let (key_columns, append_only) = (options.key.len(), options.append_only);
    let keys = key_impls(name, types.get(..key_columns).unwrap_or_default());
    let places: Vec<_> = (0..width).collect();
    let wrong_width = quote! {
        |_| ::kernel::BadRow(::std::format!("{}: {} columns, not {}", #table, row.len(), Self::TABLE.columns.len()))
    };
    let (columns, checks, to_row, from_row) = match group {
        None => (
            quote!(&[#(#columns),*]),
            quote!(&[#(#checks),*]),
            quote!(::std::sync::Arc::new([#(::kernel::Field::to_value(&self.#idents)),*])),
            quote! {
                let row: &[::kernel::Value; #width] = row.try_into().map_err(#wrong_width)?;
                ::std::result::Result::Ok(Self { #(#idents: ::kernel::Field::from_value(&row[#places])?),* })
            },
        ),
        Some(group) => {
            let (ident, ty, count) = (&group.ident, &group.ty, checks.len());
            (
                quote! {{
                    const OWN: &[::kernel::Column] = &[#(#columns),*];
                    const GROUP: &[::kernel::Column] = <#ty as ::kernel::Fields>::COLUMNS;
                    const ALL: [::kernel::Column; #width + GROUP.len()] = ::kernel::Column::joined(OWN, GROUP);
                    &ALL
                }},
                quote! {{
                    const OWN: &[::kernel::Check] = &[#(#checks),*];
                    const GROUP: &[::kernel::Check] = <#ty as ::kernel::Fields>::CHECKS;
                    const ALL: [::kernel::Check; #count + GROUP.len()] = ::kernel::Check::joined(OWN, GROUP, #width);
                    &ALL
                }},
                quote! {
                    let own = [#(::kernel::Field::to_value(&self.#idents)),*];
                    own.into_iter().chain(::kernel::Fields::to_values(&self.#ident)).collect()
                },
                quote! {
                    let Some((own, group)) = row.split_first_chunk::<#width>() else {
                        return ::std::result::Result::Err((#wrong_width)(()));
                    };
                    ::std::result::Result::Ok(Self {
                        #(#idents: ::kernel::Field::from_value(&own[#places])?,)*
                        #ident: ::kernel::Fields::from_values(group)?,
                    })
                },
            )
        }
    };
    Ok(quote! {
        impl ::kernel::Record for #name {
            const TABLE: &'static ::kernel::Table = &::kernel::Table {
                name: #table,
                columns: #columns,
                key_columns: #key_columns,
                append_only: #append_only,
                privacy: ::kernel::Privacy::#privacy,
                whose: &::kernel::Column::leading(#columns, [#(#whose),*]),
                record: ::std::any::type_name::<Self>,
                indexes: &[#(#indexes),*],
                checks: #checks,
            };
            fn to_row(&self) -> ::kernel::Row {
                #to_row
            }
            fn from_row(row: &[::kernel::Value]) -> ::std::result::Result<Self, ::kernel::BadRow> {
                #from_row
            }
        }
        #keys
    })
}

/// `#[derive(Fields)]`.
pub(crate) fn expand_fields(input: &DeriveInput) -> syn::Result<TokenStream> {
    let (name, fields) = (&input.ident, crate::fields(input)?);
    let mut checks = Vec::new();
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("fields")) {
        attribute.parse_nested_meta(|meta| {
            if !meta.path.is_ident("check") {
                return Err(meta.error("expected `check`"));
            }
            checks.push(meta.value()?.parse::<LitStr>()?);
            Ok(())
        })?;
    }
    let position = |ident: &Ident| {
        let at = fields.iter().position(|field| field.ident.as_ref() == Some(ident));
        at.ok_or_else(|| syn::Error::new_spanned(ident, format!("`{name}` has no field `{ident}`")))
    };
    let checks =
        checks.iter().map(|check| check_tokens(check, &position)).collect::<syn::Result<Vec<_>>>()?;
    let Columns { idents, columns } = Columns::of(&fields)?;
    let (width, places) = (fields.len(), (0..fields.len()).collect::<Vec<_>>());
    let title = name.to_string();
    Ok(quote! {
        impl ::kernel::Fields for #name {
            const COLUMNS: &'static [::kernel::Column] = &[#(#columns),*];
            const CHECKS: &'static [::kernel::Check] = &[#(#checks),*];
            fn to_values(&self) -> ::std::vec::Vec<::kernel::Value> {
                ::std::vec![#(::kernel::Field::to_value(&self.#idents)),*]
            }
            fn from_values(row: &[::kernel::Value]) -> ::std::result::Result<Self, ::kernel::BadRow> {
                let row: &[::kernel::Value; #width] = row.try_into().map_err(|_| {
                    ::kernel::BadRow(::std::format!("{}: {} columns, not {}", #title, row.len(), #width))
                })?;
                ::std::result::Result::Ok(Self { #(#idents: ::kernel::Field::from_value(&row[#places])?),* })
            }
        }
    })
}

/// Fields as columns.
struct Columns<'a> {
    idents: Vec<&'a Ident>,
    columns: Vec<TokenStream>,
}

impl<'a> Columns<'a> {
    fn of(fields: &[&'a syn::Field]) -> syn::Result<Self> {
        let idents: Vec<_> = fields.iter().filter_map(|field| field.ident.as_ref()).collect();
        let column = |field: &&syn::Field| {
            let (name, ty) = (field.ident.as_ref().map(ToString::to_string), &field.ty);
            let column = quote!(::kernel::Column::of::<#ty>(#name));
            Ok(match own_privacy(field)? {
                None => column,
                Some(privacy) => quote!(#column.but(::kernel::Privacy::#privacy)),
            })
        };
        Ok(Self { idents, columns: fields.iter().map(column).collect::<syn::Result<_>>()? })
    }
}

/// What a column says of itself, where it differs from its table: `#[record(public)]` or `#[record(transient)]`.
fn own_privacy(field: &syn::Field) -> syn::Result<Option<TokenStream>> {
    let Some(mark) = field.attrs.iter().find(|mark| mark.path().is_ident("record")) else { return Ok(None) };
    let word: Ident = mark.parse_args()?;
    if word == "public" {
        Ok(Some(quote!(Public)))
    } else if word == "transient" {
        Ok(Some(quote!(Transient)))
    } else {
        Err(syn::Error::new_spanned(word, "expected `public`, `transient` or, on the last field, `fields`"))
    }
}

/// The own fields of a record or a view, and the group of fields that ends it, if one does: `#[record(fields)]`.
pub(crate) fn split_group<'a>(
    fields: &[&'a syn::Field],
    attribute: &str,
) -> syn::Result<(Vec<&'a syn::Field>, Option<&'a syn::Field>)> {
    let is_group = |field: &syn::Field| {
        let mut marks = field.attrs.iter().filter(|mark| mark.path().is_ident(attribute));
        marks.any(|mark| mark.parse_args::<Ident>().is_ok_and(|word| word == "fields"))
    };
    let mut own = fields.to_vec();
    let group = own.pop_if(|last| is_group(last));
    match own.iter().find(|field| is_group(field)) {
        Some(early) => Err(syn::Error::new_spanned(early, "a group of fields comes last")),
        None => Ok((own, group)),
    }
}

/// The typed tuples that are this record's key, or a leading part of it.
fn key_impls(name: &Ident, types: &[&syn::Type]) -> TokenStream {
    let parts = |count: usize| {
        let places = (0..count).map(syn::Index::from);
        quote! {
            fn parts(self) -> ::std::boxed::Box<[::kernel::Value]> {
                ::std::boxed::Box::new([#(::kernel::Field::to_value(&self.#places)),*])
            }
        }
    };
    let whole = parts(types.len());
    let key = quote!(impl ::kernel::KeyOf<#name> for (#(#types,)*) { #whole });
    let prefixes = (1..types.len()).map(|count| {
        let (leading, parts) = (types.iter().take(count), parts(count));
        quote!(impl ::kernel::PrefixOf<#name> for (#(#leading,)*) { #parts })
    });
    quote!(#key #(#prefixes)*)
}

/// `left sign right`, each side a field or an integer.
fn check_tokens(check: &LitStr, position: &dyn Fn(&Ident) -> syn::Result<usize>) -> syn::Result<TokenStream> {
    let wrong = || syn::Error::new_spanned(check, "a check is `column sign column` or `column sign integer`");
    let text = check.value();
    let [left, sign, right] = text.split_whitespace().collect::<Vec<_>>()[..] else { return Err(wrong()) };
    let side = |text: &str| {
        if let Ok(int) = text.parse::<i64>() {
            return Ok(quote!(::kernel::Operand::Int(#int)));
        }
        let at = position(&syn::parse_str::<Ident>(text).map_err(|_| wrong())?)?;
        Ok::<_, syn::Error>(quote!(::kernel::Operand::Column(#at)))
    };
    let comparison = match sign {
        "<" => quote!(Less),
        "<=" => quote!(AtMost),
        "=" => quote!(Equal),
        "<>" => quote!(Unequal),
        ">=" => quote!(AtLeast),
        ">" => quote!(More),
        _ => return Err(wrong()),
    };
    let (left, right) = (side(left)?, side(right)?);
    Ok(quote!(::kernel::Check { left: #left, comparison: ::kernel::Comparison::#comparison, right: #right }))
}

impl Options {
    fn read(input: &DeriveInput) -> syn::Result<Self> {
        let mut options = Self::default();
        for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("record")) {
            attribute.parse_nested_meta(|meta| {
                let list = || {
                    let content;
                    parenthesized!(content in meta.input);
                    Ok::<_, syn::Error>(
                        Punctuated::<Ident, Token![,]>::parse_terminated(&content)?.into_iter().collect(),
                    )
                };
                if meta.path.is_ident("table") {
                    options.table = Some(meta.value()?.parse()?);
                } else if meta.path.is_ident("key") {
                    options.key = list()?;
                } else if meta.path.is_ident("index") {
                    let text: LitStr = meta.value()?.parse()?;
                    let columns = text.parse_with(Punctuated::<Ident, Token![,]>::parse_terminated)?;
                    options.indexes.push(columns.into_iter().collect());
                } else if meta.path.is_ident("check") {
                    options.checks.push(meta.value()?.parse()?);
                } else if meta.path.is_ident("append_only") {
                    options.append_only = true;
                } else if meta.path.is_ident("personal") {
                    let whose: Vec<Ident> = list()?;
                    if whose.is_empty() {
                        return Err(meta.error(UNSAID));
                    }
                    options.say(Privacy::Personal(whose), &meta)?;
                } else if meta.path.is_ident("public") {
                    options.say(Privacy::Public, &meta)?;
                } else if meta.path.is_ident("transient") {
                    options.say(Privacy::Transient, &meta)?;
                } else {
                    let known = "`table`, `key`, `personal`, `public`, `transient`, `index`, `check` or `append_only`";
                    return Err(meta.error(format!("expected {known}")));
                }
                Ok(())
            })?;
        }
        Ok(options)
    }

    fn say(&mut self, privacy: Privacy, meta: &syn::meta::ParseNestedMeta<'_>) -> syn::Result<()> {
        if self.privacy.replace(privacy).is_some() {
            return Err(meta.error("a table holds one kind of data; a column may differ"));
        }
        Ok(())
    }

    /// The key's fields come first in the struct, in order, and the first is the locality.
    fn key_leads(&self, fields: &[&syn::Field], name: &Ident) -> syn::Result<()> {
        let Some(first) = self.key.first() else {
            return Err(syn::Error::new_spanned(name, "say `key(locality, …)`"));
        };
        if first != "locality" {
            return Err(syn::Error::new_spanned(first, "the key of every record begins with `locality`"));
        }
        for (place, ident) in self.key.iter().enumerate() {
            if fields.get(place).and_then(|field| field.ident.as_ref()) != Some(ident) {
                let why = format!("the fields of the key come first in `{name}`, in the key's order");
                return Err(syn::Error::new_spanned(ident, why));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    /// What is wrong with a record that says this of its data; nothing if it is made.
    fn fault(said: &TokenStream, field: &TokenStream) -> Option<String> {
        let input: DeriveInput = parse_quote! {
            #[record(table = "shoe", key(locality, id) #said)]
            struct Shoe {
                locality: Locality,
                id: Id<Shoe>,
                owner: Id<User>,
                #field
                size: i64,
            }
        };
        expand(&input).err().map(|error| error.to_string())
    }

    #[test]
    fn a_record_that_does_not_say_whose_its_data_are_is_not_made() {
        assert_eq!(fault(&quote!(), &quote!()).as_deref(), Some(UNSAID));
        assert_eq!(fault(&quote!(, personal()), &quote!()).as_deref(), Some(UNSAID));
        for said in [quote!(, personal(owner)), quote!(, public), quote!(, transient)] {
            assert_eq!(fault(&said, &quote!()), None, "{said}");
        }
    }

    #[test]
    fn whose_it_is_names_a_column_and_one_kind_of_data() {
        let gone = fault(&quote!(, personal(wearer)), &quote!());
        assert_eq!(gone.as_deref(), Some("`Shoe` has no field `wearer`"));
        let both = fault(&quote!(, personal(owner), public), &quote!()).unwrap();
        assert!(both.starts_with("a table holds one kind of data"), "{both}");
    }

    #[test]
    fn a_column_may_differ_by_a_word_that_is_known() {
        for word in [quote!(#[record(public)]), quote!(#[record(transient)])] {
            assert_eq!(fault(&quote!(, personal(owner)), &word), None);
        }
        let secret: TokenStream = "#[record(secret)]".parse().unwrap();
        let wrong = fault(&quote!(, public), &secret).unwrap();
        assert!(wrong.starts_with("expected `public`, `transient`"), "{wrong}");
    }
}
