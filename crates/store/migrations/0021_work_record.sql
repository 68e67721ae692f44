CREATE TABLE work_record (
    locality INT NOT NULL,
    trade ID NOT NULL,
    recorded_by ID NOT NULL,
    worked_minutes INT NOT NULL,
    recorded_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, trade),
    CHECK (worked_minutes >= 0)
);
