CREATE TABLE listing_offer (
    locality INT NOT NULL,
    id ID NOT NULL,
    listing ID NOT NULL,
    buyer ID NOT NULL,
    seller ID NOT NULL,
    made_by TEXT NOT NULL,
    currency TEXT NOT NULL,
    price INT NOT NULL,
    piece_count INT NOT NULL,
    handing_over TEXT NOT NULL,
    delivery INT,
    stage TEXT NOT NULL,
    trade ID NOT NULL,
    set_aside INT NOT NULL,
    pending ID,
    made_at INT NOT NULL,
    answer_by INT NOT NULL,
    timer ID,
    answered_at INT,
    version INT NOT NULL,
    PRIMARY KEY (locality, id),
    CHECK (price > 0),
    CHECK (piece_count > 0),
    CHECK (set_aside >= 0)
);
CREATE INDEX listing_offer_by_listing_buyer_id ON listing_offer (locality, listing, buyer, id);
CREATE INDEX listing_offer_by_buyer_id ON listing_offer (locality, buyer, id);
CREATE INDEX listing_offer_by_seller_id ON listing_offer (locality, seller, id);

