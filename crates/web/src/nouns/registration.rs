//! What was checked of a user, and asking for it.

use crate::app::App;
use crate::error::{Answer, AppError};
use crate::visitor::{Visitor, request};
use kernel::Id;
use market::users::registration::{ClaimStage, RecordCheck};

/// What the fact dictionary calls a claim about a seller, and one about a buyer.
pub const CLAIMS: [&str; 2] = ["seller.has_", "buyer.has_"];

/// Asks the register about a claim, with the user's permission: the button is the permission. In the parallel market
/// the register is simulated and says yes; in the real one none is connected yet, so there is nothing to be found.
pub async fn ask_register(app: &App, visitor: &Visitor, claim: &str, key: &str) -> Answer<()> {
    let is_asked_about = CLAIMS.iter().any(|of| app.rulebook.fact(&format!("{of}{claim}")).is_some());
    if !app.is_parallel() || !is_asked_about {
        return Err(AppError::NotFound);
    }
    let check = RecordCheck {
        user: visitor.user,
        claim: claim.to_owned(),
        stage: ClaimStage::Verified,
        issuer: "simulated register".to_owned(),
        expires_on: None,
    };
    // The register answers, not the user; the key is the user's own all the same.
    let step = format!("{key} {}", visitor.user);
    Ok(app.store.run(request::<RecordCheck>(Id::SYSTEM, &step), check).await?)
}
