CREATE TABLE person (
    locality INT NOT NULL,
    user_id ID NOT NULL,
    display_name TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT,
    language TEXT NOT NULL,
    born_on INT,
    street TEXT,
    post_code TEXT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, user_id)
);
