CREATE TABLE underbid (
    locality INT NOT NULL,
    auction ID NOT NULL,
    seller ID NOT NULL,
    number INT NOT NULL,
    offering ID NOT NULL,
    least INT NOT NULL,
    cost INT,
    cost_minutes INT,
    bid_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, auction, seller),
    CHECK (number > 0),
    CHECK (least > 0),
    CHECK (cost > 0),
    CHECK (cost_minutes > 0)
);
CREATE INDEX underbid_by_seller_auction ON underbid (locality, seller, auction);
