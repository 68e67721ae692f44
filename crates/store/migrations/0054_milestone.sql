CREATE TABLE milestone (
    locality INT NOT NULL,
    trade ID NOT NULL,
    number INT NOT NULL,
    seller ID NOT NULL,
    title TEXT NOT NULL,
    share_bp INT NOT NULL,
    from_day INT NOT NULL,
    until_day INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, trade, number),
    CHECK (number > 0),
    CHECK (share_bp > 0),
    CHECK (from_day <= until_day)
);
