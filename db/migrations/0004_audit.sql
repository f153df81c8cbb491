-- Keys of the API, and the log of who changed what.

CREATE TABLE api_key (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  commune_id uuid NOT NULL,
  tenant_kind text NOT NULL,
  name text NOT NULL,
  selector text NOT NULL,
  digest text NOT NULL,
  permissions text[] NOT NULL,
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT api_key_selector_unique UNIQUE (selector),
  CONSTRAINT api_key_tenant FOREIGN KEY (commune_id, tenant_kind) REFERENCES commune (id, kind) ON DELETE CASCADE,
  CONSTRAINT api_key_name CHECK (length(name) between 1 and 100),
  CONSTRAINT api_key_digest CHECK (digest ~ '^[0-9a-f]{64}$'),
  CONSTRAINT api_key_permissions CHECK (cardinality(permissions) > 0),
  CONSTRAINT api_key_expires CHECK (expires_at <= created_at + interval '400 days')
);
CREATE INDEX api_key_commune_id ON api_key (commune_id);

CREATE TABLE idempotent_answer (
  actor_id uuid NOT NULL,
  key text NOT NULL,
  request text NOT NULL,
  status integer NOT NULL,
  answer jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT idempotent_answer_actor_id_key_pk PRIMARY KEY (actor_id, key),
  CONSTRAINT idempotent_answer_key CHECK (length(key) between 8 and 200)
);
CREATE INDEX idempotent_answer_created_at ON idempotent_answer (created_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON api_key, idempotent_answer TO vm_admin;

CREATE TABLE audit (
  id bigint PRIMARY KEY,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  actor text NOT NULL,
  client inet,
  commune_id uuid,
  action text NOT NULL,
  entity_id text NOT NULL,
  entity text NOT NULL,
  before jsonb,
  after jsonb,
  seal text NOT NULL,
  CONSTRAINT audit_actor_kind CHECK (actor_kind in ('person', 'key', 'machine', 'process')),
  CONSTRAINT audit_action_form CHECK (action ~ '^[a-z-]+:[a-z-]+$'),
  CONSTRAINT audit_seal CHECK (seal ~ '^[0-9a-f]{64}$')
);
CREATE INDEX audit_commune_id ON audit (commune_id, id);
CREATE INDEX audit_actor_id ON audit (actor_id, id);
CREATE INDEX audit_entity_id ON audit (entity_id, id);
CREATE INDEX audit_action ON audit (action, id);
CREATE INDEX audit_at ON audit (at);

GRANT SELECT, INSERT ON audit TO vm_admin, vm_webmail;
GRANT INSERT ON audit TO vm_worker;

-- The log is only added to, numbered without gaps, each row sealed with the one before it. One transaction that changes
-- something waits here for the one before: an order that nobody can dispute is worth more than their speed.
CREATE FUNCTION audit_text(before_it text, row_ audit) RETURNS text LANGUAGE sql IMMUTABLE
  SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_array(before_it, row_.id, (extract(epoch FROM row_.at) * 1000000)::bigint, row_.actor_kind,
    row_.actor_id, row_.actor, host(row_.client), row_.commune_id, row_.action, row_.entity_id, row_.entity,
    row_.before, row_.after)::text
$$;
GRANT EXECUTE ON FUNCTION audit_text(text, audit) TO vm_admin;

CREATE FUNCTION seal_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  last record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('audit', 0));
  SELECT id, seal INTO last FROM audit ORDER BY id DESC LIMIT 1;
  NEW.id := coalesce(last.id, 0) + 1;
  NEW.at := clock_timestamp();
  NEW.seal := encode(sha256(convert_to(audit_text(coalesce(last.seal, ''), NEW), 'UTF8')), 'hex');
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION seal_audit() FROM PUBLIC;
CREATE TRIGGER audit_seal BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION seal_audit();

-- Rows whose seal or number does not follow from the one before. The first row is not checked against what was forgotten by
-- age before it. Limited, because after one forged row nothing more is learnt from the rest.
CREATE FUNCTION audit_breaks(most integer) RETURNS TABLE (id bigint, kind text) LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT sealed.id, CASE WHEN sealed.id <> sealed.id_before + 1 THEN 'missing' ELSE 'forged' END
  FROM (
    SELECT a.id, a.seal, lag(a.id) OVER by_id AS id_before, lag(a.seal) OVER by_id AS seal_before,
      audit_text(lag(a.seal) OVER by_id, a) AS follows, audit_text('', a) AS begins
    FROM audit a WINDOW by_id AS (ORDER BY a.id)
  ) sealed
  WHERE CASE
    WHEN sealed.id_before IS NULL THEN sealed.id = 1 AND sealed.seal <> encode(sha256(convert_to(sealed.begins, 'UTF8')), 'hex')
    ELSE sealed.id <> sealed.id_before + 1 OR sealed.seal <> encode(sha256(convert_to(sealed.follows, 'UTF8')), 'hex')
  END
  ORDER BY sealed.id LIMIT most
$$;
REVOKE ALL ON FUNCTION audit_breaks(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_breaks(integer) TO vm_admin;

-- Passwords and second factors are written by better-auth's own routes as well as by ours: the row of the log is written
-- here, so that no route and no crash can leave it out. Who does it: the actor that the transaction names, else the person.
CREATE FUNCTION audit_credentials() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  changed jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
  named jsonb := nullif(current_setting('vaguemestre.actor', true), '')::jsonb;
  who record;
  what text := TG_ARGV[0];
BEGIN
  SELECT id, email, commune_id INTO who FROM person WHERE id = (changed->>'person_id')::uuid;
  -- The person goes with all it had: the row about that says so.
  IF who.id IS NULL THEN RETURN NULL; END IF;
  INSERT INTO audit (id, at, actor_kind, actor_id, actor, client, commune_id, action, entity_id, entity, before, after, seal)
  VALUES (0, now(), coalesce(named->>'kind', 'person'), coalesce((named->>'id')::uuid, CASE WHEN named IS NULL THEN who.id END),
    coalesce(named->>'name', who.email), (named->>'client')::inet, who.commune_id,
    CASE TG_OP WHEN 'INSERT' THEN 'create:' WHEN 'UPDATE' THEN 'change:' ELSE 'delete:' END || what,
    who.id::text, who.email, NULL, NULL, repeat('0', 64));
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION audit_credentials() FROM PUBLIC;
CREATE TRIGGER account_audit_new AFTER INSERT ON account
  FOR EACH ROW EXECUTE FUNCTION audit_credentials('password');
CREATE TRIGGER account_audit AFTER UPDATE OF password ON account
  FOR EACH ROW WHEN (OLD.password IS DISTINCT FROM NEW.password) EXECUTE FUNCTION audit_credentials('password');
CREATE TRIGGER two_factor_audit AFTER INSERT OR DELETE ON two_factor
  FOR EACH ROW EXECUTE FUNCTION audit_credentials('totp');
CREATE TRIGGER two_factor_audit_codes AFTER UPDATE OF backup_codes ON two_factor
  FOR EACH ROW WHEN (OLD.backup_codes IS DISTINCT FROM NEW.backup_codes) EXECUTE FUNCTION audit_credentials('recovery-codes');
CREATE TRIGGER passkey_audit AFTER INSERT OR DELETE ON passkey
  FOR EACH ROW EXECUTE FUNCTION audit_credentials('passkey');
