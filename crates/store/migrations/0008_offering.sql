CREATE TABLE offering (
    locality INT NOT NULL,
    id ID NOT NULL,
    seller ID NOT NULL,
    resource ID NOT NULL,
    sector TEXT NOT NULL,
    post_code TEXT NOT NULL,
    lat_e6 INT NOT NULL,
    lon_e6 INT NOT NULL,
    stage TEXT NOT NULL,
    offered_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, id)
);
CREATE INDEX offering_by_seller_id ON offering (locality, seller, id);
