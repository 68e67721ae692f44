CREATE TABLE quote_line (
    locality INT NOT NULL,
    call ID NOT NULL,
    seller ID NOT NULL,
    number INT NOT NULL,
    quantity INT NOT NULL,
    price INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, call, seller, number),
    CHECK (quantity >= 0),
    CHECK (price >= 0)
);
