//! Who may see a photograph.

use crate::app::App;
use crate::error::Answer;
use crate::visitor::Visitor;
use kernel::{Id, Value, View};
use market::trade::Trade;
use market::users::photos::Photo;

/// The trades of which a photograph is evidence, with their sides. `$2` is its digest.
#[derive(View, Debug)]
#[view(sql = "SELECT DISTINCT trade.buyer, trade.seller FROM evidence
              JOIN trade ON trade.locality = evidence.locality AND trade.id = evidence.trade
              WHERE evidence.locality = $1 AND evidence.photo = $2")]
struct SidesOfEvidence {
    buyer: Id<Trade>,
    seller: Id<Trade>,
}

/// How many offerings a photograph shows. `$2` is its digest.
#[derive(View, Debug)]
#[view(sql = "SELECT COUNT(*) FROM offering_photo WHERE locality = $1 AND digest = $2")]
struct ShownByOfferings {
    count: i64,
}

/// Whether somebody may see a photograph: everybody those of offerings, who took it and the sides of a trade those that
/// are evidence in it.
pub async fn may_see(app: &App, visitor: Option<&Visitor>, photo: &Photo) -> Answer<bool> {
    let digest = [Value::Text(photo.digest.as_str().into())];
    let shown = app.store.view::<ShownByOfferings>(app.locality, &digest).await?;
    if shown.iter().any(|shown| shown.count > 0) {
        return Ok(true);
    }
    let Some(visitor) = visitor else { return Ok(false) };
    if photo.by == visitor.user {
        return Ok(true);
    }
    let sides = app.store.view::<SidesOfEvidence>(app.locality, &digest).await?;
    let me = visitor.user.cast();
    Ok(sides.iter().any(|sides| sides.buyer == me || sides.seller == me))
}
