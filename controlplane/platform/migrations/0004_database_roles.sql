-- Roles belong to the cluster: another database of it may be making them at this moment.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['setwacht_intake', 'setwacht_console'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
    FOR try IN 1..10 LOOP
      EXIT WHEN pg_has_role(current_user, wanted, 'SET');
      BEGIN
        EXECUTE format('GRANT %I TO CURRENT_USER WITH SET TRUE, INHERIT FALSE', wanted);
      EXCEPTION WHEN internal_error OR unique_violation THEN
        PERFORM pg_sleep(0.05);
      END;
    END LOOP;
  END LOOP;
END
$$;

GRANT USAGE ON SCHEMA public TO setwacht_intake, setwacht_console;

-- What sets say, and what follows from it. Of places and trajectories the codes, of people nothing.
GRANT SELECT, INSERT, UPDATE, DELETE ON
  connections, devices, presence_history, presence_tick, outbox_floors, quarantine, stored_ranges, fact_history, facts,
  report_hours, reports, roll_up_progress, summaries, certificates, enrolment_tokens
  TO setwacht_intake;
GRANT SELECT, INSERT ON device_history TO setwacht_intake;
GRANT SELECT ON sets, components, pair_sets TO setwacht_intake;
-- Enough to hold the row of a set while its device changes.
GRANT UPDATE (registered_at) ON sets TO setwacht_intake;
GRANT SELECT (id, code, kind, name, municipality, provider) ON locations TO setwacht_intake;
GRANT SELECT (id, code, home_location_id, school_location_id) ON trajectories TO setwacht_intake;

-- What people do. What was done and read is only added to.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO setwacht_console;
GRANT INSERT, UPDATE, DELETE ON
  sets, components, locations, trajectories, pair_sets, devices, connections, presence_history, certificates,
  enrolment_tokens, accounts, sign_in_links, sign_in_attempts, sign_ins, duties
  TO setwacht_console;
GRANT INSERT ON device_history, audit_log, access_log TO setwacht_console;
