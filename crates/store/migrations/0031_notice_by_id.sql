-- Notices in the order of their ids: new ones go to the end of the table, and only a short entry of an index lies with
-- those of the same user.
ALTER TABLE notice RENAME TO notice_by_user;
CREATE TABLE notice (
    locality INT NOT NULL,
    id ID NOT NULL,
    user_id ID NOT NULL,
    sentence TEXT NOT NULL,
    arguments TEXT NOT NULL,
    subject ID,
    told_at INT NOT NULL,
    version INT NOT NULL,
    PRIMARY KEY (locality, id)
);
INSERT INTO notice (locality, id, user_id, sentence, arguments, subject, told_at, version)
    SELECT locality, id, user_id, sentence, arguments, subject, told_at, version FROM notice_by_user ORDER BY id;
DROP TABLE notice_by_user;
CREATE INDEX notice_by_user_id_id ON notice (locality, user_id, id);
