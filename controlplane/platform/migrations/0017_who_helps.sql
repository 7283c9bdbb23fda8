ALTER TABLE "help_cases" ADD COLUMN "first_press_at" timestamp with time zone NOT NULL;
ALTER TABLE "help_cases" ADD COLUMN "outcome" text;
ALTER TABLE "accounts" ADD COLUMN "first_name_shown" boolean DEFAULT false NOT NULL;