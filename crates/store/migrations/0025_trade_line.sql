CREATE TABLE trade_line (
    locality INT NOT NULL,
    trade ID NOT NULL,
    place INT NOT NULL,
    kind TEXT NOT NULL,
    amount INT NOT NULL,
    settled INT,
    rule TEXT,
    counterparty TEXT,
    pending ID,
    version INT NOT NULL,
    PRIMARY KEY (locality, trade, place)
);
