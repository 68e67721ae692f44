ALTER TABLE notice DROP COLUMN read_at;
