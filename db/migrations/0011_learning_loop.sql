CREATE TABLE "feed_items" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"ref" uuid NOT NULL,
	"group_id" uuid,
	"focus_id" text,
	"neighborhood_id" text,
	CONSTRAINT "feed_items_kind" CHECK ("feed_items"."kind" in ('group', 'report', 'question', 'answer', 'helped', 'approach', 'adoption', 'outcome', 'reflection', 'hand', 'divided'))
);
--> statement-breakpoint
CREATE TABLE "division_choices" (
	"division_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"side" text NOT NULL,
	"chosen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "division_choices_division_id_person_id_pk" PRIMARY KEY("division_id","person_id"),
	CONSTRAINT "division_choices_side" CHECK ("division_choices"."side" in ('stays', 'goes'))
);
--> statement-breakpoint
CREATE TABLE "divisions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"group_id" uuid NOT NULL,
	"name" text NOT NULL,
	"about" text NOT NULL,
	"neighborhood_id" text NOT NULL,
	"first_meeting_on" date,
	"convener_id" uuid NOT NULL,
	"proposed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"proposed_by" uuid,
	"done_at" timestamp with time zone,
	"new_group_id" uuid,
	"cancelled_at" timestamp with time zone,
	CONSTRAINT "divisions_done" CHECK (("divisions"."done_at" is null) = ("divisions"."new_group_id" is null)),
	CONSTRAINT "divisions_ended_once" CHECK ("divisions"."done_at" is null or "divisions"."cancelled_at" is null)
);
--> statement-breakpoint
CREATE TABLE "explorations" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"words" text,
	"focus_ids" text[] NOT NULL,
	"neighborhood_id" text,
	"weekdays" smallint[] NOT NULL,
	"parts_of_day" text[] NOT NULL,
	"languages" text[] NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "explorations_parts" CHECK ("explorations"."parts_of_day" <@ array['morning', 'afternoon', 'evening']),
	CONSTRAINT "explorations_weekdays" CHECK ("explorations"."weekdays" <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[])
);
--> statement-breakpoint
CREATE TABLE "act_links" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token_hash" text NOT NULL,
	"act" text NOT NULL,
	"person_id" uuid NOT NULL,
	"group_id" uuid,
	"subject_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "act_links_act" CHECK ("act_links"."act" in ('report', 'answer', 'check-in', 'tell-adoption'))
);
--> statement-breakpoint
CREATE TABLE "calendar_links" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "commitments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"idempotency_key" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"lang" text NOT NULL,
	"text" text NOT NULL,
	"expected" text,
	"measure_id" text,
	"expected_value" numeric,
	"carried_from_id" uuid,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	"made_by" uuid,
	"outcome" text,
	"outcome_at" timestamp with time zone,
	"outcome_by" uuid,
	"outcome_meeting_id" uuid,
	"came_of_it" text,
	CONSTRAINT "commitments_outcome" CHECK ("commitments"."outcome" in ('kept', 'dropped', 'carried')),
	CONSTRAINT "commitments_outcome_when" CHECK (("commitments"."outcome" is null) = ("commitments"."outcome_at" is null)),
	CONSTRAINT "commitments_came" CHECK ("commitments"."came_of_it" is null or "commitments"."outcome" is not null),
	CONSTRAINT "commitments_expected" CHECK ("commitments"."expected_value" is null or "commitments"."measure_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "meeting_changes" (
	"group_id" uuid NOT NULL,
	"on_date" date NOT NULL,
	"moved_to" date,
	"moved_to_time" text,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_by" uuid,
	CONSTRAINT "meeting_changes_group_id_on_date_pk" PRIMARY KEY("group_id","on_date"),
	CONSTRAINT "meeting_changes_time" CHECK ("meeting_changes"."moved_to_time" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
	CONSTRAINT "meeting_changes_time_of_move" CHECK ("meeting_changes"."moved_to_time" is null or "meeting_changes"."moved_to" is not null)
);
--> statement-breakpoint
CREATE TABLE "meeting_presence" (
	"meeting_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	CONSTRAINT "meeting_presence_meeting_id_person_id_pk" PRIMARY KEY("meeting_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "meetings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"group_id" uuid NOT NULL,
	"on_date" date NOT NULL,
	"idempotency_key" uuid NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"opened_by" uuid,
	"guests" smallint DEFAULT 0 NOT NULL,
	"prompt_id" text,
	"prompt_changed" boolean,
	"prompt_note" text,
	"prompt_said_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "meetings_guests" CHECK ("meetings"."guests" between 0 and 100),
	CONSTRAINT "meetings_prompt_said" CHECK (("meetings"."prompt_changed" is null) = ("meetings"."prompt_said_at" is null))
);
--> statement-breakpoint
CREATE TABLE "reflection_answers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"reflection_id" uuid NOT NULL,
	"step" text NOT NULL,
	"lang" text NOT NULL,
	"text" text NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"shared_at" timestamp with time zone,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_by" uuid,
	"question_id" uuid,
	"approach_id" uuid,
	"hidden_at" timestamp with time zone,
	"hidden_reason" text,
	CONSTRAINT "reflection_answers_step" CHECK ("reflection_answers"."step" in ('learned', 'surprised', 'worked', 'dropped', 'question', 'next')),
	CONSTRAINT "reflection_answers_shared_when" CHECK ("reflection_answers"."shared" = ("reflection_answers"."shared_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "reflections" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"group_id" uuid NOT NULL,
	"since" date NOT NULL,
	"due_on" date NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"finished_by" uuid
);
--> statement-breakpoint
CREATE TABLE "check_ins" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"group_id" uuid NOT NULL,
	"for_date" text NOT NULL,
	"words" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hands" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"idempotency_key" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"to_whom" text NOT NULL,
	"asked_by" uuid,
	"lang" text NOT NULL,
	"words" text NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"passed_on_at" timestamp with time zone,
	"passed_on_by" uuid,
	"passed_on_words" text,
	"settled_at" timestamp with time zone,
	"settled_by" uuid,
	"came_of_it" text,
	"hidden_at" timestamp with time zone,
	"hidden_reason" text,
	CONSTRAINT "hands_to_whom" CHECK ("hands"."to_whom" in ('group', 'organizers')),
	CONSTRAINT "hands_passed_on_words" CHECK (("hands"."passed_on_at" is null) = ("hands"."passed_on_words" is null))
);
--> statement-breakpoint
ALTER TABLE "flags" DROP CONSTRAINT "flags_subject";--> statement-breakpoint
ALTER TABLE "search_documents" DROP CONSTRAINT "search_documents_kind";--> statement-breakpoint
ALTER TABLE "prompts" ADD COLUMN "written_by" uuid;--> statement-breakpoint
ALTER TABLE "prompts" ADD COLUMN "written_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "prompts" ADD COLUMN "group_id" uuid;--> statement-breakpoint
ALTER TABLE "groups" ADD COLUMN "reflect_every" smallint DEFAULT 6 NOT NULL;--> statement-breakpoint
ALTER TABLE "groups" ADD COLUMN "typed_check_in" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "groups" ADD COLUMN "stays_out" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "groups" ADD COLUMN "for_moderators" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "groups" ADD COLUMN "trial_ends_on" date;--> statement-breakpoint
ALTER TABLE "groups" ADD COLUMN "trial_decision" text;--> statement-breakpoint
ALTER TABLE "groups" ADD COLUMN "trial_decided_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "groups" ADD COLUMN "quiet_asked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "groups" ADD COLUMN "sister_of_id" uuid;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "meeting_id" uuid;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "came_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "approach_id" uuid;--> statement-breakpoint
ALTER TABLE "visits" ADD COLUMN "from_group_id" uuid;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "mails_off" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "digest" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "digested_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "feed_items" ADD CONSTRAINT "feed_items_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feed_items" ADD CONSTRAINT "feed_items_focus_id_focuses_id_fk" FOREIGN KEY ("focus_id") REFERENCES "public"."focuses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feed_items" ADD CONSTRAINT "feed_items_neighborhood_id_neighborhoods_id_fk" FOREIGN KEY ("neighborhood_id") REFERENCES "public"."neighborhoods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "division_choices" ADD CONSTRAINT "division_choices_division_id_divisions_id_fk" FOREIGN KEY ("division_id") REFERENCES "public"."divisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "division_choices" ADD CONSTRAINT "division_choices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "divisions" ADD CONSTRAINT "divisions_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "divisions" ADD CONSTRAINT "divisions_neighborhood_id_neighborhoods_id_fk" FOREIGN KEY ("neighborhood_id") REFERENCES "public"."neighborhoods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "divisions" ADD CONSTRAINT "divisions_convener_id_people_id_fk" FOREIGN KEY ("convener_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "divisions" ADD CONSTRAINT "divisions_proposed_by_people_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "divisions" ADD CONSTRAINT "divisions_new_group_id_groups_id_fk" FOREIGN KEY ("new_group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "explorations" ADD CONSTRAINT "explorations_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "explorations" ADD CONSTRAINT "explorations_neighborhood_id_neighborhoods_id_fk" FOREIGN KEY ("neighborhood_id") REFERENCES "public"."neighborhoods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "act_links" ADD CONSTRAINT "act_links_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "act_links" ADD CONSTRAINT "act_links_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_links" ADD CONSTRAINT "calendar_links_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_measure_id_measures_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."measures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_carried_from_id_commitments_id_fk" FOREIGN KEY ("carried_from_id") REFERENCES "public"."commitments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_made_by_people_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_outcome_by_people_id_fk" FOREIGN KEY ("outcome_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_outcome_meeting_id_meetings_id_fk" FOREIGN KEY ("outcome_meeting_id") REFERENCES "public"."meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_changes" ADD CONSTRAINT "meeting_changes_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_changes" ADD CONSTRAINT "meeting_changes_changed_by_people_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_presence" ADD CONSTRAINT "meeting_presence_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_presence" ADD CONSTRAINT "meeting_presence_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_opened_by_people_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_prompt_id_prompts_id_fk" FOREIGN KEY ("prompt_id") REFERENCES "public"."prompts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reflection_answers" ADD CONSTRAINT "reflection_answers_reflection_id_reflections_id_fk" FOREIGN KEY ("reflection_id") REFERENCES "public"."reflections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reflection_answers" ADD CONSTRAINT "reflection_answers_changed_by_people_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reflection_answers" ADD CONSTRAINT "reflection_answers_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reflection_answers" ADD CONSTRAINT "reflection_answers_approach_id_approaches_id_fk" FOREIGN KEY ("approach_id") REFERENCES "public"."approaches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reflections" ADD CONSTRAINT "reflections_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reflections" ADD CONSTRAINT "reflections_finished_by_people_id_fk" FOREIGN KEY ("finished_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hands" ADD CONSTRAINT "hands_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hands" ADD CONSTRAINT "hands_asked_by_people_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hands" ADD CONSTRAINT "hands_passed_on_by_people_id_fk" FOREIGN KEY ("passed_on_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hands" ADD CONSTRAINT "hands_settled_by_people_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "feed_items_once" ON "feed_items" USING btree ("kind","ref");--> statement-breakpoint
CREATE INDEX "feed_items_at" ON "feed_items" USING btree ("at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "feed_items_kind" ON "feed_items" USING btree ("kind","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "feed_items_focus" ON "feed_items" USING btree ("focus_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "feed_items_neighborhood" ON "feed_items" USING btree ("neighborhood_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "feed_items_group" ON "feed_items" USING btree ("group_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "divisions_one_open" ON "divisions" USING btree ("group_id") WHERE done_at is null and cancelled_at is null;--> statement-breakpoint
CREATE INDEX "divisions_new_group" ON "divisions" USING btree ("new_group_id");--> statement-breakpoint
CREATE UNIQUE INDEX "act_links_token" ON "act_links" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "act_links_person" ON "act_links" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "act_links_expires" ON "act_links" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_links_token" ON "calendar_links" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_links_one" ON "calendar_links" USING btree ("person_id") WHERE revoked_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "commitments_idempotency" ON "commitments" USING btree ("idempotency_key");--> statement-breakpoint
CREATE UNIQUE INDEX "commitments_carried_once" ON "commitments" USING btree ("carried_from_id");--> statement-breakpoint
CREATE INDEX "commitments_group" ON "commitments" USING btree ("group_id","made_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "commitments_meeting" ON "commitments" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "commitments_open" ON "commitments" USING btree ("group_id") WHERE outcome is null;--> statement-breakpoint
CREATE INDEX "meeting_changes_moved" ON "meeting_changes" USING btree ("group_id","moved_to");--> statement-breakpoint
CREATE INDEX "meeting_presence_person" ON "meeting_presence" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "meetings_day" ON "meetings" USING btree ("group_id","on_date");--> statement-breakpoint
CREATE UNIQUE INDEX "meetings_idempotency" ON "meetings" USING btree ("idempotency_key");--> statement-breakpoint
CREATE INDEX "meetings_prompt" ON "meetings" USING btree ("prompt_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reflection_answers_step" ON "reflection_answers" USING btree ("reflection_id","step");--> statement-breakpoint
CREATE INDEX "reflection_answers_shared" ON "reflection_answers" USING btree ("step","shared_at" DESC NULLS LAST) WHERE shared;--> statement-breakpoint
CREATE UNIQUE INDEX "reflections_due" ON "reflections" USING btree ("group_id","due_on");--> statement-breakpoint
CREATE UNIQUE INDEX "reflections_one_open" ON "reflections" USING btree ("group_id") WHERE finished_at is null;--> statement-breakpoint
CREATE INDEX "reflections_finished" ON "reflections" USING btree ("finished_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "check_ins_group" ON "check_ins" USING btree ("group_id","for_date");--> statement-breakpoint
CREATE UNIQUE INDEX "hands_idempotency" ON "hands" USING btree ("idempotency_key");--> statement-breakpoint
CREATE INDEX "hands_group" ON "hands" USING btree ("group_id","asked_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "hands_open" ON "hands" USING btree ("to_whom","asked_at") WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX "hands_passed_on" ON "hands" USING btree ("passed_on_at" DESC NULLS LAST) WHERE passed_on_at is not null;--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_sister_of_id_groups_id_fk" FOREIGN KEY ("sister_of_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_from_group_id_groups_id_fk" FOREIGN KEY ("from_group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "groups_divided_from" ON "groups" USING btree ("divided_from_id");--> statement-breakpoint
CREATE INDEX "groups_grown_from" ON "groups" USING btree ("grown_from_id");--> statement-breakpoint
CREATE INDEX "groups_sister_of" ON "groups" USING btree ("sister_of_id");--> statement-breakpoint
CREATE UNIQUE INDEX "groups_one_for_moderators" ON "groups" USING btree ("for_moderators") WHERE for_moderators and closed_at is null;--> statement-breakpoint
CREATE INDEX "reports_meeting" ON "reports" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "visits_group" ON "visits" USING btree ("group_id","on_date");--> statement-breakpoint
CREATE INDEX "visits_approach" ON "visits" USING btree ("approach_id");--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_reflect_every" CHECK ("groups"."reflect_every" between 2 and 26);--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_trial_decision" CHECK ("groups"."trial_decision" in ('continued', 'returned'));--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_trial" CHECK (("groups"."trial_decision" is null) = ("groups"."trial_decided_at" is null));--> statement-breakpoint
ALTER TABLE "flags" ADD CONSTRAINT "flags_subject" CHECK ("flags"."subject_type" in ('group', 'report', 'question', 'answer', 'approach', 'reflection', 'hand'));--> statement-breakpoint
ALTER TABLE "search_documents" ADD CONSTRAINT "search_documents_kind" CHECK ("search_documents"."kind" in ('group', 'report', 'question', 'approach', 'chapter', 'revision', 'focus', 'neighborhood', 'page', 'measure', 'reflection'));