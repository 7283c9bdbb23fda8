CREATE TABLE "device_starts" (
	"device_no" integer NOT NULL,
	"epoch" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "device_starts_device_no_epoch_pk" PRIMARY KEY("device_no","epoch")
);

CREATE TABLE "decisions" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	"subject" text NOT NULL,
	"about" text NOT NULL,
	"rule" text,
	"what" text NOT NULL,
	"detail" jsonb NOT NULL
);

CREATE TABLE "incidents" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"group_key" text NOT NULL,
	"subject" text NOT NULL,
	"family" text NOT NULL,
	"symptom" text NOT NULL,
	"state" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"acknowledged_by" uuid,
	"acknowledged_until" timestamp with time zone,
	"muted_by" uuid,
	"muted_until" timestamp with time zone,
	"is_maintenance" boolean DEFAULT false NOT NULL,
	"suppressed_by" text,
	"severity" smallint,
	"has_ticket" boolean DEFAULT false NOT NULL,
	"reopened" integer DEFAULT 0 NOT NULL,
	"reason" text NOT NULL
);

CREATE TABLE "judged_subjects" (
	"subject" text PRIMARY KEY NOT NULL,
	"judged_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone
);

CREATE TABLE "maintenances" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"scope" text NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone NOT NULL,
	"actor" uuid NOT NULL
);

CREATE TABLE "rule_edits" (
	"revision" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "rule_edits_revision_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"rule" text NOT NULL,
	"edit" jsonb NOT NULL,
	"actor" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL
);

CREATE TABLE "signals" (
	"key" text PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"rule" text NOT NULL,
	"set" text,
	"side" text,
	"family" text NOT NULL,
	"symptom" text NOT NULL,
	"priority" smallint,
	"state" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"entries" jsonb NOT NULL,
	"evidence" jsonb NOT NULL,
	"is_asked" boolean DEFAULT false NOT NULL
);

CREATE TABLE "storm_members" (
	"group_key" text NOT NULL,
	"set" text NOT NULL,
	"lost_at" timestamp with time zone NOT NULL,
	CONSTRAINT "storm_members_group_key_set_pk" PRIMARY KEY("group_key","set")
);

CREATE INDEX "decisions_by_subject" ON "decisions" USING btree ("subject","at");
CREATE INDEX "decisions_by_age" ON "decisions" USING btree ("decided_at");
CREATE UNIQUE INDEX "incidents_one_live_per_group" ON "incidents" USING btree ("group_key") WHERE state <> 'resolved';
CREATE INDEX "incidents_by_group" ON "incidents" USING btree ("group_key","opened_at");
CREATE INDEX "incidents_by_subject" ON "incidents" USING btree ("subject","opened_at");
CREATE INDEX "judged_subjects_due" ON "judged_subjects" USING btree ("due_at");
CREATE INDEX "maintenances_by_end" ON "maintenances" USING btree ("until_at");
CREATE INDEX "rule_edits_by_rule" ON "rule_edits" USING btree ("rule","revision");
CREATE INDEX "signals_by_subject" ON "signals" USING btree ("subject");
CREATE INDEX "connections_lost" ON "connections" USING btree ("device_no") WHERE presence = 'lost';--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON judged_subjects, signals, storm_members, device_starts TO setwacht_intake;
GRANT SELECT, INSERT, UPDATE ON incidents TO setwacht_intake;
GRANT SELECT, INSERT ON decisions TO setwacht_intake;
GRANT SELECT ON rule_edits, maintenances TO setwacht_intake;
GRANT SELECT ON signals, storm_members, decisions TO setwacht_console;
GRANT SELECT, UPDATE ON incidents TO setwacht_console;
GRANT SELECT, INSERT ON rule_edits TO setwacht_console;
GRANT SELECT, INSERT, UPDATE ON maintenances TO setwacht_console;
