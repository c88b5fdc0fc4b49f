CREATE TABLE "group_months" (
	"month" date NOT NULL,
	"group_id" uuid NOT NULL,
	"reports" integer NOT NULL,
	CONSTRAINT "group_months_month_group_id_pk" PRIMARY KEY("month","group_id")
);
--> statement-breakpoint
ALTER TABLE "groups" ADD COLUMN "is_public" boolean GENERATED ALWAYS AS (hidden_at is null and (coalesce(jsonb_array_length(safeguarding -> 'concerns'), 0) = 0 or safeguarding ->> 'confirmedAt' is not null)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "groups" ADD COLUMN "sort_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "groups_not_public" ON "groups" USING btree ("id") WHERE not is_public;--> statement-breakpoint
CREATE INDEX "report_versions_period" ON "report_versions" USING btree ("period_end" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "report_versions_posted" ON "report_versions" USING btree ("posted_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE FUNCTION fold_group_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.sort_name := lower(unaccent(NEW.name));
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER groups_sort_name BEFORE INSERT OR UPDATE OF name, sort_name ON groups
  FOR EACH ROW EXECUTE FUNCTION fold_group_name();
--> statement-breakpoint
UPDATE groups SET sort_name = '';
--> statement-breakpoint
INSERT INTO group_months (month, group_id, reports)
SELECT date_trunc('month', v.period_end)::date, r.group_id, count(*)::int
FROM reports r JOIN report_versions v ON v.report_id = r.id AND v.version = r.version
WHERE r.withdrawn_at IS NULL GROUP BY 1, 2;
--> statement-breakpoint
CREATE FUNCTION note_group_month(of_group uuid, of_report uuid, of_version integer, more integer) RETURNS void LANGUAGE sql AS $$
  INSERT INTO group_months AS kept (month, group_id, reports)
  SELECT date_trunc('month', period_end)::date, of_group, more FROM report_versions
  WHERE report_id = of_report AND version = of_version
  ON CONFLICT (month, group_id) DO UPDATE SET reports = kept.reports + excluded.reports
$$;
--> statement-breakpoint
-- A report's first version comes with it or after it; a later one comes before the report names it as its newest.
CREATE FUNCTION count_version_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_group_month(r.group_id, NEW.report_id, NEW.version, 1) FROM reports r
  WHERE r.id = NEW.report_id AND r.version = NEW.version AND r.withdrawn_at IS NULL;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER report_versions_months AFTER INSERT ON report_versions
  FOR EACH ROW EXECUTE FUNCTION count_version_month();
--> statement-breakpoint
CREATE FUNCTION count_report_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.withdrawn_at IS NULL THEN
    PERFORM note_group_month(OLD.group_id, OLD.id, OLD.version, -1);
  END IF;
  IF NEW.withdrawn_at IS NULL THEN
    PERFORM note_group_month(NEW.group_id, NEW.id, NEW.version, 1);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER reports_months AFTER UPDATE OF version, withdrawn_at, group_id ON reports
  FOR EACH ROW EXECUTE FUNCTION count_report_month();
