CREATE TABLE "mails" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"sealed" "bytea" NOT NULL,
	"key_id" text NOT NULL,
	"address_hash" "bytea" NOT NULL,
	"template" text NOT NULL,
	"params" jsonb NOT NULL,
	"language" text NOT NULL,
	"subject" text,
	"queued_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"last_failure" text
);

CREATE TABLE "links" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"hash" text NOT NULL,
	"object" text NOT NULL,
	"audience" text NOT NULL,
	"question" text NOT NULL,
	"acts" text[] NOT NULL,
	"language" text NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"used_act" text,
	"ended_at" timestamp with time zone,
	CONSTRAINT "links_hash_unique" UNIQUE("hash")
);

CREATE INDEX "mails_by_queueing" ON "mails" USING btree ("queued_at");
CREATE INDEX "mails_by_subject" ON "mails" USING btree ("subject","queued_at");
CREATE INDEX "mails_by_address" ON "mails" USING btree ("address_hash","queued_at");
CREATE INDEX "mails_unsent" ON "mails" USING btree ("queued_at") WHERE sent_at is null;
CREATE INDEX "links_by_object" ON "links" USING btree ("object","audience");
CREATE INDEX "links_by_end" ON "links" USING btree ("expires_at");
GRANT SELECT, INSERT, UPDATE ON mails, links TO setwacht_console;
