-- All that Dovecot knows of us (db/names.ts). The views run with the owner's rights; vm_dovecot sees no table.
CREATE SCHEMA dovecot;
--> statement-breakpoint
-- One row for each password that opens a mailbox. Selector '' is the owner's main password, which a second factor closes;
-- an app password opens only what its person may write to, and sends only where that person may send.
CREATE VIEW dovecot.passdb AS
SELECT
  m.address AS login,
  credential.selector,
  credential.password,
  CASE WHEN coalesce(c.suspended_at, m.suspended_at, credential.suspended_at) IS NOT NULL THEN 'y' END AS nologin,
  CASE WHEN c.suspended_at IS NOT NULL THEN 'Messagerie de la commune suspendue (commune suspended)'
       WHEN m.suspended_at IS NOT NULL THEN 'Boite suspendue (mailbox suspended)'
       WHEN credential.suspended_at IS NOT NULL THEN 'Compte suspendu (account suspended)' END AS reason,
  credential.imap,
  credential.smtp,
  m.id AS mailbox
FROM mailbox m
JOIN commune c ON c.id = m.commune_id
JOIN (
  SELECT owned.id AS mailbox_id, '' AS selector, a.password, p.suspended_at,
    NOT p.two_factor_enabled AS imap, NOT p.two_factor_enabled AS smtp
  FROM mailbox owned
  JOIN person p ON p.id = owned.owner_person_id
  JOIN account a ON a.person_id = p.id AND a.provider_id = 'credential'
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
-- A suspended mailbox stays in userdb: its files can still be backed up, and suspending never loses mail on its way.
-- The home is made of ids: an address that is given to somebody else later never opens the old files.
CREATE VIEW dovecot.userdb AS
SELECT address AS login, commune_id || '/' || id AS home, quota_bytes || 'B' AS quota_storage_size FROM mailbox;
--> statement-breakpoint
CREATE VIEW dovecot.iterate AS SELECT address AS login FROM mailbox;
--> statement-breakpoint
CREATE TABLE dovecot.quota_usage (
  username text PRIMARY KEY,
  bytes bigint NOT NULL DEFAULT 0,
  messages bigint NOT NULL DEFAULT 0
);
