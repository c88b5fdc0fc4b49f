ALTER TABLE "prompts" ADD COLUMN "asked" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "prompts" ADD COLUMN "changed" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- Counting all meetings of a town for each question proposed would grow with the town.
CREATE FUNCTION count_prompts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.prompt_id, OLD.prompt_changed) IS NOT DISTINCT FROM (NEW.prompt_id, NEW.prompt_changed) THEN
      RETURN NULL;
    END IF;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    UPDATE prompts SET asked = asked - 1, changed = changed - coalesce(OLD.prompt_changed::int, 0) WHERE id = OLD.prompt_id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    UPDATE prompts SET asked = asked + 1, changed = changed + coalesce(NEW.prompt_changed::int, 0) WHERE id = NEW.prompt_id;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER meetings_count_prompts AFTER INSERT OR UPDATE OF prompt_id, prompt_changed OR DELETE ON meetings
  FOR EACH ROW EXECUTE FUNCTION count_prompts();
--> statement-breakpoint
UPDATE prompts p SET asked = c.asked, changed = c.changed
FROM (SELECT prompt_id, count(*) AS asked, count(*) FILTER (WHERE prompt_changed) AS changed
  FROM meetings WHERE prompt_id IS NOT NULL GROUP BY prompt_id) c
WHERE c.prompt_id = p.id;
