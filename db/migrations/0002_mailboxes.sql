-- Mailboxes, who may open them, and the addresses that lead to them. Each of these addresses is registered (register_address),
-- and every change of what a recipient leads to is told to the gateways (notify_directory).

CREATE TABLE mailbox (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  commune_id uuid NOT NULL,
  domain text NOT NULL,
  local_part text NOT NULL,
  address text NOT NULL GENERATED ALWAYS AS (local_part || '@' || domain) STORED,
  kind text NOT NULL,
  owner_person_id uuid,
  quota_bytes bigint NOT NULL,
  suspended_at timestamptz,
  provisioned_at timestamptz,
  full_since timestamptz,
  forward_keeps_copy boolean NOT NULL DEFAULT true,
  name text NOT NULL DEFAULT '',
  expires_at timestamptz,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT mailbox_address_unique UNIQUE (address),
  CONSTRAINT mailbox_commune_id_id UNIQUE (commune_id, id),
  CONSTRAINT mailbox_owner_person_id_person_id_fk FOREIGN KEY (owner_person_id) REFERENCES person (id),
  CONSTRAINT mailbox_domain FOREIGN KEY (commune_id, domain) REFERENCES domain (commune_id, name),
  CONSTRAINT mailbox_kind CHECK (kind in ('personal', 'shared')),
  CONSTRAINT mailbox_personal_has_one_owner CHECK ((kind = 'personal') = (owner_person_id is not null)),
  CONSTRAINT mailbox_local_part CHECK (local_part = lower(local_part) and local_part ~ '^[^@+[:space:][:cntrl:]]+$'
    and octet_length(local_part) <= 64),
  CONSTRAINT mailbox_quota_bytes CHECK (quota_bytes > 0),
  CONSTRAINT mailbox_name CHECK (length(name) <= 200)
);
CREATE INDEX mailbox_owner_person_id ON mailbox (owner_person_id);
CREATE INDEX mailbox_not_provisioned ON mailbox (created_at) WHERE provisioned_at is null;
CREATE INDEX mailbox_commune_address ON mailbox (commune_id, address, quota_bytes);
CREATE INDEX mailbox_search ON mailbox USING gin (lower(address || ' ' || name) gin_trgm_ops);
CREATE INDEX mailbox_words ON mailbox USING gin (search_words(name, address) gin_trgm_ops);
CREATE INDEX mailbox_suspended ON mailbox (address) WHERE suspended_at is not null;
CREATE INDEX mailbox_expires_at ON mailbox (expires_at) WHERE expires_at is not null;

GRANT SELECT ON mailbox TO vm_gateway, vm_worker, vm_webmail;
GRANT SELECT, INSERT, UPDATE, DELETE ON mailbox TO vm_admin;
GRANT UPDATE (provisioned_at, updated_at) ON mailbox TO vm_worker;

CREATE TRIGGER mailbox_address AFTER INSERT OR DELETE OR UPDATE OF domain, local_part, commune_id ON mailbox
  FOR EACH ROW EXECUTE FUNCTION register_address();
CREATE TRIGGER mailbox_notify AFTER INSERT OR UPDATE OR DELETE ON mailbox
  FOR EACH ROW EXECUTE FUNCTION notify_directory();

CREATE TABLE access (
  person_id uuid NOT NULL,
  mailbox_id uuid NOT NULL,
  commune_id uuid NOT NULL,
  role text NOT NULL,
  "from" timestamptz NOT NULL DEFAULT now(),
  until timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT access_mailbox_id_person_id_role_pk PRIMARY KEY (mailbox_id, person_id, role),
  CONSTRAINT access_person_id_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
  CONSTRAINT access_mailbox FOREIGN KEY (commune_id, mailbox_id) REFERENCES mailbox (commune_id, id) ON DELETE CASCADE,
  CONSTRAINT access_role CHECK (role in ('read', 'write', 'send', 'manage')),
  CONSTRAINT access_until CHECK (until > "from")
);
CREATE INDEX access_person_id ON access (person_id);

GRANT SELECT ON access TO vm_gateway, vm_worker, vm_webmail;
GRANT SELECT, INSERT, UPDATE, DELETE ON access TO vm_admin;

CREATE TABLE app_password (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  commune_id uuid NOT NULL,
  person_id uuid NOT NULL,
  mailbox_id uuid NOT NULL,
  selector text NOT NULL,
  hash text NOT NULL,
  imap boolean NOT NULL DEFAULT true,
  smtp boolean NOT NULL DEFAULT true,
  label text NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT app_password_selector_unique UNIQUE (selector),
  CONSTRAINT app_password_person_id_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
  CONSTRAINT app_password_mailbox FOREIGN KEY (commune_id, mailbox_id) REFERENCES mailbox (commune_id, id) ON DELETE CASCADE,
  CONSTRAINT app_password_selector CHECK (selector ~ '^[a-z2-7]{8}$'),
  CONSTRAINT app_password_hash CHECK (hash ~ '^{SSHA512}[A-Za-z0-9+/]+=*$'),
  CONSTRAINT app_password_opens_something CHECK (imap or smtp)
);
CREATE INDEX app_password_mailbox_id ON app_password (mailbox_id);
CREATE INDEX app_password_person_id ON app_password (person_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON app_password TO vm_admin;
GRANT SELECT, INSERT, UPDATE (label, revoked_at, updated_at) ON app_password TO vm_webmail;
GRANT SELECT (id, commune_id, person_id, mailbox_id, selector, imap, smtp, last_used_at, revoked_at), UPDATE (last_used_at)
  ON app_password TO vm_worker;
GRANT SELECT (id, mailbox_id, person_id, selector, smtp, revoked_at) ON app_password TO vm_gateway;

-- Aliases and lists ---------------------------------------------------------------------------------------------------

CREATE TABLE alias (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  commune_id uuid NOT NULL,
  domain text NOT NULL,
  local_part text NOT NULL,
  address text NOT NULL GENERATED ALWAYS AS (local_part || '@' || domain) STORED,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT alias_address_unique UNIQUE (address),
  CONSTRAINT alias_commune_id_id UNIQUE (commune_id, id),
  CONSTRAINT alias_domain FOREIGN KEY (commune_id, domain) REFERENCES domain (commune_id, name),
  CONSTRAINT alias_local_part CHECK (local_part = lower(local_part) and local_part ~ '^[^@+[:space:][:cntrl:]]+$'
    and octet_length(local_part) <= 64)
);
CREATE INDEX alias_commune_address ON alias (commune_id, address);
CREATE INDEX alias_search ON alias USING gin (address gin_trgm_ops);

CREATE TABLE alias_target (
  alias_id uuid NOT NULL,
  commune_id uuid NOT NULL,
  target text NOT NULL,
  CONSTRAINT alias_target_alias_id_target_pk PRIMARY KEY (alias_id, target),
  CONSTRAINT alias_target_target_address_address_fk FOREIGN KEY (target)
    REFERENCES address (address) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT alias_target_alias FOREIGN KEY (commune_id, alias_id) REFERENCES alias (commune_id, id) ON DELETE CASCADE
);
CREATE INDEX alias_target_target ON alias_target (target);

CREATE TRIGGER alias_address AFTER INSERT OR DELETE OR UPDATE OF domain, local_part, commune_id ON alias
  FOR EACH ROW EXECUTE FUNCTION register_address();
CREATE TRIGGER alias_notify AFTER INSERT OR UPDATE OR DELETE ON alias
  FOR EACH ROW EXECUTE FUNCTION notify_directory();
CREATE TRIGGER alias_target_notify AFTER INSERT OR UPDATE OR DELETE ON alias_target
  FOR EACH ROW EXECUTE FUNCTION notify_directory();

CREATE TABLE list (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  commune_id uuid NOT NULL,
  domain text NOT NULL,
  local_part text NOT NULL,
  address text NOT NULL GENERATED ALWAYS AS (local_part || '@' || domain) STORED,
  name text NOT NULL,
  senders text NOT NULL DEFAULT 'anyone',
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT list_address_unique UNIQUE (address),
  CONSTRAINT list_commune_id_id UNIQUE (commune_id, id),
  CONSTRAINT list_domain FOREIGN KEY (commune_id, domain) REFERENCES domain (commune_id, name),
  CONSTRAINT list_local_part CHECK (local_part = lower(local_part) and local_part ~ '^[^@+[:space:][:cntrl:]]+$'
    and octet_length(local_part) <= 64),
  CONSTRAINT list_senders CHECK (senders in ('anyone', 'department', 'members'))
);
CREATE INDEX list_words ON list USING gin (search_words(name, address) gin_trgm_ops);
CREATE INDEX list_commune_address ON list (commune_id, address);

CREATE TABLE list_member (
  list_id uuid NOT NULL,
  commune_id uuid NOT NULL,
  target text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT list_member_list_id_target_pk PRIMARY KEY (list_id, target),
  CONSTRAINT list_member_target_address_address_fk FOREIGN KEY (target)
    REFERENCES address (address) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT list_member_list FOREIGN KEY (commune_id, list_id) REFERENCES list (commune_id, id) ON DELETE CASCADE
);
CREATE INDEX list_member_target ON list_member (target);

CREATE TRIGGER list_address AFTER INSERT OR DELETE OR UPDATE OF domain, local_part, commune_id ON list
  FOR EACH ROW EXECUTE FUNCTION register_address();
CREATE TRIGGER list_notify AFTER INSERT OR UPDATE OR DELETE ON list
  FOR EACH ROW EXECUTE FUNCTION notify_directory();
CREATE TRIGGER list_member_notify AFTER INSERT OR UPDATE OR DELETE ON list_member
  FOR EACH ROW EXECUTE FUNCTION notify_directory();

GRANT SELECT ON alias, alias_target, list, list_member TO vm_gateway, vm_worker, vm_webmail;
GRANT SELECT, INSERT, UPDATE, DELETE ON alias, alias_target, list, list_member TO vm_admin;

-- A list leads to its members in five steps at most, lists and aliases counted, and never to itself. A circle of aliases
-- alone is still possible; it ends where it is resolved (db/stores/resolve-recipient.ts).
CREATE FUNCTION refuse_deep_list() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  deepest CONSTANT integer := 5;
  above integer;
  below integer;
BEGIN
  IF EXISTS (SELECT FROM address WHERE address = NEW.target AND kind = 'mailbox') THEN
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('list-nesting', 0));
  WITH RECURSIVE inside(address, depth) AS (
    SELECT NEW.target, 1
    UNION
    SELECT next.target, inside.depth + 1
    FROM inside CROSS JOIN LATERAL (
      SELECT m.target FROM list l JOIN list_member m ON m.list_id = l.id WHERE l.address = inside.address
      UNION ALL
      SELECT t.target FROM alias a JOIN alias_target t ON t.alias_id = a.id WHERE a.address = inside.address
    ) next JOIN address ON address.address = next.target AND address.kind <> 'mailbox'
    WHERE inside.depth <= deepest
  )
  SELECT max(depth) INTO below FROM inside;
  WITH RECURSIVE around(address, depth) AS (
    SELECT address, 1 FROM list WHERE id = NEW.list_id
    UNION
    SELECT next.address, around.depth + 1
    FROM around CROSS JOIN LATERAL (
      SELECT l.address FROM list_member m JOIN list l ON l.id = m.list_id WHERE m.target = around.address
      UNION ALL
      SELECT a.address FROM alias_target t JOIN alias a ON a.id = t.alias_id WHERE t.target = around.address
    ) next
    WHERE around.depth <= deepest
  )
  SELECT max(depth) INTO above FROM around;
  IF above + below > deepest THEN
    RAISE EXCEPTION 'list_too_deep: % cannot be a member of this list', NEW.target USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION refuse_deep_list() FROM PUBLIC;
CREATE TRIGGER list_too_deep AFTER INSERT OR UPDATE ON list_member
  FOR EACH ROW EXECUTE FUNCTION refuse_deep_list();

-- Forwards ------------------------------------------------------------------------------------------------------------

CREATE TABLE forward (
  mailbox_id uuid NOT NULL,
  commune_id uuid NOT NULL,
  target text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT forward_mailbox_id_target_pk PRIMARY KEY (mailbox_id, target),
  CONSTRAINT forward_target_address_address_fk FOREIGN KEY (target)
    REFERENCES address (address) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT forward_mailbox FOREIGN KEY (commune_id, mailbox_id) REFERENCES mailbox (commune_id, id) ON DELETE CASCADE
);
CREATE INDEX forward_target ON forward (target);

GRANT SELECT ON forward TO vm_gateway, vm_worker, vm_webmail;
GRANT SELECT, INSERT, UPDATE, DELETE ON forward TO vm_admin;

CREATE TRIGGER forward_notify AFTER INSERT OR UPDATE OR DELETE ON forward
  FOR EACH ROW EXECUTE FUNCTION notify_directory();

CREATE FUNCTION refuse_forward_to_itself() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM mailbox WHERE id = NEW.mailbox_id AND address = NEW.target) THEN
    RAISE EXCEPTION 'forward_to_itself: %', NEW.target USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION refuse_forward_to_itself() FROM PUBLIC;
CREATE TRIGGER forward_to_itself AFTER INSERT OR UPDATE ON forward
  FOR EACH ROW EXECUTE FUNCTION refuse_forward_to_itself();

CREATE TABLE external_forward (
  mailbox_id uuid NOT NULL,
  commune_id uuid NOT NULL,
  target text NOT NULL,
  reason text NOT NULL DEFAULT '',
  until timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT external_forward_mailbox_id_target_pk PRIMARY KEY (mailbox_id, target),
  CONSTRAINT external_forward_mailbox FOREIGN KEY (commune_id, mailbox_id)
    REFERENCES mailbox (commune_id, id) ON DELETE CASCADE,
  CONSTRAINT external_forward_target CHECK (target like '_%@_%' and octet_length(target) <= 254)
);
CREATE INDEX external_forward_until ON external_forward (until);

CREATE TRIGGER external_forward_notify AFTER INSERT OR UPDATE OR DELETE ON external_forward
  FOR EACH ROW EXECUTE FUNCTION notify_directory();

GRANT SELECT, INSERT, UPDATE, DELETE ON external_forward TO vm_admin;
-- The webmail tells an author how far a message would go, before it leaves.
GRANT SELECT (mailbox_id, target, until) ON external_forward TO vm_gateway, vm_worker, vm_webmail;

CREATE TABLE automatic_sending (
  mailbox_id uuid NOT NULL,
  commune_id uuid NOT NULL,
  hour timestamptz NOT NULL,
  messages integer NOT NULL DEFAULT 1,
  CONSTRAINT automatic_sending_mailbox_id_hour_pk PRIMARY KEY (mailbox_id, hour),
  CONSTRAINT automatic_sending_mailbox FOREIGN KEY (commune_id, mailbox_id)
    REFERENCES mailbox (commune_id, id) ON DELETE CASCADE
);
CREATE INDEX automatic_sending_hour ON automatic_sending (hour);

GRANT SELECT, INSERT, UPDATE (messages) ON automatic_sending TO vm_gateway;
GRANT SELECT, DELETE ON automatic_sending TO vm_worker;

-- What Dovecot knows of us (db/names.ts) ------------------------------------------------------------------------------
-- The views run with the owner's rights; vm_dovecot sees no table but that of its own figures.

CREATE SCHEMA dovecot;
GRANT USAGE ON SCHEMA dovecot TO vm_dovecot, vm_worker, vm_admin, vm_webmail;

-- One row for each password that opens a mailbox. Selector '' is the owner's main password; any second factor closes it to
-- IMAP and SMTP. An app password opens only what its person may write to, and sends only where that person may send. Nobody
-- opens a mailbox whose time is over. ManageSieve is for those who decide about the mailbox: a script forwards mail anywhere.
CREATE VIEW dovecot.passdb AS
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
  m.id AS mailbox,
  credential.sieve
FROM mailbox m
JOIN commune c ON c.id = m.commune_id
JOIN (
  SELECT owned.id AS mailbox_id, '' AS selector, a.password, p.suspended_at, alone.only AS imap, alone.only AS smtp,
    alone.only AS sieve
  FROM mailbox owned
  JOIN person p ON p.id = owned.owner_person_id
  JOIN account a ON a.person_id = p.id AND a.provider_id = 'credential'
  CROSS JOIN LATERAL (
    SELECT NOT p.two_factor_enabled AND NOT EXISTS (SELECT FROM passkey k WHERE k.person_id = p.id) AS only
  ) alone
  UNION ALL
  SELECT ap.mailbox_id, ap.selector, ap.hash, p.suspended_at,
    ap.imap AND granted.may_write, ap.smtp AND granted.may_send, ap.imap AND ap.smtp AND granted.may_manage
  FROM app_password ap
  JOIN person p ON p.id = ap.person_id
  CROSS JOIN LATERAL (
    SELECT bool_or(right_.writes) AS may_write, bool_or(right_.sends) AS may_send,
      bool_or(right_.manages) AS may_manage
    FROM (
      SELECT true AS writes, true AS sends, true AS manages
      FROM mailbox own WHERE own.id = ap.mailbox_id AND own.owner_person_id = ap.person_id
      UNION ALL
      SELECT x.role IN ('write', 'send', 'manage'), x.role IN ('send', 'manage'), x.role = 'manage'
      FROM access x
      WHERE x.mailbox_id = ap.mailbox_id AND x.person_id = ap.person_id
        AND x."from" <= now() AND (x.until IS NULL OR x.until > now())
    ) right_
  ) granted
  WHERE ap.revoked_at IS NULL
) credential ON credential.mailbox_id = m.id;

-- A suspended mailbox stays in userdb: its files can still be backed up, and suspending never loses mail on its way. The home
-- is made of ids: an address that is given to somebody else later never opens the old files.
CREATE VIEW dovecot.userdb AS
SELECT address AS login, commune_id || '/' || id AS home, quota_bytes || 'B' AS quota_storage_size FROM mailbox;

CREATE VIEW dovecot.iterate AS SELECT address AS login FROM mailbox;

GRANT SELECT ON dovecot.passdb, dovecot.userdb, dovecot.iterate TO vm_dovecot;

-- Dovecot writes bytes and messages at each delivery, so no index is on these figures. Each row knows its commune, so that
-- a commune is added up along an index; a sum that is kept would make every delivery to a commune wait for the one before.
-- indexed_* are the figures when the worker last had the INBOX indexed: where they differ, mail came since.
CREATE TABLE dovecot.quota_usage (
  username text PRIMARY KEY,
  commune_id uuid,
  bytes bigint NOT NULL DEFAULT 0,
  messages bigint NOT NULL DEFAULT 0,
  indexed_bytes bigint NOT NULL DEFAULT 0,
  indexed_messages bigint NOT NULL DEFAULT 0
);
CREATE INDEX quota_usage_commune_id ON dovecot.quota_usage (commune_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON dovecot.quota_usage TO vm_dovecot;
GRANT SELECT ON dovecot.quota_usage TO vm_worker, vm_admin, vm_webmail;
GRANT UPDATE (indexed_bytes, indexed_messages) ON dovecot.quota_usage TO vm_worker;

CREATE FUNCTION usage_of_commune() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  NEW.commune_id := (SELECT m.commune_id FROM mailbox m WHERE m.address = NEW.username);
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION usage_of_commune() FROM PUBLIC;
CREATE TRIGGER quota_usage_commune BEFORE INSERT OR UPDATE OF username, commune_id ON dovecot.quota_usage
  FOR EACH ROW EXECUTE FUNCTION usage_of_commune();

-- For figures that were there before their mailbox, as when mail came for an address whose mailbox had just been deleted.
CREATE FUNCTION claim_usage() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE dovecot.quota_usage SET commune_id = NEW.commune_id WHERE username = NEW.address;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION claim_usage() FROM PUBLIC;
CREATE TRIGGER mailbox_claims_usage AFTER INSERT OR UPDATE OF commune_id, domain, local_part ON mailbox
  FOR EACH ROW EXECUTE FUNCTION claim_usage();

-- What Dovecot counted goes with its mailbox: whoever gets the address later begins with nothing.
CREATE FUNCTION forget_usage() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM dovecot.quota_usage WHERE username = OLD.address;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION forget_usage() FROM PUBLIC;
CREATE TRIGGER mailbox_usage AFTER DELETE ON mailbox FOR EACH ROW EXECUTE FUNCTION forget_usage();

-- Since when a mailbox has had no room. The row of the mailbox, and with it the directory's NOTIFY, is touched only when room
-- ends or there is some again.
CREATE FUNCTION note_room() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    UPDATE mailbox SET full_since = NULL WHERE address = OLD.username AND full_since IS NOT NULL;
  ELSE
    UPDATE mailbox SET full_since = CASE WHEN NEW.bytes >= quota_bytes THEN now() END
      WHERE address = NEW.username AND (NEW.bytes >= quota_bytes) <> (full_since IS NOT NULL);
  END IF;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION note_room() FROM PUBLIC;
CREATE TRIGGER quota_usage_room AFTER INSERT OR DELETE OR UPDATE OF bytes ON dovecot.quota_usage
  FOR EACH ROW EXECUTE FUNCTION note_room();

CREATE FUNCTION keep_full_since() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  used bigint := (SELECT bytes FROM dovecot.quota_usage WHERE username = OLD.address);
BEGIN
  NEW.full_since := CASE WHEN used >= NEW.quota_bytes THEN coalesce(OLD.full_since, now()) END;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION keep_full_since() FROM PUBLIC;
CREATE TRIGGER mailbox_room BEFORE UPDATE OF quota_bytes ON mailbox
  FOR EACH ROW EXECUTE FUNCTION keep_full_since();

-- Figures and mailbox are locked in one order, the figures first: a delivery holds them when note_room comes to the mailbox.
-- Whoever deletes, moves or renames a mailbox takes this lock before; a trigger of the mailbox would come too late, once its
-- row is locked.
CREATE FUNCTION lock_usage(wanted uuid) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM dovecot.quota_usage u WHERE u.username = (SELECT m.address FROM mailbox m WHERE m.id = wanted) FOR UPDATE;
END
$$;
REVOKE ALL ON FUNCTION lock_usage(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lock_usage(uuid) TO vm_admin;
