CREATE TABLE sign_in_name (
    locality INT NOT NULL,
    digest TEXT NOT NULL,
    user_id ID NOT NULL,
    home INT NOT NULL,
    password_hash TEXT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, digest)
);
