-- What people keep in the webmail beside their mail. It goes with its mailbox or its person.

-- Contacts ------------------------------------------------------------------------------------------------------------

CREATE TABLE contact (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  commune_id uuid NOT NULL,
  mailbox_id uuid NOT NULL,
  uid text NOT NULL,
  card text NOT NULL,
  name text NOT NULL,
  organisation text NOT NULL DEFAULT '',
  addresses text[] NOT NULL,
  words text NOT NULL GENERATED ALWAYS AS (search_words(name || ' ' || organisation, addresses)) STORED,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT contact_mailbox_id_id UNIQUE (mailbox_id, id),
  CONSTRAINT contact_mailbox_uid UNIQUE (mailbox_id, uid),
  CONSTRAINT contact_mailbox FOREIGN KEY (commune_id, mailbox_id) REFERENCES mailbox (commune_id, id) ON DELETE CASCADE,
  CONSTRAINT contact_uid CHECK (length(uid) between 1 and 255),
  CONSTRAINT contact_card CHECK (octet_length(card) <= 262144),
  CONSTRAINT contact_name CHECK (length(name) between 1 and 300),
  CONSTRAINT contact_addresses CHECK (cardinality(addresses) <= 50)
);
CREATE INDEX contact_name ON contact (mailbox_id, alphabetical(name), id);

CREATE TABLE contact_group (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  commune_id uuid NOT NULL,
  mailbox_id uuid NOT NULL,
  name text NOT NULL,
  words text NOT NULL GENERATED ALWAYS AS (search_words(name, '')) STORED,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT contact_group_mailbox_id_id UNIQUE (mailbox_id, id),
  CONSTRAINT contact_group_name UNIQUE (mailbox_id, words),
  CONSTRAINT contact_group_mailbox FOREIGN KEY (commune_id, mailbox_id) REFERENCES mailbox (commune_id, id) ON DELETE CASCADE,
  CONSTRAINT contact_group_name_length CHECK (length(name) between 1 and 100)
);

CREATE TABLE contact_group_member (
  mailbox_id uuid NOT NULL,
  group_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  CONSTRAINT contact_group_member_group_id_contact_id_pk PRIMARY KEY (group_id, contact_id),
  CONSTRAINT contact_group_member_group FOREIGN KEY (mailbox_id, group_id)
    REFERENCES contact_group (mailbox_id, id) ON DELETE CASCADE,
  CONSTRAINT contact_group_member_contact FOREIGN KEY (mailbox_id, contact_id)
    REFERENCES contact (mailbox_id, id) ON DELETE CASCADE
);
CREATE INDEX contact_group_member_contact_id ON contact_group_member (contact_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON contact, contact_group, contact_group_member TO vm_webmail;

-- Settings, and texts and labels of a mailbox -------------------------------------------------------------------------

CREATE TABLE person_settings (
  person_id uuid PRIMARY KEY,
  undo_seconds integer NOT NULL DEFAULT 10,
  density text NOT NULL DEFAULT 'comfortable',
  reading_pane text NOT NULL DEFAULT 'right',
  shortcuts boolean NOT NULL DEFAULT false,
  keys jsonb NOT NULL DEFAULT '{}'::jsonb,
  conversations boolean NOT NULL DEFAULT true,
  first_steps boolean NOT NULL DEFAULT true,
  after_filing text NOT NULL DEFAULT 'next',
  receipts text NOT NULL DEFAULT 'ask',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT person_settings_person_id_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
  CONSTRAINT person_settings_undo_seconds CHECK (undo_seconds between 0 and 30),
  CONSTRAINT person_settings_keys CHECK (jsonb_typeof(keys) = 'object'),
  CONSTRAINT person_settings_density CHECK (density in ('comfortable', 'compact')),
  CONSTRAINT person_settings_receipts CHECK (receipts in ('ask', 'never')),
  CONSTRAINT person_settings_after_filing CHECK (after_filing in ('next', 'list')),
  CONSTRAINT person_settings_reading_pane CHECK (reading_pane in ('right', 'none'))
);

CREATE TABLE picture_sender (
  person_id uuid NOT NULL,
  address text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT picture_sender_pkey PRIMARY KEY (person_id, address),
  CONSTRAINT picture_sender_person_id_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
  CONSTRAINT picture_sender_address CHECK (length(address) between 3 and 320)
);

CREATE TABLE signature (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  commune_id uuid NOT NULL,
  mailbox_id uuid NOT NULL,
  person_id uuid,
  name text NOT NULL,
  html text NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT signature_person_id_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
  CONSTRAINT signature_mailbox FOREIGN KEY (commune_id, mailbox_id) REFERENCES mailbox (commune_id, id) ON DELETE CASCADE,
  CONSTRAINT signature_name CHECK (length(name) between 1 and 100),
  CONSTRAINT signature_html CHECK (octet_length(html) <= 65536)
);
CREATE INDEX signature_mailbox_id ON signature (mailbox_id);
CREATE INDEX signature_person_id ON signature (person_id);
CREATE UNIQUE INDEX signature_one_default_of_person ON signature (mailbox_id, person_id)
  WHERE is_default and person_id is not null;
CREATE UNIQUE INDEX signature_one_default_of_box ON signature (mailbox_id) WHERE is_default and person_id is null;

CREATE TABLE message_template (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  commune_id uuid NOT NULL,
  mailbox_id uuid NOT NULL,
  name text NOT NULL,
  subject text NOT NULL DEFAULT '',
  html text NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT message_template_mailbox FOREIGN KEY (commune_id, mailbox_id)
    REFERENCES mailbox (commune_id, id) ON DELETE CASCADE,
  CONSTRAINT message_template_name CHECK (length(name) between 1 and 100),
  CONSTRAINT message_template_subject CHECK (length(subject) <= 900),
  CONSTRAINT message_template_html CHECK (octet_length(html) <= 262144)
);
CREATE INDEX message_template_mailbox_id ON message_template (mailbox_id);

CREATE TABLE label (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  commune_id uuid NOT NULL,
  mailbox_id uuid NOT NULL,
  name text NOT NULL,
  words text NOT NULL GENERATED ALWAYS AS (search_words(name, '')) STORED,
  colour text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT label_name UNIQUE (mailbox_id, words),
  CONSTRAINT label_mailbox FOREIGN KEY (commune_id, mailbox_id) REFERENCES mailbox (commune_id, id) ON DELETE CASCADE,
  CONSTRAINT label_name_length CHECK (length(name) between 1 and 40),
  CONSTRAINT label_colour CHECK (colour in ('violet', 'orange', 'cyan', 'ambre', 'rose', 'vert', 'bleu', 'gris'))
);

GRANT SELECT, INSERT, UPDATE, DELETE ON person_settings, signature, message_template, label TO vm_webmail;
GRANT SELECT, INSERT, DELETE ON picture_sender TO vm_webmail;

-- Outbox --------------------------------------------------------------------------------------------------------------

CREATE TABLE outbox (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  commune_id uuid NOT NULL,
  mailbox_id uuid NOT NULL,
  person_id uuid NOT NULL,
  client text NOT NULL,
  reverse_path text NOT NULL,
  recipients text[] NOT NULL,
  content bytea NOT NULL,
  revision uuid,
  draft_id uuid,
  asked_key text,
  draft_uid bigint,
  draft_uid_validity text,
  state text NOT NULL DEFAULT 'waiting',
  send_at timestamptz NOT NULL,
  next_attempt_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  claimed_until timestamptz,
  reply text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT outbox_person_id_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
  CONSTRAINT outbox_mailbox FOREIGN KEY (commune_id, mailbox_id) REFERENCES mailbox (commune_id, id) ON DELETE CASCADE,
  CONSTRAINT outbox_state CHECK (state in ('waiting', 'sending', 'filing', 'refused')),
  CONSTRAINT outbox_recipients CHECK (cardinality(recipients) between 1 and 1000),
  CONSTRAINT outbox_draft CHECK ((draft_uid is null) = (draft_uid_validity is null)),
  CONSTRAINT outbox_claimed CHECK (state not in ('waiting', 'refused') or claimed_until is null)
);
CREATE INDEX outbox_mailbox_id ON outbox (mailbox_id, send_at);
CREATE INDEX outbox_person_id ON outbox (person_id);
CREATE INDEX outbox_due ON outbox (next_attempt_at) WHERE state <> 'refused';
CREATE UNIQUE INDEX outbox_of_draft ON outbox (mailbox_id, draft_uid, draft_uid_validity) WHERE draft_uid is not null;
CREATE UNIQUE INDEX outbox_revision ON outbox (mailbox_id, revision, draft_id) WHERE revision is not null;
CREATE INDEX outbox_refused ON outbox (person_id) WHERE state = 'refused';

-- The webmail puts in and takes back, and keeps what was refused with its draft while its author changes it. The worker
-- sends, files and removes.
GRANT SELECT, INSERT, DELETE, UPDATE (draft_uid, send_at, next_attempt_at, updated_at) ON outbox TO vm_webmail;
GRANT SELECT, INSERT, DELETE, UPDATE (state, claimed_until, next_attempt_at, attempts, reply, updated_at) ON outbox TO vm_worker;

CREATE TABLE outbox_end (
  commune_id uuid NOT NULL,
  mailbox_id uuid NOT NULL,
  revision uuid NOT NULL,
  draft_id uuid,
  asked_key text,
  person_id uuid,
  became text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT outbox_end_change UNIQUE NULLS NOT DISTINCT (mailbox_id, revision, draft_id),
  CONSTRAINT outbox_end_person_id_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE SET NULL,
  CONSTRAINT outbox_end_mailbox FOREIGN KEY (commune_id, mailbox_id) REFERENCES mailbox (commune_id, id) ON DELETE CASCADE,
  CONSTRAINT outbox_end_became CHECK (became in ('left', 'taken-back'))
);
CREATE INDEX outbox_end_at ON outbox_end (at);
CREATE INDEX outbox_end_person_id ON outbox_end (person_id);

-- Who takes a message back, and who sends it, note that it is in the outbox no more. A change that is asked for again under
-- another name is that person's.
GRANT SELECT, INSERT, UPDATE (became, asked_key, person_id, at) ON outbox_end TO vm_webmail;
GRANT SELECT, INSERT, DELETE, UPDATE (became, asked_key, person_id, at) ON outbox_end TO vm_worker;

-- Snoozed messages ----------------------------------------------------------------------------------------------------

CREATE TABLE snoozed_message (
  commune_id uuid NOT NULL,
  mailbox_id uuid NOT NULL,
  uid_validity bigint NOT NULL,
  uid bigint NOT NULL,
  returns_at timestamptz NOT NULL,
  next_attempt_at timestamptz NOT NULL,
  CONSTRAINT snoozed_message_pkey PRIMARY KEY (mailbox_id, uid_validity, uid),
  CONSTRAINT snoozed_message_mailbox FOREIGN KEY (commune_id, mailbox_id)
    REFERENCES mailbox (commune_id, id) ON DELETE CASCADE,
  CONSTRAINT snoozed_message_place CHECK (uid between 1 and 4294967295 and uid_validity between 1 and 4294967295)
);
CREATE INDEX snoozed_message_due ON snoozed_message (next_attempt_at);

-- The webmail says when, and says otherwise; the worker brings back, and forgets.
GRANT SELECT, INSERT, UPDATE (returns_at, next_attempt_at) ON snoozed_message TO vm_webmail;
GRANT SELECT, DELETE, UPDATE (next_attempt_at) ON snoozed_message TO vm_worker;

-- Shared files --------------------------------------------------------------------------------------------------------

CREATE TABLE shared_file (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  commune_id uuid NOT NULL,
  mailbox_id uuid NOT NULL,
  person_id uuid,
  link_digest text NOT NULL,
  sealed_key bytea NOT NULL,
  coming_key bytea,
  name text NOT NULL,
  octets bigint NOT NULL,
  password_hash text,
  created_at timestamptz NOT NULL DEFAULT now(),
  completed_at timestamptz,
  expires_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  octets_until timestamptz NOT NULL,
  downloads integer NOT NULL DEFAULT 0,
  last_download_at timestamptz,
  wrong_tries integer NOT NULL DEFAULT 0,
  closed_until timestamptz,
  CONSTRAINT shared_file_person_id_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE SET NULL,
  CONSTRAINT shared_file_mailbox FOREIGN KEY (commune_id, mailbox_id) REFERENCES mailbox (commune_id, id) ON DELETE CASCADE,
  CONSTRAINT shared_file_octets CHECK (octets >= 0),
  CONSTRAINT shared_file_name CHECK (length(name) between 1 and 1000),
  CONSTRAINT shared_file_key CHECK ((completed_at is null) = (coming_key is not null))
);
CREATE INDEX shared_file_mailbox_id ON shared_file (mailbox_id, created_at);
CREATE INDEX shared_file_person_id ON shared_file (person_id);
CREATE INDEX shared_file_octets_until ON shared_file (octets_until, octets);
CREATE INDEX shared_file_link_digest ON shared_file (link_digest);

CREATE TABLE shared_file_piece (
  file_id uuid NOT NULL,
  piece integer NOT NULL,
  octets bytea NOT NULL,
  CONSTRAINT shared_file_piece_file_id_piece_pk PRIMARY KEY (file_id, piece),
  CONSTRAINT shared_file_piece_file_id_shared_file_id_fk FOREIGN KEY (file_id) REFERENCES shared_file (id) ON DELETE CASCADE,
  CONSTRAINT shared_file_piece_number CHECK (piece >= 0)
);
-- What is encrypted gets no smaller.
ALTER TABLE shared_file_piece ALTER COLUMN octets SET STORAGE EXTERNAL;

GRANT SELECT, INSERT, UPDATE (coming_key, completed_at, withdrawn_at, octets_until, downloads, last_download_at, wrong_tries,
  closed_until) ON shared_file TO vm_webmail;
GRANT SELECT, INSERT ON shared_file_piece TO vm_webmail;
-- The worker forgets octets whose time is over, and later that there were any. It reads neither keys nor what they close.
GRANT SELECT (id, completed_at, octets_until), DELETE ON shared_file TO vm_worker;
GRANT SELECT (file_id, piece), DELETE ON shared_file_piece TO vm_worker;

-- Exports of a mailbox ------------------------------------------------------------------------------------------------

CREATE TABLE mail_export (
  person_id uuid PRIMARY KEY,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  commune_id uuid NOT NULL,
  mailbox_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'waiting',
  messages integer NOT NULL DEFAULT 0,
  total integer NOT NULL DEFAULT 0,
  octets bigint NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL DEFAULT now(),
  touched_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT mail_export_person_id_person_id_fk FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
  CONSTRAINT mail_export_mailbox FOREIGN KEY (commune_id, mailbox_id) REFERENCES mailbox (commune_id, id) ON DELETE CASCADE,
  CONSTRAINT mail_export_state CHECK (state in ('waiting', 'running', 'done', 'cancelled', 'failed')),
  CONSTRAINT mail_export_counts CHECK (messages >= 0 and total >= 0 and octets >= 0)
);

GRANT SELECT, INSERT, UPDATE ON mail_export TO vm_webmail;
