CREATE TABLE open_proposal_call (
    locality INT NOT NULL,
    buyer ID NOT NULL,
    call ID NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, buyer, call)
);
