CREATE TABLE proposal_criterion (
    locality INT NOT NULL,
    call ID NOT NULL,
    number INT NOT NULL,
    title TEXT NOT NULL,
    weight_bp INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, call, number),
    CHECK (weight_bp > 0)
);
