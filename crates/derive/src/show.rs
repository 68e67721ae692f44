//! `#[derive(Show)]` and the asks of `#[derive(Command)]` and `#[derive(Asks)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Field};

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let name = &input.ident;
    let about = crate::doc(&input.attrs);
    let fields = crate::fields(input)?;
    let shown = fields.iter().map(|field| {
        let (ident, ty, about) = (&field.ident, &field.ty, crate::doc(&field.attrs));
        quote!(::kernel::Shown {
            name: stringify!(#ident), schema: <#ty as ::kernel::Show>::schema(schemas), about: #about,
        })
    });
    let names: Vec<_> = fields.iter().map(|field| &field.ident).collect();
    Ok(quote! {
        impl ::kernel::Show for #name {
            fn schema(schemas: &mut ::kernel::Schemas) -> ::kernel::__private::Json {
                schemas.named(stringify!(#name), #about, |schemas| ::std::vec![#(#shown),*])
            }
            fn show(&self, decimals: &dyn ::kernel::Decimals) -> ::kernel::__private::Json {
                let mut shown = ::kernel::__private::Map::new();
                #(shown.insert(stringify!(#names).to_owned(), ::kernel::Show::show(&self.#names, decimals));)*
                ::kernel::__private::Json::Object(shown)
            }
        }
    })
}

/// `#[derive(Asks)]`: a struct that a command asks for as a group of fields.
pub(crate) fn expand_asks(input: &DeriveInput) -> syn::Result<TokenStream> {
    let name = &input.ident;
    let asks = asks(&crate::fields(input)?);
    Ok(quote! {
        impl ::kernel::Askable for #name {
            const KIND: ::kernel::AskKind = ::kernel::AskKind::Group(#asks);
        }
    })
}

/// `&[Ask { … }]` of some fields.
pub(crate) fn asks(fields: &[&Field]) -> TokenStream {
    let ask = fields.iter().map(|field| {
        let (ident, ty, about) = (&field.ident, &field.ty, crate::doc(&field.attrs));
        let is_actor = crate::is_marked(field, "actor");
        quote!(::kernel::Ask {
            name: stringify!(#ident),
            kind: <#ty as ::kernel::Askable>::KIND,
            is_optional: <#ty as ::kernel::Askable>::IS_OPTIONAL,
            is_actor: #is_actor,
            about: #about,
        })
    });
    quote!(&[#(#ask),*])
}
