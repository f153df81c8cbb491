-- How much each mailbox sends, to whom its commune wrote, and mailboxes whose sending is suspended. The gateway counts, reads
-- and suspends by the functions below alone.

CREATE TABLE sent_count (
  mailbox_id uuid NOT NULL,
  commune_id uuid NOT NULL,
  at timestamptz NOT NULL,
  recipients integer NOT NULL DEFAULT 0,
  first_time integer NOT NULL DEFAULT 0,
  refused integer NOT NULL DEFAULT 0,
  CONSTRAINT sent_count_mailbox_id_at_pk PRIMARY KEY (mailbox_id, at),
  CONSTRAINT sent_count_counts CHECK (recipients >= 0 and first_time >= 0 and refused >= 0)
);
CREATE INDEX sent_count_commune_id ON sent_count (commune_id, at);
CREATE INDEX sent_count_at ON sent_count (at);

GRANT SELECT (mailbox_id, at), DELETE ON sent_count TO vm_worker;

CREATE TABLE written_to (
  commune_id uuid NOT NULL,
  digest text NOT NULL,
  last_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT written_to_commune_id_digest_pk PRIMARY KEY (commune_id, digest),
  CONSTRAINT written_to_commune_id_commune_id_fk FOREIGN KEY (commune_id) REFERENCES commune (id) ON DELETE CASCADE,
  CONSTRAINT written_to_digest CHECK (digest ~ '^[0-9a-f]{64}$')
);
CREATE INDEX written_to_last_at ON written_to (last_at);

GRANT SELECT, DELETE ON written_to TO vm_worker;

CREATE TABLE sending_stop (
  mailbox_id uuid PRIMARY KEY,
  commune_id uuid NOT NULL,
  since timestamptz NOT NULL DEFAULT now(),
  reason text NOT NULL,
  facts jsonb NOT NULL,
  began_at timestamptz NOT NULL,
  resumed_at timestamptz,
  told_at timestamptz,
  tell_attempts integer NOT NULL DEFAULT 0,
  tell_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT sending_stop_commune_id_commune_id_fk FOREIGN KEY (commune_id) REFERENCES commune (id) ON DELETE CASCADE,
  CONSTRAINT sending_stop_reason CHECK (reason = 'takeover'),
  CONSTRAINT sending_stop_facts CHECK (jsonb_typeof(facts) = 'object' and length(facts::text) <= 2000)
);
CREATE INDEX sending_stop_tell_at ON sending_stop (tell_at) WHERE tell_at is not null;
CREATE INDEX sending_stop_stopped ON sending_stop (commune_id) WHERE resumed_at is null;

GRANT SELECT (commune_id, mailbox_id, resumed_at) ON sending_stop TO vm_gateway;
GRANT SELECT, DELETE, UPDATE (told_at, tell_attempts, tell_at, updated_at) ON sending_stop TO vm_worker;
GRANT SELECT, UPDATE (resumed_at, tell_at, updated_at) ON sending_stop TO vm_admin;

-- Counts a message before it is looked into, or says why it may not go. One round trip, and one after the other for all
-- mailboxes of a commune: two messages never pass a bound together. Nobody but the commune waits for the commit, and the
-- commit does not wait for the disk: a crash forgets half a second of counts, and no mail. It answers when it counted and who
-- of those outside was new: uncount_sending needs both.
-- It counts in steps of five minutes. How long to wait is worked out only for what passes a bound, which is seldom. Plans
-- are made once, since planning takes as long as the call otherwise. So each address is looked up by itself (LIMIT): a
-- generic plan of an anti-join would read all that a commune ever wrote to.
CREATE FUNCTION count_sending(the_commune uuid, the_mailbox uuid, given integer, outside text[],
    mailbox_hour integer, mailbox_day integer, commune_hour integer, first_time_day integer)
  RETURNS TABLE (suspended boolean, bound text, most integer, wait_seconds integer, refused_before boolean,
    recent integer, recent_first_time integer, new_forward boolean, strangers text[], counted_at text)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  step CONSTANT interval := interval '5 minutes';
  hour_ago CONSTANT timestamptz := now() - interval '1 hour';
  quarter_ago CONSTANT timestamptz := now() - interval '15 minutes';
  -- A step further than the bound says, so that no hour ever has more.
  since_hour CONSTANT timestamptz := hour_ago - step;
  since_day CONSTANT timestamptz := now() - interval '1 day' - step;
  this_hour CONSTANT timestamptz := date_trunc('hour', now());
  seen record;
  unknown integer;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true),
    pg_advisory_xact_lock(hashtextextended('sending ' || the_commune, 0));
  SELECT s.mailbox_id IS NOT NULL AND s.resumed_at IS NULL AS is_suspended, own.*,
    (SELECT coalesce(sum(c.recipients), 0) FROM sent_count c
      WHERE c.commune_id = the_commune AND c.at > since_hour) AS by_commune,
    CASE WHEN outside = '{}' THEN outside ELSE ARRAY(SELECT DISTINCT each FROM unnest(outside) AS each
      LEFT JOIN LATERAL (SELECT true AS known FROM written_to w
        WHERE w.commune_id = the_commune AND w.digest = each LIMIT 1) w ON true
      LEFT JOIN LATERAL (SELECT true AS known FROM correspondent c
        WHERE c.commune_id = the_commune AND c.digest = each LIMIT 1) c ON true
      WHERE w.known IS NULL AND c.known IS NULL) END AS new_to_us,
    EXISTS (SELECT FROM external_forward f WHERE f.mailbox_id = the_mailbox AND f.commune_id = the_commune
      AND f.created_at > greatest(now() - interval '1 day', s.resumed_at) AND f.until > now()) AS has_new_forward
    INTO seen
    FROM (VALUES ('-infinity'::timestamptz)) AS always (start)
    LEFT JOIN sending_stop s ON s.mailbox_id = the_mailbox AND s.commune_id = the_commune
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(c.recipients) FILTER (WHERE c.at > since_hour), 0) AS by_hour,
        coalesce(sum(c.recipients), 0) AS by_day, coalesce(sum(c.first_time), 0) AS first_by_day,
        coalesce(sum(c.refused) FILTER (WHERE c.at >= this_hour), 0) > 0 AS was_refused,
        coalesce(sum(c.recipients) FILTER (WHERE c.at > quarter_ago AND c.at >= coalesce(s.resumed_at, always.start)), 0) AS lately,
        coalesce(sum(c.first_time) FILTER (WHERE c.at > hour_ago AND c.at >= coalesce(s.resumed_at, always.start)), 0) AS first_lately
      FROM sent_count c WHERE c.mailbox_id = the_mailbox AND c.commune_id = the_commune AND c.at > since_day
    ) own;
  counted_at := now()::text;
  strangers := '{}';
  IF seen.is_suspended THEN
    suspended := true;
    refused_before := false;
    recent := 0;
    recent_first_time := 0;
    new_forward := false;
    RETURN NEXT;
    RETURN;
  END IF;
  unknown := cardinality(seen.new_to_us);
  IF given > 0 AND (given + seen.by_hour > mailbox_hour OR given + seen.by_day > mailbox_day OR given + seen.by_commune > commune_hour)
      OR unknown > 0 AND unknown + seen.first_by_day > first_time_day THEN
    WITH own AS (
      SELECT at, recipients, first_time FROM sent_count
      WHERE mailbox_id = the_mailbox AND commune_id = the_commune AND at > since_day
    ), sent (bound, n, at, free_at) AS (
      SELECT 'mailboxHour', recipients, at, at + step + interval '1 hour' FROM own WHERE at > since_hour
      UNION ALL SELECT 'mailboxDay', recipients, at, at + step + interval '1 day' FROM own
      UNION ALL SELECT 'firstTimeDay', first_time, at, at + step + interval '1 day' FROM own
      UNION ALL SELECT 'communeHour', recipients, at, at + step + interval '1 hour' FROM sent_count
        WHERE commune_id = the_commune AND at > since_hour
    ), bounds (bound, asked, most) AS (
      VALUES ('mailboxHour', given, mailbox_hour), ('mailboxDay', given, mailbox_day),
        ('communeHour', given, commune_hour), ('firstTimeDay', unknown, first_time_day)
    ), exceeded AS (
      SELECT bound, asked, most, asked + coalesce(sum(n), 0) - most AS excess
      FROM bounds LEFT JOIN sent USING (bound) WHERE asked > 0 GROUP BY bound, asked, most
      HAVING asked + coalesce(sum(n), 0) > most
    )
    SELECT e.bound, e.most, CASE WHEN e.asked <= e.most THEN (
        SELECT ceil(extract(epoch FROM min(f.free_at) - now()))::integer
        FROM (SELECT free_at, sum(n) OVER (ORDER BY at) AS freed FROM sent s WHERE s.bound = e.bound) f
        WHERE f.freed >= e.excess) END AS wait_seconds
      INTO bound, most, wait_seconds FROM exceeded e ORDER BY wait_seconds DESC NULLS FIRST LIMIT 1;
  END IF;
  IF bound IS NULL AND outside <> '{}' THEN
    -- Once a day; but of whom another message wrote to a moment ago it may be that message which is given back, and not this.
    WITH counted AS (
      INSERT INTO sent_count AS c (mailbox_id, commune_id, at, recipients, first_time)
        VALUES (the_mailbox, the_commune, date_bin(step, now(), 'epoch'), given, unknown)
        ON CONFLICT (mailbox_id, at) DO UPDATE SET recipients = c.recipients + excluded.recipients,
          first_time = c.first_time + excluded.first_time
    )
    INSERT INTO written_to (commune_id, digest) SELECT DISTINCT the_commune, each FROM unnest(outside) AS each
      LEFT JOIN LATERAL (SELECT w.last_at FROM written_to w
        WHERE w.commune_id = the_commune AND w.digest = each LIMIT 1) known ON true
      WHERE (last_at > now() - interval '1 day' AND last_at < now() - interval '10 minutes') IS NOT TRUE
      ON CONFLICT (commune_id, digest) DO UPDATE SET last_at = now();
    strangers := seen.new_to_us;
  ELSE
    INSERT INTO sent_count AS c (mailbox_id, commune_id, at, recipients, refused)
      VALUES (the_mailbox, the_commune, date_bin(step, now(), 'epoch'),
        CASE WHEN bound IS NULL THEN given ELSE 0 END, CASE WHEN bound IS NULL THEN 0 ELSE 1 END)
      ON CONFLICT (mailbox_id, at) DO UPDATE SET recipients = c.recipients + excluded.recipients,
        refused = c.refused + excluded.refused;
  END IF;
  suspended := false;
  refused_before := seen.was_refused;
  recent := given + seen.lately;
  recent_first_time := unknown + seen.first_lately;
  new_forward := seen.has_new_forward;
  RETURN NEXT;
END
$$;

-- Gives back a message that does not leave: `given` recipients, and those who were new with it, unless another message wrote
-- to them meanwhile. The last two arguments are what was answered when it was counted.
CREATE FUNCTION uncount_sending(the_commune uuid, the_mailbox uuid, given integer, strangers text[], counted_at timestamptz)
  RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true),
    pg_advisory_xact_lock(hashtextextended('sending ' || the_commune, 0));
  WITH gone AS (
    DELETE FROM written_to
    WHERE commune_id = the_commune AND digest = ANY (strangers) AND last_at = counted_at RETURNING 1
  )
  UPDATE sent_count SET recipients = greatest(0, recipients - given),
    first_time = greatest(0, first_time - (SELECT count(*) FROM gone)::integer)
  WHERE mailbox_id = the_mailbox AND commune_id = the_commune
    AND at = date_bin(interval '5 minutes', counted_at, 'epoch');
END
$$;

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

-- A mailbox that looks as if somebody had taken it over, without anything being stopped: an alert once a day, whichever
-- gateways see it, and whether somebody has looked at it meanwhile or not. False when it was told within that day.
CREATE FUNCTION suspect_takeover(the_commune uuid, the_mailbox uuid, what jsonb) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  box text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('sending ' || the_commune, 0));
  SELECT address INTO box FROM mailbox WHERE id = the_mailbox AND commune_id = the_commune;
  IF NOT FOUND OR EXISTS (SELECT FROM alert
      WHERE kind = 'takeover-suspected' AND subject = box AND last_at > now() - interval '1 day') THEN
    RETURN false;
  END IF;
  INSERT INTO alert AS a (kind, subject, commune_id, facts) VALUES ('takeover-suspected', box, the_commune, what)
    ON CONFLICT (kind, subject) WHERE seen_at IS NULL
    DO UPDATE SET last_at = now(), times = a.times + 1, facts = excluded.facts;
  RETURN true;
END
$$;

REVOKE ALL ON FUNCTION count_sending(uuid, uuid, integer, text[], integer, integer, integer, integer),
  uncount_sending(uuid, uuid, integer, text[], timestamptz), sending_habits(uuid, uuid, text, uuid, inet, text),
  stop_sending(uuid, uuid, uuid, text, jsonb), suspect_takeover(uuid, uuid, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION count_sending(uuid, uuid, integer, text[], integer, integer, integer, integer),
  uncount_sending(uuid, uuid, integer, text[], timestamptz), sending_habits(uuid, uuid, text, uuid, inet, text),
  stop_sending(uuid, uuid, uuid, text, jsonb), suspect_takeover(uuid, uuid, jsonb) TO vm_gateway;
