CREATE TABLE availability_exception (
    locality INT NOT NULL,
    resource ID NOT NULL,
    id ID NOT NULL,
    kind TEXT NOT NULL,
    starts_at INT NOT NULL,
    ends_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, resource, id),
    CHECK (starts_at < ends_at)
);
