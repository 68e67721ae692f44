//! Seller pages (M1): the short address at which whoever has the link finds what somebody sells.
//!
//! ```text
//! KeepSellerPage ──▶ kept ──KeepSellerPage, found by name or not──▶ kept ──DropSellerPage──▶ none (the address leads nowhere)
//! ```
//!
//! Nobody has such a page who did not ask for it, and there is no list of them: it is found by its address, which is drawn and
//! cannot be guessed, and by its owner's name only where the owner says so.

use super::{DisplayName, Person, User, trader};
use kernel::{Command, Decide, Draft, Id, Keys, Locality, Record, Show, Stop, Timestamp, View};
use serde::{Deserialize, Serialize};

/// The characters of an address: Crockford's base 32, in which none is taken for another.
const CHARACTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// How many of them an address has: of forty bits, which nobody tries one by one.
const LENGTH: u32 = 8;

/// The page of somebody who sells.
#[derive(Record, Show, Clone, Debug, PartialEq, Eq)]
#[record(
    table = "seller_page",
    key(locality, user_id),
    personal(user_id),
    index = "locality, found_as, user_id"
)]
pub struct SellerPage {
    /// The owner's home locality.
    #[show(skip)]
    pub locality: Locality,
    /// Whose.
    #[show(skip)]
    pub user_id: Id<User>,
    /// Its address: the last word of its link.
    #[show(name = "short_address")]
    pub address: String,
    /// The name by which it is found, in lower case; nothing when only the link leads there.
    pub found_as: Option<String>,
    /// Since when there is one.
    pub kept_at: Timestamp,
}

/// Where an address leads.
#[derive(Record, Clone, Debug, PartialEq, Eq)]
#[record(table = "seller_address", key(locality, address), personal(user_id))]
pub struct SellerAddress {
    /// The owner's home locality.
    pub locality: Locality,
    /// The address.
    pub address: String,
    /// Whose page it is.
    pub user_id: Id<User>,
}

/// A name as it is looked for: in lower case, a space between words.
pub fn folded(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

impl SellerPage {
    /// Its owner is called something now: whoever may be found by name is found by that.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn is_called(draft: &mut Draft<'_>, user: Id<User>, name: &DisplayName) -> Result<(), Stop> {
        let Some(page) = draft.find::<Self>((draft.locality(), user))? else { return Ok(()) };
        if page.found_as.is_some() {
            draft.put(&Self { found_as: Some(folded(name.as_str())), ..page })?;
        }
        Ok(())
    }

    /// Takes away somebody's page, and its address with it.
    ///
    /// # Errors
    /// As [`Draft::find`].
    pub fn erase(draft: &mut Draft<'_>, user: Id<User>) -> Result<(), Stop> {
        let locality = draft.locality();
        if let Some(page) = draft.find::<Self>((locality, user))? {
            draft.remove::<SellerAddress>((locality, page.address))?;
            draft.remove::<Self>((locality, user))?;
        }
        Ok(())
    }
}

/// An address as it is kept, however somebody typed it.
pub fn address_typed(typed: &str) -> String {
    let kept = |character| match character {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    };
    typed.trim().to_lowercase().chars().map(kept).collect()
}

/// An address of a fresh id.
fn address_of(id: Id<SellerAddress>) -> String {
    let bits = id.bits();
    let character = |place: u32| {
        let index = usize::try_from((bits >> (5 * place)) & 31).unwrap_or(0);
        CHARACTERS.get(index).map_or('0', |character| char::from(*character))
    };
    (0..LENGTH).map(character).collect()
}

/// Keeps a page of your own at a short address of its own, which stays as long as the page does; and says whether it is found
/// by your name, or by its link alone.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("seller_pages.keep")]
pub struct KeepSellerPage {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
    /// Whether whoever looks for your name finds it.
    pub is_found_by_name: bool,
}

/// A page as whoever keeps it hears of it.
#[derive(Show, Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct KeptSellerPage {
    /// The last word of its link.
    pub short_address: String,
}

impl Decide for KeepSellerPage {
    type Done = KeptSellerPage;

    fn reads(&self, keys: &mut Keys) {
        let locality = Command::locality(self);
        keys.one::<User>((locality, self.user));
        keys.one::<Person>((locality, self.user));
        keys.one::<SellerPage>((locality, self.user));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<KeptSellerPage, Stop> {
        trader(draft)?;
        let (locality, user_id) = (draft.locality(), self.user);
        let person = draft.get::<Person>((locality, user_id))?;
        let found_as = self.is_found_by_name.then(|| folded(person.display_name.as_str()));
        if let Some(page) = draft.find::<SellerPage>((locality, user_id))? {
            let address = page.address.clone();
            draft.put(&SellerPage { found_as, ..page })?;
            return Ok(KeptSellerPage { short_address: address });
        }
        let mut address = address_of(draft.id());
        while draft.find::<SellerAddress>((locality, address.clone()))?.is_some() {
            address = address_of(draft.id());
        }
        draft.put(&SellerAddress { locality, address: address.clone(), user_id })?;
        let kept_at = draft.now();
        draft.put(&SellerPage { locality, user_id, address: address.clone(), found_as, kept_at })?;
        Ok(KeptSellerPage { short_address: address })
    }
}

/// Takes away your own page. Its address leads nowhere from then on, and the next page has another.
#[derive(Command, Serialize, Deserialize, Clone, Debug)]
#[command("seller_pages.drop")]
pub struct DropSellerPage {
    /// Whose.
    #[command(actor)]
    pub user: Id<User>,
}

impl Decide for DropSellerPage {
    type Done = ();

    fn reads(&self, keys: &mut Keys) {
        keys.one::<SellerPage>((Command::locality(self), self.user));
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<(), Stop> {
        draft.get::<SellerPage>((draft.locality(), self.user))?;
        SellerPage::erase(draft, self.user)
    }
}

/// How many pages a name finds at most.
pub const FOUND_MAX: usize = 20;

/// Pages that are found by name, those whose name begins so. `$2` is the beginning in lower case, `$3` what is behind all that
/// begin with it.
#[derive(View, Clone, Debug)]
#[view(
    sql = "SELECT user_id, address FROM seller_page WHERE locality = $1 AND found_as >= $2 AND found_as < $3
           ORDER BY found_as, user_id LIMIT 20"
)]
pub struct SellerFound {
    /// Whose.
    pub user_id: Id<User>,
    /// Its address.
    pub address: String,
}

#[cfg(test)]
mod tests;
