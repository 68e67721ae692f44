CREATE TABLE trade_event (
    locality INT NOT NULL,
    trade ID NOT NULL,
    id ID NOT NULL,
    stage TEXT NOT NULL,
    what TEXT NOT NULL,
    by ID NOT NULL,
    happened_at INT NOT NULL,
    PRIMARY KEY (locality, trade, id)
);
