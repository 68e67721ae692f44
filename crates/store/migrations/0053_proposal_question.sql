CREATE TABLE proposal_question (
    locality INT NOT NULL,
    call ID NOT NULL,
    number INT NOT NULL,
    asker ID NOT NULL,
    question TEXT NOT NULL,
    asked_at INT NOT NULL,
    answer TEXT,
    version INT NOT NULL,
    PRIMARY KEY (locality, call, number)
);
