-- A script sends mail on, to wherever it says: by ManageSieve it is written by whoever decides about the box, as the webmail asks
-- for a forward. Who only writes as the box sets up its answers in the webmail.
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
