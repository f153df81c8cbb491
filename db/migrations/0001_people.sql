-- People, their passwords, second factors and web sessions. better-auth reads and writes person, account, session,
-- verification, two_factor and passkey.

CREATE TABLE person (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  commune_id uuid NOT NULL,
  tenant_kind text NOT NULL DEFAULT 'commune',
  role text NOT NULL DEFAULT 'member',
  name text NOT NULL,
  email text NOT NULL,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  two_factor_enabled boolean NOT NULL DEFAULT false,
  suspended_at timestamptz,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT person_email_unique UNIQUE (email),
  CONSTRAINT person_tenant FOREIGN KEY (commune_id, tenant_kind) REFERENCES commune (id, kind),
  CONSTRAINT person_email CHECK (email = lower(email) and email like '_%@_%'),
  CONSTRAINT person_role CHECK (case role
    when 'member' then true
    when 'manager' then tenant_kind = 'commune'
    when 'administrator' then tenant_kind = 'department'
    when 'support' then tenant_kind = 'department'
    when 'auditor' then tenant_kind = 'department'
    else false end)
);
CREATE INDEX person_commune_id ON person (commune_id, alphabetical(name), id);
CREATE INDEX person_name ON person (alphabetical(name), id);
CREATE INDEX person_search ON person USING gin (lower(name || ' ' || email) gin_trgm_ops);
CREATE INDEX person_words ON person USING gin (search_words(name, email) gin_trgm_ops);
CREATE INDEX person_suspended ON person (alphabetical(name), id) WHERE suspended_at is not null;

GRANT SELECT, INSERT, UPDATE, DELETE ON person TO vm_admin;
-- The webmail sets second factors up as the panel does.
GRANT SELECT, UPDATE (two_factor_enabled, updated_at) ON person TO vm_webmail;
GRANT SELECT (id, email, name, commune_id, role, suspended_at) ON person TO vm_worker;
-- Whose account is suspended sends no more, whatever opened the session: asked for each message.
GRANT SELECT (id, suspended_at) ON person TO vm_gateway;

CREATE TABLE account (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT account_provider_account UNIQUE (provider_id, account_id),
  CONSTRAINT account_person_id_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
  CONSTRAINT account_password CHECK (password like '{ARGON2ID}$argon2id$%'),
  CONSTRAINT account_credential CHECK ((provider_id = 'credential') = (password is not null))
);
CREATE INDEX account_person_id ON account (person_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON account TO vm_admin;
GRANT SELECT, INSERT, UPDATE (password, updated_at) ON account TO vm_webmail;

CREATE TABLE session (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL,
  token text NOT NULL,
  expires_at timestamptz NOT NULL,
  ip_address text,
  user_agent text,
  factor text NOT NULL DEFAULT 'password',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT session_token_unique UNIQUE (token),
  CONSTRAINT session_person_id_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
  CONSTRAINT session_factor CHECK (factor in ('password', 'two-factor', 'passkey'))
);
CREATE INDEX session_person_id ON session (person_id);

CREATE TABLE verification (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX verification_identifier ON verification (identifier);

GRANT SELECT, INSERT, UPDATE, DELETE ON session, verification TO vm_admin, vm_webmail;
-- What has expired is of no use to anybody, and a session says from where somebody worked: the worker deletes it. It sees no
-- token.
GRANT SELECT (id, expires_at), DELETE ON session, verification TO vm_worker;

CREATE TABLE two_factor (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL,
  secret text NOT NULL,
  backup_codes text NOT NULL,
  verified boolean NOT NULL DEFAULT true,
  failed_verification_count integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT two_factor_person_id_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
);
CREATE INDEX two_factor_person_id ON two_factor (person_id);

CREATE TABLE passkey (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text,
  public_key text NOT NULL,
  person_id uuid NOT NULL,
  credential_id text NOT NULL,
  counter integer NOT NULL,
  device_type text NOT NULL,
  backed_up boolean NOT NULL,
  transports text,
  aaguid text,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT passkey_credential_id_unique UNIQUE (credential_id),
  CONSTRAINT passkey_person_id_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE
);
CREATE INDEX passkey_person_id ON passkey (person_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON two_factor, passkey TO vm_admin, vm_webmail;

CREATE TABLE activation_code (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL,
  digest text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  replaced_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT activation_code_digest_unique UNIQUE (digest),
  CONSTRAINT activation_code_person_id_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
  CONSTRAINT activation_code_digest CHECK (digest ~ '^[0-9a-f]{64}$')
);
CREATE INDEX activation_code_person_id ON activation_code (person_id);

CREATE TABLE factor_reset (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL,
  asked_by uuid,
  reason text NOT NULL,
  expires_at timestamptz NOT NULL,
  settled_at timestamptz,
  settled_as text,
  settled_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT factor_reset_person_id_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
  CONSTRAINT factor_reset_asked_by_person_id_fk FOREIGN KEY (asked_by) REFERENCES person (id) ON DELETE SET NULL,
  CONSTRAINT factor_reset_settled_by_person_id_fk FOREIGN KEY (settled_by) REFERENCES person (id) ON DELETE SET NULL,
  CONSTRAINT factor_reset_two_people CHECK (settled_as <> 'agreed' or settled_by <> asked_by),
  CONSTRAINT factor_reset_settled CHECK ((settled_at is null) = (settled_as is null)),
  CONSTRAINT factor_reset_settled_as CHECK (settled_as in ('agreed', 'declined')),
  CONSTRAINT factor_reset_reason CHECK (length(reason) between 3 and 500)
);
CREATE INDEX factor_reset_person_id ON factor_reset (person_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON activation_code, factor_reset TO vm_admin;
GRANT SELECT, UPDATE (used_at, updated_at) ON activation_code TO vm_webmail;
