CREATE TABLE lot_bidder (
    locality INT NOT NULL,
    lot ID NOT NULL,
    user_id ID NOT NULL,
    alias INT NOT NULL,
    had_chance INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, lot, user_id)
);
CREATE INDEX lot_bidder_by_user_id_lot ON lot_bidder (locality, user_id, lot);

