-- What the executor and its workers keep: see kernel::CommandLog, Outbox, Owner and Timer.
CREATE TABLE command_log (
    locality INT NOT NULL,
    id ID NOT NULL,
    actor ID NOT NULL,
    name TEXT NOT NULL,
    digest BYTES NOT NULL,
    body TEXT,
    answer TEXT NOT NULL,
    decided_at INT NOT NULL,
    seed INT NOT NULL,
    PRIMARY KEY (locality, id)
);

CREATE TABLE outbox (
    locality INT NOT NULL,
    id ID NOT NULL,
    topic TEXT NOT NULL,
    body TEXT NOT NULL,
    added_at INT NOT NULL,
    attempts INT NOT NULL,
    next_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, id)
);

CREATE TABLE owner (
    locality INT NOT NULL,
    epoch INT NOT NULL,
    process TEXT NOT NULL,
    address TEXT NOT NULL,
    lease_until INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality)
);

CREATE TABLE timer (
    locality INT NOT NULL,
    due_at INT NOT NULL,
    id ID NOT NULL,
    command TEXT NOT NULL,
    body TEXT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, due_at, id)
);
