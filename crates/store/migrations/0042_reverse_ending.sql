CREATE TABLE reverse_ending (
    locality INT NOT NULL,
    ending TEXT NOT NULL,
    times INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, ending),
    CHECK (times > 0)
);
