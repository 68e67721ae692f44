CREATE TABLE seller_address (
    locality INT NOT NULL,
    address TEXT NOT NULL,
    user_id ID NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, address)
);

