CREATE TABLE pledge (
    locality INT NOT NULL,
    pool ID NOT NULL,
    number INT NOT NULL,
    buyer ID NOT NULL,
    supply INT NOT NULL,
    piece_count INT NOT NULL,
    most_each INT,
    stage TEXT NOT NULL,
    trade ID NOT NULL,
    pending ID,
    pledged_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, pool, number),
    CHECK (number > 0),
    CHECK (piece_count > 0),
    CHECK (most_each > 0)
);

