CREATE TABLE "session_end" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_end_kind" CHECK ("session_end"."kind" in ('mailbox', 'credential'))
);
--> statement-breakpoint
CREATE INDEX "session_end_asked_at" ON "session_end" USING btree ("asked_at");
--> statement-breakpoint
GRANT SELECT, DELETE ON session_end TO vm_worker;
--> statement-breakpoint
GRANT SELECT (id, email, commune_id) ON person TO vm_worker;
--> statement-breakpoint
-- The log of sign-ins ages like the security log.
CREATE OR REPLACE FUNCTION forget_before(kind text, before timestamptz, most integer) RETURNS integer
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
--> statement-breakpoint
-- Sessions end with what opened them, whoever changes it and by whatever way: a row that the worker works off, and a
-- notification that makes it do so at once.
CREATE FUNCTION end_session(what text, which text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF which IS NULL THEN RETURN; END IF;
  INSERT INTO session_end (kind, value) VALUES (what, which);
  PERFORM pg_notify('sessions', what || ' ' || which);
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION end_session(text, text) FROM PUBLIC;
--> statement-breakpoint
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
--> statement-breakpoint
REVOKE ALL ON FUNCTION end_sessions_of(uuid, boolean) FROM PUBLIC;
--> statement-breakpoint
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
--> statement-breakpoint
REVOKE ALL ON FUNCTION end_sessions() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER app_password_sessions AFTER UPDATE ON app_password FOR EACH ROW
  WHEN (OLD.revoked_at IS NULL AND (NEW.revoked_at IS NOT NULL OR OLD.hash <> NEW.hash OR OLD.imap > NEW.imap OR OLD.smtp > NEW.smtp))
  EXECUTE FUNCTION end_sessions();
--> statement-breakpoint
CREATE TRIGGER app_password_sessions_gone AFTER DELETE ON app_password FOR EACH ROW
  WHEN (OLD.revoked_at IS NULL) EXECUTE FUNCTION end_sessions();
--> statement-breakpoint
CREATE TRIGGER person_sessions AFTER UPDATE ON person FOR EACH ROW
  WHEN ((OLD.suspended_at IS NULL AND NEW.suspended_at IS NOT NULL) OR OLD.two_factor_enabled < NEW.two_factor_enabled)
  EXECUTE FUNCTION end_sessions();
--> statement-breakpoint
CREATE TRIGGER account_sessions AFTER UPDATE ON account FOR EACH ROW
  WHEN (OLD.password IS DISTINCT FROM NEW.password) EXECUTE FUNCTION end_sessions();
--> statement-breakpoint
CREATE TRIGGER account_sessions_gone AFTER DELETE ON account FOR EACH ROW EXECUTE FUNCTION end_sessions();
--> statement-breakpoint
CREATE TRIGGER passkey_sessions AFTER INSERT ON passkey FOR EACH ROW EXECUTE FUNCTION end_sessions();
--> statement-breakpoint
CREATE TRIGGER mailbox_sessions AFTER UPDATE ON mailbox FOR EACH ROW
  WHEN ((OLD.suspended_at IS NULL AND NEW.suspended_at IS NOT NULL) OR OLD.address <> NEW.address
    OR OLD.owner_person_id IS DISTINCT FROM NEW.owner_person_id)
  EXECUTE FUNCTION end_sessions();
--> statement-breakpoint
CREATE TRIGGER mailbox_sessions_gone AFTER DELETE ON mailbox FOR EACH ROW EXECUTE FUNCTION end_sessions();
--> statement-breakpoint
CREATE TRIGGER commune_sessions AFTER UPDATE ON commune FOR EACH ROW
  WHEN (OLD.suspended_at IS NULL AND NEW.suspended_at IS NOT NULL) EXECUTE FUNCTION end_sessions();
--> statement-breakpoint
CREATE TRIGGER access_sessions AFTER UPDATE OR DELETE ON access FOR EACH ROW EXECUTE FUNCTION end_sessions();
--> statement-breakpoint
-- What ended because its time was over changes no row: asked for again and again, it looks back a few minutes. A session
-- that ended before is not there to be ended twice.
CREATE FUNCTION end_sessions_out_of_time() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM end_session('mailbox', address) FROM mailbox WHERE expires_at BETWEEN now() - interval '3 minutes' AND now();
  PERFORM end_session('credential', a.selector)
    FROM access x JOIN app_password a ON a.person_id = x.person_id AND a.mailbox_id = x.mailbox_id
    WHERE x.until BETWEEN now() - interval '3 minutes' AND now() AND a.revoked_at IS NULL;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION end_sessions_out_of_time() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION end_sessions_out_of_time() TO vm_worker;
