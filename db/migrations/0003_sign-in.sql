-- Signing in: what was tried, who is shut out for it, who is alerted, and sessions that must end.

CREATE TABLE sign_in (
  id bigserial PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  commune_id uuid,
  person_id uuid,
  login text NOT NULL,
  protocol text NOT NULL,
  client inet NOT NULL,
  app_password_id uuid,
  outcome text NOT NULL,
  device text NOT NULL DEFAULT '',
  CONSTRAINT sign_in_login CHECK (length(login) <= 320),
  CONSTRAINT sign_in_protocol CHECK (protocol in ('web', 'imap', 'smtp', 'sieve')),
  CONSTRAINT sign_in_outcome CHECK (outcome in ('accepted', 'refused', 'delayed', 'blocked'))
);
CREATE INDEX sign_in_login_at ON sign_in (login, at);
CREATE INDEX sign_in_person_id_at ON sign_in (person_id, at);
CREATE INDEX sign_in_commune_id_at ON sign_in (commune_id, at);
CREATE INDEX sign_in_at ON sign_in (at);

GRANT SELECT, INSERT ON sign_in TO vm_admin, vm_worker, vm_webmail;
GRANT USAGE ON SEQUENCE sign_in_id_seq TO vm_admin, vm_worker, vm_webmail;

CREATE TABLE sign_in_failures (
  login text NOT NULL,
  network text NOT NULL,
  failures integer NOT NULL DEFAULT 0,
  tried text[] NOT NULL DEFAULT '{}',
  last_at timestamptz NOT NULL DEFAULT now(),
  blocked_until timestamptz,
  CONSTRAINT sign_in_failures_login_network_pk PRIMARY KEY (login, network),
  CONSTRAINT sign_in_failures_count CHECK (failures >= 0)
);
CREATE INDEX sign_in_failures_network ON sign_in_failures (network, last_at);
CREATE INDEX sign_in_failures_last_at ON sign_in_failures (last_at);
CREATE INDEX sign_in_failures_blocked ON sign_in_failures (blocked_until) WHERE blocked_until is not null;

CREATE TABLE blocked_network (
  network text PRIMARY KEY,
  since timestamptz NOT NULL DEFAULT now(),
  until timestamptz NOT NULL,
  logins integer NOT NULL
);
CREATE INDEX blocked_network_until ON blocked_network (until);

CREATE TABLE alert (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  subject text NOT NULL,
  commune_id uuid,
  facts jsonb NOT NULL DEFAULT '{}'::jsonb,
  since timestamptz NOT NULL DEFAULT now(),
  last_at timestamptz NOT NULL DEFAULT now(),
  times integer NOT NULL DEFAULT 1,
  seen_at timestamptz,
  seen_by uuid,
  CONSTRAINT alert_facts CHECK (jsonb_typeof(facts) = 'object' and length(facts::text) <= 2000)
);
CREATE UNIQUE INDEX alert_open ON alert (kind, subject) WHERE seen_at is null;
CREATE INDEX alert_since ON alert (since);

GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_failures, blocked_network, alert TO vm_admin, vm_worker, vm_webmail;

CREATE TABLE trusted_network (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  network text NOT NULL,
  note text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT trusted_network_form CHECK (network::cidr::text = network),
  CONSTRAINT trusted_network_not_everybody CHECK (masklen(network::cidr) >= 8),
  CONSTRAINT trusted_network_note CHECK (length(note) <= 500)
);
CREATE UNIQUE INDEX trusted_network_once ON trusted_network (network);

GRANT SELECT ON trusted_network TO vm_worker, vm_webmail;
GRANT SELECT, INSERT, UPDATE, DELETE ON trusted_network TO vm_admin;

-- Sessions end with what opened them, whoever changes it and by whatever way: a row that the worker works off, and a
-- notification that makes it do so at once.
CREATE TABLE session_end (
  id bigserial PRIMARY KEY,
  kind text NOT NULL,
  value text NOT NULL,
  asked_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT session_end_kind CHECK (kind in ('mailbox', 'credential'))
);
CREATE INDEX session_end_asked_at ON session_end (asked_at);

GRANT SELECT, DELETE ON session_end TO vm_worker;

CREATE FUNCTION end_session(what text, which text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF which IS NULL THEN RETURN; END IF;
  INSERT INTO session_end (kind, value) VALUES (what, which);
  PERFORM pg_notify('sessions', what || ' ' || which);
END
$$;
REVOKE ALL ON FUNCTION end_session(text, text) FROM PUBLIC;

-- Of a main password (its value is the login that it opens), and of every app password of the person where asked for.
CREATE FUNCTION end_sessions_of(whose uuid, app_passwords_too boolean) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM end_session('credential', address) FROM mailbox WHERE owner_person_id = whose;
  IF app_passwords_too THEN
    PERFORM end_session('credential', selector) FROM app_password WHERE person_id = whose AND revoked_at IS NULL;
  END IF;
END
$$;
REVOKE ALL ON FUNCTION end_sessions_of(uuid, boolean) FROM PUBLIC;

CREATE FUNCTION end_sessions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'app_password' THEN PERFORM end_session('credential', OLD.selector);
    WHEN 'person' THEN PERFORM end_sessions_of(OLD.id, NEW.suspended_at IS NOT NULL);
    WHEN 'account' THEN PERFORM end_sessions_of(OLD.person_id, false);
    WHEN 'passkey' THEN PERFORM end_sessions_of(NEW.person_id, false);
    WHEN 'mailbox' THEN PERFORM end_session('mailbox', OLD.address);
    WHEN 'commune' THEN PERFORM end_session('mailbox', address) FROM mailbox WHERE commune_id = OLD.id;
    WHEN 'access' THEN
      PERFORM end_session('credential', selector) FROM app_password
        WHERE person_id = OLD.person_id AND mailbox_id = OLD.mailbox_id AND revoked_at IS NULL;
  END CASE;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION end_sessions() FROM PUBLIC;

CREATE TRIGGER app_password_sessions AFTER UPDATE ON app_password FOR EACH ROW
  WHEN (OLD.revoked_at IS NULL AND (NEW.revoked_at IS NOT NULL OR OLD.hash <> NEW.hash OR OLD.imap > NEW.imap OR OLD.smtp > NEW.smtp))
  EXECUTE FUNCTION end_sessions();
CREATE TRIGGER app_password_sessions_gone AFTER DELETE ON app_password FOR EACH ROW
  WHEN (OLD.revoked_at IS NULL) EXECUTE FUNCTION end_sessions();
CREATE TRIGGER person_sessions AFTER UPDATE ON person FOR EACH ROW
  WHEN ((OLD.suspended_at IS NULL AND NEW.suspended_at IS NOT NULL) OR OLD.two_factor_enabled < NEW.two_factor_enabled)
  EXECUTE FUNCTION end_sessions();
CREATE TRIGGER account_sessions AFTER UPDATE ON account FOR EACH ROW
  WHEN (OLD.password IS DISTINCT FROM NEW.password) EXECUTE FUNCTION end_sessions();
CREATE TRIGGER account_sessions_gone AFTER DELETE ON account FOR EACH ROW EXECUTE FUNCTION end_sessions();
CREATE TRIGGER passkey_sessions AFTER INSERT ON passkey FOR EACH ROW EXECUTE FUNCTION end_sessions();
CREATE TRIGGER mailbox_sessions AFTER UPDATE ON mailbox FOR EACH ROW
  WHEN ((OLD.suspended_at IS NULL AND NEW.suspended_at IS NOT NULL) OR OLD.address <> NEW.address
    OR OLD.owner_person_id IS DISTINCT FROM NEW.owner_person_id)
  EXECUTE FUNCTION end_sessions();
CREATE TRIGGER mailbox_sessions_gone AFTER DELETE ON mailbox FOR EACH ROW EXECUTE FUNCTION end_sessions();
CREATE TRIGGER commune_sessions AFTER UPDATE ON commune FOR EACH ROW
  WHEN (OLD.suspended_at IS NULL AND NEW.suspended_at IS NOT NULL) EXECUTE FUNCTION end_sessions();
CREATE TRIGGER access_sessions AFTER UPDATE OR DELETE ON access FOR EACH ROW EXECUTE FUNCTION end_sessions();

-- What expires changes no row. The worker calls this every minute, and it looks back a few minutes; a session that has ended
-- is not there to be ended twice.
CREATE FUNCTION end_sessions_out_of_time() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM end_session('mailbox', address) FROM mailbox WHERE expires_at BETWEEN now() - interval '3 minutes' AND now();
  PERFORM end_session('credential', a.selector)
    FROM access x JOIN app_password a ON a.person_id = x.person_id AND a.mailbox_id = x.mailbox_id
    WHERE x.until BETWEEN now() - interval '3 minutes' AND now() AND a.revoked_at IS NULL;
END
$$;
REVOKE ALL ON FUNCTION end_sessions_out_of_time() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION end_sessions_out_of_time() TO vm_worker;
