CREATE TABLE bundle_member (
    locality INT NOT NULL,
    bundle ID NOT NULL,
    place INT NOT NULL,
    trade ID NOT NULL,
    currency TEXT NOT NULL,
    pays INT NOT NULL,
    standing TEXT NOT NULL,
    replaces INT,
    version INT NOT NULL,
    PRIMARY KEY (locality, bundle, place),
    CHECK (place > 0),
    CHECK (pays >= 0)
);
