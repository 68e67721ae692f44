CREATE TABLE favorite (
    locality INT NOT NULL,
    owner ID NOT NULL,
    other ID NOT NULL,
    added_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, owner, other)
);
