CREATE TABLE usual_week (
    locality INT NOT NULL,
    resource ID NOT NULL,
    zone TEXT NOT NULL,
    monday BYTES NOT NULL,
    tuesday BYTES NOT NULL,
    wednesday BYTES NOT NULL,
    thursday BYTES NOT NULL,
    friday BYTES NOT NULL,
    saturday BYTES NOT NULL,
    sunday BYTES NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, resource)
);
