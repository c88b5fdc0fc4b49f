-- Only a full group is proposed to be divided; one that divided long ago may be written down as done.
CREATE FUNCTION check_division_full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.done_at IS NULL AND NOT EXISTS (SELECT FROM groups WHERE id = NEW.group_id AND active_count >= 15) THEN
    RAISE EXCEPTION 'a group divides when it is full' USING ERRCODE = '23514', CONSTRAINT = 'divisions_full';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER divisions_full BEFORE INSERT ON divisions
  FOR EACH ROW EXECUTE FUNCTION check_division_full();
