CREATE TABLE account (
    locality INT NOT NULL,
    holder ID NOT NULL,
    class TEXT NOT NULL,
    currency TEXT NOT NULL,
    available INT NOT NULL,
    reserved INT NOT NULL,
    least INT,
    version INT NOT NULL,
    PRIMARY KEY (locality, holder, class, currency),
    CHECK (available >= least),
    CHECK (reserved >= 0)
);
