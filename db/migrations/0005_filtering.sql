-- What each tenant chose about filtering, and what filtering has learnt.

CREATE TABLE commune_policy (
  commune_id uuid PRIMARY KEY,
  junk_at_score real,
  refuse_at_score real,
  attachments jsonb NOT NULL DEFAULT '{}'::jsonb,
  sending jsonb NOT NULL DEFAULT '{}'::jsonb,
  forbids_external_forwards boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT commune_policy_commune_id_commune_id_fk FOREIGN KEY (commune_id) REFERENCES commune (id) ON DELETE CASCADE,
  CONSTRAINT commune_policy_scores CHECK (junk_at_score < refuse_at_score),
  CONSTRAINT commune_policy_junk_at_score CHECK (junk_at_score >= 0),
  CONSTRAINT commune_policy_attachments CHECK (jsonb_typeof(attachments) = 'object'),
  CONSTRAINT commune_policy_sending CHECK (jsonb_typeof(sending) = 'object')
);

CREATE TABLE sender_rule (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  commune_id uuid NOT NULL,
  kind text NOT NULL,
  value text NOT NULL,
  effect text NOT NULL,
  note text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT sender_rule_commune_id_commune_id_fk FOREIGN KEY (commune_id) REFERENCES commune (id) ON DELETE CASCADE,
  CONSTRAINT sender_rule_value CHECK (case kind
    when 'address' then value = lower(value) and value like '_%@_%'
    when 'domain' then value ~ '^[a-z0-9.-]{3,253}$'
    when 'network' then value::cidr::text = value
    else false end),
  CONSTRAINT sender_rule_effect CHECK (effect in ('allow', 'deny'))
);
CREATE UNIQUE INDEX sender_rule_once ON sender_rule (commune_id, kind, value);

CREATE TABLE protected_name (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  commune_id uuid NOT NULL,
  name text NOT NULL,
  known_addresses text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT protected_name_commune_id_commune_id_fk FOREIGN KEY (commune_id) REFERENCES commune (id) ON DELETE CASCADE,
  CONSTRAINT protected_name_length CHECK (length(name) between 3 and 200)
);
CREATE UNIQUE INDEX protected_name_once ON protected_name (commune_id, name);

GRANT SELECT ON commune_policy, sender_rule, protected_name TO vm_gateway, vm_worker, vm_webmail;
GRANT SELECT, INSERT, UPDATE, DELETE ON commune_policy, sender_rule, protected_name TO vm_admin;
-- Who releases a message and allows its author takes back an earlier denial.
GRANT INSERT, UPDATE (effect, note, updated_at) ON sender_rule TO vm_worker;

-- Gateways and workers remember policies; whoever does reads them again.
CREATE FUNCTION notify_policies() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('policies', coalesce(to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END)->>'commune_id', ''));
  RETURN NULL;
END
$$;
CREATE TRIGGER commune_policy_notify AFTER INSERT OR UPDATE OR DELETE ON commune_policy
  FOR EACH ROW EXECUTE FUNCTION notify_policies();
CREATE TRIGGER sender_rule_notify AFTER INSERT OR UPDATE OR DELETE ON sender_rule
  FOR EACH ROW EXECUTE FUNCTION notify_policies();
CREATE TRIGGER protected_name_notify AFTER INSERT OR UPDATE OR DELETE ON protected_name
  FOR EACH ROW EXECUTE FUNCTION notify_policies();
CREATE TRIGGER domain_notify_policies AFTER INSERT OR UPDATE OR DELETE ON domain
  FOR EACH ROW EXECUTE FUNCTION notify_policies();
CREATE TRIGGER commune_notify_policies AFTER UPDATE OF name ON commune
  FOR EACH ROW EXECUTE FUNCTION notify_policies();

CREATE TABLE correspondent (
  commune_id uuid NOT NULL,
  digest text NOT NULL,
  first_seen_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT correspondent_commune_id_digest_pk PRIMARY KEY (commune_id, digest),
  CONSTRAINT correspondent_commune_id_commune_id_fk FOREIGN KEY (commune_id) REFERENCES commune (id) ON DELETE CASCADE,
  CONSTRAINT correspondent_digest CHECK (digest ~ '^[0-9a-f]{64}$')
);
CREATE INDEX correspondent_last_seen_at ON correspondent (last_seen_at);

GRANT SELECT, INSERT, UPDATE (last_seen_at) ON correspondent TO vm_gateway, vm_worker;
GRANT DELETE ON correspondent TO vm_worker;

CREATE TABLE learned_message (
  mailbox_id uuid NOT NULL,
  commune_id uuid NOT NULL,
  digest text NOT NULL,
  class text NOT NULL,
  times bigint NOT NULL DEFAULT 1,
  learned_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT learned_message_mailbox_id_digest_pk PRIMARY KEY (mailbox_id, digest),
  CONSTRAINT learned_message_mailbox FOREIGN KEY (commune_id, mailbox_id)
    REFERENCES mailbox (commune_id, id) ON DELETE CASCADE,
  CONSTRAINT learned_message_class CHECK (class in ('spam', 'ham'))
);
CREATE INDEX learned_message_learned_at ON learned_message (mailbox_id, learned_at);
CREATE INDEX learned_message_at ON learned_message (learned_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON learned_message TO vm_worker;
