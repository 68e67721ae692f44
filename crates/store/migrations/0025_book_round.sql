CREATE TABLE book_round (
    locality INT NOT NULL,
    book ID NOT NULL,
    number INT NOT NULL,
    entries BYTES NOT NULL,
    events BYTES NOT NULL,
    digest TEXT NOT NULL,
    made_at INT NOT NULL,
    PRIMARY KEY (locality, book, number)
);

