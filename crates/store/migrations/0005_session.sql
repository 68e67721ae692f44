CREATE TABLE session (
    locality INT NOT NULL,
    token_digest TEXT NOT NULL,
    user_id ID NOT NULL,
    device TEXT NOT NULL,
    started_at INT NOT NULL,
    expires_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, token_digest)
);
CREATE INDEX session_by_user_id ON session (locality, user_id);
