CREATE TABLE "dkim_key" (
	"domain" text NOT NULL,
	"selector" text NOT NULL,
	"commune_id" uuid NOT NULL,
	"algorithm" text NOT NULL,
	"state" text DEFAULT 'published' NOT NULL,
	"public_key" text NOT NULL,
	"private_key" "bytea",
	"encrypted_under" text,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	"activated_at" timestamp with time zone,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dkim_key_domain_selector_pk" PRIMARY KEY("domain","selector"),
	CONSTRAINT "dkim_key_state" CHECK (case "dkim_key"."state"
        when 'published' then "dkim_key"."activated_at" is null and "dkim_key"."retired_at" is null and "dkim_key"."private_key" is not null
        when 'active' then "dkim_key"."activated_at" is not null and "dkim_key"."retired_at" is null and "dkim_key"."private_key" is not null
        when 'retired' then "dkim_key"."activated_at" is not null and "dkim_key"."retired_at" is not null and "dkim_key"."private_key" is null
        else false end),
	CONSTRAINT "dkim_key_order" CHECK ("dkim_key"."activated_at" >= "dkim_key"."published_at" and "dkim_key"."retired_at" >= "dkim_key"."activated_at"),
	CONSTRAINT "dkim_key_encrypted_under" CHECK (("dkim_key"."private_key" is null) = ("dkim_key"."encrypted_under" is null) and "dkim_key"."encrypted_under" ~ '^[0-9a-f]{8}$'),
	CONSTRAINT "dkim_key_selector" CHECK ("dkim_key"."selector" ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
	CONSTRAINT "dkim_key_public_key" CHECK ("dkim_key"."public_key" ~ '^[A-Za-z0-9+/]+={0,2}$' and case "dkim_key"."algorithm"
        when 'ed25519-sha256' then length("dkim_key"."public_key") = 44
        when 'rsa-sha256' then length("dkim_key"."public_key") >= 392
        else false end)
);
--> statement-breakpoint
ALTER TABLE "dkim_key" ADD CONSTRAINT "dkim_key_domain" FOREIGN KEY ("commune_id","domain") REFERENCES "public"."domain"("commune_id","name") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "dkim_key_commune_id" ON "dkim_key" USING btree ("commune_id","domain");--> statement-breakpoint
CREATE UNIQUE INDEX "dkim_key_one_active" ON "dkim_key" USING btree ("domain","algorithm") WHERE "dkim_key"."state" = 'active';--> statement-breakpoint
CREATE UNIQUE INDEX "dkim_key_one_published" ON "dkim_key" USING btree ("domain","algorithm") WHERE "dkim_key"."state" = 'published';--> statement-breakpoint
GRANT SELECT (domain, selector, algorithm, state, private_key, encrypted_under) ON dkim_key TO vm_gateway;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON dkim_key TO vm_worker;
--> statement-breakpoint
GRANT UPDATE (state, activated_at, retired_at, private_key, encrypted_under, updated_at) ON dkim_key TO vm_worker;
--> statement-breakpoint
GRANT SELECT (domain, selector, commune_id, algorithm, state, public_key, published_at, activated_at, retired_at,
  created_at, updated_at) ON dkim_key TO vm_admin;
--> statement-breakpoint
-- Whoever remembers a key asks again.
CREATE FUNCTION notify_signing_keys() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('signing_keys', coalesce(NEW.domain, OLD.domain));
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER dkim_key_notify AFTER INSERT OR UPDATE OR DELETE ON dkim_key
  FOR EACH ROW EXECUTE FUNCTION notify_signing_keys();
