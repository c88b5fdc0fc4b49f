DROP INDEX "search_documents_words";--> statement-breakpoint
CREATE INDEX "adoptions_dropped" ON "adoptions" USING btree ("outcome_at" DESC NULLS FIRST) WHERE outcome = 'dropped' and line is not null;--> statement-breakpoint
CREATE INDEX "group_measures_first" ON "group_measures" USING btree ("group_id","position","measure_id","trajectory") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "groups_listed" ON "groups" USING btree ("sort_name","id","kind","focus_id","neighborhood_id","active_count","offered_count","waiting_count","created_at","last_report_at","first_meeting_on","resting_until","report_count","welcomes_visitors","weekday","second_weekday","rhythm","part_of_day","step_free","point_lon","point_lat","stays_out") WHERE is_public and closed_at is null;--> statement-breakpoint
CREATE INDEX "groups_closings" ON "groups" USING btree ("closed_at" DESC NULLS FIRST) WHERE closed_at is not null and closing_words is not null;--> statement-breakpoint
CREATE INDEX "search_documents_others" ON "search_documents" USING gin ("words") WHERE kind <> 'report';--> statement-breakpoint
CREATE INDEX "search_documents_reports" ON "search_documents" USING gin ("words") WHERE kind = 'report';--> statement-breakpoint
CREATE INDEX "search_documents_newest" ON "search_documents" USING btree ("changed_at" DESC NULLS FIRST) WHERE kind = 'report';