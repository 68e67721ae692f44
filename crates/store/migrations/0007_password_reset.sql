ALTER TABLE person ADD COLUMN password_reset_at INT;
