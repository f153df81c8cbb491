-- What a message counted for is given back as it was: the addresses that were new with it are new again, unless another message
-- wrote to them meanwhile.
DROP FUNCTION count_sending(uuid, uuid, integer, text[], integer, integer, integer, integer);
--> statement-breakpoint
DROP FUNCTION uncount_sending(uuid, uuid, integer);
--> statement-breakpoint
-- Counts a message before it is looked into, or says why it may not go: one round trip, and one after the other for all
-- mailboxes of a commune, so that two messages never pass a bound together. It counts in steps of five minutes and looks
-- back a step further than the bound says, so that no hour ever has more. Nobody but its commune waits for the commit, and
-- that not for the disk: a crash forgets half a second of counts, and no mail. It says when it counted and who of those outside
-- was new: by that a message that does not leave is given back.
CREATE FUNCTION count_sending(the_commune uuid, the_mailbox uuid, given integer, outside text[],
    mailbox_hour integer, mailbox_day integer, commune_hour integer, first_time_day integer)
  RETURNS TABLE (suspended boolean, bound text, most integer, wait_seconds integer, refused_before boolean,
    recent integer, recent_first_time integer, new_forward boolean, strangers text[], counted_at text)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  step CONSTANT interval := interval '5 minutes';
  vouched timestamptz;
  unknown text[];
  over record;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true),
    pg_advisory_xact_lock(hashtextextended('sending ' || the_commune, 0));
  SELECT s.resumed_at INTO vouched FROM sending_stop s
    WHERE s.mailbox_id = the_mailbox AND s.commune_id = the_commune;
  IF FOUND AND vouched IS NULL THEN
    RETURN QUERY SELECT true, NULL::text, NULL::integer, NULL::integer, false, 0, 0, false, '{}'::text[], now()::text;
    RETURN;
  END IF;
  SELECT coalesce(array_agg(DISTINCT each), '{}') INTO unknown FROM unnest(outside) AS each
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
      ('communeHour', given, commune_hour), ('firstTimeDay', cardinality(unknown), first_time_day)
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
    cardinality(unknown) + coalesce(sum(first_time) FILTER (WHERE at >= since), 0)::integer,
    EXISTS (SELECT FROM external_forward f WHERE f.mailbox_id = the_mailbox AND f.commune_id = the_commune
      AND f.created_at > greatest(now() - interval '1 day', vouched) AND f.until > now()),
    CASE WHEN over.bound IS NULL THEN unknown ELSE '{}' END, now()::text
    FROM sent_count, (SELECT coalesce(vouched, '-infinity') AS since) v
    WHERE mailbox_id = the_mailbox AND commune_id = the_commune AND at > now() - interval '1 hour';
  INSERT INTO sent_count AS c (mailbox_id, commune_id, at, recipients, first_time, refused)
    VALUES (the_mailbox, the_commune, date_bin(step, now(), 'epoch'),
      CASE WHEN over.bound IS NULL THEN given ELSE 0 END, CASE WHEN over.bound IS NULL THEN cardinality(unknown) ELSE 0 END,
      CASE WHEN over.bound IS NULL THEN 0 ELSE 1 END)
    ON CONFLICT (mailbox_id, at) DO UPDATE SET recipients = c.recipients + excluded.recipients,
      first_time = c.first_time + excluded.first_time, refused = c.refused + excluded.refused;
  IF over.bound IS NULL THEN
    -- Once a day; but of whom another message wrote to a moment ago it may be that message which is given back, and not this.
    INSERT INTO written_to (commune_id, digest) SELECT DISTINCT the_commune, each FROM unnest(outside) AS each
      WHERE NOT EXISTS (SELECT FROM written_to w WHERE w.commune_id = the_commune AND w.digest = each
        AND w.last_at > now() - interval '1 day' AND w.last_at < now() - interval '10 minutes')
      ON CONFLICT (commune_id, digest) DO UPDATE SET last_at = now();
  END IF;
END
$$;
--> statement-breakpoint
-- Of a message that does not leave: `given` recipients, and those who were new with it. The last two arguments are what was answered when
-- it was counted.
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
--> statement-breakpoint
REVOKE ALL ON FUNCTION count_sending(uuid, uuid, integer, text[], integer, integer, integer, integer),
  uncount_sending(uuid, uuid, integer, text[], timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION count_sending(uuid, uuid, integer, text[], integer, integer, integer, integer),
  uncount_sending(uuid, uuid, integer, text[], timestamptz) TO vm_gateway;
