CREATE TABLE "help_cases" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"set_id" uuid NOT NULL,
	"trajectory_id" uuid,
	"opened_at" timestamp with time zone NOT NULL,
	"last_press_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone,
	"taken_at" timestamp with time zone,
	"taken_by" uuid,
	"closed_at" timestamp with time zone,
	"closed_by" uuid,
	"withdrawn_at" timestamp with time zone
);

CREATE TABLE "help_presses" (
	"press" uuid PRIMARY KEY NOT NULL,
	"device_no" integer NOT NULL,
	"case_id" uuid,
	"picture" text NOT NULL,
	"by" text NOT NULL,
	"language" text NOT NULL,
	"pressed_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone
);

CREATE TABLE "check_history" (
	"device_no" integer NOT NULL,
	"measured_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"uncertain" boolean NOT NULL,
	"epoch" integer NOT NULL,
	"seq" bigint NOT NULL,
	"trigger" text NOT NULL,
	"verdict" text NOT NULL,
	"codes" text[] NOT NULL
);

CREATE TABLE "last_checks" (
	"device_no" integer NOT NULL,
	"measured_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"uncertain" boolean NOT NULL,
	"epoch" integer NOT NULL,
	"seq" bigint NOT NULL,
	"trigger" text NOT NULL,
	"verdict" text NOT NULL,
	"codes" text[] NOT NULL,
	CONSTRAINT "last_checks_device_no_pk" PRIMARY KEY("device_no")
);

ALTER TABLE "help_cases" ADD CONSTRAINT "help_cases_set_id_sets_id_fk" FOREIGN KEY ("set_id") REFERENCES "public"."sets"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "help_cases" ADD CONSTRAINT "help_cases_trajectory_id_trajectories_id_fk" FOREIGN KEY ("trajectory_id") REFERENCES "public"."trajectories"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "help_presses" ADD CONSTRAINT "help_presses_case_id_help_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."help_cases"("id") ON DELETE no action ON UPDATE no action;
CREATE UNIQUE INDEX "help_cases_open" ON "help_cases" USING btree ("set_id") WHERE closed_at is null and withdrawn_at is null;
CREATE INDEX "help_cases_by_opening" ON "help_cases" USING btree ("opened_at");
CREATE INDEX "help_presses_by_case" ON "help_presses" USING btree ("case_id");
CREATE INDEX "help_presses_by_device" ON "help_presses" USING btree ("device_no","received_at");
CREATE INDEX "check_history_by_device" ON "check_history" USING btree ("device_no","measured_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON last_checks, check_history TO setwacht_intake;
GRANT SELECT ON last_checks, check_history, help_presses TO setwacht_console;
GRANT SELECT, INSERT, UPDATE ON help_cases, help_presses TO setwacht_intake;
GRANT SELECT, INSERT, UPDATE ON help_cases TO setwacht_console;
