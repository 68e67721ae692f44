CREATE TABLE reservation (
    locality INT NOT NULL,
    transfer ID NOT NULL,
    debit_holder ID NOT NULL,
    debit_class TEXT NOT NULL,
    credit_holder ID NOT NULL,
    credit_class TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount INT NOT NULL,
    purpose TEXT NOT NULL,
    subject ID NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, transfer),
    CHECK (amount > 0)
);
