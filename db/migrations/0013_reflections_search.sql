-- What a group shares of a reflection is found, in each language it was written in, as long as the group is public.
CREATE FUNCTION index_reflection(wanted uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM search_documents WHERE kind = 'reflection' AND ref = wanted::text;
  INSERT INTO search_documents (kind, ref, lang, title, body, path, changed_at)
  SELECT 'reflection', r.id::text, a.lang, g.name, string_agg(a.text, E'\n' ORDER BY a.shared_at, a.step),
    '/reflections/' || r.id::text || '/', max(a.changed_at)
  FROM reflections r
  JOIN groups g ON g.id = r.group_id AND group_is_public(g)
  JOIN reflection_answers a ON a.reflection_id = r.id AND a.shared AND a.hidden_at IS NULL
  WHERE r.id = wanted
  GROUP BY r.id, g.name, a.lang;
END $$;
--> statement-breakpoint
CREATE FUNCTION index_changed_reflection_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM index_reflection(coalesce(NEW.reflection_id, OLD.reflection_id));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION index_reflections_of_group() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF group_is_public(NEW) <> group_is_public(OLD) OR NEW.name <> OLD.name THEN
    PERFORM index_reflection(r.id) FROM reflections r WHERE r.group_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER reflection_answers_index AFTER INSERT OR UPDATE OF text, lang, shared, hidden_at OR DELETE ON reflection_answers
  FOR EACH ROW EXECUTE FUNCTION index_changed_reflection_answer();
--> statement-breakpoint
CREATE TRIGGER groups_index_reflections AFTER UPDATE OF name, hidden_at, safeguarding ON groups
  FOR EACH ROW EXECUTE FUNCTION index_reflections_of_group();
