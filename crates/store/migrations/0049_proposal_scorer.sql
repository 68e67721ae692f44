CREATE TABLE proposal_scorer (
    locality INT NOT NULL,
    call ID NOT NULL,
    scorer ID NOT NULL,
    invited_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, call, scorer)
);
CREATE INDEX proposal_scorer_by_scorer_call ON proposal_scorer (locality, scorer, call);
