CREATE TABLE "access_log" (
	"no" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "access_log_no_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"account_id" uuid NOT NULL,
	"record" text NOT NULL,
	"how" text NOT NULL
);

CREATE TABLE "audit_log" (
	"no" bigint PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"act" text NOT NULL,
	"subject" text NOT NULL,
	"detail" text NOT NULL,
	"hash" "bytea" NOT NULL
);

CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"sealed" "bytea" NOT NULL,
	"key_id" text NOT NULL,
	"word_hashes" "bytea"[] DEFAULT '{}' NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"roles" text[] DEFAULT '{}' NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"signed_in_at" timestamp with time zone,
	CONSTRAINT "accounts_by_subject" UNIQUE("issuer","subject")
);

CREATE TABLE "duties" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"account_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL
);

CREATE TABLE "sign_in_attempts" (
	"hash" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"nonce" text NOT NULL,
	"verifier" text NOT NULL,
	"return_to" text NOT NULL,
	"confirms" uuid,
	"replaces" text,
	"expires_at" timestamp with time zone NOT NULL
);

CREATE TABLE "sign_in_links" (
	"hash" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);

CREATE TABLE "sign_ins" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"hash" text NOT NULL,
	"account_id" uuid NOT NULL,
	"how" text NOT NULL,
	"granted_roles" text[] NOT NULL,
	"browser" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" text,
	CONSTRAINT "sign_ins_hash_unique" UNIQUE("hash")
);

ALTER TABLE "locations" ADD COLUMN "sealed" "bytea";
ALTER TABLE "locations" ADD COLUMN "key_id" text;
ALTER TABLE "trajectories" ADD COLUMN "counsellor_id" uuid;
ALTER TABLE "duties" ADD CONSTRAINT "duties_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "sign_in_links" ADD CONSTRAINT "sign_in_links_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "sign_ins" ADD CONSTRAINT "sign_ins_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;
CREATE INDEX "access_log_by_account" ON "access_log" USING btree ("account_id","no");
CREATE INDEX "access_log_by_record" ON "access_log" USING btree ("record","no");
CREATE INDEX "audit_log_by_actor" ON "audit_log" USING btree ("actor","no");
CREATE INDEX "audit_log_by_subject" ON "audit_log" USING btree ("subject","no");
CREATE INDEX "accounts_by_words" ON "accounts" USING gin ("word_hashes");
CREATE INDEX "duties_by_time" ON "duties" USING btree ("ends_at","starts_at");
CREATE INDEX "sign_ins_by_account" ON "sign_ins" USING btree ("account_id","created_at");
ALTER TABLE "trajectories" ADD CONSTRAINT "trajectories_counsellor_id_accounts_id_fk" FOREIGN KEY ("counsellor_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "trajectories_by_counsellor" ON "trajectories" USING btree ("counsellor_id");