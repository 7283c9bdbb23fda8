CREATE TABLE "connections" (
	"device_no" integer PRIMARY KEY NOT NULL,
	"presence" text DEFAULT 'unheard' NOT NULL,
	"presence_since" timestamp with time zone,
	"presence_cause" text DEFAULT 'registered' NOT NULL,
	"heard_at" timestamp with time zone,
	"connection" bigint DEFAULT 0 NOT NULL,
	"epoch" integer DEFAULT 0 NOT NULL,
	"agent_started_at" bigint,
	"report_interval_seconds" integer DEFAULT 60 NOT NULL
);

CREATE TABLE "devices" (
	"device_no" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "devices_device_no_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"id" uuid NOT NULL,
	"set_id" uuid NOT NULL,
	"state" text DEFAULT 'prepared' NOT NULL,
	"live" boolean GENERATED ALWAYS AS (state in ('prepared', 'active', 'questioned')) STORED NOT NULL,
	"registered_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "devices_id_unique" UNIQUE("id")
);

CREATE TABLE "presence_history" (
	"device_no" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"presence" text NOT NULL,
	"cause" text NOT NULL
);

CREATE TABLE "presence_tick" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"judged_at" timestamp with time zone NOT NULL,
	"grace_until" timestamp with time zone NOT NULL
);

CREATE TABLE "locations" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"name" text,
	"municipality" text,
	"provider" text,
	"registered_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "locations_code_unique" UNIQUE("code")
);

CREATE TABLE "outbox_floors" (
	"device_no" integer PRIMARY KEY NOT NULL,
	"epoch" integer NOT NULL,
	"seq" bigint NOT NULL
);

CREATE TABLE "quarantine" (
	"device_no" integer NOT NULL,
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"epoch" integer NOT NULL,
	"seq" bigint NOT NULL,
	"times" bigint DEFAULT 1 NOT NULL,
	"problem" jsonb NOT NULL,
	"payload" "bytea" NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "quarantine_device_no_kind_version_pk" PRIMARY KEY("device_no","kind","version")
);

CREATE TABLE "stored_ranges" (
	"device_no" integer NOT NULL,
	"epoch" integer NOT NULL,
	"stored" "int8multirange" DEFAULT '{}' NOT NULL,
	"clock_offset_ms" bigint,
	"up_zero_at" timestamp with time zone,
	CONSTRAINT "stored_ranges_device_no_epoch_pk" PRIMARY KEY("device_no","epoch")
);

CREATE TABLE "components" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"set_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"type" text NOT NULL,
	"make" text NOT NULL,
	"model" text NOT NULL,
	"serial" text
);

CREATE TABLE "sets" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"label" text NOT NULL,
	"kind" text NOT NULL,
	"registered_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sets_label_unique" UNIQUE("label")
);

CREATE TABLE "fact_history" (
	"device_no" integer NOT NULL,
	"name" text NOT NULL,
	"value" jsonb,
	"measured_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"uncertain" boolean NOT NULL,
	"epoch" integer NOT NULL,
	"seq" bigint NOT NULL
);

CREATE TABLE "facts" (
	"device_no" integer NOT NULL,
	"name" text NOT NULL,
	"value" jsonb,
	"measured_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"uncertain" boolean NOT NULL,
	"epoch" integer NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "facts_device_no_name_pk" PRIMARY KEY("device_no","name")
);

CREATE TABLE "report_hours" (
	"device_no" integer NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"reports" integer NOT NULL,
	"seconds" real NOT NULL,
	"cpu_mean_percent" real,
	"cpu_max_percent" real,
	"memory_used_percent" real,
	"disk_free_percent" real,
	"temperature_max_celsius" real,
	"battery_percent" real,
	"rx_bytes_per_second" real,
	"tx_bytes_per_second" real,
	"signal_min_dbm" real,
	"link_mbit_per_second" real,
	"rtt_p50_ms" real,
	"rtt_p95_ms" real,
	"jitter_ms" real,
	"loss_mean_percent" real,
	"loss_max_percent" real,
	"clock_offset_ms" real,
	"outbox_depth" real,
	"outbox_dropped" real,
	"agent_memory_mb" real,
	"agent_cpu_percent" real,
	CONSTRAINT "report_hours_device_no_hour_pk" PRIMARY KEY("device_no","hour")
);

CREATE TABLE "reports" (
	"received_at" timestamp with time zone NOT NULL,
	"measured_at" timestamp with time zone NOT NULL,
	"seq" bigint NOT NULL,
	"device_no" integer NOT NULL,
	"epoch" integer NOT NULL,
	"seconds" real NOT NULL,
	"flags" integer NOT NULL,
	"cpu_mean_percent" real,
	"cpu_max_percent" real,
	"memory_used_percent" real,
	"disk_free_percent" real,
	"temperature_max_celsius" real,
	"battery_percent" real,
	"rx_bytes_per_second" real,
	"tx_bytes_per_second" real,
	"signal_min_dbm" real,
	"link_mbit_per_second" real,
	"rtt_p50_ms" real,
	"rtt_p95_ms" real,
	"jitter_ms" real,
	"loss_mean_percent" real,
	"loss_max_percent" real,
	"clock_offset_ms" real,
	"outbox_depth" real,
	"outbox_dropped" real,
	"agent_memory_mb" real,
	"agent_cpu_percent" real
) PARTITION BY RANGE (received_at);

CREATE TABLE "roll_up_progress" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"received_until" timestamp with time zone NOT NULL
);

CREATE TABLE "summaries" (
	"device_no" integer PRIMARY KEY NOT NULL,
	"camera" text NOT NULL,
	"interface" text,
	"agent_version" text,
	"simulated" boolean NOT NULL
);

CREATE TABLE "pair_sets" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"trajectory_id" uuid NOT NULL,
	"side" text NOT NULL,
	"set_id" uuid NOT NULL,
	"from_at" timestamp with time zone DEFAULT now() NOT NULL,
	"until_at" timestamp with time zone
);

CREATE TABLE "trajectories" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"code" text NOT NULL,
	"home_location_id" uuid,
	"school_location_id" uuid,
	"registered_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "trajectories_code_unique" UNIQUE("code")
);

ALTER TABLE "connections" ADD CONSTRAINT "connections_device_no_devices_device_no_fk" FOREIGN KEY ("device_no") REFERENCES "public"."devices"("device_no") ON DELETE no action ON UPDATE no action;
ALTER TABLE "devices" ADD CONSTRAINT "devices_set_id_sets_id_fk" FOREIGN KEY ("set_id") REFERENCES "public"."sets"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "components" ADD CONSTRAINT "components_set_id_sets_id_fk" FOREIGN KEY ("set_id") REFERENCES "public"."sets"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "pair_sets" ADD CONSTRAINT "pair_sets_trajectory_id_trajectories_id_fk" FOREIGN KEY ("trajectory_id") REFERENCES "public"."trajectories"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "pair_sets" ADD CONSTRAINT "pair_sets_set_id_sets_id_fk" FOREIGN KEY ("set_id") REFERENCES "public"."sets"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "trajectories" ADD CONSTRAINT "trajectories_home_location_id_locations_id_fk" FOREIGN KEY ("home_location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "trajectories" ADD CONSTRAINT "trajectories_school_location_id_locations_id_fk" FOREIGN KEY ("school_location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;
CREATE UNIQUE INDEX "devices_live_per_set" ON "devices" USING btree ("set_id") WHERE live;
CREATE INDEX "presence_history_by_device" ON "presence_history" USING btree ("device_no","at");
CREATE INDEX "quarantine_by_age" ON "quarantine" USING btree ("received_at");
CREATE INDEX "components_by_set" ON "components" USING btree ("set_id","place");
CREATE INDEX "components_by_serial" ON "components" USING btree ("serial");
CREATE INDEX "fact_history_by_device" ON "fact_history" USING btree ("device_no","measured_at");
CREATE INDEX "report_hours_by_hour" ON "report_hours" USING btree ("hour");
CREATE INDEX "reports_by_device" ON "reports" USING btree ("device_no","received_at");
CREATE UNIQUE INDEX "pair_sets_one_pair_per_set" ON "pair_sets" USING btree ("set_id") WHERE until_at is null;
CREATE INDEX "pair_sets_by_trajectory" ON "pair_sets" USING btree ("trajectory_id","side");
-- Rows that change with every batch keep room beside them, so that no index is touched.
ALTER TABLE "stored_ranges" SET (fillfactor = 50);
ALTER TABLE "connections" SET (fillfactor = 50);
