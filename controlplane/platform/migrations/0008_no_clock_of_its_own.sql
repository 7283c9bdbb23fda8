ALTER TABLE "devices" ALTER COLUMN "registered_at" DROP DEFAULT;
ALTER TABLE "locations" ALTER COLUMN "registered_at" DROP DEFAULT;
ALTER TABLE "sets" ALTER COLUMN "registered_at" DROP DEFAULT;
ALTER TABLE "pair_sets" ALTER COLUMN "from_at" DROP DEFAULT;
ALTER TABLE "trajectories" ALTER COLUMN "registered_at" DROP DEFAULT;