-- The audit log: only added to, numbered without gaps, each row sealed with the one before it. One transaction that
-- changes something waits here for the one before: an order that nobody can dispute is worth more than their speed.
CREATE FUNCTION audit_text(before_it text, row_ audit) RETURNS text LANGUAGE sql IMMUTABLE
  SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_array(before_it, row_.id, (extract(epoch FROM row_.at) * 1000000)::bigint, row_.actor_kind,
    row_.actor_id, row_.actor, host(row_.client), row_.commune_id, row_.action, row_.entity_id, row_.entity,
    row_.before, row_.after)::text
$$;
--> statement-breakpoint
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
--> statement-breakpoint
REVOKE ALL ON FUNCTION seal_audit() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER audit_seal BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION seal_audit();
--> statement-breakpoint
-- Rows whose seal or number does not follow from the one before; what was forgotten by age before the first is not asked
-- for. Limited, because after one forged row nothing more is learnt from the rest.
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
--> statement-breakpoint
REVOKE ALL ON FUNCTION audit_breaks(integer) FROM PUBLIC;
--> statement-breakpoint
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
--> statement-breakpoint
REVOKE ALL ON FUNCTION audit_credentials() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER account_audit_new AFTER INSERT ON account
  FOR EACH ROW EXECUTE FUNCTION audit_credentials('password');
--> statement-breakpoint
CREATE TRIGGER account_audit AFTER UPDATE OF password ON account
  FOR EACH ROW WHEN (OLD.password IS DISTINCT FROM NEW.password) EXECUTE FUNCTION audit_credentials('password');
--> statement-breakpoint
CREATE TRIGGER two_factor_audit AFTER INSERT OR DELETE ON two_factor
  FOR EACH ROW EXECUTE FUNCTION audit_credentials('totp');
--> statement-breakpoint
CREATE TRIGGER two_factor_audit_codes AFTER UPDATE OF backup_codes ON two_factor
  FOR EACH ROW WHEN (OLD.backup_codes IS DISTINCT FROM NEW.backup_codes) EXECUTE FUNCTION audit_credentials('recovery-codes');
--> statement-breakpoint
CREATE TRIGGER passkey_audit AFTER INSERT OR DELETE ON passkey
  FOR EACH ROW EXECUTE FUNCTION audit_credentials('passkey');
--> statement-breakpoint
-- Any second factor closes the main password to IMAP and SMTP, and nobody opens a mailbox whose time is over.
CREATE OR REPLACE VIEW dovecot.passdb AS
SELECT
  m.address AS login,
  credential.selector,
  credential.password,
  CASE WHEN coalesce(c.suspended_at, m.suspended_at, credential.suspended_at) IS NOT NULL OR m.expires_at <= now()
    THEN 'y' END AS nologin,
  CASE WHEN c.suspended_at IS NOT NULL THEN 'Messagerie de la commune suspendue (commune suspended)'
       WHEN m.suspended_at IS NOT NULL THEN 'Boite suspendue (mailbox suspended)'
       WHEN m.expires_at <= now() THEN 'Boite fermee (mailbox closed)'
       WHEN credential.suspended_at IS NOT NULL THEN 'Compte suspendu (account suspended)' END AS reason,
  credential.imap,
  credential.smtp,
  m.id AS mailbox
FROM mailbox m
JOIN commune c ON c.id = m.commune_id
JOIN (
  SELECT owned.id AS mailbox_id, '' AS selector, a.password, p.suspended_at, alone.only AS imap, alone.only AS smtp
  FROM mailbox owned
  JOIN person p ON p.id = owned.owner_person_id
  JOIN account a ON a.person_id = p.id AND a.provider_id = 'credential'
  CROSS JOIN LATERAL (
    SELECT NOT p.two_factor_enabled AND NOT EXISTS (SELECT FROM passkey k WHERE k.person_id = p.id) AS only
  ) alone
  UNION ALL
  SELECT ap.mailbox_id, ap.selector, ap.hash, p.suspended_at,
    ap.imap AND granted.may_write, ap.smtp AND granted.may_send
  FROM app_password ap
  JOIN person p ON p.id = ap.person_id
  CROSS JOIN LATERAL (
    SELECT bool_or(right_.writes) AS may_write, bool_or(right_.sends) AS may_send
    FROM (
      SELECT true AS writes, true AS sends
      FROM mailbox own WHERE own.id = ap.mailbox_id AND own.owner_person_id = ap.person_id
      UNION ALL
      SELECT x.role IN ('write', 'send', 'manage'), x.role IN ('send', 'manage')
      FROM access x
      WHERE x.mailbox_id = ap.mailbox_id AND x.person_id = ap.person_id
        AND x."from" <= now() AND (x.until IS NULL OR x.until > now())
    ) right_
  ) granted
  WHERE ap.revoked_at IS NULL
) credential ON credential.mailbox_id = m.id;
--> statement-breakpoint
-- What a person who decides about held mail may look at, and nothing else: waiting mail and what is settled stay shut.
CREATE FUNCTION held_content(asked text) RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  SELECT content FROM kept_message m WHERE m.queue_id = asked
    AND EXISTS (SELECT FROM kept_recipient r WHERE r.queue_id = asked AND r.kind = 'held' AND r.settled_at IS NULL)
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION held_content(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION held_content(text) TO vm_admin;
--> statement-breakpoint
GRANT SELECT (queue_id, received_as, reverse_path, size, author, created_at) ON kept_message TO vm_admin;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON two_factor, passkey, activation_code, factor_reset, external_forward,
  mailbox_template, welcome, welcomed_commune, api_key, idempotent_answer TO vm_admin;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON two_factor, passkey TO vm_webmail;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_failures, blocked_network, alert TO vm_admin, vm_worker, vm_webmail;
--> statement-breakpoint
GRANT SELECT, INSERT ON sign_in TO vm_admin, vm_worker, vm_webmail;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE sign_in_id_seq TO vm_admin, vm_worker, vm_webmail;
--> statement-breakpoint
GRANT SELECT ON trusted_network TO vm_worker, vm_webmail;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON trusted_network TO vm_admin;
--> statement-breakpoint
GRANT SELECT (id, commune_id, person_id, mailbox_id, selector, imap, smtp, last_used_at, revoked_at), UPDATE (last_used_at)
  ON app_password TO vm_worker;
--> statement-breakpoint
GRANT INSERT ON security_event TO vm_admin, vm_webmail;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE security_event_id_seq TO vm_admin, vm_webmail;
--> statement-breakpoint
GRANT SELECT, INSERT ON audit TO vm_admin, vm_webmail;
--> statement-breakpoint
GRANT INSERT ON audit TO vm_worker;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION audit_breaks(integer), audit_text(text, audit) TO vm_admin;
