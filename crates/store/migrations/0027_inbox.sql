CREATE TABLE inbox (
    locality INT NOT NULL,
    user_id ID NOT NULL,
    read_up_to ID NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, user_id)
);
