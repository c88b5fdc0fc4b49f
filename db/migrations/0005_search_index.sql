-- What people wrote can be found exactly as long as it is public: these follow every write, whoever makes it.
CREATE FUNCTION index_group(wanted uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM search_documents WHERE kind = 'group' AND ref = wanted::text;
  INSERT INTO search_documents (kind, ref, lang, title, body, path)
  SELECT 'group', g.id::text, g.lang, g.name,
    concat_ws(E'\n', g.our_part, g.about, g.place, g.closing_words), '/groups/' || g.slug || '/'
  FROM groups g
  WHERE g.id = wanted AND g.hidden_at IS NULL AND (
    g.safeguarding IS NULL OR g.safeguarding->>'confirmedAt' IS NOT NULL
    OR coalesce(jsonb_array_length(g.safeguarding->'concerns'), 0) = 0
  );
END $$;
--> statement-breakpoint
-- The words of the newest version that has any, as the report's own writers keep them.
CREATE FUNCTION index_report(wanted uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM search_documents WHERE kind = 'report' AND ref = wanted::text;
  INSERT INTO search_documents (kind, ref, lang, title, body, path, changed_at)
  SELECT 'report', r.id::text, r.lang, g.name, w.body, '/reports/' || r.id::text || '/', r.posted_at
  FROM reports r
  JOIN groups g ON g.id = r.group_id AND g.hidden_at IS NULL
  CROSS JOIN LATERAL (
    SELECT concat_ws(E'\n', v.tried, v.happened, v.learned, v.next_question) AS body FROM report_words v
    WHERE v.report_id = r.id AND coalesce(v.tried, v.happened, v.learned, v.next_question) IS NOT NULL
    ORDER BY v.version DESC LIMIT 1
  ) w
  WHERE r.id = wanted AND r.hidden_at IS NULL AND r.withdrawn_at IS NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION index_changed_group() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM index_group(NEW.id);
  IF TG_OP = 'UPDATE' AND (NEW.hidden_at IS DISTINCT FROM OLD.hidden_at OR NEW.name <> OLD.name) THEN
    PERFORM index_report(r.id) FROM reports r WHERE r.group_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION index_changed_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM index_report(NEW.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION index_changed_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM index_report(NEW.report_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER groups_index
  AFTER INSERT OR UPDATE OF name, slug, lang, about, our_part, place, closing_words, hidden_at, safeguarding ON groups
  FOR EACH ROW EXECUTE FUNCTION index_changed_group();
--> statement-breakpoint
-- A new report's writer adds its document in the same statement; what later takes words away is followed here.
CREATE TRIGGER reports_index AFTER UPDATE OF hidden_at, withdrawn_at ON reports
  FOR EACH ROW EXECUTE FUNCTION index_changed_report();
--> statement-breakpoint
CREATE TRIGGER report_words_index AFTER UPDATE ON report_words
  FOR EACH ROW EXECUTE FUNCTION index_changed_words();
