CREATE TABLE notice (
    locality INT NOT NULL,
    user_id ID NOT NULL,
    id ID NOT NULL,
    sentence TEXT NOT NULL,
    arguments TEXT NOT NULL,
    subject ID,
    told_at INT NOT NULL,
    read_at INT,
    version INT NOT NULL,
    PRIMARY KEY (locality, user_id, id)
);
