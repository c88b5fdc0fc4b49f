CREATE TABLE "level_rollups" (
	"measure_id" text NOT NULL,
	"focus_id" text NOT NULL,
	"neighborhood_id" text NOT NULL,
	"month" date NOT NULL,
	"until" date NOT NULL,
	"claimed" numeric DEFAULT 0 NOT NULL,
	"confirmed" numeric DEFAULT 0 NOT NULL,
	CONSTRAINT "level_rollups_measure_id_focus_id_neighborhood_id_month_until_pk" PRIMARY KEY("measure_id","focus_id","neighborhood_id","month","until")
);
--> statement-breakpoint
ALTER TABLE "level_rollups" ADD CONSTRAINT "level_rollups_measure_id_measures_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."measures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
INSERT INTO level_rollups (measure_id, focus_id, neighborhood_id, month, until, claimed, confirmed)
WITH standing AS (
  SELECT r.measure_id, r.group_id, coalesce(r.focus_id, '') AS in_focus, r.neighborhood_id AS in_neighborhood,
    date_trunc('month', v.period_end)::date AS month, ROW(v.period_end, r.posted_at, r.id) AS newest,
    v.value AS claim, c.value AS confirmation
  FROM reports r
  JOIN report_versions v ON v.report_id = r.id AND v.version = r.version
  JOIN measures m ON m.id = r.measure_id AND m.kind = 'level' AND m.group_id IS NULL
  LEFT JOIN group_measures g ON g.group_id = r.group_id AND g.measure_id = r.measure_id
  LEFT JOIN LATERAL (
    SELECT value FROM report_confirmations
    WHERE report_id = r.id AND confirmed_at >= v.posted_at ORDER BY version DESC LIMIT 1
  ) c ON true
  WHERE r.withdrawn_at IS NULL AND r.outcome = 'counted' AND v.value IS NOT NULL AND coalesce(g.own_area, true)
), figures AS (
  SELECT measure_id, group_id, month, newest, f.is_claim, f.figure, p.focus, p.neighborhood
  FROM standing,
    LATERAL (VALUES (true, claim), (false, confirmation)) f (is_claim, figure),
    LATERAL (VALUES ('*', '*'), (in_focus, '*'), ('*', in_neighborhood), (in_focus, in_neighborhood)) p (focus, neighborhood)
  WHERE f.figure IS NOT NULL
), latest AS (
  SELECT DISTINCT ON (measure_id, group_id, focus, neighborhood, is_claim, month) * FROM figures
  ORDER BY measure_id, group_id, focus, neighborhood, is_claim, month, newest DESC
), followed AS (
  SELECT *, coalesce(lead(month) OVER (
    PARTITION BY measure_id, group_id, focus, neighborhood, is_claim ORDER BY month), '9999-12-01'::date) AS until
  FROM latest
)
SELECT measure_id, focus, neighborhood, month, until,
  coalesce(sum(figure) FILTER (WHERE is_claim), 0), coalesce(sum(figure) FILTER (WHERE NOT is_claim), 0)
FROM followed GROUP BY 1, 2, 3, 4, 5;
