CREATE TABLE bundle (
    locality INT NOT NULL,
    id ID NOT NULL,
    buyer ID NOT NULL,
    template TEXT,
    stage TEXT NOT NULL,
    currency TEXT NOT NULL,
    pays INT NOT NULL,
    open_count INT NOT NULL,
    held_at INT NOT NULL,
    held_until INT NOT NULL,
    booked_at INT,
    repair_until INT,
    ended_at INT,
    timer ID,
    version INT NOT NULL,
    PRIMARY KEY (locality, id),
    CHECK (pays >= 0),
    CHECK (open_count >= 0)
);
CREATE INDEX bundle_by_buyer_id ON bundle (locality, buyer, id);
