CREATE TABLE credential (
    locality INT NOT NULL,
    user_id ID NOT NULL,
    claim TEXT NOT NULL,
    stage TEXT NOT NULL,
    issuer TEXT NOT NULL,
    expires_on INT,
    checked_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, user_id, claim)
);
