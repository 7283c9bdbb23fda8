CREATE TABLE "ticket_alarms" (
	"ticket_id" uuid NOT NULL,
	"step" text NOT NULL,
	"since_at" timestamp with time zone NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	CONSTRAINT "ticket_alarms_ticket_id_step_since_at_pk" PRIMARY KEY("ticket_id","step","since_at")
);

ALTER TABLE "ticket_alarms" ADD CONSTRAINT "ticket_alarms_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;
GRANT SELECT, INSERT ON ticket_alarms TO setwacht_console;
