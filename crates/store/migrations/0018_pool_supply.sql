CREATE TABLE pool_supply (
    locality INT NOT NULL,
    pool ID NOT NULL,
    number INT NOT NULL,
    seller ID NOT NULL,
    offering ID NOT NULL,
    piece_count INT NOT NULL,
    pledged INT NOT NULL,
    out_count INT NOT NULL,
    delivery INT,
    ready_minutes INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, pool, number),
    CHECK (piece_count > 0),
    CHECK (pledged >= 0),
    CHECK (pledged <= piece_count),
    CHECK (out_count >= 0),
    CHECK (delivery > 0),
    CHECK (ready_minutes >= 0)
);
CREATE INDEX pool_supply_by_seller_pool_number ON pool_supply (locality, seller, pool, number);

