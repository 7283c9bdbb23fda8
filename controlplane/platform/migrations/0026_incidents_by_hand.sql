ALTER TABLE "incidents" ADD COLUMN "is_muted_until_healed" boolean DEFAULT false NOT NULL;
-- What people do with an incident stands among its decisions, and nobody judges its subject meanwhile.
GRANT INSERT ON decisions TO setwacht_console;
GRANT SELECT, UPDATE ON judged_subjects TO setwacht_console;
-- What a rule would have done last week is read of when agents started too.
GRANT SELECT ON device_starts TO setwacht_console;
