CREATE TABLE book_trader (
    locality INT NOT NULL,
    user_id ID NOT NULL,
    book ID NOT NULL,
    number INT NOT NULL,
    order_count INT NOT NULL,
    offering ID,
    resource ID,
    hours_out INT NOT NULL,
    street TEXT,
    note TEXT,
    set_aside INT NOT NULL,
    pending ID,
    trade ID NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, user_id, book),
    CHECK (number > 0),
    CHECK (hours_out >= 0),
    CHECK (set_aside >= 0)
);

