-- The kept list is written anew below.
DELETE FROM "listed_sets";
-- Letter for letter what `foldedOf` and `alikeOf` make of what is typed; whoever changes them writes these and what is kept anew.
CREATE FUNCTION folded(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN translate(upper(words), 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝŸàáâãäåçèéêëìíîïñòóôõöùúûüýÿ-._/ ''’‘', 'AAAAAACEEEEIIIINOOOOOUUUUYYAAAAAACEEEEIIIINOOOOOUUUUYY');
CREATE FUNCTION alike(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN translate(folded(words), 'OIL', '011');
DROP INDEX "locations_folded";
DROP INDEX "listed_sets_alike";
ALTER TABLE "locations" ADD COLUMN "words" text GENERATED ALWAYS AS (folded(coalesce(name, '') || E'\n' || coalesce(municipality, ''))) STORED NOT NULL;
CREATE INDEX "locations_words" ON "locations" USING gin ("words" gin_trgm_ops);
CREATE INDEX "listed_sets_words" ON "listed_sets" USING gin ("words" gin_trgm_ops);

CREATE OR REPLACE VIEW listed_sets_now AS
  SELECT s.id AS set_id, s.label, s.kind, d.device_no, d.state AS device,
    coalesce(c.presence, 'unheard') AS presence, c.presence_since,
    coalesce(m.camera, 'unknown') AS camera, m.interface, m.agent_version, coalesce(m.simulated, false) AS simulated,
    t.code AS trajectory, p.side, p.from_at AS paired_at, t.counsellor_id, t.school_location_id,
    l.code AS place_code, l.name AS place_name, l.municipality AS place_municipality,
    alike(concat_ws(E'\n', s.label, k.serials, t.code, l.name, l.municipality)) AS words,
    c.presence_was, m.camera_since, m.camera_was, coalesce(m.sound, 'unknown') AS sound, m.sound_since, m.sound_was
  FROM sets s
  LEFT JOIN devices d ON d.set_id = s.id AND d.live
  LEFT JOIN connections c ON c.device_no = d.device_no
  LEFT JOIN summaries m ON m.device_no = d.device_no
  LEFT JOIN pair_sets p ON p.set_id = s.id AND p.until_at IS NULL
  LEFT JOIN trajectories t ON t.id = p.trajectory_id
  LEFT JOIN locations l ON l.id = CASE p.side WHEN 'home' THEN t.home_location_id ELSE t.school_location_id END
  LEFT JOIN LATERAL (SELECT string_agg(serial, E'\n' ORDER BY place, id) AS serials FROM components WHERE set_id = s.id) k ON true;

-- One at a time: an older answer must not be written over a newer one.
CREATE OR REPLACE FUNCTION refresh_listed_sets() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  touched uuid[];
  fresh listed_sets_now[];
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
  -- Worked out once. By whole rows, so that a column that comes later is named in the table and in the view alone.
  SELECT array_agg(n) INTO fresh FROM listed_sets_now n WHERE n.set_id = ANY (touched);
  DELETE FROM listed_sets l USING unnest(fresh) n WHERE n.set_id = l.set_id AND n.* IS DISTINCT FROM l.*;
  DELETE FROM listed_sets l WHERE l.set_id = ANY (touched) AND NOT EXISTS (SELECT FROM sets s WHERE s.id = l.set_id);
  INSERT INTO listed_sets SELECT n.* FROM unnest(fresh) n
  ON CONFLICT DO NOTHING;
END $$;

INSERT INTO listed_sets SELECT * FROM listed_sets_now;
