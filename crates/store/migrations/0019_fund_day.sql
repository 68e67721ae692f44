CREATE TABLE fund_day (
    locality INT NOT NULL,
    fund ID NOT NULL,
    day INT NOT NULL,
    used INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, fund, day),
    CHECK (used >= 0)
);
