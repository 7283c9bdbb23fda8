ALTER TABLE "mails" ADD COLUMN "withdrawn_at" timestamp with time zone;
ALTER TABLE "accounts" ADD COLUMN "language" text DEFAULT 'nl' NOT NULL;