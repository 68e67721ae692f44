CREATE TABLE lot (
    locality INT NOT NULL,
    id ID NOT NULL,
    seller ID NOT NULL,
    offering ID NOT NULL,
    piece_count INT NOT NULL,
    currency TEXT NOT NULL,
    start INT NOT NULL,
    reserve INT,
    buy_now INT,
    handing_over TEXT NOT NULL,
    delivery INT,
    ready_minutes INT NOT NULL,
    stage TEXT NOT NULL,
    closes_at INT NOT NULL,
    extension_count INT NOT NULL,
    timer ID,
    leader ID,
    led_by INT,
    price INT,
    bid_count INT NOT NULL,
    bidder_count INT NOT NULL,
    trade ID,
    version INT NOT NULL,
    PRIMARY KEY (locality, id),
    CHECK (piece_count > 0),
    CHECK (start > 0),
    CHECK (bid_count >= 0),
    CHECK (delivery > 0),
    CHECK (ready_minutes >= 0)
);
CREATE INDEX lot_by_stage_closes_at_id ON lot (locality, stage, closes_at, id);
CREATE INDEX lot_by_seller_id ON lot (locality, seller, id);

