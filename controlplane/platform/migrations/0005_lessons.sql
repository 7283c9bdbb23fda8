CREATE SEQUENCE "public"."lessons_revision" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;
CREATE TABLE "contacts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"trajectory_id" uuid,
	"location_id" uuid,
	"role" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"key_id" text NOT NULL,
	"word_hashes" "bytea"[] DEFAULT '{}' NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "contacts_of_one" CHECK ((trajectory_id is null) <> (location_id is null))
);

CREATE TABLE "day_changes" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"trajectory_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone,
	"said_by" text NOT NULL,
	"set_id" uuid,
	"actor" uuid,
	"recorded_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone
);

CREATE TABLE "lesson_exceptions" (
	"trajectory_id" uuid NOT NULL,
	"day" date NOT NULL,
	"hours" jsonb NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "lesson_exceptions_trajectory_id_day_pk" PRIMARY KEY("trajectory_id","day")
);

CREATE TABLE "set_lessons" (
	"set_id" uuid PRIMARY KEY NOT NULL,
	"revision" bigint DEFAULT nextval('lessons_revision') NOT NULL,
	"windows" integer[] NOT NULL,
	"until_minute" integer NOT NULL,
	"made_at" timestamp with time zone NOT NULL
);

CREATE TABLE "timetables" (
	"trajectory_id" uuid PRIMARY KEY NOT NULL,
	"week" jsonb NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);

CREATE TABLE "closed_days" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"location_id" uuid,
	"day" date NOT NULL,
	"half" text NOT NULL,
	"name" text,
	CONSTRAINT "closed_days_once" UNIQUE NULLS NOT DISTINCT("location_id","day")
);

CREATE TABLE "milestones" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"trajectory_id" uuid NOT NULL,
	"name" text NOT NULL,
	"side" text,
	"day" date NOT NULL,
	"actor" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "milestones_once" UNIQUE NULLS NOT DISTINCT("trajectory_id","name","side")
);

CREATE TABLE "pauses" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"trajectory_id" uuid NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date,
	"actor" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL
);

ALTER TABLE "locations" ADD COLUMN "institution_no" text;
ALTER TABLE "locations" ADD COLUMN "site_no" text;
ALTER TABLE "locations" ADD COLUMN "level" text;
ALTER TABLE "locations" ADD COLUMN "bells" jsonb;
ALTER TABLE "trajectories" ADD COLUMN "level" text;
ALTER TABLE "trajectories" ADD COLUMN "school_year" smallint;
ALTER TABLE "trajectories" ADD COLUMN "sealed" "bytea";
ALTER TABLE "trajectories" ADD COLUMN "key_id" text;
ALTER TABLE "trajectories" ADD COLUMN "word_hashes" "bytea"[] DEFAULT '{}' NOT NULL;
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_trajectory_id_trajectories_id_fk" FOREIGN KEY ("trajectory_id") REFERENCES "public"."trajectories"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "day_changes" ADD CONSTRAINT "day_changes_trajectory_id_trajectories_id_fk" FOREIGN KEY ("trajectory_id") REFERENCES "public"."trajectories"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "day_changes" ADD CONSTRAINT "day_changes_set_id_sets_id_fk" FOREIGN KEY ("set_id") REFERENCES "public"."sets"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "lesson_exceptions" ADD CONSTRAINT "lesson_exceptions_trajectory_id_trajectories_id_fk" FOREIGN KEY ("trajectory_id") REFERENCES "public"."trajectories"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "set_lessons" ADD CONSTRAINT "set_lessons_set_id_sets_id_fk" FOREIGN KEY ("set_id") REFERENCES "public"."sets"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "timetables" ADD CONSTRAINT "timetables_trajectory_id_trajectories_id_fk" FOREIGN KEY ("trajectory_id") REFERENCES "public"."trajectories"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "closed_days" ADD CONSTRAINT "closed_days_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "milestones" ADD CONSTRAINT "milestones_trajectory_id_trajectories_id_fk" FOREIGN KEY ("trajectory_id") REFERENCES "public"."trajectories"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "pauses" ADD CONSTRAINT "pauses_trajectory_id_trajectories_id_fk" FOREIGN KEY ("trajectory_id") REFERENCES "public"."trajectories"("id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "contacts_by_trajectory" ON "contacts" USING btree ("trajectory_id");
CREATE INDEX "contacts_by_location" ON "contacts" USING btree ("location_id");
CREATE INDEX "contacts_by_words" ON "contacts" USING gin ("word_hashes");
CREATE INDEX "day_changes_by_trajectory" ON "day_changes" USING btree ("trajectory_id","from_at");
CREATE INDEX "day_changes_that_hold" ON "day_changes" USING btree ("until_at") WHERE withdrawn_at is null;
CREATE INDEX "pauses_by_trajectory" ON "pauses" USING btree ("trajectory_id");
CREATE INDEX "locations_numbers" ON "locations" USING gin ("code" gin_trgm_ops,"institution_no" gin_trgm_ops);
CREATE INDEX "trajectories_by_words" ON "trajectories" USING gin ("word_hashes");
ALTER TABLE "locations" ADD CONSTRAINT "locations_one_per_site" UNIQUE("institution_no","site_no");
-- What sets are told of lessons follows from these; of people nothing.
GRANT SELECT ON closed_days, pauses, timetables, lesson_exceptions TO setwacht_intake;
GRANT SELECT (bells) ON locations TO setwacht_intake;
GRANT SELECT (registered_at) ON trajectories TO setwacht_intake;
GRANT SELECT, INSERT, UPDATE ON day_changes TO setwacht_intake;
GRANT SELECT, INSERT, UPDATE, DELETE ON set_lessons TO setwacht_intake;
GRANT USAGE ON SEQUENCE lessons_revision TO setwacht_intake, setwacht_console;

GRANT SELECT, INSERT, UPDATE, DELETE ON
  closed_days, milestones, pauses, contacts, timetables, lesson_exceptions, day_changes, set_lessons
  TO setwacht_console;
