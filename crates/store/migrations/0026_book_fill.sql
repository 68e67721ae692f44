CREATE TABLE book_fill (
    locality INT NOT NULL,
    book ID NOT NULL,
    number INT NOT NULL,
    bid INT NOT NULL,
    ask INT NOT NULL,
    buyer ID NOT NULL,
    seller ID NOT NULL,
    price INT NOT NULL,
    hours INT NOT NULL,
    starts_at INT NOT NULL,
    set_aside INT NOT NULL,
    stage TEXT NOT NULL,
    trade ID,
    filled_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, book, number),
    CHECK (number > 0),
    CHECK (price > 0),
    CHECK (hours > 0)
);

