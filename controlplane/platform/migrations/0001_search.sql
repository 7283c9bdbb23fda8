CREATE EXTENSION IF NOT EXISTS pg_trgm;
DROP INDEX "components_by_serial";
CREATE INDEX "locations_search" ON "locations" USING gin ("name" gin_trgm_ops,"municipality" gin_trgm_ops);
CREATE INDEX "components_search" ON "components" USING gin ("serial" gin_trgm_ops);
CREATE INDEX "sets_search" ON "sets" USING gin ("label" gin_trgm_ops);
CREATE INDEX "trajectories_by_home" ON "trajectories" USING btree ("home_location_id");
CREATE INDEX "trajectories_by_school" ON "trajectories" USING btree ("school_location_id");
CREATE INDEX "trajectories_search" ON "trajectories" USING gin ("code" gin_trgm_ops);