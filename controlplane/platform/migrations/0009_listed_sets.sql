CREATE TABLE "listed_sets" (
	"set_id" uuid PRIMARY KEY NOT NULL,
	"label" text NOT NULL,
	"kind" text NOT NULL,
	"device_no" integer,
	"device" text,
	"presence" text NOT NULL,
	"presence_since" timestamp with time zone,
	"camera" text NOT NULL,
	"interface" text,
	"agent_version" text,
	"simulated" boolean NOT NULL,
	"trajectory" text,
	"side" text,
	"paired_at" timestamp with time zone,
	"counsellor_id" uuid,
	"school_location_id" uuid,
	"place_code" text,
	"place_name" text,
	"place_municipality" text,
	"words" text NOT NULL
);

CREATE TABLE "stale_sets" (
	"set_id" uuid,
	"device_no" integer,
	"trajectory_id" uuid,
	"location_id" uuid
);

CREATE INDEX "listed_sets_by_label" ON "listed_sets" USING btree ("label");
CREATE INDEX "listed_sets_by_presence" ON "listed_sets" USING btree ("presence","label");
CREATE INDEX "listed_sets_by_trajectory" ON "listed_sets" USING btree ("trajectory","label");
CREATE INDEX "listed_sets_by_place" ON "listed_sets" USING btree ("place_name","label");
CREATE INDEX "listed_sets_by_device" ON "listed_sets" USING btree ("device_no","label","set_id");
CREATE INDEX "listed_sets_search" ON "listed_sets" USING gin ("words" gin_trgm_ops);

-- What `listed_sets` keeps, worked out anew.
CREATE VIEW listed_sets_now AS
  SELECT s.id AS set_id, s.label, s.kind, d.device_no, d.state AS device,
    coalesce(c.presence, 'unheard') AS presence, c.presence_since,
    coalesce(m.camera, 'unknown') AS camera, m.interface, m.agent_version, coalesce(m.simulated, false) AS simulated,
    t.code AS trajectory, p.side, p.from_at AS paired_at, t.counsellor_id, t.school_location_id,
    l.code AS place_code, l.name AS place_name, l.municipality AS place_municipality,
    concat_ws(E'\n', s.label, k.serials, t.code, l.name, l.municipality) AS words
  FROM sets s
  LEFT JOIN devices d ON d.set_id = s.id AND d.live
  LEFT JOIN connections c ON c.device_no = d.device_no
  LEFT JOIN summaries m ON m.device_no = d.device_no
  LEFT JOIN pair_sets p ON p.set_id = s.id AND p.until_at IS NULL
  LEFT JOIN trajectories t ON t.id = p.trajectory_id
  LEFT JOIN locations l ON l.id = CASE p.side WHEN 'home' THEN t.home_location_id ELSE t.school_location_id END
  LEFT JOIN LATERAL (SELECT string_agg(serial, E'\n' ORDER BY place, id) AS serials FROM components WHERE set_id = s.id) k ON true;

-- A change only says what it touches, so that no transaction waits for another because of the list.
CREATE FUNCTION mark_listed_set() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO stale_sets (set_id) SELECT DISTINCT id FROM (VALUES (old.id), (new.id)) AS v (id) WHERE id IS NOT NULL;
  RETURN NULL;
END $$;
CREATE FUNCTION mark_listed_set_of() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO stale_sets (set_id)
  SELECT DISTINCT id FROM (VALUES (old.set_id), (new.set_id)) AS v (id) WHERE id IS NOT NULL;
  RETURN NULL;
END $$;
CREATE FUNCTION mark_listed_device() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO stale_sets (device_no) VALUES (coalesce(new.device_no, old.device_no));
  RETURN NULL;
END $$;
CREATE FUNCTION mark_listed_trajectory() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO stale_sets (trajectory_id) VALUES (new.id);
  RETURN NULL;
END $$;
CREATE FUNCTION mark_listed_location() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO stale_sets (location_id) VALUES (new.id);
  RETURN NULL;
END $$;

CREATE TRIGGER listed_come_and_gone AFTER INSERT OR DELETE ON sets FOR EACH ROW EXECUTE FUNCTION mark_listed_set();
CREATE TRIGGER listed_changed AFTER UPDATE ON sets FOR EACH ROW
  WHEN ((old.label, old.kind) IS DISTINCT FROM (new.label, new.kind)) EXECUTE FUNCTION mark_listed_set();
CREATE TRIGGER listed_come_and_gone AFTER INSERT OR DELETE ON devices FOR EACH ROW EXECUTE FUNCTION mark_listed_set_of();
CREATE TRIGGER listed_changed AFTER UPDATE ON devices FOR EACH ROW
  WHEN ((old.set_id, old.state) IS DISTINCT FROM (new.set_id, new.state)) EXECUTE FUNCTION mark_listed_set_of();
CREATE TRIGGER listed_come_and_gone AFTER INSERT OR DELETE ON components FOR EACH ROW EXECUTE FUNCTION mark_listed_set_of();
CREATE TRIGGER listed_changed AFTER UPDATE ON components FOR EACH ROW
  WHEN ((old.set_id, old.place, old.serial) IS DISTINCT FROM (new.set_id, new.place, new.serial))
  EXECUTE FUNCTION mark_listed_set_of();
CREATE TRIGGER listed_come_and_gone AFTER INSERT OR DELETE ON pair_sets FOR EACH ROW EXECUTE FUNCTION mark_listed_set_of();
CREATE TRIGGER listed_changed AFTER UPDATE ON pair_sets FOR EACH ROW
  WHEN (old.* IS DISTINCT FROM new.*) EXECUTE FUNCTION mark_listed_set_of();
-- A report changes when a set was heard, which is not listed: nothing is called then.
CREATE TRIGGER listed_come_and_gone AFTER INSERT OR DELETE ON connections FOR EACH ROW EXECUTE FUNCTION mark_listed_device();
CREATE TRIGGER listed_changed AFTER UPDATE ON connections FOR EACH ROW
  WHEN ((old.presence, old.presence_since) IS DISTINCT FROM (new.presence, new.presence_since))
  EXECUTE FUNCTION mark_listed_device();
CREATE TRIGGER listed_come_and_gone AFTER INSERT OR DELETE ON summaries FOR EACH ROW EXECUTE FUNCTION mark_listed_device();
CREATE TRIGGER listed_changed AFTER UPDATE ON summaries FOR EACH ROW
  WHEN (old.* IS DISTINCT FROM new.*) EXECUTE FUNCTION mark_listed_device();
-- Those that come and go belong to no pair yet, or no more.
CREATE TRIGGER listed_changed AFTER UPDATE ON trajectories FOR EACH ROW
  WHEN ((old.code, old.counsellor_id, old.home_location_id, old.school_location_id)
    IS DISTINCT FROM (new.code, new.counsellor_id, new.home_location_id, new.school_location_id))
  EXECUTE FUNCTION mark_listed_trajectory();
CREATE TRIGGER listed_changed AFTER UPDATE ON locations FOR EACH ROW
  WHEN ((old.code, old.name, old.municipality) IS DISTINCT FROM (new.code, new.name, new.municipality))
  EXECUTE FUNCTION mark_listed_location();

-- Whoever reads the list calls this before. One at a time: an older answer must not be written over a newer one.
CREATE FUNCTION refresh_listed_sets() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  touched uuid[];
BEGIN
  IF NOT EXISTS (SELECT FROM stale_sets) THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(7240008);
  WITH taken AS (DELETE FROM stale_sets RETURNING *)
  SELECT array_agg(DISTINCT id) INTO touched FROM (
    SELECT set_id FROM taken WHERE set_id IS NOT NULL
    UNION ALL SELECT d.set_id FROM taken JOIN devices d ON d.device_no = taken.device_no
    UNION ALL SELECT p.set_id FROM taken JOIN open_pairs p ON p.trajectory_id = taken.trajectory_id
    UNION ALL SELECT p.set_id FROM taken JOIN trajectories t ON t.home_location_id = taken.location_id
      JOIN open_pairs p ON p.trajectory_id = t.id
    UNION ALL SELECT p.set_id FROM taken JOIN trajectories t ON t.school_location_id = taken.location_id
      JOIN open_pairs p ON p.trajectory_id = t.id
  ) AS t (id);
  IF touched IS NULL THEN
    RETURN;
  END IF;
  -- By whole rows, so that a column that comes later is named in the table and in the view alone.
  DELETE FROM listed_sets l WHERE l.set_id = ANY (touched)
    AND NOT EXISTS (SELECT FROM listed_sets_now n WHERE n.set_id = l.set_id AND n.* IS NOT DISTINCT FROM l.*);
  INSERT INTO listed_sets SELECT n.* FROM listed_sets_now n WHERE n.set_id = ANY (touched)
  ON CONFLICT DO NOTHING;
END $$;

INSERT INTO listed_sets SELECT * FROM listed_sets_now;
REVOKE EXECUTE ON FUNCTION refresh_listed_sets() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION refresh_listed_sets() TO setwacht_console;
GRANT SELECT ON listed_sets TO setwacht_console;
