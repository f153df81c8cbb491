-- What became of each message, what strangers tried, and what DMARC reports will count.

CREATE TABLE trace (
  id bigserial PRIMARY KEY,
  commune_id uuid NOT NULL,
  at timestamptz NOT NULL,
  queue_id text NOT NULL,
  client inet NOT NULL,
  reverse_path text NOT NULL,
  author_domain text,
  recipient text NOT NULL,
  given text[] NOT NULL DEFAULT '{}',
  size real NOT NULL,
  spf text NOT NULL,
  dkim text NOT NULL,
  dmarc text NOT NULL,
  arc text NOT NULL,
  score real,
  symbols jsonb NOT NULL,
  findings text[] NOT NULL DEFAULT '{}',
  outcome text NOT NULL,
  reason text NOT NULL,
  reply text NOT NULL,
  taken_by jsonb,
  CONSTRAINT trace_commune_id_commune_id_fk FOREIGN KEY (commune_id) REFERENCES commune (id),
  CONSTRAINT trace_outcome CHECK (outcome in ('delivered', 'junk', 'forwarded', 'held', 'waiting', 'refused', 'deferred',
    'deleted', 'expired', 'sent', 'returned'))
);
CREATE INDEX trace_commune_id_at ON trace (commune_id, at);
CREATE INDEX trace_recipient ON trace (recipient, at);
CREATE INDEX trace_given ON trace USING gin (given) WHERE given <> '{}';
CREATE INDEX trace_reverse_path ON trace (reverse_path, at);
CREATE INDEX trace_queue_id ON trace (queue_id);
CREATE INDEX trace_at ON trace (at);

CREATE TABLE security_event (
  id bigserial PRIMARY KEY,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  network text NOT NULL,
  facts jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT security_event_facts CHECK (jsonb_typeof(facts) = 'object' and length(facts::text) <= 4000)
);
CREATE INDEX security_event_at ON security_event (at);

CREATE TABLE dmarc_observation (
  id bigserial PRIMARY KEY,
  at timestamptz NOT NULL,
  policy_domain text NOT NULL,
  author_domain text NOT NULL,
  client inet NOT NULL,
  published jsonb NOT NULL,
  disposition text NOT NULL,
  dkim_aligned boolean NOT NULL,
  spf_aligned boolean NOT NULL,
  override text,
  details jsonb NOT NULL
);
CREATE INDEX dmarc_observation_policy ON dmarc_observation (policy_domain, at);
CREATE INDEX dmarc_observation_at ON dmarc_observation (at);

GRANT INSERT ON trace, security_event, dmarc_observation TO vm_gateway, vm_worker;
GRANT SELECT ON trace, security_event, dmarc_observation TO vm_worker, vm_admin;
GRANT INSERT ON security_event TO vm_admin, vm_webmail;
GRANT USAGE ON SEQUENCE trace_id_seq, security_event_id_seq, dmarc_observation_id_seq TO vm_gateway, vm_worker;
GRANT USAGE ON SEQUENCE security_event_id_seq TO vm_admin, vm_webmail;

-- These tables and the log of sign-ins are only added to by run-time roles. What is old goes through this function alone,
-- which refuses to touch what is younger than a month.
CREATE FUNCTION forget_before(kind text, before timestamptz, most integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  forgotten integer;
BEGIN
  IF before > now() - interval '28 days' THEN
    RAISE EXCEPTION 'nothing younger than 28 days is forgotten' USING ERRCODE = 'check_violation';
  END IF;
  IF kind NOT IN ('trace', 'security_event', 'dmarc_observation', 'sign_in') THEN
    RAISE EXCEPTION 'nothing is forgotten of %', kind USING ERRCODE = 'check_violation';
  END IF;
  EXECUTE format('DELETE FROM %I WHERE id IN (SELECT id FROM %I WHERE at < $1 ORDER BY at LIMIT $2)', kind, kind)
    USING before, most;
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  RETURN forgotten;
END
$$;
REVOKE ALL ON FUNCTION forget_before(text, timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_before(text, timestamptz, integer) TO vm_worker;
