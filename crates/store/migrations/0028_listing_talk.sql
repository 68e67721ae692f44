CREATE TABLE listing_talk (
    locality INT NOT NULL,
    listing ID NOT NULL,
    asker ID NOT NULL,
    owner ID NOT NULL,
    message_count INT NOT NULL,
    offer ID,
    last_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, listing, asker),
    CHECK (message_count >= 0)
);
CREATE INDEX listing_talk_by_asker_listing ON listing_talk (locality, asker, listing);

