CREATE TABLE work_request (
    locality INT NOT NULL,
    id ID NOT NULL,
    buyer ID NOT NULL,
    seller ID NOT NULL,
    offering ID NOT NULL,
    post_code TEXT NOT NULL,
    street TEXT,
    note TEXT,
    currency TEXT NOT NULL,
    stage TEXT NOT NULL,
    trade ID NOT NULL,
    set_aside INT NOT NULL,
    pending ID,
    asked_at INT NOT NULL,
    answer_by INT NOT NULL,
    timer ID,
    answered_at INT,
    accepted INT,
    reason TEXT,
    version INT NOT NULL,
    PRIMARY KEY (locality, id),
    CHECK (set_aside >= 0)
);
CREATE INDEX work_request_by_buyer_id ON work_request (locality, buyer, id);
CREATE INDEX work_request_by_seller_id ON work_request (locality, seller, id);

