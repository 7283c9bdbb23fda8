CREATE TABLE "asks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"device_id" uuid NOT NULL,
	"question" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"answer" jsonb
);

CREATE TABLE "rate_counts" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"until_at" timestamp with time zone NOT NULL
);

CREATE TABLE "work" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "work_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"queued_at" timestamp with time zone NOT NULL,
	"next_at" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL
);

CREATE INDEX "asks_by_device" ON "asks" USING btree ("device_id");
CREATE INDEX "asks_by_end" ON "asks" USING btree ("expires_at");
CREATE INDEX "rate_counts_by_end" ON "rate_counts" USING btree ("until_at");
CREATE INDEX "work_by_kind" ON "work" USING btree ("kind","id");
-- Both write down what must follow; the one that hears sets does it, and takes what sets answer.
GRANT SELECT, INSERT, UPDATE, DELETE ON work, asks, rate_counts TO setwacht_intake;
GRANT SELECT, INSERT ON work TO setwacht_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON rate_counts TO setwacht_console;
