-- The database takes `10` and `192.0.2.1` for networks, and our parser does not: one way to write each is left.
ALTER TABLE "sender_rule" DROP CONSTRAINT "sender_rule_value";
--> statement-breakpoint
-- Of two ways to write one network, the denial stays: in a list it weighs more.
DELETE FROM sender_rule one USING sender_rule other
WHERE one.commune_id = other.commune_id
  AND (other.effect = 'deny', other.id) > (one.effect = 'deny', one.id)
  AND CASE WHEN one.kind = 'network' AND other.kind = 'network' THEN one.value::cidr = other.value::cidr ELSE false END;
--> statement-breakpoint
UPDATE sender_rule SET value = CASE WHEN kind = 'network' THEN value::cidr::text ELSE value END, updated_at = now()
WHERE CASE WHEN kind = 'network' THEN value::cidr::text <> value ELSE false END;
--> statement-breakpoint
ALTER TABLE "sender_rule" ADD CONSTRAINT "sender_rule_value" CHECK (case "sender_rule"."kind" when 'address' then "sender_rule"."value" = lower("sender_rule"."value") and "sender_rule"."value" like '_%@_%' when 'domain' then "sender_rule"."value" ~ '^[a-z0-9.-]{3,253}$' when 'network' then "sender_rule"."value"::cidr::text = "sender_rule"."value" else false end);