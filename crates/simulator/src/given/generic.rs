//! Commands made up from what they are asked with.

use crate::hand::{Call, Hand};
use kernel::{Actor, Ask, AskKind, Command, CommandRefusal, Id, Json, Locality};
use market::trade::Trade;
use market::users::assets::{Offering, Resource};
use serde_json::{Map, json};

/// A command of a type, with whatever its fields ask for, by whoever is most likely to be let give it.
pub(super) fn give<C: Command>(hand: &mut Hand<'_>) -> Option<Call> {
    let fields = object(hand, C::ASKS)?;
    let command: C = serde_json::from_value(Json::Object(fields.clone())).ok()?;
    let actor = actor(hand, &command, C::ASKS, &fields)?;
    Some(Call::by(actor, command))
}

fn actor<C: Command>(
    hand: &mut Hand<'_>,
    command: &C,
    asks: &[Ask],
    fields: &Map<String, Json>,
) -> Option<Id<Actor>> {
    let anybody: Id<Actor> = hand.user()?.cast();
    if command.permit(anybody) == Err(CommandRefusal::NotTheMarket) {
        return Some(Id::SYSTEM);
    }
    let id = |name: &str| fields.get(name).and_then(Json::as_str).and_then(Id::<Actor>::parse);
    if let Some(ask) = asks.iter().find(|ask| ask.is_actor) {
        return id(ask.name);
    }
    let memory = hand.memory;
    let owner = |name: &str| -> Option<Id<Actor>> {
        let bits = id(name)?;
        let (offering, resource, trade) =
            (bits.cast::<Offering>(), bits.cast::<Resource>(), bits.cast::<Trade>());
        let place = bits.locality();
        let seller = memory.find::<Offering>((place, offering)).map(|offering| offering.seller.cast());
        let owner = || memory.find::<Resource>((place, resource)).map(|resource| resource.owner.cast());
        let side = || memory.find::<Trade>((place, trade)).map(|trade| trade.buyer.cast());
        seller.or_else(owner).or_else(side)
    };
    Some(asks.iter().find_map(|ask| owner(ask.name)).unwrap_or(anybody))
}

fn object(hand: &mut Hand<'_>, asks: &[Ask]) -> Option<Map<String, Json>> {
    let mut object = Map::new();
    for ask in asks {
        if ask.is_optional && hand.draw.percent(50) {
            continue;
        }
        object.insert(ask.name.to_owned(), value(hand, ask.name, ask)?);
    }
    Some(object)
}

fn value(hand: &mut Hand<'_>, name: &str, ask: &Ask) -> Option<Json> {
    if ask.is_own {
        return hand.user().map(|user| json!(user.to_string()));
    }
    of_kind(hand, name, &ask.kind)
}

fn of_kind(hand: &mut Hand<'_>, name: &str, kind: &AskKind) -> Option<Json> {
    Some(match kind {
        AskKind::Id => json!(Id::<Actor>::from_bits(id(hand, name)?).to_string()),
        AskKind::Bool => json!(hand.draw.percent(50)),
        AskKind::Whole => json!(hand.between(0, 120)),
        AskKind::Amount => json!(hand.between(1, 20_000)),
        AskKind::Money => json!({ "amount": hand.between(1, 20_000), "currency": hand.currency()?.code() }),
        AskKind::Time => json!(hand.now.plus_minutes(hand.draw.between(-600, 10_000)).0),
        AskKind::Span => {
            let span = hand.span((-4, 200), (1, 40))?;
            json!({ "starts_at": span.starts_at().0, "ends_at": span.ends_at().0 })
        }
        AskKind::Date => json!(hand.now.day().plus(hand.draw.between(-400, 400)).date().to_string()),
        AskKind::Currency => json!(hand.currency()?.code()),
        AskKind::PostCode => json!(hand.post_code()?.to_string()),
        AskKind::EmailAddress => json!(format!("somebody{}@example.org", hand.between(0, 999))),
        AskKind::PhoneNumber => json!(format!("+1503555{:04}", hand.between(0, 9_999))),
        AskKind::ShortText { .. } | AskKind::LongText { .. } => {
            json!(hand.one(&["Somebody", "Some words that are said", "Un día más", "一些文字"])?)
        }
        AskKind::Text => json!(hand.digest()),
        AskKind::Word(words) => json!(hand.one(words)?),
        AskKind::List(kind) => {
            let count = hand.between(0, 3);
            Json::Array((0..count).filter_map(|_| of_kind(hand, name, kind)).collect())
        }
        AskKind::Group(asks) => Json::Object(object(hand, asks)?),
        AskKind::Inner => inner(hand, name)?,
        AskKind::TimeOfDay | AskKind::ClockTime => return None,
    })
}

/// What no edge asks for in words.
fn inner(hand: &mut Hand<'_>, name: &str) -> Option<Json> {
    match name {
        "locality" | "home" => {
            let Locality(number) = hand.user()?.locality();
            Some(json!(number))
        }
        "clock_move" => hand.one(&["Friday", "PlusDay", "ShiftStart", "ShiftEnd"]).map(|word| json!(word)),
        _ => None,
    }
}

/// The id of a record that a field of this name may mean: of the table that is called so, or of one of these.
fn id(hand: &mut Hand<'_>, name: &str) -> Option<u128> {
    let table = match name {
        "user" | "owner" | "other" | "buyer" | "seller" => return hand.user().map(Id::bits),
        "item" => "offering",
        "up_to" => "notice",
        "exception" => "availability_exception",
        "offer" => "part_offer",
        "trade" | "about" => {
            let is_live = hand.draw.percent(70);
            let live = if is_live { hand.pool.live_trade(hand.draw) } else { None };
            return live.map(Id::bits).or_else(|| hand.id_in("trade"));
        }
        table => table,
    };
    hand.id_in(table)
}
