CREATE TABLE "incident_sets" (
	"incident_id" uuid NOT NULL,
	"set" text NOT NULL,
	"lost_at" timestamp with time zone NOT NULL,
	CONSTRAINT "incident_sets_incident_id_set_pk" PRIMARY KEY("incident_id","set")
);

CREATE TABLE "storm_moves" (
	"incident_id" uuid NOT NULL,
	"trajectory" text NOT NULL,
	"is_in" boolean NOT NULL,
	"moved_by" uuid NOT NULL,
	"moved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "storm_moves_incident_id_trajectory_pk" PRIMARY KEY("incident_id","trajectory")
);

ALTER TABLE "incident_sets" ADD CONSTRAINT "incident_sets_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "storm_moves" ADD CONSTRAINT "storm_moves_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE cascade ON UPDATE no action;

-- The judge writes down who went; a person says who belongs to it.
GRANT SELECT, INSERT ON incident_sets TO setwacht_intake;
GRANT SELECT ON incident_sets TO setwacht_console;
GRANT SELECT ON storm_moves TO setwacht_intake;
GRANT SELECT, INSERT, UPDATE ON storm_moves TO setwacht_console;
