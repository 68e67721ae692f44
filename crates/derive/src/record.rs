//! `#[derive(Record)]`.

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
}

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let options = Options::read(input)?;
    let fields = crate::fields(input)?;
    let name = &input.ident;
    let table = options.table.as_ref().ok_or_else(|| syn::Error::new_spanned(name, "say `table = \"…\"`"))?;
    options.key_leads(&fields, name)?;

    let position = |ident: &Ident| {
        let at = fields.iter().position(|field| field.ident.as_ref() == Some(ident));
        at.ok_or_else(|| syn::Error::new_spanned(ident, format!("`{name}` has no field `{ident}`")))
    };
    let mut indexes = Vec::new();
    for index in &options.indexes {
        if index.first().is_none_or(|first| first != "locality") {
            return Err(syn::Error::new_spanned(table, "every index begins with `locality`"));
        }
        let columns = index.iter().map(position).collect::<syn::Result<Vec<_>>>()?;
        indexes.push(quote!(::kernel::Index { columns: &[#(#columns),*] }));
    }
    let checks =
        options.checks.iter().map(|check| check_tokens(check, &position)).collect::<syn::Result<Vec<_>>>()?;

    let idents: Vec<_> = fields.iter().filter_map(|field| field.ident.as_ref()).collect();
    let names: Vec<_> = idents.iter().map(ToString::to_string).collect();
    let types: Vec<_> = fields.iter().map(|field| &field.ty).collect();
    let places: Vec<_> = (0..fields.len()).collect();
    let (width, key_columns, append_only) = (fields.len(), options.key.len(), options.append_only);
    let keys = key_impls(name, types.get(..key_columns).unwrap_or_default());
    Ok(quote! {
        impl ::kernel::Record for #name {
            const TABLE: &'static ::kernel::Table = &::kernel::Table {
                name: #table,
                columns: &[#(::kernel::Column {
                    name: #names,
                    kind: <#types as ::kernel::Field>::KIND,
                    nullable: <#types as ::kernel::Field>::NULLABLE,
                    measure: <#types as ::kernel::Field>::MEASURE,
                }),*],
                key_columns: #key_columns,
                append_only: #append_only,
                indexes: &[#(#indexes),*],
                checks: &[#(#checks),*],
            };
            fn to_row(&self) -> ::kernel::Row {
                ::std::sync::Arc::new([#(::kernel::Field::to_value(&self.#idents)),*])
            }
            fn from_row(row: &[::kernel::Value]) -> ::std::result::Result<Self, ::kernel::BadRow> {
                let row: &[::kernel::Value; #width] = row.try_into().map_err(|_| {
                    ::kernel::BadRow(::std::format!("{}: {} columns, not {}", #table, row.len(), #width))
                })?;
                ::std::result::Result::Ok(Self { #(#idents: ::kernel::Field::from_value(&row[#places])?),* })
            }
        }
        #keys
    })
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
                } else {
                    return Err(meta.error("expected `table`, `key`, `index`, `check` or `append_only`"));
                }
                Ok(())
            })?;
        }
        Ok(options)
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
