CREATE TABLE pledger (
    locality INT NOT NULL,
    pool ID NOT NULL,
    user_id ID NOT NULL,
    number INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, pool, user_id)
);
CREATE INDEX pledger_by_user_id_pool ON pledger (locality, user_id, pool);

