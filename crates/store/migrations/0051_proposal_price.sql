CREATE TABLE proposal_price (
    locality INT NOT NULL,
    call ID NOT NULL,
    seller ID NOT NULL,
    price INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, call, seller),
    CHECK (price > 0)
);
