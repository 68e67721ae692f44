CREATE TABLE proposal (
    locality INT NOT NULL,
    call ID NOT NULL,
    seller ID NOT NULL,
    number INT NOT NULL,
    offering ID NOT NULL,
    stage TEXT NOT NULL,
    approach TEXT NOT NULL,
    experience TEXT NOT NULL,
    team TEXT,
    trade ID NOT NULL,
    proposed_at INT NOT NULL,
    quality_bp INT,
    price_bp INT,
    place INT,
    version INT NOT NULL,
    PRIMARY KEY (locality, call, seller),
    CHECK (number > 0),
    CHECK (place > 0)
);
CREATE INDEX proposal_by_seller_call ON proposal (locality, seller, call);
