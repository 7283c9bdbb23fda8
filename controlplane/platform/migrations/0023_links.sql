CREATE TABLE "api_tokens" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"hash" text NOT NULL,
	"name" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_tokens_hash_unique" UNIQUE("hash")
);

CREATE TABLE "heartbeats" (
	"id" integer PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	"key_id" text NOT NULL,
	"method" text NOT NULL,
	"is_on" boolean NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"tried_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"why" text,
	"status" integer,
	"missing" text[] DEFAULT '{}' NOT NULL,
	"missing_since" timestamp with time zone
);

CREATE TABLE "webhook_deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"queued_at" timestamp with time zone NOT NULL,
	"give_up_at" timestamp with time zone NOT NULL,
	"next_at" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"tried_at" timestamp with time zone,
	"why" text,
	"status" integer,
	"delivered_at" timestamp with time zone,
	"failed_at" timestamp with time zone
);

CREATE TABLE "webhooks" (
	"id" integer PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	"key_id" text NOT NULL,
	"is_on" boolean NOT NULL,
	"kinds" text[] NOT NULL,
	"secret_made_at" timestamp with time zone NOT NULL,
	"old_secret_ends_at" timestamp with time zone,
	"changed_at" timestamp with time zone NOT NULL
);

CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("next_at") WHERE next_at is not null;
CREATE INDEX "webhook_deliveries_by_queueing" ON "webhook_deliveries" USING btree ("queued_at");
GRANT SELECT (is_on, kinds) ON webhooks TO setwacht_intake;
GRANT INSERT ON webhook_deliveries TO setwacht_intake;
GRANT SELECT, INSERT, UPDATE ON webhooks, webhook_deliveries, api_tokens, heartbeats TO setwacht_console;
