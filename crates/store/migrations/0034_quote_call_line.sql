CREATE TABLE quote_call_line (
    locality INT NOT NULL,
    call ID NOT NULL,
    number INT NOT NULL,
    text TEXT NOT NULL,
    quantity INT NOT NULL,
    unit TEXT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, call, number),
    CHECK (quantity > 0)
);
