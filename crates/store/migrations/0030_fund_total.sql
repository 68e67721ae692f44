CREATE TABLE fund_total (
    locality INT NOT NULL,
    fund ID NOT NULL,
    used INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, fund),
    CHECK (used >= 0)
);
