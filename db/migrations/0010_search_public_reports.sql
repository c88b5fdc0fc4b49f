-- A group's reports are found exactly as long as the public may know of the group; so is the group itself.
CREATE OR REPLACE FUNCTION index_group(wanted uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM search_documents WHERE kind = 'group' AND ref = wanted::text;
  INSERT INTO search_documents (kind, ref, lang, title, body, path)
  SELECT 'group', g.id::text, g.lang, g.name,
    concat_ws(E'\n', g.our_part, g.about, CASE WHEN g.place_is_public THEN g.place END, g.closing_words),
    '/groups/' || g.slug || '/'
  FROM groups g
  WHERE g.id = wanted AND group_is_public(g);
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION index_report(wanted uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM search_documents WHERE kind = 'report' AND ref = wanted::text;
  INSERT INTO search_documents (kind, ref, lang, title, body, path, changed_at)
  SELECT 'report', r.id::text, r.lang, g.name, w.body, '/reports/' || r.id::text || '/', r.posted_at
  FROM reports r
  JOIN groups g ON g.id = r.group_id AND group_is_public(g)
  CROSS JOIN LATERAL (
    SELECT concat_ws(E'\n', v.tried, v.happened, v.learned, v.next_question) AS body FROM report_words v
    WHERE v.report_id = r.id AND coalesce(v.tried, v.happened, v.learned, v.next_question) IS NOT NULL
    ORDER BY v.version DESC LIMIT 1
  ) w
  WHERE r.id = wanted AND r.hidden_at IS NULL AND r.withdrawn_at IS NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION index_changed_group() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM index_group(NEW.id);
  IF TG_OP = 'UPDATE' AND (group_is_public(NEW) <> group_is_public(OLD) OR NEW.name <> OLD.name) THEN
    PERFORM index_report(r.id) FROM reports r WHERE r.group_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
DELETE FROM search_documents d USING reports r, groups g
WHERE d.kind = 'report' AND r.id::text = d.ref AND g.id = r.group_id AND NOT group_is_public(g);
