CREATE TABLE bid (
    locality INT NOT NULL,
    lot ID NOT NULL,
    number INT NOT NULL,
    bidder ID NOT NULL,
    alias INT NOT NULL,
    most INT NOT NULL,
    price INT NOT NULL,
    trade ID NOT NULL,
    pending ID,
    placed_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, lot, number),
    CHECK (number > 0),
    CHECK (most > 0)
);

