-- Leak prevention: what each tenant chose, what was found how often, and who answers for what left all the same.

CREATE TABLE leak_policy (
  commune_id uuid PRIMARY KEY,
  partners text[],
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT leak_policy_commune_id_commune_id_fk FOREIGN KEY (commune_id) REFERENCES commune (id) ON DELETE CASCADE,
  CONSTRAINT leak_policy_partners CHECK (array_to_string(partners, ' ') ~ '^([a-z0-9-]+(\.[a-z0-9-]+)+( |$))*$'
    and cardinality(partners) <= 500)
);

CREATE TABLE leak_rule (
  commune_id uuid NOT NULL,
  kind text NOT NULL,
  audience text NOT NULL,
  from_count integer NOT NULL,
  action text NOT NULL,
  CONSTRAINT leak_rule_commune_id_kind_audience_from_count_pk PRIMARY KEY (commune_id, kind, audience, from_count),
  CONSTRAINT leak_rule_policy FOREIGN KEY (commune_id) REFERENCES leak_policy (commune_id) ON DELETE CASCADE,
  CONSTRAINT leak_rule_kind CHECK (kind in ('classified', 'restricted', 'key-file', 'card', 'nir', 'database-file',
    'civil-status', 'identity-paper', 'iban', 'rib', 'foreign-iban', 'confidential', 'open-recipients',
    'encrypted-file', 'unreadable-file')),
  CONSTRAINT leak_rule_audience CHECK (audience in ('inside', 'partners', 'outside')),
  CONSTRAINT leak_rule_action CHECK (action in ('allow', 'warn', 'justify', 'hold', 'refuse')),
  CONSTRAINT leak_rule_from_count CHECK (from_count between 1 and 100000)
);

GRANT SELECT ON leak_policy, leak_rule TO vm_gateway, vm_webmail;
GRANT SELECT, INSERT, UPDATE, DELETE ON leak_policy, leak_rule TO vm_admin;

-- Whoever remembers rules reads them again.
CREATE FUNCTION notify_leak_policies() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('leak_policies', '');
  RETURN NULL;
END
$$;
CREATE TRIGGER leak_policy_notify AFTER INSERT OR UPDATE OR DELETE ON leak_policy
  FOR EACH STATEMENT EXECUTE FUNCTION notify_leak_policies();
CREATE TRIGGER leak_rule_notify AFTER INSERT OR UPDATE OR DELETE ON leak_rule
  FOR EACH STATEMENT EXECUTE FUNCTION notify_leak_policies();

CREATE TABLE leak_count (
  commune_id uuid NOT NULL,
  day date NOT NULL,
  kind text NOT NULL,
  outcome text NOT NULL,
  messages integer NOT NULL,
  CONSTRAINT leak_count_commune_id_day_kind_outcome_pk PRIMARY KEY (commune_id, day, kind, outcome),
  CONSTRAINT leak_count_commune_id_commune_id_fk FOREIGN KEY (commune_id) REFERENCES commune (id) ON DELETE CASCADE,
  CONSTRAINT leak_count_kind CHECK (kind in ('classified', 'restricted', 'key-file', 'card', 'nir', 'database-file',
    'civil-status', 'identity-paper', 'iban', 'rib', 'foreign-iban', 'confidential', 'open-recipients',
    'encrypted-file', 'unreadable-file')),
  CONSTRAINT leak_count_outcome CHECK (outcome in ('allow', 'warn', 'justify', 'hold', 'refuse', 'justified')),
  CONSTRAINT leak_count_messages CHECK (messages > 0)
);
CREATE INDEX leak_count_day ON leak_count (day);

CREATE TABLE leak_justification (
  queue_id text PRIMARY KEY,
  commune_id uuid NOT NULL,
  mailbox_id uuid,
  person_id uuid,
  findings jsonb NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT leak_justification_commune_id_commune_id_fk FOREIGN KEY (commune_id) REFERENCES commune (id),
  CONSTRAINT leak_justification_findings CHECK (jsonb_typeof(findings) = 'object' and length(findings::text) <= 2000),
  CONSTRAINT leak_justification_reason CHECK (length(reason) between 1 and 501)
);
CREATE INDEX leak_justification_commune_id ON leak_justification (commune_id, at);
CREATE INDEX leak_justification_at ON leak_justification (at);

CREATE TABLE leak_hold (
  queue_id text PRIMARY KEY,
  commune_id uuid NOT NULL,
  mailbox_id uuid,
  person_id uuid,
  findings jsonb NOT NULL,
  cause text NOT NULL,
  recipients text[] NOT NULL,
  recipient_count integer NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  became text,
  decided_at timestamptz,
  tell_at timestamptz DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT leak_hold_commune_id_commune_id_fk FOREIGN KEY (commune_id) REFERENCES commune (id),
  CONSTRAINT leak_hold_findings CHECK (jsonb_typeof(findings) = 'object' and length(findings::text) <= 2000),
  CONSTRAINT leak_hold_cause CHECK (cause in ('classified', 'restricted', 'key-file', 'card', 'nir', 'database-file',
    'civil-status', 'identity-paper', 'iban', 'rib', 'foreign-iban', 'confidential', 'open-recipients',
    'encrypted-file', 'unreadable-file')),
  CONSTRAINT leak_hold_became CHECK (became in ('released', 'deleted', 'partly', 'expired')),
  CONSTRAINT leak_hold_decided CHECK (decided_at is null or became is not null)
);
CREATE INDEX leak_hold_commune_id ON leak_hold (commune_id, at);
CREATE INDEX leak_hold_tell_at ON leak_hold (tell_at) WHERE tell_at is not null;
CREATE INDEX leak_hold_open ON leak_hold (at) WHERE decided_at is null;
CREATE INDEX leak_hold_decided_at ON leak_hold (decided_at);

GRANT SELECT, INSERT, UPDATE (messages) ON leak_count TO vm_gateway;
-- What somebody answers for is never read back, nor changed, by the process that took it in.
GRANT INSERT ON leak_justification, leak_hold TO vm_gateway;
GRANT SELECT, DELETE ON leak_count, leak_justification, leak_hold TO vm_worker;
GRANT UPDATE (became, decided_at, tell_at, updated_at) ON leak_hold TO vm_worker;
GRANT SELECT ON leak_count, leak_justification, leak_hold TO vm_admin;

-- Whoever decides about a delivery that waited for agreement, and by whatever way: its author is told, once all are decided.
CREATE FUNCTION note_decided_hold() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  now_became text := CASE NEW.state WHEN 'done' THEN 'deleted' ELSE 'released' END;
BEGIN
  -- Two who decide about the last two destinations at once would each see the other's as open.
  PERFORM FROM leak_hold WHERE queue_id = NEW.queue_id FOR UPDATE;
  UPDATE leak_hold SET
    became = CASE WHEN coalesce(became, now_became) = now_became THEN now_became ELSE 'partly' END, updated_at = now()
  WHERE queue_id = NEW.queue_id AND decided_at IS NULL;
  UPDATE leak_hold SET decided_at = now(), tell_at = now()
  WHERE queue_id = NEW.queue_id AND decided_at IS NULL
    AND NOT EXISTS (SELECT FROM delivery WHERE queue_id = NEW.queue_id AND held_for = 'approval');
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION note_decided_hold() FROM PUBLIC;
CREATE TRIGGER delivery_decided AFTER UPDATE OF held_for ON delivery FOR EACH ROW
  WHEN (OLD.held_for = 'approval' AND NEW.held_for IS DISTINCT FROM 'approval')
  EXECUTE FUNCTION note_decided_hold();
