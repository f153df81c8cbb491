CREATE TABLE "sending_stop" (
	"mailbox_id" uuid PRIMARY KEY NOT NULL,
	"commune_id" uuid NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"reason" text NOT NULL,
	"facts" jsonb NOT NULL,
	"began_at" timestamp with time zone NOT NULL,
	"resumed_at" timestamp with time zone,
	"told_at" timestamp with time zone,
	"tell_attempts" integer DEFAULT 0 NOT NULL,
	"tell_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sending_stop_reason" CHECK ("sending_stop"."reason" = 'takeover'),
	CONSTRAINT "sending_stop_facts" CHECK (jsonb_typeof("sending_stop"."facts") = 'object' and length("sending_stop"."facts"::text) <= 2000)
);
--> statement-breakpoint
CREATE TABLE "sent_count" (
	"mailbox_id" uuid NOT NULL,
	"commune_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"recipients" integer DEFAULT 0 NOT NULL,
	"first_time" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "sent_count_mailbox_id_at_pk" PRIMARY KEY("mailbox_id","at"),
	CONSTRAINT "sent_count_counts" CHECK ("sent_count"."recipients" >= 0 and "sent_count"."first_time" >= 0 and "sent_count"."refused" >= 0)
);
--> statement-breakpoint
CREATE TABLE "written_to" (
	"commune_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"last_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "written_to_commune_id_digest_pk" PRIMARY KEY("commune_id","digest"),
	CONSTRAINT "written_to_digest" CHECK ("written_to"."digest" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
ALTER TABLE "commune_policy" ADD COLUMN "sending" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "commune_policy" ADD COLUMN "forbids_external_forwards" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sending_stop" ADD CONSTRAINT "sending_stop_mailbox" FOREIGN KEY ("commune_id","mailbox_id") REFERENCES "public"."mailbox"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "written_to" ADD CONSTRAINT "written_to_commune_id_commune_id_fk" FOREIGN KEY ("commune_id") REFERENCES "public"."commune"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sending_stop_tell_at" ON "sending_stop" USING btree ("tell_at") WHERE "sending_stop"."tell_at" is not null;--> statement-breakpoint
CREATE INDEX "sending_stop_stopped" ON "sending_stop" USING btree ("commune_id") WHERE "sending_stop"."resumed_at" is null;--> statement-breakpoint
CREATE INDEX "sent_count_commune_id" ON "sent_count" USING btree ("commune_id","at");--> statement-breakpoint
CREATE INDEX "sent_count_at" ON "sent_count" USING btree ("at");--> statement-breakpoint
CREATE INDEX "written_to_last_at" ON "written_to" USING btree ("last_at");--> statement-breakpoint
ALTER TABLE "commune_policy" ADD CONSTRAINT "commune_policy_sending" CHECK (jsonb_typeof("commune_policy"."sending") = 'object');
--> statement-breakpoint
-- Counts a message before it is looked into, or says why it may not go: one round trip, and one after the other for all
-- mailboxes of a commune, so that two messages never pass a bound together. It counts in steps of five minutes and looks
-- back a step further than the bound says, so that no hour ever has more. Nobody but its commune waits for the commit, and
-- that not for the disk: a crash forgets half a second of counts, and no mail.
CREATE FUNCTION count_sending(the_commune uuid, the_mailbox uuid, given integer, outside text[],
    mailbox_hour integer, mailbox_day integer, commune_hour integer, first_time_day integer)
  RETURNS TABLE (suspended boolean, bound text, most integer, wait_seconds integer, refused_before boolean,
    recent integer, recent_first_time integer, new_forward boolean)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  step CONSTANT interval := interval '5 minutes';
  vouched timestamptz;
  strangers integer;
  over record;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true),
    pg_advisory_xact_lock(hashtextextended('sending ' || the_commune, 0));
  SELECT s.resumed_at INTO vouched FROM sending_stop s
    WHERE s.mailbox_id = the_mailbox AND s.commune_id = the_commune;
  IF FOUND AND vouched IS NULL THEN
    RETURN QUERY SELECT true, NULL::text, NULL::integer, NULL::integer, false, 0, 0, false;
    RETURN;
  END IF;
  SELECT count(*) INTO strangers FROM unnest(outside) AS each
    WHERE NOT EXISTS (SELECT FROM written_to w WHERE w.commune_id = the_commune AND w.digest = each)
      AND NOT EXISTS (SELECT FROM correspondent c WHERE c.commune_id = the_commune AND c.digest = each);
  WITH own AS (
    SELECT at, recipients, first_time FROM sent_count
    WHERE mailbox_id = the_mailbox AND commune_id = the_commune AND at > now() - interval '1 day' - step
  ), sent (bound, n, at, free_at) AS (
    SELECT 'mailboxHour', recipients, at, at + step + interval '1 hour' FROM own
      WHERE at > now() - interval '1 hour' - step
    UNION ALL SELECT 'mailboxDay', recipients, at, at + step + interval '1 day' FROM own
    UNION ALL SELECT 'firstTimeDay', first_time, at, at + step + interval '1 day' FROM own
    UNION ALL SELECT 'communeHour', recipients, at, at + step + interval '1 hour' FROM sent_count
      WHERE commune_id = the_commune AND at > now() - interval '1 hour' - step
  ), bounds (bound, asked, most) AS (
    VALUES ('mailboxHour', given, mailbox_hour), ('mailboxDay', given, mailbox_day),
      ('communeHour', given, commune_hour), ('firstTimeDay', strangers, first_time_day)
  ), exceeded AS (
    SELECT bound, asked, most, asked + coalesce(sum(n), 0) - most AS excess
    FROM bounds LEFT JOIN sent USING (bound) WHERE asked > 0 GROUP BY bound, asked, most
    HAVING asked + coalesce(sum(n), 0) > most
  )
  SELECT e.bound, e.most, CASE WHEN e.asked <= e.most THEN (
      SELECT ceil(extract(epoch FROM min(f.free_at) - now()))::integer
      FROM (SELECT free_at, sum(n) OVER (ORDER BY at) AS freed FROM sent s WHERE s.bound = e.bound) f
      WHERE f.freed >= e.excess) END AS wait_seconds
    INTO over FROM exceeded e ORDER BY wait_seconds DESC NULLS FIRST LIMIT 1;
  RETURN QUERY SELECT false, over.bound, over.most, over.wait_seconds,
    coalesce(sum(refused) FILTER (WHERE at >= date_trunc('hour', now())) > 0, false),
    given + coalesce(sum(recipients) FILTER (WHERE at > now() - interval '15 minutes' AND at >= since), 0)::integer,
    strangers + coalesce(sum(first_time) FILTER (WHERE at >= since), 0)::integer,
    EXISTS (SELECT FROM external_forward f WHERE f.mailbox_id = the_mailbox AND f.commune_id = the_commune
      AND f.created_at > greatest(now() - interval '1 day', vouched) AND f.until > now())
    FROM sent_count, (SELECT coalesce(vouched, '-infinity') AS since) v
    WHERE mailbox_id = the_mailbox AND commune_id = the_commune AND at > now() - interval '1 hour';
  INSERT INTO sent_count AS c (mailbox_id, commune_id, at, recipients, first_time, refused)
    VALUES (the_mailbox, the_commune, date_bin(step, now(), 'epoch'),
      CASE WHEN over.bound IS NULL THEN given ELSE 0 END, CASE WHEN over.bound IS NULL THEN strangers ELSE 0 END,
      CASE WHEN over.bound IS NULL THEN 0 ELSE 1 END)
    ON CONFLICT (mailbox_id, at) DO UPDATE SET recipients = c.recipients + excluded.recipients,
      first_time = c.first_time + excluded.first_time, refused = c.refused + excluded.refused;
  IF over.bound IS NULL THEN
    INSERT INTO written_to (commune_id, digest) SELECT DISTINCT the_commune, each FROM unnest(outside) AS each
      WHERE NOT EXISTS (SELECT FROM written_to w WHERE w.commune_id = the_commune AND w.digest = each
        AND w.last_at > now() - interval '1 day')
      ON CONFLICT (commune_id, digest) DO UPDATE SET last_at = now();
  END IF;
END
$$;
--> statement-breakpoint
-- What was counted for a message that could not be looked into after all: its sender tries again.
CREATE FUNCTION uncount_sending(the_commune uuid, the_mailbox uuid, given integer) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE sent_count SET recipients = greatest(0, recipients - given)
  WHERE mailbox_id = the_mailbox AND commune_id = the_commune
    AND at = (SELECT max(at) FROM sent_count WHERE mailbox_id = the_mailbox AND commune_id = the_commune)
$$;
--> statement-breakpoint
-- What is ordinary for a mailbox: the busiest hour of the month before yesterday, and the networks that it is opened from.
-- A network is new where nobody opened it from there a week ago, somebody did from elsewhere, and nobody has vouched for it.
CREATE FUNCTION sending_habits(the_commune uuid, the_mailbox uuid, the_login text, the_person uuid,
    the_client inet, the_network text)
  RETURNS TABLE (usual integer, usual_first_time integer, new_network boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH hours AS (
    SELECT sum(recipients) AS recipients, sum(first_time) AS first_time FROM sent_count
    WHERE mailbox_id = the_mailbox AND commune_id = the_commune
      AND at BETWEEN now() - interval '31 days' AND now() - interval '1 day'
    GROUP BY date_trunc('hour', at)
  ), opened AS NOT MATERIALIZED (
    SELECT client FROM sign_in
    WHERE login = the_login AND outcome = 'accepted' AND at < now() - interval '7 days'
    UNION ALL
    SELECT client FROM sign_in
    WHERE person_id = the_person AND outcome = 'accepted' AND at < now() - interval '7 days'
  )
  SELECT coalesce(max(recipients), 0)::integer, coalesce(max(first_time), 0)::integer,
    EXISTS (SELECT FROM opened) AND NOT EXISTS (SELECT FROM opened WHERE client <<= the_network::inet)
      AND NOT EXISTS (SELECT FROM trusted_network t WHERE t.network::cidr >>= the_client)
      AND NOT EXISTS (SELECT FROM sending_stop s WHERE s.mailbox_id = the_mailbox AND s.commune_id = the_commune
        AND s.resumed_at IS NOT NULL AND s.facts->>'network' = the_network)
  FROM hours
$$;
--> statement-breakpoint
-- Nothing leaves the mailbox any more: what waits is held, every session ends, and somebody is told. False when that was so
-- before.
CREATE FUNCTION stop_sending(the_commune uuid, the_mailbox uuid, the_person uuid, why text, what jsonb) RETURNS boolean
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
  UPDATE delivery d SET state = 'held', held_for = 'person', next_attempt_at = NULL, updated_at = now()
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
REVOKE ALL ON FUNCTION count_sending(uuid, uuid, integer, text[], integer, integer, integer, integer),
  uncount_sending(uuid, uuid, integer), sending_habits(uuid, uuid, text, uuid, inet, text),
  stop_sending(uuid, uuid, uuid, text, jsonb) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION count_sending(uuid, uuid, integer, text[], integer, integer, integer, integer),
  uncount_sending(uuid, uuid, integer), sending_habits(uuid, uuid, text, uuid, inet, text),
  stop_sending(uuid, uuid, uuid, text, jsonb) TO vm_gateway;
--> statement-breakpoint
GRANT SELECT (commune_id, mailbox_id, resumed_at) ON sending_stop TO vm_gateway;
--> statement-breakpoint
GRANT SELECT (mailbox_id, at), DELETE ON sent_count TO vm_worker;
--> statement-breakpoint
GRANT SELECT, DELETE ON written_to TO vm_worker;
--> statement-breakpoint
GRANT SELECT, UPDATE (told_at, tell_attempts, tell_at, updated_at) ON sending_stop TO vm_worker;
--> statement-breakpoint
GRANT SELECT, UPDATE (resumed_at, tell_at, updated_at) ON sending_stop TO vm_admin;
