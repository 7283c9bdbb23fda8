CREATE TABLE "call_intervals" (
	"trajectory_id" uuid NOT NULL,
	"device_no" integer NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone NOT NULL,
	"media" text NOT NULL,
	CONSTRAINT "call_intervals_trajectory_id_device_no_from_at_pk" PRIMARY KEY("trajectory_id","device_no","from_at")
);

CREATE TABLE "call_progress" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"received_until" timestamp with time zone NOT NULL
);

CREATE TABLE "call_sessions" (
	"trajectory_id" uuid NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone NOT NULL,
	CONSTRAINT "call_sessions_trajectory_id_from_at_pk" PRIMARY KEY("trajectory_id","from_at")
);

CREATE TABLE "pair_verdicts" (
	"trajectory_id" uuid PRIMARY KEY NOT NULL,
	"verdict" text NOT NULL,
	"side" text,
	"evidence" jsonb NOT NULL,
	"since_at" timestamp with time zone NOT NULL,
	"lesson_until" timestamp with time zone NOT NULL,
	"judged_at" timestamp with time zone NOT NULL
);

CREATE TABLE "verdict_history" (
	"no" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "verdict_history_no_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"trajectory_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"verdict" text,
	"side" text
);

ALTER TABLE "call_intervals" ADD CONSTRAINT "call_intervals_trajectory_id_trajectories_id_fk" FOREIGN KEY ("trajectory_id") REFERENCES "public"."trajectories"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "call_sessions" ADD CONSTRAINT "call_sessions_trajectory_id_trajectories_id_fk" FOREIGN KEY ("trajectory_id") REFERENCES "public"."trajectories"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "pair_verdicts" ADD CONSTRAINT "pair_verdicts_trajectory_id_trajectories_id_fk" FOREIGN KEY ("trajectory_id") REFERENCES "public"."trajectories"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "verdict_history" ADD CONSTRAINT "verdict_history_trajectory_id_trajectories_id_fk" FOREIGN KEY ("trajectory_id") REFERENCES "public"."trajectories"("id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "call_intervals_by_end" ON "call_intervals" USING btree ("until_at");
CREATE INDEX "call_sessions_by_end" ON "call_sessions" USING btree ("until_at");
CREATE INDEX "verdict_history_by_trajectory" ON "verdict_history" USING btree ("trajectory_id","at");
CREATE INDEX "verdict_history_by_time" ON "verdict_history" USING btree ("at");
CREATE INDEX "fact_history_calls" ON "fact_history" USING btree ("received_at","device_no") WHERE name = 'call';
GRANT SELECT, INSERT, UPDATE, DELETE ON call_intervals, call_sessions, pair_verdicts TO setwacht_intake;
GRANT SELECT, INSERT, UPDATE ON call_progress TO setwacht_intake;
GRANT SELECT, INSERT ON verdict_history TO setwacht_intake;
GRANT SELECT ON call_intervals, call_progress, call_sessions, pair_verdicts, verdict_history TO setwacht_console;
