//! What must be true of a trade whatever else there is.

use kernel::{Amount, Draft, Id, KeyOf, Keys, Loaded, Moment, Record, Reference, State, Stop, Timestamp};
use market::options::contracts::{AgreedHire, Contract, ContractFacts};
use market::price::Share;
use market::trade::full::FullTrade;
use market::trade::milestone::Milestone;
use market::trade::part::{Part, PartStage};
use market::trade::{Stage, TradeLine};

/// A trade with everything that is checked of it.
pub(super) struct Gathered {
    pub(super) full: FullTrade,
    pub(super) contracts: Vec<Contract>,
    pub(super) hire: Option<AgreedHire>,
    pub(super) milestones: Vec<Milestone>,
}

/// Adds what is wrong with a trade.
pub(super) fn check(gathered: &Gathered, reference: &Reference, wrong: &mut Vec<String>) {
    let full = &gathered.full;
    if full.parts().is_empty() {
        wrong.push(format!("trade {}: it has no part", full.id()));
        return;
    }
    wrong.extend(wrong_with(full));
    contract(gathered, reference, wrong);
}

/// What is wrong with a trade, of which its own rows tell.
pub fn wrong_with(full: &FullTrade) -> Vec<String> {
    let mut wrong = Vec::new();
    stages(full, &mut wrong);
    summary(full, &mut wrong);
    timer(full, &mut wrong);
    for part in full.parts() {
        of_part(full, part, &mut wrong);
        children(full, part, &mut wrong);
    }
    for line in full.lines().iter().filter(|line| full.part(line.part).is_err()) {
        wrong.push(format!("line {} of trade {}: there is no part {}", line.position, full.id(), line.part));
    }
    wrong
}

/// The trade stands where its parts are.
fn stages(full: &FullTrade, wrong: &mut Vec<String>) {
    let trade = &full.trade;
    let mut parts = full.parts().iter();
    let fits = match trade.stage {
        Stage::Held => parts.all(Part::is_live),
        Stage::Lapsed => parts.all(|part| part.stage == PartStage::Void),
        Stage::Booked => parts.any(Part::is_live),
        Stage::Ended => !parts.any(Part::is_live),
    };
    if !fits {
        wrong.push(format!("trade {}: it is {}, and its parts are not", trade.id, trade.stage.word()));
    }
    let (is_over, was_agreed) = match trade.stage {
        Stage::Held => (false, false),
        Stage::Lapsed => (true, false),
        Stage::Booked => (false, true),
        Stage::Ended => (true, true),
    };
    for (what, at, is_said) in
        [("ended_at", trade.ended_at, is_over), ("booked_at", trade.booked_at, was_agreed)]
    {
        if at.is_some() != is_said {
            wrong.push(format!("trade {}: it is {}, which `{what}` denies", trade.id, trade.stage.word()));
        }
    }
}

/// What lists show of the trade is what its parts come to.
fn summary(full: &FullTrade, wrong: &mut Vec<String>) {
    let (trade, made) = match full.summed_up() {
        Ok(made) => (&full.trade, made),
        Err(stop) => {
            wrong.push(format!("trade {}: its parts cannot be summed up: {}", full.id(), reason(&stop)));
            return;
        }
    };
    let compared = [
        ("starts_at", trade.starts_at == made.starts_at),
        ("ends_at", trade.ends_at == made.ends_at),
        ("shown", trade.shown == made.shown),
        ("outcome", trade.outcome == made.outcome),
        ("buyer_pays", trade.buyer_pays == made.buyer_pays),
        ("seller_receives", trade.seller_receives == made.seller_receives),
    ];
    for (column, _) in compared.iter().filter(|(_, is_same)| !is_same) {
        wrong.push(format!("trade {}: `{column}` is not what its parts make it", trade.id));
    }
}

/// The one timer is set for the next time at which silence does something.
fn timer(full: &FullTrade, wrong: &mut Vec<String>) {
    let trade = &full.trade;
    // A nudge that is over is not done again, and only the timer tells whether it is.
    let before = trade.timer_at.map_or(Timestamp(i64::MIN), |at| Timestamp(at.0.saturating_sub(1)));
    if trade.timer_at != full.next_silence(before) || trade.timer_at.is_some() != trade.timer.is_some() {
        wrong.push(format!(
            "trade {} ({}): its timer is not at the next time at which silence does something",
            trade.id,
            trade.stage.word()
        ));
    }
}

/// What is due of a part is within range, and a part is settled with all its lines or not at all.
fn of_part(full: &FullTrade, part: &Part, wrong: &mut Vec<String>) {
    let named = format!("part {} of trade {}", part.number, part.trade);
    let is_within = match (part.due, part.due_out_of) {
        (None, None) => !matches!(part.stage, PartStage::Recorded | PartStage::Closed),
        (Some(due), Some(out_of)) => Share::new(due, out_of).is_some(),
        (Some(_), None) | (None, Some(_)) => false,
    };
    if !is_within {
        wrong.push(format!("{named} ({}): what is due is out of range", part.stage.word()));
    }
    let is_closed = part.stage == PartStage::Closed;
    if is_closed != part.closed_at.is_some() || is_closed != part.outcome.is_some() {
        wrong.push(format!("{named} ({}): its time of closing and its outcome deny that", part.stage.word()));
    }
    let settled = |line: &TradeLine| line.settled.is_some() == is_closed;
    if !full.lines_of(part.number).all(settled) {
        wrong.push(format!("{named} ({}): its lines are not settled as it is", part.stage.word()));
    }
    if part.stage.is_live() && part.after.is_some_and(|after| full.part(after).is_err()) {
        wrong.push(format!("{named}: it waits for a part that there is not"));
    }
    let unknown = part.replaces.filter(|old| !full.part(*old).is_ok_and(|old| old.stage == PartStage::Void));
    if let Some(old) = unknown {
        wrong.push(format!("{named}: it stands in the place of part {old}, which is not void"));
    }
}

/// The lines of the parts into which one was divided sum to its own.
fn children(full: &FullTrade, parent: &Part, wrong: &mut Vec<String>) {
    let children: Vec<&Part> =
        full.parts().iter().filter(|part| part.replaces == Some(parent.number)).collect();
    if children.len() < 2 {
        return;
    }
    let sum = |line: &TradeLine| {
        let same = |child: &&Part| {
            full.lines_of(child.number).find(|other| other.position == line.position).map(|line| line.amount)
        };
        Amount::sum(children.iter().filter_map(same)) == Ok(line.amount)
    };
    if !full.lines_of(parent.number).all(sum) {
        wrong.push(format!(
            "part {} of trade {}: the lines of the parts that it was divided into do not sum to its own",
            parent.number, parent.trade
        ));
    }
}

/// What was agreed has a contract of its edition, which can be made again.
fn contract(gathered: &Gathered, reference: &Reference, wrong: &mut Vec<String>) {
    let trade = &gathered.full.trade;
    if trade.booked_at.is_none() {
        if !gathered.contracts.is_empty() {
            wrong.push(format!("trade {}: it has a contract, and was never agreed", trade.id));
        }
        return;
    }
    let Some(kept) = gathered.contracts.iter().find(|contract| contract.edition == trade.edition) else {
        wrong.push(format!("trade {}: it has no contract of edition {}", trade.id, trade.edition));
        return;
    };
    match made_again(gathered, reference) {
        Ok(digest) if digest == kept.digest => {}
        Ok(_) => wrong.push(format!(
            "contract of trade {}, edition {}: its text made again has another digest",
            trade.id, kept.edition
        )),
        Err(stop) => wrong.push(format!(
            "contract of trade {}, edition {}: it cannot be made again: {}",
            trade.id,
            kept.edition,
            reason(&stop)
        )),
    }
}

/// The digest of the contract, by the function that a decision uses, over the rows that were gathered.
fn made_again(gathered: &Gathered, reference: &Reference) -> Result<String, Stop> {
    let trade = &gathered.full.trade;
    let key = KeyOf::<AgreedHire>::key((trade.locality, trade.id));
    let row = gathered.hire.as_ref().map(|hire| Loaded { key: key.clone(), version: 1, row: hire.to_row() });
    let milestones = gathered.milestones.iter().map(|milestone| Loaded {
        key: KeyOf::<Milestone>::key((trade.locality, trade.id, milestone.number)),
        version: 1,
        row: milestone.to_row(),
    });
    let mut keys = Keys::of(key);
    keys.all::<Milestone>((trade.locality, trade.id));
    let mut state = State::default();
    state.load(&keys, row.into_iter().chain(milestones).collect());
    let agreed_at = trade.booked_at.unwrap_or(trade.held_at);
    let moment = Moment::new(agreed_at, Id::SYSTEM, Id::from_bits(0), trade.locality);
    let moment = moment.consulting(reference.clone());
    let draft = Draft::new(&state, &moment);
    Ok(ContractFacts::of(&draft, &gathered.full)?.digest()?)
}

fn reason(stop: &Stop) -> String {
    match stop {
        Stop::Bad(bad) => bad.to_string(),
        Stop::Absent(table) => format!("there is no such {table}"),
        Stop::Refused(refusal) => refusal.code().to_owned(),
        Stop::Need(_) => "it reads what it does not usually read".to_owned(),
    }
}
