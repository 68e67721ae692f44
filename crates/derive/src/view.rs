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
    let (own, group) = crate::record::split_group(&fields, "view")?;
    let idents: Vec<_> = own.iter().filter_map(|field| field.ident.as_ref()).collect();
    let types: Vec<_> = own.iter().map(|field| &field.ty).collect();
    let places: Vec<_> = (0..own.len()).collect();
    let width = own.len();
    let kinds = quote!(&[#(<#types as ::kernel::Field>::KIND),*]);
    let (kinds, rest, group) = match group {
        None => (kinds, quote!([]), quote!()),
        Some(group) => {
            let (ident, ty) = (&group.ident, &group.ty);
            let columns = quote!(<#ty as ::kernel::Fields>::COLUMNS);
            let all = quote!(&::kernel::Column::kinds::<{ #width + #columns.len() }>(#kinds, #columns));
            (all, quote!(group), quote!(#ident: ::kernel::Fields::from_values(group)?,))
        }
    };
    Ok(quote! {
        impl ::kernel::View for #name {
            const SQL: &'static str = #sql;
            const KINDS: &'static [::kernel::Kind] = #kinds;
            fn from_row(row: &[::kernel::Value]) -> ::std::result::Result<Self, ::kernel::BadRow> {
                let Some((own, #rest)) = row.split_first_chunk::<#width>() else {
                    let wrong = ::std::format!("{} columns, not {}", row.len(), Self::KINDS.len());
                    return ::std::result::Result::Err(::kernel::BadRow(wrong));
                };
                ::std::result::Result::Ok(Self {
                    #(#idents: ::kernel::Field::from_value(&own[#places])?,)*
                    #group
                })
            }
        }
    })
}
