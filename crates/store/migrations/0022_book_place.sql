CREATE TABLE book_place (
    locality INT NOT NULL,
    sector TEXT NOT NULL,
    post_code TEXT NOT NULL,
    day INT NOT NULL,
    part_of_day TEXT NOT NULL,
    book ID NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, sector, post_code, day, part_of_day)
);

