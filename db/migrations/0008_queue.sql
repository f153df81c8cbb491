-- The queue of outgoing mail, what is known of its destinations, and the keys that it is signed with.

CREATE TABLE queued_message (
  queue_id text PRIMARY KEY,
  commune_id uuid NOT NULL,
  mailbox_id uuid,
  origin text NOT NULL,
  reverse_path text NOT NULL,
  content bytea NOT NULL,
  size integer NOT NULL GENERATED ALWAYS AS (octet_length(content)) STORED,
  smtputf8 boolean NOT NULL DEFAULT false,
  returns text NOT NULL DEFAULT 'headers',
  envelope_id text,
  leaks jsonb NOT NULL DEFAULT '[]'::jsonb,
  tell_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT queued_message_commune_id_commune_id_fk FOREIGN KEY (commune_id) REFERENCES commune (id),
  CONSTRAINT queued_message_queue_id CHECK (queue_id ~ '^[0-9A-HJKMNP-TV-Z]{26}$'),
  CONSTRAINT queued_message_origin CHECK (origin in ('submission', 'forward', 'sieve', 'report')),
  CONSTRAINT queued_message_returns CHECK (returns in ('full', 'headers')),
  CONSTRAINT queued_message_tell_at CHECK (tell_at is null or reverse_path <> '')
);
CREATE INDEX queued_message_commune_id ON queued_message (commune_id, created_at);
CREATE INDEX queued_message_tell_at ON queued_message (tell_at) WHERE tell_at is not null;
-- Mail is seldom smaller for pglz: attachments are compressed, and base64 hides what is left. It costs time at each end.
ALTER TABLE queued_message ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE TABLE delivery (
  queue_id text NOT NULL,
  destination text NOT NULL,
  turn_commune_id uuid NOT NULL,
  turn_size integer NOT NULL,
  state text NOT NULL,
  next_attempt_at timestamptz,
  expires_at timestamptz NOT NULL,
  claim uuid,
  claimed_until timestamptz,
  unanswered integer NOT NULL DEFAULT 0,
  attempts integer NOT NULL DEFAULT 0,
  delay_told_at timestamptz,
  held_for text,
  last_reply text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT delivery_queue_id_destination_pk PRIMARY KEY (queue_id, destination),
  CONSTRAINT delivery_message FOREIGN KEY (queue_id) REFERENCES queued_message (queue_id) ON DELETE CASCADE,
  CONSTRAINT delivery_state CHECK (case state
    when 'waiting' then next_attempt_at is not null and held_for is null
    when 'held' then next_attempt_at is null and held_for is not null
    when 'done' then next_attempt_at is null and held_for is null and claim is null
    else false end),
  CONSTRAINT delivery_held_for CHECK (held_for in ('approval', 'person', 'poison', 'stop')),
  CONSTRAINT delivery_claim CHECK ((claim is null) = (claimed_until is null)),
  CONSTRAINT delivery_attempts CHECK (attempts >= 0 and unanswered >= 0),
  CONSTRAINT delivery_destination CHECK (destination = lower(destination) and destination <> '')
);
CREATE INDEX delivery_due ON delivery (destination, turn_commune_id, next_attempt_at) WHERE state = 'waiting';
CREATE INDEX delivery_held ON delivery (held_for, created_at) WHERE state = 'held';
CREATE INDEX delivery_claimed ON delivery (destination) WHERE claim is not null;

CREATE TABLE delivery_recipient (
  queue_id text NOT NULL,
  recipient text NOT NULL,
  destination text NOT NULL,
  notify text[] NOT NULL DEFAULT '{failure}',
  original_recipient text,
  attempts integer NOT NULL DEFAULT 0,
  settled_at timestamptz,
  settled_as text,
  untold boolean NOT NULL DEFAULT false,
  last_kind text,
  last_reply text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT delivery_recipient_queue_id_recipient_pk PRIMARY KEY (queue_id, recipient),
  CONSTRAINT delivery_recipient_delivery FOREIGN KEY (queue_id, destination)
    REFERENCES delivery (queue_id, destination) ON DELETE CASCADE,
  CONSTRAINT delivery_recipient_settled CHECK ((settled_at is null) = (settled_as is null)),
  CONSTRAINT delivery_recipient_settled_as CHECK (settled_as in ('delivered', 'failed', 'expired', 'deleted')),
  CONSTRAINT delivery_recipient_untold CHECK (not untold or settled_at is not null),
  CONSTRAINT delivery_recipient_notify CHECK (notify <@ array['success', 'failure', 'delay'])
);
CREATE INDEX delivery_recipient_delivery_key ON delivery_recipient (queue_id, destination, attempts);

CREATE TABLE delivery_attempt (
  id bigserial PRIMARY KEY,
  queue_id text NOT NULL,
  destination text NOT NULL,
  at timestamptz NOT NULL,
  milliseconds integer NOT NULL,
  host text,
  address inet,
  tls text NOT NULL DEFAULT '',
  delivered integer NOT NULL,
  failed integer NOT NULL,
  deferred integer NOT NULL,
  kind text NOT NULL,
  reply text NOT NULL,
  CONSTRAINT delivery_attempt_delivery FOREIGN KEY (queue_id, destination)
    REFERENCES delivery (queue_id, destination) ON DELETE CASCADE
);
CREATE INDEX delivery_attempt_delivery_key ON delivery_attempt (queue_id, destination, at);

-- What enters the queue is never read back by the process that took it in.
GRANT INSERT ON queued_message, delivery, delivery_recipient TO vm_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON queued_message, delivery, delivery_recipient TO vm_worker;
GRANT SELECT, INSERT ON delivery_attempt TO vm_worker;
GRANT USAGE ON SEQUENCE delivery_attempt_id_seq TO vm_worker;

-- Who looks after the queue sees whose mail waits where and why, never what it says.
GRANT SELECT (queue_id, commune_id, mailbox_id, origin, reverse_path, size, smtputf8, leaks, tell_at, created_at, updated_at),
  UPDATE (updated_at), DELETE ON queued_message TO vm_admin;
-- A delivery whose runner died while it was held keeps a claim that nobody answers: whoever deletes it takes the claim away.
GRANT SELECT, UPDATE (state, next_attempt_at, expires_at, held_for, unanswered, claim, claimed_until, updated_at)
  ON delivery TO vm_admin;
GRANT SELECT, UPDATE (settled_at, settled_as, updated_at) ON delivery_recipient TO vm_admin;
GRANT SELECT ON delivery_attempt TO vm_admin;

-- Destinations --------------------------------------------------------------------------------------------------------

CREATE TABLE destination_pace (
  destination text PRIMARY KEY,
  at_once integer NOT NULL,
  ceiling integer,
  troubles integer NOT NULL,
  went_well integer NOT NULL DEFAULT 0,
  rests_until timestamptz,
  last_kind text NOT NULL,
  last_reply text NOT NULL,
  since timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT destination_pace_at_once CHECK (at_once >= 1 and troubles >= 0),
  CONSTRAINT destination_pace_ceiling CHECK (ceiling >= 1 and went_well >= 0)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON destination_pace TO vm_worker;
GRANT SELECT, DELETE ON destination_pace TO vm_admin;

CREATE TABLE paused_destination (
  destination text PRIMARY KEY,
  since timestamptz NOT NULL DEFAULT now(),
  until timestamptz,
  reason text NOT NULL
);

GRANT SELECT, DELETE ON paused_destination TO vm_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON paused_destination TO vm_admin;

CREATE TABLE sts_policy (
  domain text PRIMARY KEY,
  announced_as text NOT NULL,
  mode text NOT NULL,
  mx text[] NOT NULL,
  max_age_seconds integer NOT NULL,
  fetched_at timestamptz NOT NULL,
  CONSTRAINT sts_policy_mode CHECK (mode in ('enforce', 'testing', 'none')),
  CONSTRAINT sts_policy_max_age CHECK (max_age_seconds between 0 and 31557600)
);
CREATE INDEX sts_policy_fetched_at ON sts_policy (fetched_at);

CREATE TABLE tls_count (
  day date NOT NULL,
  destination text NOT NULL,
  host text NOT NULL,
  policy text NOT NULL,
  result text NOT NULL,
  sessions integer NOT NULL,
  CONSTRAINT tls_count_day_destination_host_policy_result_pk PRIMARY KEY (day, destination, host, policy, result),
  CONSTRAINT tls_count_policy CHECK (policy in ('tlsa', 'sts', 'no-policy-found')),
  CONSTRAINT tls_count_sessions CHECK (sessions > 0)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON sts_policy, tls_count TO vm_worker;
GRANT SELECT ON sts_policy, tls_count TO vm_admin;

-- Bounces -------------------------------------------------------------------------------------------------------------

CREATE TABLE bounce_count (
  commune_id uuid NOT NULL,
  domain text NOT NULL,
  destination text NOT NULL,
  kind text NOT NULL,
  day date NOT NULL,
  count integer NOT NULL,
  CONSTRAINT bounce_count_commune_id_domain_destination_kind_day_pk PRIMARY KEY (commune_id, domain, destination, kind, day),
  CONSTRAINT bounce_count_commune_id_commune_id_fk FOREIGN KEY (commune_id) REFERENCES commune (id),
  CONSTRAINT bounce_count_count CHECK (count > 0)
);
CREATE INDEX bounce_count_day ON bounce_count (day);

CREATE TABLE suppressed_address (
  address text PRIMARY KEY,
  since timestamptz NOT NULL DEFAULT now(),
  until timestamptz NOT NULL,
  kind text NOT NULL,
  reply text NOT NULL,
  CONSTRAINT suppressed_address_address CHECK (address = lower(address)),
  CONSTRAINT suppressed_address_until CHECK (until > since)
);
CREATE INDEX suppressed_address_until ON suppressed_address (until);

GRANT SELECT, INSERT, UPDATE, DELETE ON bounce_count, suppressed_address TO vm_worker;
-- Submission asks whether an address is known not to exist, and nothing more.
GRANT SELECT (address, until) ON suppressed_address TO vm_gateway;
GRANT SELECT ON bounce_count TO vm_admin;
GRANT SELECT, DELETE ON suppressed_address TO vm_admin;

-- DKIM keys -----------------------------------------------------------------------------------------------------------

CREATE TABLE dkim_key (
  domain text NOT NULL,
  selector text NOT NULL,
  commune_id uuid NOT NULL,
  algorithm text NOT NULL,
  state text NOT NULL DEFAULT 'published',
  public_key text NOT NULL,
  private_key bytea,
  encrypted_under text,
  published_at timestamptz NOT NULL DEFAULT now(),
  activated_at timestamptz,
  retired_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT dkim_key_domain_selector_pk PRIMARY KEY (domain, selector),
  CONSTRAINT dkim_key_domain FOREIGN KEY (commune_id, domain)
    REFERENCES domain (commune_id, name) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT dkim_key_state CHECK (case state
    when 'published' then activated_at is null and retired_at is null and private_key is not null
    when 'active' then activated_at is not null and retired_at is null and private_key is not null
    when 'retired' then activated_at is not null and retired_at is not null and private_key is null
    else false end),
  CONSTRAINT dkim_key_order CHECK (activated_at >= published_at and retired_at >= activated_at),
  CONSTRAINT dkim_key_encrypted_under CHECK ((private_key is null) = (encrypted_under is null)
    and encrypted_under ~ '^[0-9a-f]{8}$'),
  CONSTRAINT dkim_key_selector CHECK (selector ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  CONSTRAINT dkim_key_public_key CHECK (public_key ~ '^[A-Za-z0-9+/]+={0,2}$' and case algorithm
    when 'ed25519-sha256' then length(public_key) = 44
    when 'rsa-sha256' then length(public_key) >= 392
    else false end)
);
CREATE INDEX dkim_key_commune_id ON dkim_key (commune_id, domain);
CREATE UNIQUE INDEX dkim_key_one_active ON dkim_key (domain, algorithm) WHERE state = 'active';
CREATE UNIQUE INDEX dkim_key_one_published ON dkim_key (domain, algorithm) WHERE state = 'published';

GRANT SELECT (domain, selector, algorithm, state, private_key, encrypted_under) ON dkim_key TO vm_gateway;
GRANT SELECT, INSERT, DELETE, UPDATE (state, activated_at, retired_at, private_key, encrypted_under, updated_at)
  ON dkim_key TO vm_worker;
GRANT SELECT (domain, selector, commune_id, algorithm, state, public_key, published_at, activated_at, retired_at, created_at,
  updated_at) ON dkim_key TO vm_admin;

-- Whoever remembers a key asks again.
CREATE FUNCTION notify_signing_keys() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('signing_keys', coalesce(NEW.domain, OLD.domain));
  RETURN NULL;
END
$$;
CREATE TRIGGER dkim_key_notify AFTER INSERT OR UPDATE OR DELETE ON dkim_key
  FOR EACH ROW EXECUTE FUNCTION notify_signing_keys();
