-- The baseline, read in order: one file for each aggregate, from the tenants to the webmail. Each table stands with its
-- constraints, indexes, functions, triggers and grants. The roles exist before any migration runs (db/migrate.ts); they own
-- nothing, and each may do what is granted here and nothing else. A function that is SECURITY DEFINER runs as the owner, so
-- that nobody needs a right on what it touches. Columns are explained in db/schema.

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO vm_gateway, vm_worker, vm_admin, vm_webmail;

-- Words are found anywhere in a name by their trigrams. The extension comes with PostgreSQL and is trusted: the owner of
-- the database may make it.
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

-- The order of names in a French directory: neither capitals nor accents make a difference. No collation of the system:
-- its order changes with the system's libraries, and indexes made before are then wrong.
CREATE FUNCTION alphabetical(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN translate(replace(replace(lower(name), 'œ', 'oe'), 'æ', 'ae'),
    'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ', 'aaaaaaceeeeiiiinooooouuuuyy');

-- A name as it is searched: a space before each word and before the address, without capitals and accents. It calls only what
-- is immutable, so PostgreSQL inlines it; a call for each row would take ten times as long.
CREATE FUNCTION search_words(name text, address text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN ' ' || translate(alphabetical(name), '-''’.,;:()/"«»  ', '               ') || ' ' || lower(address);
-- For the generated column of contacts. array_to_string is immutable for text, though not declared so.
CREATE FUNCTION search_words(name text, addresses text[]) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN search_words(name, array_to_string(addresses, ' '));

-- The département and its communes ------------------------------------------------------------------------------------

CREATE TABLE department (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  number text NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT department_number_unique UNIQUE (number)
);

CREATE TABLE commune (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  department_id uuid NOT NULL,
  kind text NOT NULL DEFAULT 'commune',
  name text NOT NULL,
  insee_code text,
  siren text,
  siret text,
  population integer,
  suspended_at timestamptz,
  postcode text,
  quota_bytes bigint,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT commune_insee_code_unique UNIQUE (insee_code),
  CONSTRAINT commune_id_kind UNIQUE (id, kind),
  CONSTRAINT commune_department_id_department_id_fk FOREIGN KEY (department_id) REFERENCES department (id),
  CONSTRAINT commune_kind CHECK (kind in ('commune', 'department')),
  CONSTRAINT commune_insee_code CHECK (insee_code ~ '^(\d{2}|2[AB])\d{3}$'),
  CONSTRAINT commune_has_insee_code CHECK ((kind = 'commune') = (insee_code is not null)),
  CONSTRAINT commune_siren CHECK (siren ~ '^\d{9}$'),
  CONSTRAINT commune_siret CHECK (siret ~ '^\d{14}$'),
  CONSTRAINT commune_population CHECK (population >= 0),
  CONSTRAINT commune_quota_bytes CHECK (quota_bytes > 0),
  CONSTRAINT commune_postcode CHECK (postcode ~ '^\d{5}$')
);
CREATE UNIQUE INDEX commune_one_tenant_of_the_department ON commune (department_id) WHERE kind = 'department';
CREATE INDEX commune_name ON commune (alphabetical(name), id);

GRANT SELECT ON department, commune TO vm_gateway, vm_worker, vm_webmail;
GRANT SELECT, INSERT, UPDATE, DELETE ON department, commune TO vm_admin;

-- Tells every gateway that what it remembers of the directory may be out of date. The payload is the address or the
-- domain that changed, or the commune's id; a listener may simply forget everything.
CREATE FUNCTION notify_directory() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  changed jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
BEGIN
  PERFORM pg_notify('directory', coalesce(changed->>'address', changed->>'target',
    CASE WHEN TG_TABLE_NAME = 'domain' THEN changed->>'name' ELSE changed->>'id' END));
  RETURN NULL;
END
$$;
CREATE TRIGGER commune_notify AFTER UPDATE OR DELETE ON commune
  FOR EACH ROW EXECUTE FUNCTION notify_directory();

-- Addresses and domains -----------------------------------------------------------------------------------------------

-- Every address of ours once, whichever table it comes from: the primary key refuses a mailbox and an alias of one name.
-- Only the triggers of these tables write to it.
CREATE TABLE address (
  address text PRIMARY KEY,
  commune_id uuid NOT NULL,
  kind text NOT NULL,
  CONSTRAINT address_commune_id_address UNIQUE (commune_id, address)
);

CREATE TABLE domain (
  name text PRIMARY KEY,
  commune_id uuid NOT NULL,
  alias_of text,
  catch_all text,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT domain_commune_id_name UNIQUE (commune_id, name),
  CONSTRAINT domain_commune_id_commune_id_fk FOREIGN KEY (commune_id) REFERENCES commune (id),
  CONSTRAINT domain_catch_all_address_address_fk FOREIGN KEY (catch_all)
    REFERENCES address (address) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT domain_alias_of FOREIGN KEY (commune_id, alias_of) REFERENCES domain (commune_id, name),
  CONSTRAINT domain_catch_all_of_its_commune FOREIGN KEY (commune_id, catch_all) REFERENCES address (commune_id, address),
  CONSTRAINT domain_alias_is_not_itself CHECK (alias_of <> name),
  CONSTRAINT domain_alias_has_no_catch_all CHECK (alias_of is null or catch_all is null),
  CONSTRAINT domain_name CHECK (name ~ '^[a-z0-9.-]{3,253}$' and name like '%.%')
);
CREATE INDEX domain_commune_id ON domain (commune_id);

GRANT SELECT ON address, domain TO vm_gateway, vm_worker, vm_admin, vm_webmail;
GRANT INSERT, UPDATE, DELETE ON domain TO vm_admin;

CREATE TRIGGER domain_notify AFTER INSERT OR UPDATE OR DELETE ON domain
  FOR EACH ROW EXECUTE FUNCTION notify_directory();

-- A domain that is an alias gets no address of its own. The lock on the domain's row keeps the domain from becoming an alias
-- in between.
CREATE FUNCTION register_address() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  main text;
BEGIN
  IF TG_OP <> 'DELETE' THEN
    SELECT alias_of INTO main FROM domain WHERE name = NEW.domain FOR SHARE;
    IF main IS NOT NULL THEN
      RAISE EXCEPTION 'address_of_alias_domain: % has the addresses of %', NEW.domain, main
        USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO address (address, commune_id, kind) VALUES (NEW.address, NEW.commune_id, TG_TABLE_NAME);
  ELSIF TG_OP = 'UPDATE' THEN
    UPDATE address SET address = NEW.address, commune_id = NEW.commune_id WHERE address = OLD.address;
  ELSE
    DELETE FROM address WHERE address = OLD.address;
  END IF;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION register_address() FROM PUBLIC;

-- The other half: a domain is the alias of one with addresses, in one step and never a chain, whatever two transactions do
-- at once.
CREATE FUNCTION refuse_domain_alias_chain() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.alias_of IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('domain-alias', 0));
    IF EXISTS (SELECT FROM domain WHERE name = NEW.alias_of AND alias_of IS NOT NULL)
      OR EXISTS (SELECT FROM domain WHERE alias_of = NEW.name)
      OR EXISTS (SELECT FROM mailbox WHERE domain = NEW.name)
      OR EXISTS (SELECT FROM alias WHERE domain = NEW.name)
      OR EXISTS (SELECT FROM list WHERE domain = NEW.name) THEN
      RAISE EXCEPTION 'domain_alias_chain: % cannot be an alias of %', NEW.name, NEW.alias_of
        USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION refuse_domain_alias_chain() FROM PUBLIC;
CREATE TRIGGER domain_alias_chain AFTER INSERT OR UPDATE OF alias_of ON domain
  FOR EACH ROW EXECUTE FUNCTION refuse_domain_alias_chain();

-- Onboarding of communes ----------------------------------------------------------------------------------------------

CREATE TABLE mailbox_template (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  entries jsonb NOT NULL,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT mailbox_template_name_unique UNIQUE (name),
  CONSTRAINT mailbox_template_name CHECK (length(name) between 1 and 100),
  CONSTRAINT mailbox_template_entries CHECK (jsonb_typeof(entries) = 'array')
);

-- What a small mairie needs from the first day; the département changes it or adds others.
INSERT INTO mailbox_template (name, entries) VALUES ('Petite mairie', '[
  {"localPart": "mairie", "label": "Mairie", "kind": "shared", "quotaMegabytes": null},
  {"localPart": "maire", "label": "Maire", "kind": "shared", "quotaMegabytes": null},
  {"localPart": "secretariat", "label": "Secrétariat", "kind": "shared", "quotaMegabytes": null},
  {"localPart": "", "label": "Responsable de la messagerie", "kind": "manager", "quotaMegabytes": null}
]');

CREATE TABLE welcome (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  step text NOT NULL DEFAULT 'choose',
  created_by uuid,
  finished_at timestamptz,
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT welcome_name CHECK (length(name) between 1 and 200),
  CONSTRAINT welcome_step CHECK (step in ('choose', 'domain', 'mailboxes', 'people', 'preview', 'create'))
);
CREATE INDEX welcome_created_at ON welcome (created_at);

CREATE TABLE welcomed_commune (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  welcome_id uuid NOT NULL,
  insee_code text NOT NULL,
  name text NOT NULL,
  domain text NOT NULL,
  template_id uuid,
  people jsonb NOT NULL DEFAULT '[]'::jsonb,
  state text NOT NULL DEFAULT 'planned',
  problem text,
  commune_id uuid,
  settled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT welcomed_commune_once UNIQUE (welcome_id, insee_code),
  CONSTRAINT welcomed_commune_template_id_mailbox_template_id_fk FOREIGN KEY (template_id)
    REFERENCES mailbox_template (id) ON DELETE SET NULL,
  CONSTRAINT welcomed_commune_commune_id_commune_id_fk FOREIGN KEY (commune_id) REFERENCES commune (id) ON DELETE SET NULL,
  CONSTRAINT welcomed_commune_welcome FOREIGN KEY (welcome_id) REFERENCES welcome (id) ON DELETE CASCADE,
  CONSTRAINT welcomed_commune_state CHECK (state in ('planned', 'created', 'failed')),
  CONSTRAINT welcomed_commune_people CHECK (jsonb_typeof(people) = 'array')
);
CREATE UNIQUE INDEX welcomed_commune_created ON welcomed_commune (insee_code) WHERE state = 'created';

GRANT SELECT, INSERT, UPDATE, DELETE ON mailbox_template, welcome, welcomed_commune TO vm_admin;
