CREATE TABLE listing_message (
    locality INT NOT NULL,
    listing ID NOT NULL,
    asker ID NOT NULL,
    id ID NOT NULL,
    author ID NOT NULL,
    words TEXT NOT NULL,
    written_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, listing, asker, id)
);
CREATE INDEX listing_message_by_author_id ON listing_message (locality, author, id);

