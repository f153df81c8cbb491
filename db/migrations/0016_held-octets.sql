ALTER TABLE "kept_recipient" ADD COLUMN "size" integer;
--> statement-breakpoint
UPDATE kept_recipient r SET size = k.size FROM kept_message k WHERE k.queue_id = r.queue_id;
--> statement-breakpoint
ALTER TABLE "kept_recipient" ALTER COLUMN "size" SET NOT NULL;
--> statement-breakpoint
CREATE INDEX "kept_recipient_held_of_mailbox" ON "kept_recipient" USING btree ("mailbox_id","size") WHERE "kept_recipient"."kind" = 'held' and "kept_recipient"."settled_at" is null;--> statement-breakpoint
CREATE INDEX "kept_recipient_held_message" ON "kept_recipient" USING btree ("queue_id","size") WHERE "kept_recipient"."kind" = 'held' and "kept_recipient"."settled_at" is null;
--> statement-breakpoint
-- A gateway writes kept mail and never reads it. How much there is it may know.
CREATE FUNCTION held_octets(mailboxes uuid[]) RETURNS TABLE (mailbox_id uuid, octets bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.mailbox_id, sum(r.size) FROM kept_recipient r
  WHERE r.kind = 'held' AND r.settled_at IS NULL AND r.mailbox_id = ANY (mailboxes)
  GROUP BY r.mailbox_id
$$;
--> statement-breakpoint
-- A message counts once, however many recipients it is held for: so does its content.
CREATE FUNCTION held_octets_in_all() RETURNS bigint
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(sum(m.size), 0)::bigint FROM (
    SELECT DISTINCT r.queue_id, r.size FROM kept_recipient r WHERE r.kind = 'held' AND r.settled_at IS NULL
  ) m
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION held_octets(uuid[]), held_octets_in_all() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION held_octets(uuid[]), held_octets_in_all() TO vm_gateway;
