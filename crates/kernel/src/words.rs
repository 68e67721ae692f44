//! Enumerations that are stored and sent as their words.

/// Declares an enumeration whose variants are stored in the database and sent over the API as words.
///
/// ```
/// kernel::words! {
///     /// Where a trade stands.
///     pub enum Stage {
///         /// Agreed and paid into escrow.
///         Booked = "booked",
///         /// Called off.
///         Cancelled = "cancelled",
///     }
/// }
/// assert_eq!(Stage::Booked.word(), "booked");
/// assert_eq!(Stage::from_word("cancelled"), Some(Stage::Cancelled));
/// ```
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every variant, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word it is stored and sent as.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The variant of a word, if there is one.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl $crate::Field for $name {
            const KIND: $crate::Kind = $crate::Kind::Text;
            fn to_value(&self) -> $crate::Value {
                $crate::Value::Text(self.word().into())
            }
            fn from_value(value: &$crate::Value) -> Result<Self, $crate::BadRow> {
                let word = value.as_text()?;
                Self::from_word(word).ok_or_else(|| $crate::BadRow::unknown_word(stringify!($name)))
            }
        }

        impl $crate::Askable for $name {
            const KIND: $crate::AskKind = $crate::AskKind::Word(&[$($word),+]);
        }

        impl $crate::Show for $name {
            fn schema(_: &mut $crate::Schemas) -> $crate::__private::Json {
                $crate::__private::word_schema(&[$($word),+])
            }
            fn show(&self, _: &dyn $crate::Decimals) -> $crate::__private::Json {
                $crate::__private::Json::from(self.word())
            }
        }

        impl $crate::__private::Serialize for $name {
            fn serialize<S: $crate::__private::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        impl<'de> $crate::__private::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <String as $crate::__private::Deserialize>::deserialize(deserializer)?;
                Self::from_word(&word).ok_or_else(|| {
                    $crate::__private::custom(format!("`{word}` is none of: {}", [$($word),+].join(", ")))
                })
            }
        }
    };
}
