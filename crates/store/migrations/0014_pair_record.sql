CREATE TABLE pair_record (
    locality INT NOT NULL,
    buyer ID NOT NULL,
    seller ID NOT NULL,
    completed_count INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, buyer, seller)
);
