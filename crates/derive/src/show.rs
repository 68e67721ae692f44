//! `#[derive(Show)]` and the asks of `#[derive(Command)]` and `#[derive(Asks)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Field, Ident, LitInt, LitStr, Token, ext::IdentExt, parse::ParseStream};

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let name = &input.ident;
    let about = crate::doc(&input.attrs);
    let fields = crate::fields(input)?;
    let (mut shown, mut members) = (Vec::new(), Vec::new());
    for field in fields {
        let is_optional = match mark(field)?.as_deref() {
            Some("skip") => continue,
            mark => mark == Some("optional"),
        };
        let (ident, ty, about) = (&field.ident, &field.ty, crate::doc(&field.attrs));
        let name = ident.as_ref().map(|ident| ident.unraw().to_string());
        shown.push(quote!(::kernel::Shown {
            name: #name, schema: <#ty as ::kernel::Show>::schema(schemas), about: #about, is_optional: #is_optional,
        }));
        let insert = quote!(shown.insert(#name.to_owned(), ::kernel::Show::show(&self.#ident, decimals)););
        members.push(if is_optional { quote!(if self.#ident.is_some() { #insert }) } else { insert });
    }
    Ok(quote! {
        impl ::kernel::Show for #name {
            fn schema(schemas: &mut ::kernel::Schemas) -> ::kernel::__private::Json {
                schemas.named(stringify!(#name), #about, |schemas| ::std::vec![#(#shown),*])
            }
            fn show(&self, decimals: &dyn ::kernel::Decimals) -> ::kernel::__private::Json {
                let mut shown = ::kernel::__private::Map::new();
                #(#members)*
                ::kernel::__private::Json::Object(shown)
            }
        }
    })
}

/// What `#[show(…)]` says of a field.
fn mark(field: &Field) -> syn::Result<Option<String>> {
    let Some(attribute) = field.attrs.iter().find(|attribute| attribute.path().is_ident("show")) else {
        return Ok(None);
    };
    let word: Ident = attribute.parse_args()?;
    match word.to_string() {
        known if known == "skip" || known == "optional" => Ok(Some(known)),
        _ => Err(syn::Error::new_spanned(word, "expected `skip` or `optional`")),
    }
}

/// What `#[ask(…)]` says of a field.
#[derive(Default)]
struct Asked {
    is_own: bool,
    or: Option<LitInt>,
    example: Option<LitStr>,
}

impl Asked {
    fn of(field: &Field) -> syn::Result<Self> {
        let attribute = field.attrs.iter().find(|attribute| attribute.path().is_ident("ask"));
        attribute.map_or_else(|| Ok(Self::default()), |attribute| attribute.parse_args_with(Self::parse))
    }

    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut asked = Self::default();
        while !input.is_empty() {
            let word: Ident = input.parse()?;
            match word.to_string().as_str() {
                "own" => asked.is_own = true,
                "or" => {
                    input.parse::<Token![=]>()?;
                    asked.or = Some(input.parse()?);
                }
                "example" => {
                    input.parse::<Token![=]>()?;
                    asked.example = Some(input.parse()?);
                }
                _ => return Err(syn::Error::new_spanned(word, "expected `own`, `or` or `example`")),
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(asked)
    }
}

/// `#[derive(Asks)]`: a struct that a command asks for as a group of fields.
pub(crate) fn expand_asks(input: &DeriveInput) -> syn::Result<TokenStream> {
    let name = &input.ident;
    let asks = asks(&crate::fields(input)?)?;
    Ok(quote! {
        impl ::kernel::Askable for #name {
            const KIND: ::kernel::AskKind = ::kernel::AskKind::Group(#asks);
        }
    })
}

/// `&[Ask { … }]` of some fields.
pub(crate) fn asks(fields: &[&Field]) -> syn::Result<TokenStream> {
    let mut asks = Vec::new();
    for field in fields {
        let (ident, ty, about) = (&field.ident, &field.ty, crate::doc(&field.attrs));
        let is_actor = crate::is_marked(field, "actor");
        let Asked { is_own, or, example } = Asked::of(field)?;
        let (or, example) = (option(or), option(example));
        asks.push(quote!(::kernel::Ask {
            name: stringify!(#ident),
            kind: <#ty as ::kernel::Askable>::KIND,
            is_optional: <#ty as ::kernel::Askable>::IS_OPTIONAL,
            is_actor: #is_actor,
            is_own: #is_own,
            or: #or,
            about: #about,
            example: #example,
        }));
    }
    Ok(quote!(&[#(#asks),*]))
}

fn option(literal: Option<impl quote::ToTokens>) -> TokenStream {
    literal.map_or_else(|| quote!(None), |literal| quote!(Some(#literal)))
}
