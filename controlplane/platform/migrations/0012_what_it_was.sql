-- The kept list is written anew below.
DELETE FROM "listed_sets";
ALTER TABLE "connections" ADD COLUMN "presence_was" text;
ALTER TABLE "listed_sets" ADD COLUMN "presence_was" text;
ALTER TABLE "listed_sets" ADD COLUMN "camera_since" timestamp with time zone;
ALTER TABLE "listed_sets" ADD COLUMN "camera_was" text;
ALTER TABLE "listed_sets" ADD COLUMN "sound" text NOT NULL;
ALTER TABLE "listed_sets" ADD COLUMN "sound_since" timestamp with time zone;
ALTER TABLE "listed_sets" ADD COLUMN "sound_was" text;
ALTER TABLE "summaries" ADD COLUMN "camera_since" timestamp with time zone;
ALTER TABLE "summaries" ADD COLUMN "camera_was" text;
ALTER TABLE "summaries" ADD COLUMN "sound" text DEFAULT 'unknown' NOT NULL;
ALTER TABLE "summaries" ADD COLUMN "sound_since" timestamp with time zone;
ALTER TABLE "summaries" ADD COLUMN "sound_was" text;
CREATE INDEX "presence_history_breaks" ON "presence_history" USING btree ("at","device_no") WHERE presence = 'suspect';

-- What sets said of their sound before this was kept.
UPDATE summaries m SET sound = f.sound FROM (
  SELECT device_no, CASE
    WHEN bool_or((value->>'present')::boolean IS FALSE) THEN 'absent'
    WHEN bool_or((value->>'muted')::boolean IS TRUE OR (value->>'volume_zero')::boolean IS TRUE) THEN 'muted'
    WHEN bool_or((value->>'present')::boolean IS NULL) THEN 'unknown'
    ELSE 'ok' END AS sound
  FROM facts WHERE name IN ('audio_in', 'audio_out') GROUP BY device_no
) f WHERE f.device_no = m.device_no;

CREATE OR REPLACE VIEW listed_sets_now AS
  SELECT s.id AS set_id, s.label, s.kind, d.device_no, d.state AS device,
    coalesce(c.presence, 'unheard') AS presence, c.presence_since,
    coalesce(m.camera, 'unknown') AS camera, m.interface, m.agent_version, coalesce(m.simulated, false) AS simulated,
    t.code AS trajectory, p.side, p.from_at AS paired_at, t.counsellor_id, t.school_location_id,
    l.code AS place_code, l.name AS place_name, l.municipality AS place_municipality,
    concat_ws(E'\n', s.label, k.serials, t.code, l.name, l.municipality) AS words,
    c.presence_was, m.camera_since, m.camera_was, coalesce(m.sound, 'unknown') AS sound, m.sound_since, m.sound_was
  FROM sets s
  LEFT JOIN devices d ON d.set_id = s.id AND d.live
  LEFT JOIN connections c ON c.device_no = d.device_no
  LEFT JOIN summaries m ON m.device_no = d.device_no
  LEFT JOIN pair_sets p ON p.set_id = s.id AND p.until_at IS NULL
  LEFT JOIN trajectories t ON t.id = p.trajectory_id
  LEFT JOIN locations l ON l.id = CASE p.side WHEN 'home' THEN t.home_location_id ELSE t.school_location_id END
  LEFT JOIN LATERAL (SELECT string_agg(serial, E'\n' ORDER BY place, id) AS serials FROM components WHERE set_id = s.id) k ON true;

CREATE OR REPLACE TRIGGER listed_changed AFTER UPDATE ON connections FOR EACH ROW
  WHEN ((old.presence, old.presence_since, old.presence_was)
    IS DISTINCT FROM (new.presence, new.presence_since, new.presence_was))
  EXECUTE FUNCTION mark_listed_device();

INSERT INTO listed_sets SELECT * FROM listed_sets_now;
