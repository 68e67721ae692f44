CREATE TABLE need_part (
    locality INT NOT NULL,
    owner ID NOT NULL,
    need ID NOT NULL,
    number INT NOT NULL,
    sector TEXT NOT NULL,
    count INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, owner, need, number),
    CHECK (number > 0),
    CHECK (count > 0)
);

