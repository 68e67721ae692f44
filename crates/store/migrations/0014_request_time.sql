CREATE TABLE request_time (
    locality INT NOT NULL,
    request ID NOT NULL,
    number INT NOT NULL,
    starts_at INT NOT NULL,
    ends_at INT NOT NULL,
    currency TEXT NOT NULL,
    pays INT NOT NULL,
    receives INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, request, number),
    CHECK (number > 0),
    CHECK (starts_at < ends_at),
    CHECK (pays >= 0)
);

