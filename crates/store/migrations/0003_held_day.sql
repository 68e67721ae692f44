CREATE TABLE held_day (
    locality INT NOT NULL,
    resource ID NOT NULL,
    day INT NOT NULL,
    holds INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, resource, day),
    CHECK (holds >= 0)
);
