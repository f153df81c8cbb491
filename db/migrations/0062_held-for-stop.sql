ALTER TABLE "delivery" DROP CONSTRAINT "delivery_held_for";--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_held_for" CHECK ("delivery"."held_for" in ('approval', 'person', 'poison', 'stop'));--> statement-breakpoint
-- Nothing leaves the mailbox any more: what waits is held, every session ends, and somebody is told. False when that was so
-- before.
CREATE OR REPLACE FUNCTION stop_sending(the_commune uuid, the_mailbox uuid, the_person uuid, why text, what jsonb) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  box mailbox;
  began timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('sending ' || the_commune, 0));
  SELECT * INTO box FROM mailbox WHERE id = the_mailbox AND commune_id = the_commune;
  IF NOT FOUND THEN RETURN false; END IF;
  SELECT greatest(coalesce(min(c.at), now()), (SELECT resumed_at FROM sending_stop
      WHERE mailbox_id = the_mailbox AND commune_id = the_commune)) INTO began FROM sent_count c
    WHERE c.mailbox_id = the_mailbox AND c.commune_id = the_commune AND c.at > now() - interval '1 hour';
  INSERT INTO sending_stop AS s (mailbox_id, commune_id, reason, facts, began_at, tell_at)
    VALUES (the_mailbox, the_commune, why, what, began, now())
    ON CONFLICT (mailbox_id) DO UPDATE SET since = now(), reason = excluded.reason, facts = excluded.facts,
      began_at = excluded.began_at, resumed_at = NULL, told_at = NULL, tell_attempts = 0, tell_at = now(),
      updated_at = now()
    WHERE s.resumed_at IS NOT NULL;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE delivery d SET state = 'held', held_for = 'stop', next_attempt_at = NULL, updated_at = now()
    FROM queued_message m
    WHERE m.commune_id = the_commune AND m.mailbox_id = the_mailbox AND m.origin = 'submission' AND m.created_at >= began
      AND d.queue_id = m.queue_id AND d.state = 'waiting';
  PERFORM end_session('mailbox', box.address);
  DELETE FROM session WHERE person_id IN (box.owner_person_id, the_person);
  INSERT INTO alert AS a (kind, subject, commune_id, facts)
    VALUES ('sending-stopped', box.address, the_commune, what)
    ON CONFLICT (kind, subject) WHERE seen_at IS NULL
    DO UPDATE SET last_at = now(), times = a.times + 1, facts = excluded.facts;
  RETURN true;
END
$$;
--> statement-breakpoint
-- What waits for a suspension that holds now. Of one whose mailbox is gone nobody can say who held it.
UPDATE delivery d SET held_for = 'stop', updated_at = now()
  FROM queued_message m JOIN sending_stop s ON s.mailbox_id = m.mailbox_id AND s.commune_id = m.commune_id
  WHERE d.queue_id = m.queue_id AND d.held_for = 'person' AND m.origin = 'submission' AND m.created_at >= s.began_at
    AND s.resumed_at IS NULL;
