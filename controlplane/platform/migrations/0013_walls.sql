ALTER TABLE "duties" ADD COLUMN "taken_from" uuid;
ALTER TABLE "sign_in_links" ADD COLUMN "wall" text;
ALTER TABLE "sign_ins" ADD COLUMN "wall" text;
ALTER TABLE "duties" ADD CONSTRAINT "duties_taken_from_accounts_id_fk" FOREIGN KEY ("taken_from") REFERENCES "public"."accounts"("id") ON DELETE set null ON UPDATE no action;