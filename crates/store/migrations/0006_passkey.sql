CREATE TABLE passkey (
    locality INT NOT NULL,
    user_id ID NOT NULL,
    id ID NOT NULL,
    credential TEXT NOT NULL,
    public_key TEXT NOT NULL,
    sign_count INT NOT NULL,
    device TEXT NOT NULL,
    system TEXT,
    made_at INT NOT NULL,
    used_at INT,
    version INT NOT NULL,
    PRIMARY KEY (locality, user_id, id),
    CHECK (sign_count >= 0)
);
