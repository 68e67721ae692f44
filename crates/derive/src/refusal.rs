//! `#[derive(Refusal)]` and `#[derive(Sentence)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Fields, Ident, LitStr};

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let name = &input.ident;
    let attribute = input.attrs.iter().find(|attribute| attribute.path().is_ident("refusal"));
    let attribute = attribute.ok_or_else(|| syn::Error::new_spanned(name, "say `#[refusal(\"module\")]`"))?;
    let module: LitStr = attribute.parse_args()?;
    let syn::Data::Enum(data) = &input.data else {
        return Err(syn::Error::new_spanned(name, "refusals are an enumeration"));
    };
    let mut kind_arms = Vec::new();
    for variant in &data.variants {
        let ident = &variant.ident;
        let is_marked = |mark: &str| variant.attrs.iter().any(|attribute| attribute.path().is_ident(mark));
        let kind = match (is_marked("not_yours"), is_marked("stale")) {
            (true, _) => quote!(NotYours),
            (false, true) => quote!(Stale),
            (false, false) => quote!(Refused),
        };
        kind_arms.push(quote!(Self::#ident { .. } => ::kernel::RefusalKind::#kind));
    }
    let Sentences { codes, code_arms, argument_arms, examples } = Sentences::of(data, &module)?;
    Ok(quote! {
        impl #name {
            /// The code of every refusal here, in the order they are declared.
            pub const CODES: &'static [&'static str] = &[#(#codes),*];

            /// One of each, in the same order.
            pub fn examples() -> ::std::vec::Vec<::std::boxed::Box<dyn ::kernel::Refusal>> {
                ::std::vec![#(::std::boxed::Box::new(#examples)),*]
            }
        }
        impl ::kernel::Refusal for #name {
            fn code(&self) -> &'static str {
                match self { #(#code_arms),* }
            }
            fn kind(&self) -> ::kernel::RefusalKind {
                match self { #(#kind_arms),* }
            }
            fn arguments(&self) -> ::std::vec::Vec<(&'static str, ::kernel::Argument)> {
                match self { #(#argument_arms),* }
            }
        }
    })
}

/// `#[derive(Sentence)]`.
pub(crate) fn expand_sentence(input: &DeriveInput) -> syn::Result<TokenStream> {
    let name = &input.ident;
    let attribute = input.attrs.iter().find(|attribute| attribute.path().is_ident("sentence"));
    let attribute =
        attribute.ok_or_else(|| syn::Error::new_spanned(name, "say `#[sentence(\"module\")]`"))?;
    let module: LitStr = attribute.parse_args()?;
    let syn::Data::Enum(data) = &input.data else {
        return Err(syn::Error::new_spanned(name, "sentences are an enumeration"));
    };
    let Sentences { codes, code_arms, argument_arms, examples } = Sentences::of(data, &module)?;
    Ok(quote! {
        impl #name {
            /// The code of every sentence here, in the order they are declared.
            pub const CODES: &'static [&'static str] = &[#(#codes),*];

            /// One of each, in the same order.
            pub fn examples() -> ::std::vec::Vec<Self> {
                ::std::vec![#(#examples),*]
            }
        }
        impl ::kernel::Sentence for #name {
            fn code(&self) -> &'static str {
                match self { #(#code_arms),* }
            }
            fn arguments(&self) -> ::std::vec::Vec<(&'static str, ::kernel::Argument)> {
                match self { #(#argument_arms),* }
            }
        }
    })
}

/// What an enumeration of things that are said comes to, a piece a variant.
struct Sentences {
    codes: Vec<String>,
    code_arms: Vec<TokenStream>,
    argument_arms: Vec<TokenStream>,
    examples: Vec<TokenStream>,
}

impl Sentences {
    fn of(data: &syn::DataEnum, module: &LitStr) -> syn::Result<Self> {
        let (mut codes, mut code_arms) = (Vec::new(), Vec::new());
        let (mut argument_arms, mut examples) = (Vec::new(), Vec::new());
        for variant in &data.variants {
            let ident = &variant.ident;
            let code = format!("{}/{}", module.value(), kebab(ident));
            let fields: Vec<&Ident> = match &variant.fields {
                Fields::Unit => Vec::new(),
                Fields::Named(named) => named.named.iter().filter_map(|field| field.ident.as_ref()).collect(),
                Fields::Unnamed(_) => {
                    return Err(syn::Error::new_spanned(variant, "name the arguments"));
                }
            };
            let names: Vec<_> = fields.iter().map(ToString::to_string).collect();
            code_arms.push(quote!(Self::#ident { .. } => #code));
            examples.push(quote!(Self::#ident { #(#fields: ::kernel::Example::example()),* }));
            let makers = names.iter().map(|name| match name.rsplit('_').next() {
                Some("minutes") => quote!(::kernel::Argument::Minutes),
                Some("meters") => quote!(::kernel::Argument::Meters),
                _ => quote!(::kernel::Argument::from),
            });
            argument_arms.push(quote!(Self::#ident { #(#fields),* } => ::std::vec![
                #((#names, #makers(::std::clone::Clone::clone(#fields)))),*
            ]));
            codes.push(code);
        }
        Ok(Self { codes, code_arms, argument_arms, examples })
    }
}

/// `TooShort` as `too-short`.
fn kebab(ident: &Ident) -> String {
    let mut text = String::new();
    for letter in ident.to_string().chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push('-');
        }
        text.extend(letter.to_lowercase());
    }
    text
}
