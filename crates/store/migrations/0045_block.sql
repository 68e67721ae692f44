CREATE TABLE block (
    locality INT NOT NULL,
    owner ID NOT NULL,
    other ID NOT NULL,
    since INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, owner, other),
    CHECK (owner <> other)
);
