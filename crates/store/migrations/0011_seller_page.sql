CREATE TABLE seller_page (
    locality INT NOT NULL,
    user_id ID NOT NULL,
    address TEXT NOT NULL,
    found_as TEXT,
    kept_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, user_id)
);
CREATE INDEX seller_page_by_found_as_user_id ON seller_page (locality, found_as, user_id);

