CREATE TABLE "report_counts" (
	"group_id" uuid NOT NULL,
	"measure_id" text NOT NULL,
	"focus_id" text NOT NULL,
	"neighborhood_id" text NOT NULL,
	"reports" integer NOT NULL,
	CONSTRAINT "report_counts_group_id_measure_id_focus_id_neighborhood_id_pk" PRIMARY KEY("group_id","measure_id","focus_id","neighborhood_id")
);
--> statement-breakpoint
INSERT INTO report_counts (group_id, measure_id, focus_id, neighborhood_id, reports)
SELECT group_id, coalesce(measure_id, ''), coalesce(focus_id, ''), neighborhood_id, count(*)::int
FROM reports WHERE withdrawn_at IS NULL GROUP BY 1, 2, 3, 4;
--> statement-breakpoint
CREATE FUNCTION count_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.withdrawn_at IS NULL THEN
    UPDATE report_counts SET reports = reports - 1
    WHERE group_id = OLD.group_id AND measure_id = coalesce(OLD.measure_id, '')
      AND focus_id = coalesce(OLD.focus_id, '') AND neighborhood_id = OLD.neighborhood_id;
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.withdrawn_at IS NULL THEN
    INSERT INTO report_counts AS kept (group_id, measure_id, focus_id, neighborhood_id, reports)
    VALUES (NEW.group_id, coalesce(NEW.measure_id, ''), coalesce(NEW.focus_id, ''), NEW.neighborhood_id, 1)
    ON CONFLICT (group_id, measure_id, focus_id, neighborhood_id) DO UPDATE SET reports = kept.reports + 1;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER reports_count AFTER INSERT OR DELETE OR UPDATE OF withdrawn_at, measure_id, focus_id, neighborhood_id ON reports
  FOR EACH ROW EXECUTE FUNCTION count_report();
