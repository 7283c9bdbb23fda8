CREATE TABLE "set_messages" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"set_id" uuid NOT NULL,
	"trajectory_id" uuid,
	"sentence" text,
	"sealed" "bytea",
	"key_id" text,
	"answers" text[] NOT NULL,
	"until_at" timestamp with time zone NOT NULL,
	"sent_by" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"subject" text,
	"shown_at" timestamp with time zone,
	"seen_at" timestamp with time zone,
	"answered_at" timestamp with time zone,
	"answer" text,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "set_messages_says_one" CHECK ((sentence is null) <> (sealed is null)),
	CONSTRAINT "set_messages_answers" CHECK (cardinality(answers) <= 3),
	CONSTRAINT "set_messages_sealed_by" CHECK ((sealed is null) = (key_id is null))
);

ALTER TABLE "set_messages" ADD CONSTRAINT "set_messages_set_id_sets_id_fk" FOREIGN KEY ("set_id") REFERENCES "public"."sets"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "set_messages" ADD CONSTRAINT "set_messages_trajectory_id_trajectories_id_fk" FOREIGN KEY ("trajectory_id") REFERENCES "public"."trajectories"("id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "set_messages_by_set" ON "set_messages" USING btree ("set_id","sent_at");
CREATE INDEX "set_messages_by_subject" ON "set_messages" USING btree ("subject","sent_at");
CREATE INDEX "set_messages_by_sending" ON "set_messages" USING btree ("sent_at");
-- What sets say tells what became of a message, and not what somebody wrote in it.
GRANT SELECT (id, set_id, answers, until_at, sent_at, shown_at, seen_at, answered_at, answer, withdrawn_at),
  UPDATE (shown_at, seen_at, answered_at, answer) ON set_messages TO setwacht_intake;
GRANT SELECT, INSERT, UPDATE ON set_messages TO setwacht_console;
