CREATE TABLE quote (
    locality INT NOT NULL,
    call ID NOT NULL,
    seller ID NOT NULL,
    number INT NOT NULL,
    offering ID NOT NULL,
    stage TEXT NOT NULL,
    starts_at INT NOT NULL,
    ends_at INT NOT NULL,
    delivery INT,
    binds_until INT NOT NULL,
    trade ID NOT NULL,
    place INT,
    quoted_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, call, seller),
    CHECK (number > 0),
    CHECK (starts_at < ends_at),
    CHECK (delivery >= 0)
);
CREATE INDEX quote_by_seller_call ON quote (locality, seller, call);
