use super::*;
use crate::options::blocks::APART;

#[test]
fn nobody_proposes_asks_or_scores_for_whom_they_do_not_deal_with_but_what_was_proposed_before_stands() {
    let mut garden = Garden::new();
    let (call, cafe) = (garden.open(), garden.market.cafe);
    garden.proposed(call, 0, 90_000);
    for seller in [0, 1] {
        let other = garden.sellers[seller].0;
        garden.market.block(other, cafe);
        let proposal = garden.proposal(call, seller, 80_000);
        assert_eq!(garden.set(&proposal).map_err(code).unwrap_err(), APART);
        let ask = AskOfProposals { asker: other, brief: call, question: "Is there a gate?".parse().unwrap() };
        assert_eq!(garden.market.refused(other, &ask), APART);
    }
    let scorer = garden.expert;
    garden.market.block(cafe, scorer);
    assert_eq!(garden.market.refused(cafe, &InviteScorer { brief: call, scorer }), APART);
    let proposals: Vec<Proposal> = garden.market.world.all();
    assert_eq!(proposals.iter().map(|one| one.stage).collect::<Vec<_>>(), [ProposalStage::Open]);
}
