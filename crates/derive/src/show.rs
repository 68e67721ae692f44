//! `#[derive(Show)]` and the asks of `#[derive(Command)]` and `#[derive(Asks)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, DeriveInput, Field, Ident, LitInt, LitStr, Token, ext::IdentExt, parse::ParseStream};

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let (ident, about) = (&input.ident, crate::doc(&input.attrs));
    let name = Marks::of(&input.attrs)?.name.unwrap_or_else(|| ident.to_string());
    let members = expand_members(input)?;
    Ok(quote! {
        impl ::kernel::Show for #ident {
            fn schema(schemas: &mut ::kernel::Schemas) -> ::kernel::__private::Json {
                schemas.named(#name, #about, <Self as ::kernel::Members>::fields)
            }
            fn show(&self, decimals: &dyn ::kernel::Decimals) -> ::kernel::__private::Json {
                ::kernel::__private::object(self, decimals)
            }
        }

        #members
    })
}

/// `#[derive(Members)]`: an answer's members without a schema of their own.
pub(crate) fn expand_members(input: &DeriveInput) -> syn::Result<TokenStream> {
    let ident = &input.ident;
    let only = Marks::of(&input.attrs)?.only;
    let declared = crate::fields(input)?;
    let is_declared = |name: &&Ident| declared.iter().any(|field| field.ident.as_ref() == Some(*name));
    if let Some(unknown) = only.iter().find(|name| !is_declared(name)) {
        return Err(syn::Error::new_spanned(unknown, "there is no such field"));
    }
    let (mut fields, mut members) = (Vec::new(), Vec::new());
    for field in declared {
        let (ident, ty, about) = (&field.ident, &field.ty, crate::doc(&field.attrs));
        let marks = Marks::of(&field.attrs)?;
        let is_shown = only.is_empty() || ident.as_ref().is_some_and(|ident| only.contains(ident));
        if marks.is("skip") || !is_shown {
            continue;
        }
        if marks.is("flatten") {
            fields.push(quote!(fields.extend(<#ty as ::kernel::Members>::fields(schemas));));
            members.push(quote!(::kernel::Members::add_to(&self.#ident, object, decimals);));
            continue;
        }
        let name = marks.name.clone().or_else(|| ident.as_ref().map(|ident| ident.unraw().to_string()));
        let is_optional = marks.is("optional");
        let (ty, value) = if marks.is("money") {
            let money = quote!(::kernel::InCurrency::of(self.#ident, self.currency));
            (quote!(<#ty as ::kernel::InCurrency>::Money), money)
        } else {
            (quote!(#ty), quote!(self.#ident))
        };
        fields.push(quote!(fields.push(::kernel::Shown {
            name: #name, schema: <#ty as ::kernel::Show>::schema(schemas), about: #about, is_optional: #is_optional,
        });));
        let insert = quote!(object.insert(#name.to_owned(), ::kernel::Show::show(&#value, decimals)););
        members.push(if is_optional { quote!(if self.#ident.is_some() { #insert }) } else { insert });
    }
    Ok(quote! {
        impl ::kernel::Members for #ident {
            fn fields(schemas: &mut ::kernel::Schemas) -> ::std::vec::Vec<::kernel::Shown> {
                let mut fields = ::std::vec::Vec::new();
                #(#fields)*
                fields
            }
            fn add_to(
                &self,
                object: &mut ::kernel::__private::Map<::std::string::String, ::kernel::__private::Json>,
                decimals: &dyn ::kernel::Decimals,
            ) {
                #(#members)*
            }
        }
    })
}

/// What `#[show(…)]` says of a struct or a field.
#[derive(Default)]
struct Marks {
    words: Vec<&'static str>,
    name: Option<String>,
    only: Vec<Ident>,
}

impl Marks {
    /// What is said of fields in one word.
    const WORDS: [&str; 4] = ["skip", "optional", "flatten", "money"];

    fn of(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut marks = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("show")) {
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("name") {
                    marks.name = Some(meta.value()?.parse::<LitStr>()?.value());
                } else if meta.path.is_ident("only") {
                    return meta.parse_nested_meta(|field| {
                        marks.only.push(field.path.require_ident()?.clone());
                        Ok(())
                    });
                } else {
                    let word = Self::WORDS.into_iter().find(|word| meta.path.is_ident(word));
                    marks.words.push(word.ok_or_else(|| meta.error("nothing that `show` knows"))?);
                }
                Ok(())
            })?;
        }
        Ok(marks)
    }

    fn is(&self, word: &str) -> bool {
        self.words.contains(&word)
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
