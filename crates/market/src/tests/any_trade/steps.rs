//! What somebody does in a trade of any promise: each step as its command.

use super::Walk;
use crate::support::amendment::{CallOff, share_due};
use crate::support::completion::{
    AcceptOffer, AcceptReport, AddEvidence, AddPhoto, Confirm, Handover, MakeOffer, Object, PartOffer,
    RecordDue, Report, ReportReason, RunLate, SendBack, StartWork, StopWork,
};
use crate::support::messages::WriteMessage;
use crate::tests::HERE;
use crate::trade::actions::Step;
use crate::trade::part::{Part, RecordedAs, Unit};
use crate::trade::procedure::EvidenceKind;
use crate::trade::{Side, Trade};
use kernel::{Amount, Blob, Id};

impl Walk {
    pub(super) fn step(&mut self, side: Side, step: Step, part: &Part) {
        let (trade, number) = (self.trade, part.number);
        let (recorded, reason) = (part.due.unwrap_or(1), part.recorded_as);
        match step {
            Step::Agree | Step::Extend | Step::LetGo => {}
            Step::Start => {
                let code_digest = self.code(trade);
                self.run(side, &StartWork { trade, part: number, code_digest });
            }
            Step::Stop => {
                let code_digest = self.code(trade);
                self.run(side, &StopWork { trade, part: number, code_digest });
            }
            Step::RunLate => {
                let minutes = self.draw.between(1, 130);
                self.run(side, &RunLate { trade, part: number, minutes });
            }
            Step::Write => self.run(side, &WriteMessage { trade, words: "words".parse().unwrap() }),
            Step::Record => self.record(side, part),
            Step::Confirm => {
                let due = part.due.unwrap_or(part.quantity);
                self.run(side, &Confirm { trade, part: number, due, reason });
            }
            Step::Object => {
                let due = self.draw.between(0, part.due.unwrap_or(1));
                self.run(side, &Object { trade, part: number, due, recorded, reason });
            }
            Step::Offer => self.offer(side, number),
            Step::SendBack => {
                let until = self.market.world.now.plus_hours(self.draw.between(1, 200));
                self.run(side, &SendBack { trade, part: number, until, recorded, reason });
            }
            Step::Report => {
                let reason = self.draw.one(ReportReason::ALL);
                self.run(side, &Report { trade, part: number, reason, seen: part.stage, items: Vec::new() });
            }
            Step::AcceptReport => {
                self.run(
                    side,
                    &AcceptReport {
                        trade,
                        part: number,
                        is_restocked: self.market.world.now.0 % 2 == 0,
                        reported: part.quantity,
                    },
                );
            }
            Step::AddEvidence => {
                let kind = self.draw.one(EvidenceKind::ALL);
                self.evidence(side, part, kind);
            }
            Step::CallOff => {
                let full = self.full();
                let share = share_due(&full.trade, side, self.market.world.now);
                let expected_bp = (!share.is_nothing()).then_some(full.trade.late_share_bp.0);
                self.run(side, &CallOff { trade, part: number, expected_bp });
            }
        }
    }

    /// The digest of the code that the payer shows, if there is one.
    fn code(&self, trade: Id<Trade>) -> String {
        let handover = self.market.world.find::<Handover>((HERE, trade));
        handover.map_or_else(String::new, |handover| Handover::digest(trade, &handover.code))
    }

    fn record(&mut self, side: Side, part: &Part) {
        let (trade, number) = (self.trade, part.number);
        let some = self.draw.between(0, part.quantity);
        let due = match part.unit {
            Unit::Minutes => some / 15 * 15,
            Unit::Pieces if some * 2 > part.quantity => part.quantity,
            Unit::Pieces => 0,
            Unit::Minor | Unit::Stages | Unit::Plays => some,
        };
        let is_there = self.draw.percent(85);
        let reason = if is_there { RecordedAs::Performed } else { RecordedAs::NotTaken };
        let kind = part.promise.procedure().evidence.last().copied();
        if let Some(kind) = kind {
            self.evidence(side, part, kind);
        }
        self.run(side, &RecordDue { trade, part: number, due, reason, seen: part.stage, code_digest: None });
    }

    fn offer(&mut self, side: Side, number: i64) {
        let trade = self.trade;
        let offers = self.market.world.all::<PartOffer>();
        let other = offers.iter().rfind(|offer| offer.part == number && offer.side != side);
        if let Some(offer) = other.filter(|_| self.draw.percent(50)) {
            let PartOffer { id: offer, pays, .. } = *offer;
            return self.run(side, &AcceptOffer { trade, part: number, offer, pays });
        }
        let most = self.full().price_of(self.full().part(number).unwrap()).payer_pays().unwrap().0;
        let pays = Amount(self.draw.between(0, most.max(0)));
        self.run(side, &MakeOffer { trade, part: number, pays });
    }

    fn evidence(&mut self, side: Side, part: &Part, kind: EvidenceKind) {
        let (trade, number) = (self.trade, part.number);
        if kind == EvidenceKind::Photo {
            let bytes = Blob(vec![1, 2, u8::try_from(number % 250).unwrap(), u8::from(side == Side::Buyer)]);
            return self.run(side, &AddPhoto { trade, part: number, bytes });
        }
        let words = Some("words".parse().unwrap());
        self.run(side, &AddEvidence { trade, part: number, kind, code_digest: None, photo: None, words });
    }
}
