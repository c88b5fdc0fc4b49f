ALTER TABLE "report_versions" DROP CONSTRAINT "report_versions_share";--> statement-breakpoint
ALTER TABLE "measures" ADD COLUMN "out_of" jsonb;--> statement-breakpoint
ALTER TABLE "measures" ADD COLUMN "read_as" text DEFAULT 'percent' NOT NULL;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_read_as" CHECK ("measures"."read_as" in ('percent', 'rate'));--> statement-breakpoint
ALTER TABLE "report_versions" ADD CONSTRAINT "report_versions_share" CHECK ("report_versions"."cases" is null or ("report_versions"."cases" > 0 and "report_versions"."value" >= 0));