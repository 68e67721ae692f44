CREATE TABLE purse (
    locality INT NOT NULL,
    id ID NOT NULL,
    held INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, id),
    CHECK (held >= 0)
);
CREATE INDEX purse_by_held ON purse (locality, held);

CREATE TABLE hours (
    locality INT NOT NULL,
    resource ID NOT NULL,
    day INT NOT NULL,
    busy BYTES NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, resource, day)
);

CREATE TABLE booking (
    locality INT NOT NULL,
    id ID NOT NULL,
    resource ID NOT NULL,
    slots BYTES NOT NULL,
    PRIMARY KEY (locality, id)
);

CREATE TABLE pool (
    locality INT NOT NULL,
    id ID NOT NULL,
    is_closed INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, id)
);

CREATE TABLE pledge (
    locality INT NOT NULL,
    pool ID NOT NULL,
    id ID NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, pool, id)
);

CREATE TABLE sample (
    locality INT NOT NULL,
    number INT NOT NULL,
    id ID NOT NULL,
    text TEXT NOT NULL,
    bytes BYTES NOT NULL,
    ceiling INT NOT NULL,
    truth INT NOT NULL,
    slots BYTES NOT NULL,
    ratio INT NOT NULL,
    currency TEXT,
    maybe_id ID,
    maybe_text TEXT,
    maybe_bytes BYTES,
    version INT NOT NULL,
    PRIMARY KEY (locality, number, id, text, bytes),
    CHECK (number <= ceiling)
);
CREATE INDEX sample_by_ceiling ON sample (locality, ceiling);

CREATE TABLE ring (
    locality INT NOT NULL,
    id ID NOT NULL,
    name TEXT NOT NULL,
    rung_at INT NOT NULL,
    PRIMARY KEY (locality, id)
);

CREATE TABLE page (
    locality INT NOT NULL,
    id ID NOT NULL,
    words TEXT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, id)
);
