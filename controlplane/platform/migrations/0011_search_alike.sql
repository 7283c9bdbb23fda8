DROP INDEX "listed_sets_search";
CREATE INDEX "listed_sets_alike" ON "listed_sets" USING gin (translate(upper("words"), 'OIL-._/ ', '011') gin_trgm_ops);