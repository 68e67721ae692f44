CREATE TABLE users (
    locality INT NOT NULL,
    id ID NOT NULL,
    kind TEXT NOT NULL,
    role TEXT NOT NULL,
    wants_tax_pot INT NOT NULL,
    opened_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, id)
);
