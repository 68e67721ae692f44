//! `#[derive(Command)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Expr, Field, Ident, LitInt, LitStr, Token, Type, parse::Parse, parse::ParseStream};

/// What `#[command(…)]` on the struct says.
struct Options {
    name: LitStr,
    version: Option<LitInt>,
    locality: Option<Expr>,
    public: bool,
    by_market: bool,
}

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let name = &input.ident;
    let attribute = input.attrs.iter().find(|attribute| attribute.path().is_ident("command"));
    let attribute =
        attribute.ok_or_else(|| syn::Error::new_spanned(name, "say `#[command(\"module.verb\")]`"))?;
    let options: Options = attribute.parse_args()?;
    let fields = crate::fields(input)?;

    let locality = match &options.locality {
        Some(locality) => quote!(#locality),
        None => first_locality(&fields).ok_or_else(|| {
            syn::Error::new_spanned(name, "no field is an `Id` or a `Locality`: say `locality = …`")
        })?,
    };
    let actors = fields
        .iter()
        .filter(|field| crate::is_marked(field, "actor"))
        .filter_map(|field| field.ident.as_ref());
    let by_market = options.by_market.then(|| quote!(::kernel::CommandRefusal::unless_market(actor)?;));
    let version = options.version.map(|version| quote!(const VERSION: u32 = #version;));
    let public = options.public.then(|| {
        quote!(
            const PUBLIC: bool = true;
        )
    });
    let command = &options.name;
    let (asks, about) = (crate::show::asks(&fields)?, crate::doc(&input.attrs));
    Ok(quote! {
        impl ::kernel::Command for #name {
            const NAME: &'static str = #command;
            const ASKS: &'static [::kernel::Ask] = #asks;
            const ABOUT: &'static str = #about;
            #version
            #public
            fn locality(&self) -> ::kernel::Locality {
                #locality
            }
            fn permit(&self, actor: ::kernel::Id<::kernel::Actor>) -> ::std::result::Result<(), ::kernel::CommandRefusal> {
                #by_market
                #(::kernel::CommandRefusal::unless_user(actor, self.#actors)?;)*
                let _ = actor;
                ::std::result::Result::Ok(())
            }
        }
    })
}

/// The locality of the first field that tells one.
fn first_locality(fields: &[&Field]) -> Option<TokenStream> {
    fields.iter().find_map(|field| {
        let ident = field.ident.as_ref()?;
        match type_name(&field.ty)?.to_string().as_str() {
            "Id" => Some(quote!(self.#ident.locality())),
            "Locality" => Some(quote!(self.#ident)),
            _ => None,
        }
    })
}

fn type_name(ty: &Type) -> Option<&Ident> {
    let Type::Path(path) = ty else { return None };
    path.path.segments.last().map(|segment| &segment.ident)
}

impl Parse for Options {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut options =
            Self { name: input.parse()?, version: None, locality: None, public: false, by_market: false };
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            let word: Ident = input.parse()?;
            match word.to_string().as_str() {
                "public" => options.public = true,
                "by_market" => options.by_market = true,
                "version" => {
                    input.parse::<Token![=]>()?;
                    options.version = Some(input.parse()?);
                }
                "locality" => {
                    input.parse::<Token![=]>()?;
                    options.locality = Some(input.parse()?);
                }
                _ => {
                    let why = "expected `public`, `by_market`, `version` or `locality`";
                    return Err(syn::Error::new_spanned(word, why));
                }
            }
        }
        Ok(options)
    }
}
