ALTER TABLE measures ADD CONSTRAINT measures_group_id_groups_id_fk FOREIGN KEY (group_id) REFERENCES groups(id);
--> statement-breakpoint
ALTER TABLE report_words ADD CONSTRAINT report_words_version_fk
  FOREIGN KEY (report_id, version) REFERENCES report_versions(report_id, version);
--> statement-breakpoint
-- Counts of places follow the memberships; the row update locks the group, so groups_places holds under concurrency.
CREATE FUNCTION count_memberships() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was text := CASE WHEN TG_OP = 'INSERT' THEN '' ELSE OLD.state END;
  becomes text := CASE WHEN TG_OP = 'DELETE' THEN '' ELSE NEW.state END;
BEGIN
  IF was <> becomes THEN
    UPDATE groups SET
      active_count = active_count + (becomes = 'active')::int - (was = 'active')::int,
      offered_count = offered_count + (becomes = 'offered')::int - (was = 'offered')::int,
      waiting_count = waiting_count + (becomes = 'waitlisted')::int - (was = 'waitlisted')::int,
      request_count = request_count + (becomes = 'requested')::int - (was = 'requested')::int
    WHERE id = coalesce(NEW.group_id, OLD.group_id);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER memberships_count AFTER INSERT OR UPDATE OF state OR DELETE ON memberships
  FOR EACH ROW EXECUTE FUNCTION count_memberships();
--> statement-breakpoint
-- Ended memberships stay ended, and nobody changes group or person.
CREATE FUNCTION check_membership_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.group_id <> OLD.group_id OR NEW.person_id <> OLD.person_id THEN
    RAISE EXCEPTION 'a membership keeps its group and person' USING ERRCODE = '23514', CONSTRAINT = 'memberships_fixed';
  END IF;
  IF NEW.state <> OLD.state AND NOT (OLD.state, NEW.state) IN (
    ('requested', 'active'), ('requested', 'waitlisted'), ('requested', 'declined'), ('requested', 'withdrawn'),
    ('waitlisted', 'offered'), ('waitlisted', 'withdrawn'),
    ('offered', 'active'), ('offered', 'withdrawn'), ('offered', 'lapsed'),
    ('active', 'left'), ('active', 'removed')
  ) THEN
    RAISE EXCEPTION 'no step from % to %', OLD.state, NEW.state USING ERRCODE = '23514', CONSTRAINT = 'memberships_step';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER memberships_step BEFORE UPDATE ON memberships
  FOR EACH ROW EXECUTE FUNCTION check_membership_step();
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = '23514', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
--> statement-breakpoint
CREATE TRIGGER report_versions_append_only BEFORE UPDATE OR DELETE ON report_versions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER report_confirmations_append_only BEFORE UPDATE OR DELETE ON report_confirmations
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
