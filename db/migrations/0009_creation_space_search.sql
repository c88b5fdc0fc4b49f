-- Which groups the public may know of, as the domain code decides it (src/features/groups/public-groups.server.ts).
CREATE FUNCTION group_is_public(g groups) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT g.hidden_at IS NULL AND (
    coalesce(jsonb_array_length(g.safeguarding->'concerns'), 0) = 0
    OR g.safeguarding->>'confirmedAt' IS NOT NULL
  )
$$;
--> statement-breakpoint
-- A question is found by its own words and those of its answers. A chapter's open question is found with the chapter.
CREATE FUNCTION index_question(wanted uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM search_documents WHERE kind = 'question' AND ref = wanted::text;
  INSERT INTO search_documents (kind, ref, lang, title, body, path, changed_at)
  SELECT 'question', q.id::text, q.lang, q.text,
    concat_ws(E'\n', q.detail, (
      SELECT string_agg(a.text, E'\n' ORDER BY a.answered_at) FROM answers a
      LEFT JOIN groups ag ON ag.id = a.group_id
      WHERE a.question_id = q.id AND a.hidden_at IS NULL AND (ag.id IS NULL OR group_is_public(ag))
    )), '/questions/' || q.id::text || '/', q.asked_at
  FROM questions q LEFT JOIN groups g ON g.id = q.group_id
  WHERE q.id = wanted AND q.chapter IS NULL AND q.hidden_at IS NULL AND (g.id IS NULL OR group_is_public(g));
END $$;
--> statement-breakpoint
CREATE FUNCTION index_approach(wanted uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM search_documents WHERE kind = 'approach' AND ref = wanted::text;
  INSERT INTO search_documents (kind, ref, lang, title, body, path, changed_at)
  SELECT 'approach', a.id::text, t.lang, t.title,
    concat_ws(E'\n', t.what_to_do, t.what_it_takes, t.when_it_fails), '/approaches/' || a.slug || '/', t.changed_at
  FROM approaches a
  JOIN approach_texts t ON t.approach_id = a.id
  JOIN groups g ON g.id = a.group_id
  WHERE a.id = wanted AND a.hidden_at IS NULL AND group_is_public(g);
END $$;
--> statement-breakpoint
CREATE FUNCTION index_changed_question() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM index_question(NEW.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION index_changed_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM index_question(NEW.question_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION index_changed_approach() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM index_approach(NEW.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION index_changed_approach_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM index_approach(NEW.approach_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
-- When a group begins or ceases to be public, so do its questions, answers and approaches.
CREATE FUNCTION index_creations_of_group() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF group_is_public(NEW) <> group_is_public(OLD) THEN
    PERFORM index_question(q.id) FROM questions q WHERE q.group_id = NEW.id;
    PERFORM index_question(a.question_id) FROM answers a WHERE a.group_id = NEW.id;
    PERFORM index_approach(a.id) FROM approaches a WHERE a.group_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER questions_index AFTER INSERT OR UPDATE OF text, detail, lang, hidden_at ON questions
  FOR EACH ROW EXECUTE FUNCTION index_changed_question();
--> statement-breakpoint
CREATE TRIGGER answers_index AFTER INSERT OR UPDATE OF text, hidden_at ON answers
  FOR EACH ROW EXECUTE FUNCTION index_changed_answer();
--> statement-breakpoint
CREATE TRIGGER approaches_index AFTER INSERT OR UPDATE OF slug, hidden_at ON approaches
  FOR EACH ROW EXECUTE FUNCTION index_changed_approach();
--> statement-breakpoint
CREATE TRIGGER approach_texts_index AFTER INSERT OR UPDATE ON approach_texts
  FOR EACH ROW EXECUTE FUNCTION index_changed_approach_text();
--> statement-breakpoint
CREATE TRIGGER groups_index_creations AFTER UPDATE OF hidden_at, safeguarding ON groups
  FOR EACH ROW EXECUTE FUNCTION index_creations_of_group();
