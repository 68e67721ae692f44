CREATE TABLE listing_flag (
    locality INT NOT NULL,
    listing ID NOT NULL,
    flagger ID NOT NULL,
    reason TEXT,
    flagged_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, listing, flagger)
);
CREATE INDEX listing_flag_by_flagger_listing ON listing_flag (locality, flagger, listing);

