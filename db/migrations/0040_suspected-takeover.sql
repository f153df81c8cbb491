-- A mailbox that looks as if somebody had taken it over, without anything being stopped: an alert, once a day whichever
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
--> statement-breakpoint
REVOKE ALL ON FUNCTION suspect_takeover(uuid, uuid, jsonb) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION suspect_takeover(uuid, uuid, jsonb) TO vm_gateway;
