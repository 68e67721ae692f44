CREATE TABLE fund_use (
    locality INT NOT NULL,
    fund ID NOT NULL,
    user_id ID NOT NULL,
    used INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, fund, user_id),
    CHECK (used >= 0)
);
