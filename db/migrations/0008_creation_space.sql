CREATE TABLE "adoptions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"approach_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"adopted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"adopted_by" uuid,
	"ask_at" timestamp with time zone NOT NULL,
	"outcome" text,
	"outcome_at" timestamp with time zone,
	"outcome_by" uuid,
	"line" text,
	"lang" text NOT NULL,
	"report_id" uuid,
	"child_id" uuid,
	CONSTRAINT "adoptions_outcome" CHECK ("adoptions"."outcome" in ('kept', 'adapted', 'dropped')),
	CONSTRAINT "adoptions_outcome_when" CHECK (("adoptions"."outcome" is null) = ("adoptions"."outcome_at" is null)),
	CONSTRAINT "adoptions_line" CHECK ("adoptions"."line" is null or "adoptions"."outcome" is not null),
	CONSTRAINT "adoptions_child" CHECK ("adoptions"."child_id" is null or "adoptions"."outcome" = 'adapted')
);
--> statement-breakpoint
CREATE TABLE "approach_evidence" (
	"approach_id" uuid NOT NULL,
	"report_id" uuid NOT NULL,
	CONSTRAINT "approach_evidence_approach_id_report_id_pk" PRIMARY KEY("approach_id","report_id")
);
--> statement-breakpoint
CREATE TABLE "approach_texts" (
	"approach_id" uuid NOT NULL,
	"lang" text NOT NULL,
	"title" text NOT NULL,
	"what_to_do" text NOT NULL,
	"what_it_takes" text,
	"when_it_fails" text,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "approach_texts_approach_id_lang_pk" PRIMARY KEY("approach_id","lang")
);
--> statement-breakpoint
CREATE TABLE "approaches" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"idempotency_key" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"parent_id" uuid,
	"focus_id" text,
	"neighborhood_id" text NOT NULL,
	"lang" text NOT NULL,
	"written_by" uuid,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL,
	"hidden_at" timestamp with time zone,
	"hidden_reason" text,
	CONSTRAINT "approaches_not_own_parent" CHECK ("approaches"."parent_id" <> "approaches"."id")
);
--> statement-breakpoint
CREATE TABLE "follows" (
	"person_id" uuid NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "follows_person_id_subject_type_subject_id_pk" PRIMARY KEY("person_id","subject_type","subject_id"),
	CONSTRAINT "follows_subject_type" CHECK ("follows"."subject_type" in ('group', 'focus', 'question', 'approach'))
);
--> statement-breakpoint
CREATE TABLE "answers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"idempotency_key" uuid NOT NULL,
	"question_id" uuid NOT NULL,
	"group_id" uuid,
	"answered_by" uuid NOT NULL,
	"lang" text NOT NULL,
	"text" text NOT NULL,
	"approach_id" uuid,
	"answered_at" timestamp with time zone DEFAULT now() NOT NULL,
	"helped_at" timestamp with time zone,
	"helped_by" uuid,
	"came_of_it" text,
	"withdrawn_at" timestamp with time zone,
	"hidden_at" timestamp with time zone,
	"hidden_reason" text,
	CONSTRAINT "answers_came_of_help" CHECK ("answers"."came_of_it" is null or "answers"."helped_at" is not null),
	CONSTRAINT "answers_withdrawn_empty" CHECK ("answers"."withdrawn_at" is null or "answers"."text" = '')
);
--> statement-breakpoint
CREATE TABLE "question_groups" (
	"question_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	CONSTRAINT "question_groups_question_id_group_id_pk" PRIMARY KEY("question_id","group_id")
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"idempotency_key" uuid NOT NULL,
	"group_id" uuid,
	"chapter" text,
	"asked_by" uuid,
	"lang" text NOT NULL,
	"text" text NOT NULL,
	"detail" text,
	"focus_id" text,
	"neighborhood_id" text,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"resolved_at" timestamp with time zone,
	"hidden_at" timestamp with time zone,
	"hidden_reason" text,
	CONSTRAINT "questions_asker" CHECK ("questions"."chapter" is not null or "questions"."asked_by" is not null),
	CONSTRAINT "questions_chapter_stays_open" CHECK ("questions"."chapter" is null or "questions"."resolved_at" is null)
);
--> statement-breakpoint
ALTER TABLE "flags" DROP CONSTRAINT "flags_subject";--> statement-breakpoint
ALTER TABLE "search_documents" DROP CONSTRAINT "search_documents_kind";--> statement-breakpoint
ALTER TABLE "adoptions" ADD CONSTRAINT "adoptions_approach_id_approaches_id_fk" FOREIGN KEY ("approach_id") REFERENCES "public"."approaches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoptions" ADD CONSTRAINT "adoptions_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoptions" ADD CONSTRAINT "adoptions_adopted_by_people_id_fk" FOREIGN KEY ("adopted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoptions" ADD CONSTRAINT "adoptions_outcome_by_people_id_fk" FOREIGN KEY ("outcome_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoptions" ADD CONSTRAINT "adoptions_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoptions" ADD CONSTRAINT "adoptions_child_id_approaches_id_fk" FOREIGN KEY ("child_id") REFERENCES "public"."approaches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approach_evidence" ADD CONSTRAINT "approach_evidence_approach_id_approaches_id_fk" FOREIGN KEY ("approach_id") REFERENCES "public"."approaches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approach_evidence" ADD CONSTRAINT "approach_evidence_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approach_texts" ADD CONSTRAINT "approach_texts_approach_id_approaches_id_fk" FOREIGN KEY ("approach_id") REFERENCES "public"."approaches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approaches" ADD CONSTRAINT "approaches_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approaches" ADD CONSTRAINT "approaches_parent_id_approaches_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."approaches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approaches" ADD CONSTRAINT "approaches_focus_id_focuses_id_fk" FOREIGN KEY ("focus_id") REFERENCES "public"."focuses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approaches" ADD CONSTRAINT "approaches_neighborhood_id_neighborhoods_id_fk" FOREIGN KEY ("neighborhood_id") REFERENCES "public"."neighborhoods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approaches" ADD CONSTRAINT "approaches_written_by_people_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follows" ADD CONSTRAINT "follows_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_answered_by_people_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_approach_id_approaches_id_fk" FOREIGN KEY ("approach_id") REFERENCES "public"."approaches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_helped_by_people_id_fk" FOREIGN KEY ("helped_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_groups" ADD CONSTRAINT "question_groups_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_groups" ADD CONSTRAINT "question_groups_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_asked_by_people_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_focus_id_focuses_id_fk" FOREIGN KEY ("focus_id") REFERENCES "public"."focuses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_neighborhood_id_neighborhoods_id_fk" FOREIGN KEY ("neighborhood_id") REFERENCES "public"."neighborhoods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "adoptions_once" ON "adoptions" USING btree ("approach_id","group_id");--> statement-breakpoint
CREATE INDEX "adoptions_group" ON "adoptions" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "adoptions_ask" ON "adoptions" USING btree ("ask_at") WHERE outcome is null;--> statement-breakpoint
CREATE INDEX "approach_evidence_report" ON "approach_evidence" USING btree ("report_id");--> statement-breakpoint
CREATE UNIQUE INDEX "approaches_slug" ON "approaches" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "approaches_idempotency" ON "approaches" USING btree ("idempotency_key");--> statement-breakpoint
CREATE INDEX "approaches_parent" ON "approaches" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "approaches_group" ON "approaches" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "approaches_focus" ON "approaches" USING btree ("focus_id","written_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "approaches_neighborhood" ON "approaches" USING btree ("neighborhood_id","written_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "approaches_written" ON "approaches" USING btree ("written_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "follows_subject" ON "follows" USING btree ("subject_type","subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "answers_idempotency" ON "answers" USING btree ("idempotency_key");--> statement-breakpoint
CREATE INDEX "answers_question" ON "answers" USING btree ("question_id","answered_at");--> statement-breakpoint
CREATE INDEX "answers_group" ON "answers" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "answers_person" ON "answers" USING btree ("answered_by");--> statement-breakpoint
CREATE INDEX "answers_helped" ON "answers" USING btree ("helped_at") WHERE helped_at is not null;--> statement-breakpoint
CREATE INDEX "question_groups_group" ON "question_groups" USING btree ("group_id");--> statement-breakpoint
CREATE UNIQUE INDEX "questions_idempotency" ON "questions" USING btree ("idempotency_key");--> statement-breakpoint
CREATE UNIQUE INDEX "questions_chapter" ON "questions" USING btree ("chapter");--> statement-breakpoint
CREATE INDEX "questions_asked" ON "questions" USING btree ("asked_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "questions_focus" ON "questions" USING btree ("focus_id","asked_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "questions_neighborhood" ON "questions" USING btree ("neighborhood_id","asked_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "questions_group" ON "questions" USING btree ("group_id","asked_at" DESC NULLS LAST);--> statement-breakpoint
ALTER TABLE "flags" ADD CONSTRAINT "flags_subject" CHECK ("flags"."subject_type" in ('group', 'report', 'question', 'answer', 'approach'));--> statement-breakpoint
ALTER TABLE "search_documents" ADD CONSTRAINT "search_documents_kind" CHECK ("search_documents"."kind" in ('group', 'report', 'question', 'approach', 'chapter', 'revision', 'focus', 'neighborhood', 'page', 'measure'));