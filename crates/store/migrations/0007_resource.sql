CREATE TABLE resource (
    locality INT NOT NULL,
    id ID NOT NULL,
    owner ID NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, id)
);
CREATE INDEX resource_by_owner ON resource (locality, owner);
