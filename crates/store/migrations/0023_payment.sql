CREATE TABLE payment (
    locality INT NOT NULL,
    id ID NOT NULL,
    user_id ID NOT NULL,
    direction TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount INT NOT NULL,
    stage TEXT NOT NULL,
    pending ID,
    requested_at INT NOT NULL,
    concluded_at INT,
    version INT NOT NULL,
    PRIMARY KEY (locality, id),
    CHECK (amount > 0)
);
CREATE INDEX payment_by_user_id_id ON payment (locality, user_id, id);
