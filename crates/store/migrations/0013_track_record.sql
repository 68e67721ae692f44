CREATE TABLE track_record (
    locality INT NOT NULL,
    user_id ID NOT NULL,
    kept_count INT NOT NULL,
    cancelled_count INT NOT NULL,
    no_show_count INT NOT NULL,
    bought_count INT NOT NULL,
    bought_cancelled_count INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, user_id)
);
