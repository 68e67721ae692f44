CREATE TABLE held_fund (
    locality INT NOT NULL,
    fund ID NOT NULL,
    currency TEXT NOT NULL,
    held INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, fund, currency),
    CHECK (held >= 0)
);
