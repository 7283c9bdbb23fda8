CREATE TABLE "ticket_calls" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"ticket_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by" uuid NOT NULL,
	"direction" text NOT NULL,
	"with" text NOT NULL,
	"minutes" smallint
);

CREATE TABLE "ticket_cases" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL
);

CREATE TABLE "ticket_events" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"ticket_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" uuid,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"detail" jsonb NOT NULL
);

CREATE TABLE "ticket_evidence" (
	"ticket_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"frozen" jsonb NOT NULL,
	CONSTRAINT "ticket_evidence_ticket_id_at_pk" PRIMARY KEY("ticket_id","at")
);

CREATE TABLE "ticket_links" (
	"ticket_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	CONSTRAINT "ticket_links_ticket_id_other_id_pk" PRIMARY KEY("ticket_id","other_id")
);

CREATE TABLE "ticket_notes" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"ticket_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by" uuid NOT NULL,
	"sealed" "bytea" NOT NULL,
	"key_id" text NOT NULL
);

CREATE TABLE "ticket_viewers" (
	"ticket_id" uuid NOT NULL,
	"account" uuid NOT NULL,
	"until_at" timestamp with time zone NOT NULL,
	CONSTRAINT "ticket_viewers_ticket_id_account_pk" PRIMARY KEY("ticket_id","account")
);

CREATE TABLE "tickets" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"no" bigint GENERATED ALWAYS AS IDENTITY (sequence name "tickets_no_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"correlation_key" text NOT NULL,
	"state" text NOT NULL,
	"priority" smallint NOT NULL,
	"family" text NOT NULL,
	"symptom" text NOT NULL,
	"source" text NOT NULL,
	"channel" text,
	"picture" text,
	"trajectory_id" uuid,
	"set_id" uuid,
	"side" text,
	"location_id" uuid,
	"incident_id" uuid,
	"opened_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"owner" uuid,
	"claimed_at" timestamp with time zone,
	"first_action_at" timestamp with time zone,
	"acted_at" timestamp with time zone,
	"waiting_party" text,
	"waiting_reference" text,
	"planned_for" timestamp with time zone,
	"healed_at" timestamp with time zone,
	"cause" text,
	"solution" text,
	"fixed_by" text,
	"resolved_at" timestamp with time zone,
	"resolved_by" uuid,
	"closed_at" timestamp with time zone,
	"cancelled_reason" text,
	"merged_into" uuid,
	"earlier_ticket" uuid,
	"reopened_count" integer DEFAULT 0 NOT NULL,
	"lost_minutes" real,
	"lowered_reason" text,
	CONSTRAINT "tickets_no_unique" UNIQUE("no")
);

ALTER TABLE "ticket_calls" ADD CONSTRAINT "ticket_calls_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "ticket_cases" ADD CONSTRAINT "ticket_cases_case_id_help_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."help_cases"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "ticket_cases" ADD CONSTRAINT "ticket_cases_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "ticket_events" ADD CONSTRAINT "ticket_events_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "ticket_evidence" ADD CONSTRAINT "ticket_evidence_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "ticket_links" ADD CONSTRAINT "ticket_links_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "ticket_links" ADD CONSTRAINT "ticket_links_other_id_tickets_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "ticket_notes" ADD CONSTRAINT "ticket_notes_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "ticket_viewers" ADD CONSTRAINT "ticket_viewers_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_trajectory_id_trajectories_id_fk" FOREIGN KEY ("trajectory_id") REFERENCES "public"."trajectories"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_set_id_sets_id_fk" FOREIGN KEY ("set_id") REFERENCES "public"."sets"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_owner_accounts_id_fk" FOREIGN KEY ("owner") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "ticket_calls_by_ticket" ON "ticket_calls" USING btree ("ticket_id");
CREATE INDEX "ticket_cases_by_ticket" ON "ticket_cases" USING btree ("ticket_id");
CREATE INDEX "ticket_events_by_ticket" ON "ticket_events" USING btree ("ticket_id","at","id");
CREATE INDEX "ticket_links_by_other" ON "ticket_links" USING btree ("other_id");
CREATE INDEX "ticket_notes_by_ticket" ON "ticket_notes" USING btree ("ticket_id");
CREATE UNIQUE INDEX "tickets_one_live_per_key" ON "tickets" USING btree ("correlation_key") WHERE state not in ('closed', 'merged', 'cancelled');
CREATE INDEX "tickets_by_key" ON "tickets" USING btree ("correlation_key","no");
CREATE INDEX "tickets_by_state" ON "tickets" USING btree ("state","changed_at");
CREATE INDEX "tickets_by_trajectory" ON "tickets" USING btree ("trajectory_id");
CREATE INDEX "tickets_by_set" ON "tickets" USING btree ("set_id");
CREATE INDEX "tickets_by_location" ON "tickets" USING btree ("location_id");
CREATE INDEX "tickets_by_incident" ON "tickets" USING btree ("incident_id");
CREATE INDEX "tickets_by_merge" ON "tickets" USING btree ("merged_into");
GRANT SELECT, INSERT, UPDATE ON tickets, ticket_cases TO setwacht_intake, setwacht_console;
GRANT SELECT, INSERT ON ticket_events, ticket_evidence TO setwacht_intake, setwacht_console;
GRANT SELECT, INSERT ON ticket_links, ticket_calls TO setwacht_console;
GRANT SELECT, INSERT, UPDATE ON ticket_notes TO setwacht_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON ticket_viewers TO setwacht_console;
