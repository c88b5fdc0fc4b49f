CREATE TABLE "focuses" (
	"id" text PRIMARY KEY NOT NULL,
	"name" jsonb NOT NULL,
	"position" integer NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "measures" (
	"id" text PRIMARY KEY NOT NULL,
	"group_id" uuid,
	"focus_id" text,
	"name" jsonb NOT NULL,
	"unit" jsonb NOT NULL,
	"kind" text NOT NULL,
	"better" text NOT NULL,
	"confirm_after_days" integer,
	"season_months" integer[],
	"sensitive" boolean DEFAULT false NOT NULL,
	"iris" text,
	"sdg" text,
	"retired_at" timestamp with time zone,
	CONSTRAINT "measures_kind" CHECK ("measures"."kind" in ('count', 'level', 'share', 'never')),
	CONSTRAINT "measures_better" CHECK ("measures"."better" in ('more', 'less')),
	CONSTRAINT "measures_confirm_after" CHECK ("measures"."confirm_after_days" between 1 and 400)
);
--> statement-breakpoint
CREATE TABLE "neighborhoods" (
	"id" text PRIMARY KEY NOT NULL,
	"name" jsonb NOT NULL,
	"grid_ref" text NOT NULL,
	"lon" double precision NOT NULL,
	"lat" double precision NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "prompts" (
	"id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"text" jsonb NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "group_places" (
	"group_id" uuid PRIMARY KEY NOT NULL,
	"exact_place" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"kind" text DEFAULT 'impact' NOT NULL,
	"name" text NOT NULL,
	"lang" text NOT NULL,
	"about" text NOT NULL,
	"our_part" text,
	"focus_id" text,
	"neighborhood_id" text NOT NULL,
	"place" text,
	"place_is_public" boolean DEFAULT false NOT NULL,
	"point_lon" double precision,
	"point_lat" double precision,
	"rhythm" text,
	"weekday" smallint,
	"second_weekday" smallint,
	"starts_at" text,
	"part_of_day" text,
	"shows_exact_time" boolean DEFAULT false NOT NULL,
	"first_meeting_on" date,
	"languages" text[] NOT NULL,
	"step_free" boolean,
	"welcomes_visitors" boolean DEFAULT true NOT NULL,
	"joining" text DEFAULT 'request' NOT NULL,
	"run_by" text DEFAULT 'residents' NOT NULL,
	"contact_name" text,
	"shows_ease" boolean DEFAULT false NOT NULL,
	"safeguarding" jsonb,
	"divided_from_id" uuid,
	"grown_from_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" uuid,
	"resting_until" date,
	"closed_at" timestamp with time zone,
	"closing_words" text,
	"hidden_at" timestamp with time zone,
	"hidden_reason" text,
	"last_report_at" timestamp with time zone,
	"report_count" integer DEFAULT 0 NOT NULL,
	"active_count" integer DEFAULT 0 NOT NULL,
	"offered_count" integer DEFAULT 0 NOT NULL,
	"waiting_count" integer DEFAULT 0 NOT NULL,
	"request_count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "groups_places" CHECK ("groups"."active_count" >= 0 and "groups"."offered_count" >= 0 and "groups"."active_count" + "groups"."offered_count" <= 15),
	CONSTRAINT "groups_kind" CHECK ("groups"."kind" in ('impact', 'interest')),
	CONSTRAINT "groups_rhythm" CHECK ("groups"."rhythm" in ('daily', 'twice-weekly', 'weekly', 'fortnightly')),
	CONSTRAINT "groups_weekdays" CHECK ("groups"."weekday" between 1 and 7 and "groups"."second_weekday" between 1 and 7),
	CONSTRAINT "groups_starts_at" CHECK ("groups"."starts_at" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
	CONSTRAINT "groups_part_of_day" CHECK ("groups"."part_of_day" in ('morning', 'afternoon', 'evening')),
	CONSTRAINT "groups_joining" CHECK ("groups"."joining" in ('open', 'request')),
	CONSTRAINT "groups_run_by" CHECK ("groups"."run_by" in ('residents', 'town')),
	CONSTRAINT "groups_point_public" CHECK ("groups"."point_lon" is null or "groups"."place_is_public"),
	CONSTRAINT "groups_languages" CHECK (cardinality("groups"."languages") > 0)
);
--> statement-breakpoint
CREATE TABLE "group_measures" (
	"group_id" uuid NOT NULL,
	"measure_id" text NOT NULL,
	"definition" integer DEFAULT 1 NOT NULL,
	"baseline" numeric,
	"target" numeric,
	"position" integer DEFAULT 0 NOT NULL,
	"own_area" boolean DEFAULT true NOT NULL,
	"ended_at" timestamp with time zone,
	"trajectory" text,
	"trajectory_reports" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "group_measures_group_id_measure_id_pk" PRIMARY KEY("group_id","measure_id"),
	CONSTRAINT "group_measures_trajectory" CHECK ("group_measures"."trajectory" in ('clearly-better', 'clearly-less', 'no-clear-change', 'too-early'))
);
--> statement-breakpoint
CREATE TABLE "impact_rollups" (
	"measure_id" text NOT NULL,
	"month" date NOT NULL,
	"focus_id" text NOT NULL,
	"neighborhood_id" text NOT NULL,
	"reports" integer DEFAULT 0 NOT NULL,
	"claimed" numeric DEFAULT 0 NOT NULL,
	"claimed_cases" numeric DEFAULT 0 NOT NULL,
	"confirmed_reports" integer DEFAULT 0 NOT NULL,
	"confirmed" numeric DEFAULT 0 NOT NULL,
	"confirmed_cases" numeric DEFAULT 0 NOT NULL,
	CONSTRAINT "impact_rollups_measure_id_month_focus_id_neighborhood_id_pk" PRIMARY KEY("measure_id","month","focus_id","neighborhood_id")
);
--> statement-breakpoint
CREATE TABLE "published_quarters" (
	"measure_id" text NOT NULL,
	"quarter" date NOT NULL,
	"value" numeric,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	"detail" jsonb,
	CONSTRAINT "published_quarters_measure_id_quarter_pk" PRIMARY KEY("measure_id","quarter")
);
--> statement-breakpoint
CREATE TABLE "report_confirmations" (
	"report_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"value" numeric NOT NULL,
	"cases" numeric,
	"confirmed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_by" uuid,
	CONSTRAINT "report_confirmations_report_id_version_pk" PRIMARY KEY("report_id","version")
);
--> statement-breakpoint
CREATE TABLE "report_shares" (
	"report_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"shared_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "report_shares_report_id_group_id_pk" PRIMARY KEY("report_id","group_id")
);
--> statement-breakpoint
CREATE TABLE "report_versions" (
	"report_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"period_start" date NOT NULL,
	"period_end" date NOT NULL,
	"expected" numeric,
	"value" numeric,
	"cases" numeric,
	"hours" numeric,
	"money" numeric,
	"posted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"posted_by" uuid,
	"idempotency_key" uuid NOT NULL,
	CONSTRAINT "report_versions_report_id_version_pk" PRIMARY KEY("report_id","version"),
	CONSTRAINT "report_versions_period" CHECK ("report_versions"."period_start" <= "report_versions"."period_end"),
	CONSTRAINT "report_versions_share" CHECK ("report_versions"."cases" is null or ("report_versions"."cases" > 0 and "report_versions"."value" between 0 and "report_versions"."cases")),
	CONSTRAINT "report_versions_effort" CHECK ("report_versions"."hours" >= 0 and "report_versions"."money" >= 0)
);
--> statement-breakpoint
CREATE TABLE "report_words" (
	"report_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"tried" text,
	"happened" text,
	"learned" text,
	"next_question" text,
	"reason" text,
	"redacted_at" timestamp with time zone,
	"redacted_by" uuid,
	CONSTRAINT "report_words_report_id_version_pk" PRIMARY KEY("report_id","version"),
	CONSTRAINT "report_words_redacted_empty" CHECK ("report_words"."redacted_at" is null or ("report_words"."tried" is null and "report_words"."happened" is null and "report_words"."learned" is null and "report_words"."next_question" is null and "report_words"."reason" is null))
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"group_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"measure_id" text,
	"definition" integer DEFAULT 1 NOT NULL,
	"focus_id" text,
	"neighborhood_id" text NOT NULL,
	"lang" text NOT NULL,
	"posted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"posted_by" uuid,
	"idempotency_key" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by" uuid,
	"withdrawn_reason" text,
	"hidden_at" timestamp with time zone,
	"hidden_reason" text,
	CONSTRAINT "reports_outcome" CHECK ("reports"."outcome" in ('counted', 'nothing')),
	CONSTRAINT "reports_counted_measure" CHECK ("reports"."outcome" = 'nothing' or "reports"."measure_id" is not null),
	CONSTRAINT "reports_withdrawn_reason" CHECK (("reports"."withdrawn_at" is null) = ("reports"."withdrawn_reason" is null))
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"group_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"state" text NOT NULL,
	"role" text DEFAULT 'member' NOT NULL,
	"note" text,
	"answer" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"waitlisted_at" timestamp with time zone,
	"offer_expires_at" timestamp with time zone,
	"active_since" timestamp with time zone,
	"added_by" uuid,
	"consent_note" text,
	CONSTRAINT "memberships_state" CHECK ("memberships"."state" in ('requested', 'waitlisted', 'offered', 'active', 'declined', 'withdrawn', 'lapsed', 'left', 'removed')),
	CONSTRAINT "memberships_role" CHECK ("memberships"."role" in ('member', 'moderator', 'convener')),
	CONSTRAINT "memberships_offer" CHECK ("memberships"."state" <> 'offered' or "memberships"."offer_expires_at" is not null),
	CONSTRAINT "memberships_waitlist" CHECK ("memberships"."state" <> 'waitlisted' or "memberships"."waitlisted_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "visits" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"group_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"on_date" date NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "visits_state" CHECK ("visits"."state" in ('asked', 'arranged', 'declined', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text,
	"name" text NOT NULL,
	"lang" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "people_email_folded" CHECK ("people"."email" = lower("people"."email")),
	CONSTRAINT "people_deleted_empty" CHECK ("people"."deleted_at" is null or ("people"."email" is null and "people"."name" = ''))
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "rate_limits_key_window_start_pk" PRIMARY KEY("key","window_start")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"label" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"code_hash" text NOT NULL,
	"token_hash" text NOT NULL,
	"browser_hash" text NOT NULL,
	"lang" text NOT NULL,
	"intent" jsonb,
	"tries" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "sign_in_requests_tries" CHECK ("sign_in_requests"."tries" between 0 and 5)
);
--> statement-breakpoint
CREATE TABLE "town_roles" (
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"granted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"granted_by" uuid,
	CONSTRAINT "town_roles_person_id_role_pk" PRIMARY KEY("person_id","role"),
	CONSTRAINT "town_roles_role" CHECK ("town_roles"."role" in ('organizer'))
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_id" uuid,
	"act" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"reason" text,
	"detail" jsonb
);
--> statement-breakpoint
CREATE TABLE "flags" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"words" text NOT NULL,
	"raised_by" uuid,
	"raised_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	"settled_by" uuid,
	"outcome" text,
	CONSTRAINT "flags_subject" CHECK ("flags"."subject_type" in ('group', 'report'))
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"once_key" text,
	"kind" text NOT NULL,
	"recipient" text NOT NULL,
	"lang" text NOT NULL,
	"subject" text NOT NULL,
	"body_text" text NOT NULL,
	"body_html" text NOT NULL,
	"headers" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	CONSTRAINT "mails_once_key_unique" UNIQUE("once_key")
);
--> statement-breakpoint
CREATE TABLE "search_documents" (
	"kind" text NOT NULL,
	"ref" text NOT NULL,
	"lang" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"path" text NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"words" "tsvector" GENERATED ALWAYS AS (case when lang = 'es'
        then setweight(to_tsvector('town_es', title), 'A') || setweight(to_tsvector('town_es', body), 'B')
        else setweight(to_tsvector('town_en', title), 'A') || setweight(to_tsvector('town_en', body), 'B') end) STORED,
	CONSTRAINT "search_documents_kind_ref_lang_pk" PRIMARY KEY("kind","ref","lang"),
	CONSTRAINT "search_documents_kind" CHECK ("search_documents"."kind" in ('group', 'report', 'chapter', 'revision', 'focus', 'neighborhood', 'page', 'measure'))
);
--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_focus_id_focuses_id_fk" FOREIGN KEY ("focus_id") REFERENCES "public"."focuses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_places" ADD CONSTRAINT "group_places_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_focus_id_focuses_id_fk" FOREIGN KEY ("focus_id") REFERENCES "public"."focuses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_neighborhood_id_neighborhoods_id_fk" FOREIGN KEY ("neighborhood_id") REFERENCES "public"."neighborhoods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_divided_from_id_groups_id_fk" FOREIGN KEY ("divided_from_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_grown_from_id_groups_id_fk" FOREIGN KEY ("grown_from_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_measures" ADD CONSTRAINT "group_measures_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_measures" ADD CONSTRAINT "group_measures_measure_id_measures_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."measures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "impact_rollups" ADD CONSTRAINT "impact_rollups_measure_id_measures_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."measures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "published_quarters" ADD CONSTRAINT "published_quarters_measure_id_measures_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."measures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_confirmations" ADD CONSTRAINT "report_confirmations_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_confirmations" ADD CONSTRAINT "report_confirmations_confirmed_by_people_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_shares" ADD CONSTRAINT "report_shares_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_shares" ADD CONSTRAINT "report_shares_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_versions" ADD CONSTRAINT "report_versions_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_versions" ADD CONSTRAINT "report_versions_posted_by_people_id_fk" FOREIGN KEY ("posted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_words" ADD CONSTRAINT "report_words_redacted_by_people_id_fk" FOREIGN KEY ("redacted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_measure_id_measures_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."measures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_focus_id_focuses_id_fk" FOREIGN KEY ("focus_id") REFERENCES "public"."focuses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_neighborhood_id_neighborhoods_id_fk" FOREIGN KEY ("neighborhood_id") REFERENCES "public"."neighborhoods"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_posted_by_people_id_fk" FOREIGN KEY ("posted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_withdrawn_by_people_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_added_by_people_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "town_roles" ADD CONSTRAINT "town_roles_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "town_roles" ADD CONSTRAINT "town_roles_granted_by_people_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flags" ADD CONSTRAINT "flags_raised_by_people_id_fk" FOREIGN KEY ("raised_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flags" ADD CONSTRAINT "flags_settled_by_people_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "measures_group" ON "measures" USING btree ("group_id");--> statement-breakpoint
CREATE UNIQUE INDEX "groups_slug_unique" ON "groups" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "groups_neighborhood" ON "groups" USING btree ("neighborhood_id");--> statement-breakpoint
CREATE INDEX "groups_focus" ON "groups" USING btree ("focus_id");--> statement-breakpoint
CREATE INDEX "groups_public" ON "groups" USING btree ("created_at" DESC NULLS LAST) WHERE hidden_at is null;--> statement-breakpoint
CREATE INDEX "group_measures_measure" ON "group_measures" USING btree ("measure_id");--> statement-breakpoint
CREATE INDEX "report_shares_group" ON "report_shares" USING btree ("group_id");--> statement-breakpoint
CREATE UNIQUE INDEX "report_versions_idempotency" ON "report_versions" USING btree ("idempotency_key");--> statement-breakpoint
CREATE UNIQUE INDEX "reports_idempotency" ON "reports" USING btree ("idempotency_key");--> statement-breakpoint
CREATE INDEX "reports_group" ON "reports" USING btree ("group_id","posted_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "reports_measure" ON "reports" USING btree ("measure_id","posted_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "reports_posted" ON "reports" USING btree ("posted_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "memberships_one_live" ON "memberships" USING btree ("group_id","person_id") WHERE state in ('requested', 'waitlisted', 'offered', 'active');--> statement-breakpoint
CREATE INDEX "memberships_person" ON "memberships" USING btree ("person_id","state");--> statement-breakpoint
CREATE INDEX "memberships_group" ON "memberships" USING btree ("group_id","state","waitlisted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "visits_one_a_date" ON "visits" USING btree ("group_id","person_id","on_date") WHERE state in ('asked', 'arranged');--> statement-breakpoint
CREATE INDEX "visits_person" ON "visits" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "people_email_unique" ON "people" USING btree ("email");--> statement-breakpoint
CREATE INDEX "rate_limits_window" ON "rate_limits" USING btree ("window_start");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sign_in_requests_token" ON "sign_in_requests" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "sign_in_requests_email" ON "sign_in_requests" USING btree ("email","created_at");--> statement-breakpoint
CREATE INDEX "audit_log_at" ON "audit_log" USING btree ("at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "flags_open" ON "flags" USING btree ("raised_at") WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX "mails_created" ON "mails" USING btree ("created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "search_documents_words" ON "search_documents" USING gin ("words");