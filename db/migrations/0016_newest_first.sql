DROP INDEX "approaches_focus";--> statement-breakpoint
DROP INDEX "approaches_neighborhood";--> statement-breakpoint
DROP INDEX "approaches_written";--> statement-breakpoint
DROP INDEX "groups_public";--> statement-breakpoint
DROP INDEX "commitments_group";--> statement-breakpoint
DROP INDEX "questions_asked";--> statement-breakpoint
DROP INDEX "questions_focus";--> statement-breakpoint
DROP INDEX "questions_neighborhood";--> statement-breakpoint
DROP INDEX "questions_group";--> statement-breakpoint
DROP INDEX "reflection_answers_shared";--> statement-breakpoint
DROP INDEX "reflections_finished";--> statement-breakpoint
DROP INDEX "reports_group";--> statement-breakpoint
DROP INDEX "reports_measure";--> statement-breakpoint
DROP INDEX "reports_posted";--> statement-breakpoint
DROP INDEX "audit_log_at";--> statement-breakpoint
DROP INDEX "mails_created";--> statement-breakpoint
DROP INDEX "hands_group";--> statement-breakpoint
DROP INDEX "hands_passed_on";--> statement-breakpoint
CREATE INDEX "approaches_focus" ON "approaches" USING btree ("focus_id","written_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "approaches_neighborhood" ON "approaches" USING btree ("neighborhood_id","written_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "approaches_written" ON "approaches" USING btree ("written_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "groups_public" ON "groups" USING btree ("created_at" DESC NULLS FIRST) WHERE hidden_at is null;--> statement-breakpoint
CREATE INDEX "commitments_group" ON "commitments" USING btree ("group_id","made_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "questions_asked" ON "questions" USING btree ("asked_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "questions_focus" ON "questions" USING btree ("focus_id","asked_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "questions_neighborhood" ON "questions" USING btree ("neighborhood_id","asked_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "questions_group" ON "questions" USING btree ("group_id","asked_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "reflection_answers_shared" ON "reflection_answers" USING btree ("step","shared_at" DESC NULLS FIRST) WHERE shared;--> statement-breakpoint
CREATE INDEX "reflections_finished" ON "reflections" USING btree ("finished_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "reports_group" ON "reports" USING btree ("group_id","posted_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "reports_measure" ON "reports" USING btree ("measure_id","posted_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "reports_posted" ON "reports" USING btree ("posted_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "audit_log_at" ON "audit_log" USING btree ("at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "mails_created" ON "mails" USING btree ("created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "hands_group" ON "hands" USING btree ("group_id","asked_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "hands_passed_on" ON "hands" USING btree ("passed_on_at" DESC NULLS FIRST) WHERE passed_on_at is not null;