CREATE TABLE "push_subscriptions" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"account_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"key_id" text NOT NULL,
	"language" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_ok_at" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "push_subscriptions_hash_unique" UNIQUE("hash")
);

CREATE TABLE "pushes" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"params" jsonb NOT NULL,
	"queued_at" timestamp with time zone NOT NULL,
	"done_with" uuid[] DEFAULT '{}' NOT NULL
);

ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;
CREATE INDEX "push_subscriptions_by_account" ON "push_subscriptions" USING btree ("account_id");
CREATE INDEX "pushes_by_queueing" ON "pushes" USING btree ("queued_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON push_subscriptions TO setwacht_console;
GRANT SELECT, INSERT, UPDATE ON pushes TO setwacht_console;
