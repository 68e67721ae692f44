CREATE TABLE resource_day (
    locality INT NOT NULL,
    resource ID NOT NULL,
    day INT NOT NULL,
    busy BYTES NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, resource, day)
);
