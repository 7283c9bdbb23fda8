CREATE TABLE "line_outages" (
	"cause" text NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone NOT NULL,
	CONSTRAINT "line_outages_cause_from_at_pk" PRIMARY KEY("cause","from_at")
);

CREATE INDEX "line_outages_by_end" ON "line_outages" USING btree ("until_at");GRANT SELECT, INSERT, UPDATE ON line_outages TO setwacht_intake;
GRANT SELECT ON line_outages TO setwacht_console;
