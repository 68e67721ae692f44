CREATE TABLE price_tier (
    locality INT NOT NULL,
    pool ID NOT NULL,
    number INT NOT NULL,
    piece_count INT NOT NULL,
    each INT NOT NULL,
    willing INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, pool, number),
    CHECK (piece_count > 0),
    CHECK (each > 0),
    CHECK (willing >= 0)
);

