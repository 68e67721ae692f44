CREATE TABLE book_order (
    locality INT NOT NULL,
    book ID NOT NULL,
    number INT NOT NULL,
    user_id ID NOT NULL,
    trader INT NOT NULL,
    side TEXT NOT NULL,
    kind TEXT NOT NULL,
    price INT NOT NULL,
    hours INT NOT NULL,
    hours_left INT NOT NULL,
    until INT,
    target INT,
    each INT NOT NULL,
    stage TEXT NOT NULL,
    ended TEXT,
    placed_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, book, number),
    CHECK (number > 0),
    CHECK (price >= 0),
    CHECK (hours >= 0),
    CHECK (hours_left >= 0),
    CHECK (hours_left <= hours)
);
CREATE INDEX book_order_by_user_id_book_number ON book_order (locality, user_id, book, number);

