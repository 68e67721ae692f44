CREATE TABLE removal_count (
    locality INT NOT NULL,
    starts_on INT NOT NULL,
    rule TEXT NOT NULL,
    listing_count INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, starts_on, rule),
    CHECK (listing_count > 0)
);

