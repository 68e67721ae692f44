CREATE TABLE listing (
    locality INT NOT NULL,
    id ID NOT NULL,
    owner ID NOT NULL,
    stage TEXT NOT NULL,
    asking TEXT NOT NULL,
    currency TEXT NOT NULL,
    price INT,
    piece_count INT NOT NULL,
    is_collected INT NOT NULL,
    delivery INT,
    posted_at INT NOT NULL,
    expires_at INT NOT NULL,
    timer ID,
    flag_count INT NOT NULL,
    held_at INT,
    ground TEXT,
    card TEXT,
    ended_at INT,
    version INT NOT NULL,
    PRIMARY KEY (locality, id),
    CHECK (price > 0),
    CHECK (delivery >= 0),
    CHECK (piece_count > 0)
);
CREATE INDEX listing_by_owner_id ON listing (locality, owner, id);
CREATE INDEX listing_by_stage_id ON listing (locality, stage, id);

