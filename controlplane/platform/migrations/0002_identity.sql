CREATE TABLE "device_history" (
	"device_no" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"cause" text NOT NULL,
	"actor" text
);

CREATE TABLE "certificates" (
	"serial" text PRIMARY KEY NOT NULL,
	"device_no" integer NOT NULL,
	"csr_hash" text NOT NULL,
	"chain" text NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"not_after" timestamp with time zone NOT NULL,
	"connected_at" timestamp with time zone,
	"replaced_at" timestamp with time zone
);

CREATE TABLE "enrolment_tokens" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"set_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"device_no" integer,
	CONSTRAINT "enrolment_tokens_hash_unique" UNIQUE("hash")
);

ALTER TABLE "connections" ADD COLUMN "beacon_at" timestamp with time zone;
ALTER TABLE "device_history" ADD CONSTRAINT "device_history_device_no_devices_device_no_fk" FOREIGN KEY ("device_no") REFERENCES "public"."devices"("device_no") ON DELETE no action ON UPDATE no action;
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_device_no_devices_device_no_fk" FOREIGN KEY ("device_no") REFERENCES "public"."devices"("device_no") ON DELETE no action ON UPDATE no action;
ALTER TABLE "enrolment_tokens" ADD CONSTRAINT "enrolment_tokens_set_id_sets_id_fk" FOREIGN KEY ("set_id") REFERENCES "public"."sets"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "enrolment_tokens" ADD CONSTRAINT "enrolment_tokens_device_no_devices_device_no_fk" FOREIGN KEY ("device_no") REFERENCES "public"."devices"("device_no") ON DELETE no action ON UPDATE no action;
CREATE INDEX "device_history_by_device" ON "device_history" USING btree ("device_no","at");
CREATE UNIQUE INDEX "certificates_by_csr" ON "certificates" USING btree ("device_no","csr_hash");
CREATE INDEX "enrolment_tokens_by_set" ON "enrolment_tokens" USING btree ("set_id","issued_at");