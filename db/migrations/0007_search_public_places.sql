-- A place is public only where it is a public venue; the search shows no more than the group's page.
CREATE OR REPLACE FUNCTION index_group(wanted uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM search_documents WHERE kind = 'group' AND ref = wanted::text;
  INSERT INTO search_documents (kind, ref, lang, title, body, path)
  SELECT 'group', g.id::text, g.lang, g.name,
    concat_ws(E'\n', g.our_part, g.about, CASE WHEN g.place_is_public THEN g.place END, g.closing_words),
    '/groups/' || g.slug || '/'
  FROM groups g
  WHERE g.id = wanted AND g.hidden_at IS NULL AND (
    g.safeguarding IS NULL OR g.safeguarding->>'confirmedAt' IS NOT NULL
    OR coalesce(jsonb_array_length(g.safeguarding->'concerns'), 0) = 0
  );
END $$;
--> statement-breakpoint
DROP TRIGGER groups_index ON groups;
--> statement-breakpoint
CREATE TRIGGER groups_index
  AFTER INSERT OR UPDATE OF name, slug, lang, about, our_part, place, place_is_public, closing_words, hidden_at, safeguarding ON groups
  FOR EACH ROW EXECUTE FUNCTION index_changed_group();
--> statement-breakpoint
UPDATE groups SET name = name;
