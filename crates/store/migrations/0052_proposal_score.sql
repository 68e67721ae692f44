CREATE TABLE proposal_score (
    locality INT NOT NULL,
    call ID NOT NULL,
    seller ID NOT NULL,
    scorer ID NOT NULL,
    criterion INT NOT NULL,
    score INT NOT NULL,
    reason TEXT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, call, seller, scorer, criterion),
    CHECK (score >= 0),
    CHECK (score <= 5)
);
