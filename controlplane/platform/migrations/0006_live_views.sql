CREATE VIEW "public"."live_devices" WITH (security_invoker = true) AS (select "device_no", "id", "set_id", "state", "registered_at" from "devices" where "devices"."live");
CREATE VIEW "public"."open_pairs" WITH (security_invoker = true) AS (select "id", "trajectory_id", "side", "set_id", "from_at" from "pair_sets" where "pair_sets"."until_at" is null);

-- They show to each role what it may see of the tables beneath.
GRANT SELECT ON live_devices, open_pairs TO setwacht_intake, setwacht_console;
