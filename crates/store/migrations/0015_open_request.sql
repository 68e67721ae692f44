CREATE TABLE open_request (
    locality INT NOT NULL,
    buyer ID NOT NULL,
    request ID NOT NULL,
    seller ID NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, buyer, request)
);

