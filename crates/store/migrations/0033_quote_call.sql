CREATE TABLE quote_call (
    locality INT NOT NULL,
    id ID NOT NULL,
    buyer ID NOT NULL,
    sector TEXT NOT NULL,
    post_code TEXT NOT NULL,
    street TEXT,
    from_day INT NOT NULL,
    until_day INT NOT NULL,
    handing_over TEXT,
    description TEXT,
    currency TEXT NOT NULL,
    stage TEXT NOT NULL,
    closes_at INT NOT NULL,
    decide_by INT NOT NULL,
    timer ID,
    quote_count INT NOT NULL,
    question_count INT NOT NULL,
    ending TEXT,
    awarded INT,
    version INT NOT NULL,
    PRIMARY KEY (locality, id),
    CHECK (from_day <= until_day),
    CHECK (quote_count >= 0)
);
CREATE INDEX quote_call_by_stage_closes_at_id ON quote_call (locality, stage, closes_at, id);
CREATE INDEX quote_call_by_buyer_id ON quote_call (locality, buyer, id);
