//! `#[derive(View)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, LitStr};

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let fields = crate::fields(input)?;
    let name = &input.ident;
    let mut sql: Option<LitStr> = None;
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("view")) {
        attribute.parse_nested_meta(|meta| {
            if !meta.path.is_ident("sql") {
                return Err(meta.error("expected `sql`"));
            }
            sql = Some(meta.value()?.parse()?);
            Ok(())
        })?;
    }
    let sql = sql.ok_or_else(|| syn::Error::new_spanned(name, "say `sql = \"SELECT …\"`"))?;
    if !sql.value().contains("locality = $1") {
        return Err(syn::Error::new_spanned(sql, "a view reads one locality: `WHERE locality = $1`"));
    }
    let idents: Vec<_> = fields.iter().filter_map(|field| field.ident.as_ref()).collect();
    let types: Vec<_> = fields.iter().map(|field| &field.ty).collect();
    let places: Vec<_> = (0..fields.len()).collect();
    let width = fields.len();
    Ok(quote! {
        impl ::kernel::View for #name {
            const SQL: &'static str = #sql;
            const KINDS: &'static [::kernel::Kind] = &[#(<#types as ::kernel::Field>::KIND),*];
            fn from_row(row: &[::kernel::Value]) -> ::std::result::Result<Self, ::kernel::BadRow> {
                let row: &[::kernel::Value; #width] = row.try_into().map_err(|_| {
                    ::kernel::BadRow(::std::format!("{} columns, not {}", row.len(), #width))
                })?;
                ::std::result::Result::Ok(Self { #(#idents: ::kernel::Field::from_value(&row[#places])?),* })
            }
        }
    })
}
