-- Mail that was accepted and is not in its mailbox yet: it waits, or is held for somebody to decide.

CREATE TABLE kept_message (
  queue_id text PRIMARY KEY,
  received_as text,
  reverse_path text NOT NULL,
  content bytea NOT NULL,
  size integer NOT NULL GENERATED ALWAYS AS (octet_length(content)) STORED,
  author text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT kept_message_queue_id CHECK (queue_id ~ '^[0-9A-HJKMNP-TV-Z]{26}$')
);

CREATE TABLE kept_recipient (
  queue_id text NOT NULL,
  recipient text NOT NULL,
  mailbox_id uuid,
  commune_id uuid NOT NULL,
  kind text NOT NULL,
  size integer NOT NULL,
  reason text,
  first_reason text,
  next_attempt_at timestamptz,
  claimed_until timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  last_reply text NOT NULL,
  since timestamptz NOT NULL DEFAULT now(),
  settled_at timestamptz,
  settled_as text,
  released_at timestamptz,
  teaches_ham boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT kept_recipient_queue_id_recipient_pk PRIMARY KEY (queue_id, recipient),
  CONSTRAINT kept_recipient_message FOREIGN KEY (queue_id) REFERENCES kept_message (queue_id) ON DELETE CASCADE,
  CONSTRAINT kept_recipient_commune FOREIGN KEY (commune_id) REFERENCES commune (id),
  CONSTRAINT kept_recipient_kind CHECK (case kind
    when 'waiting' then next_attempt_at is not null and reason is null
    when 'held' then next_attempt_at is null and reason is not null
    else false end),
  CONSTRAINT kept_recipient_settled_as CHECK (settled_as in ('delivered', 'deleted', 'expired')),
  CONSTRAINT kept_recipient_attempts CHECK (attempts >= 0)
);
CREATE INDEX kept_recipient_due ON kept_recipient (next_attempt_at) WHERE kind = 'waiting' and settled_at is null;
CREATE INDEX kept_recipient_commune_id ON kept_recipient (commune_id);
CREATE INDEX kept_recipient_held ON kept_recipient (commune_id, created_at) WHERE kind = 'held' and settled_at is null;
CREATE INDEX kept_recipient_held_of_mailbox ON kept_recipient (mailbox_id, size) WHERE kind = 'held' and settled_at is null;
CREATE INDEX kept_recipient_held_message ON kept_recipient (queue_id, size) WHERE kind = 'held' and settled_at is null;

-- A gateway writes kept mail and never reads it. The worker does too: mail between our mailboxes passes the inbound stages
-- there.
GRANT INSERT ON kept_message, kept_recipient TO vm_gateway, vm_worker;
GRANT SELECT, DELETE ON kept_message TO vm_worker;
GRANT SELECT, UPDATE ON kept_recipient TO vm_worker;
GRANT SELECT (queue_id, received_as, reverse_path, size, author, created_at) ON kept_message TO vm_admin;
GRANT SELECT ON kept_recipient TO vm_admin;

-- A gateway may know how much is held.
CREATE FUNCTION held_octets(mailboxes uuid[]) RETURNS TABLE (mailbox_id uuid, octets bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.mailbox_id, sum(r.size) FROM kept_recipient r
  WHERE r.kind = 'held' AND r.settled_at IS NULL AND r.mailbox_id = ANY (mailboxes)
  GROUP BY r.mailbox_id
$$;
-- A message counts once, however many recipients it is held for: so does its content.
CREATE FUNCTION held_octets_in_all() RETURNS bigint
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(sum(m.size), 0)::bigint FROM (
    SELECT DISTINCT r.queue_id, r.size FROM kept_recipient r WHERE r.kind = 'held' AND r.settled_at IS NULL
  ) m
$$;
REVOKE ALL ON FUNCTION held_octets(uuid[]), held_octets_in_all() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION held_octets(uuid[]), held_octets_in_all() TO vm_gateway, vm_worker;

-- What a person who decides about held mail may look at, and nothing else: waiting mail and what is settled stay shut.
CREATE FUNCTION held_content(asked text) RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  SELECT content FROM kept_message m WHERE m.queue_id = asked
    AND EXISTS (SELECT FROM kept_recipient r WHERE r.queue_id = asked AND r.kind = 'held' AND r.settled_at IS NULL)
$$;
REVOKE ALL ON FUNCTION held_content(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION held_content(text) TO vm_admin;

CREATE TABLE held_digest (
  mailbox_id uuid PRIMARY KEY,
  commune_id uuid NOT NULL,
  day date NOT NULL,
  covers_until timestamptz NOT NULL,
  told_until timestamptz,
  content bytea,
  entries integer NOT NULL DEFAULT 0,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  claimed_until timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT held_digest_mailbox FOREIGN KEY (commune_id, mailbox_id) REFERENCES mailbox (commune_id, id) ON DELETE CASCADE
);
CREATE INDEX held_digest_due ON held_digest (next_attempt_at) WHERE content is not null;

GRANT SELECT, INSERT, UPDATE, DELETE ON held_digest TO vm_worker;
