CREATE TABLE transfer (
    locality INT NOT NULL,
    id ID NOT NULL,
    debit_holder ID NOT NULL,
    debit_class TEXT NOT NULL,
    credit_holder ID NOT NULL,
    credit_class TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount INT NOT NULL,
    verb TEXT NOT NULL,
    pending ID,
    purpose TEXT NOT NULL,
    subject ID NOT NULL,
    posted_at INT NOT NULL,
    PRIMARY KEY (locality, id),
    CHECK (amount > 0)
);
CREATE INDEX transfer_by_debit_holder_id ON transfer (locality, debit_holder, id);
CREATE INDEX transfer_by_credit_holder_id ON transfer (locality, credit_holder, id);
CREATE INDEX transfer_by_subject_id ON transfer (locality, subject, id);
