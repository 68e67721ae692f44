CREATE TABLE contract (
    locality INT NOT NULL,
    trade ID NOT NULL,
    version INT NOT NULL,
    template TEXT NOT NULL,
    digest TEXT NOT NULL,
    agreed_at INT NOT NULL,
    PRIMARY KEY (locality, trade, version)
);
