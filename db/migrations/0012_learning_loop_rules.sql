-- Typed check-ins are in no write-ahead log and in no backup that leaves unlogged tables out.
ALTER TABLE check_ins SET UNLOGGED;
--> statement-breakpoint
ALTER TABLE prompts ADD CONSTRAINT prompts_written_by_people_id_fk FOREIGN KEY (written_by) REFERENCES people(id);
--> statement-breakpoint
ALTER TABLE prompts ADD CONSTRAINT prompts_group_id_groups_id_fk FOREIGN KEY (group_id) REFERENCES groups(id);
--> statement-breakpoint
ALTER TABLE visits ADD CONSTRAINT visits_approach_id_approaches_id_fk FOREIGN KEY (approach_id) REFERENCES approaches(id);
--> statement-breakpoint
-- The feed follows the tables that tell it, so that no command can forget to.
CREATE FUNCTION note_feed(told text, row_id uuid, happened timestamptz, by_group uuid, in_focus text, in_neighborhood text)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO feed_items (kind, ref, at, group_id, focus_id, neighborhood_id)
  VALUES (told, row_id, happened, by_group, in_focus, in_neighborhood) ON CONFLICT (kind, ref) DO NOTHING
$$;
--> statement-breakpoint
CREATE FUNCTION feed_group() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_feed(CASE WHEN NEW.divided_from_id IS NULL THEN 'group' ELSE 'divided' END,
    NEW.id, NEW.created_at, NEW.id, NEW.focus_id, NEW.neighborhood_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION feed_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_feed('report', NEW.id, NEW.posted_at, NEW.group_id, NEW.focus_id, NEW.neighborhood_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION feed_question() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.chapter IS NULL THEN
    PERFORM note_feed('question', NEW.id, NEW.asked_at, NEW.group_id, NEW.focus_id, NEW.neighborhood_id);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION feed_answer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  q questions%ROWTYPE;
BEGIN
  SELECT * INTO q FROM questions WHERE id = NEW.question_id;
  IF TG_OP = 'INSERT' THEN
    PERFORM note_feed('answer', NEW.id, NEW.answered_at, NEW.group_id, q.focus_id, q.neighborhood_id);
  END IF;
  IF NEW.helped_at IS NULL THEN
    DELETE FROM feed_items WHERE kind = 'helped' AND ref = NEW.id;
  ELSE
    PERFORM note_feed('helped', NEW.id, NEW.helped_at, NEW.group_id, q.focus_id, q.neighborhood_id);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION feed_approach() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_feed('approach', NEW.id, NEW.written_at, NEW.group_id, NEW.focus_id, NEW.neighborhood_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION feed_adoption() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  in_focus text;
  in_neighborhood text;
BEGIN
  SELECT focus_id INTO in_focus FROM approaches WHERE id = NEW.approach_id;
  SELECT neighborhood_id INTO in_neighborhood FROM groups WHERE id = NEW.group_id;
  IF TG_OP = 'INSERT' THEN
    PERFORM note_feed('adoption', NEW.id, NEW.adopted_at, NEW.group_id, in_focus, in_neighborhood);
  END IF;
  IF NEW.outcome_at IS NOT NULL THEN
    PERFORM note_feed('outcome', NEW.id, NEW.outcome_at, NEW.group_id, in_focus, in_neighborhood);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION feed_reflection() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  g groups%ROWTYPE;
  first_shared timestamptz;
BEGIN
  SELECT min(shared_at) INTO first_shared FROM reflection_answers WHERE reflection_id = NEW.reflection_id AND shared;
  IF first_shared IS NULL THEN
    DELETE FROM feed_items WHERE kind = 'reflection' AND ref = NEW.reflection_id;
  ELSE
    SELECT groups.* INTO g FROM groups JOIN reflections ON reflections.group_id = groups.id
      WHERE reflections.id = NEW.reflection_id;
    PERFORM note_feed('reflection', NEW.reflection_id, first_shared, g.id, g.focus_id, g.neighborhood_id);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION feed_hand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  g groups%ROWTYPE;
BEGIN
  IF NEW.passed_on_at IS NOT NULL THEN
    SELECT * INTO g FROM groups WHERE id = NEW.group_id;
    PERFORM note_feed('hand', NEW.id, NEW.passed_on_at, g.id, g.focus_id, g.neighborhood_id);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER groups_feed AFTER INSERT ON groups FOR EACH ROW EXECUTE FUNCTION feed_group();
--> statement-breakpoint
CREATE TRIGGER reports_feed AFTER INSERT ON reports FOR EACH ROW EXECUTE FUNCTION feed_report();
--> statement-breakpoint
CREATE TRIGGER questions_feed AFTER INSERT ON questions FOR EACH ROW EXECUTE FUNCTION feed_question();
--> statement-breakpoint
CREATE TRIGGER answers_feed AFTER INSERT OR UPDATE OF helped_at ON answers
  FOR EACH ROW EXECUTE FUNCTION feed_answer();
--> statement-breakpoint
CREATE TRIGGER approaches_feed AFTER INSERT ON approaches FOR EACH ROW EXECUTE FUNCTION feed_approach();
--> statement-breakpoint
CREATE TRIGGER adoptions_feed AFTER INSERT OR UPDATE OF outcome_at ON adoptions
  FOR EACH ROW EXECUTE FUNCTION feed_adoption();
--> statement-breakpoint
CREATE TRIGGER reflection_answers_feed AFTER INSERT OR UPDATE OF shared ON reflection_answers
  FOR EACH ROW EXECUTE FUNCTION feed_reflection();
--> statement-breakpoint
CREATE TRIGGER hands_feed AFTER INSERT OR UPDATE OF passed_on_at ON hands
  FOR EACH ROW EXECUTE FUNCTION feed_hand();
--> statement-breakpoint
-- What happened before there was a feed.
INSERT INTO feed_items (kind, ref, at, group_id, focus_id, neighborhood_id)
SELECT CASE WHEN divided_from_id IS NULL THEN 'group' ELSE 'divided' END, id, created_at, id, focus_id, neighborhood_id FROM groups
UNION ALL SELECT 'report', id, posted_at, group_id, focus_id, neighborhood_id FROM reports
UNION ALL SELECT 'question', id, asked_at, group_id, focus_id, neighborhood_id FROM questions WHERE chapter IS NULL
UNION ALL SELECT 'answer', a.id, a.answered_at, a.group_id, q.focus_id, q.neighborhood_id
  FROM answers a JOIN questions q ON q.id = a.question_id
UNION ALL SELECT 'helped', a.id, a.helped_at, a.group_id, q.focus_id, q.neighborhood_id
  FROM answers a JOIN questions q ON q.id = a.question_id WHERE a.helped_at IS NOT NULL
UNION ALL SELECT 'approach', id, written_at, group_id, focus_id, neighborhood_id FROM approaches
UNION ALL SELECT 'adoption', o.id, o.adopted_at, o.group_id, p.focus_id, g.neighborhood_id
  FROM adoptions o JOIN approaches p ON p.id = o.approach_id JOIN groups g ON g.id = o.group_id
UNION ALL SELECT 'outcome', o.id, o.outcome_at, o.group_id, p.focus_id, g.neighborhood_id
  FROM adoptions o JOIN approaches p ON p.id = o.approach_id JOIN groups g ON g.id = o.group_id WHERE o.outcome_at IS NOT NULL
ON CONFLICT DO NOTHING;
