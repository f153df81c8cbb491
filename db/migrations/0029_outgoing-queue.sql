CREATE TABLE "delivery" (
	"queue_id" text NOT NULL,
	"destination" text NOT NULL,
	"state" text NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"claim" uuid,
	"claimed_until" timestamp with time zone,
	"unanswered" integer DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"delay_told_at" timestamp with time zone,
	"held_for" text,
	"last_reply" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "delivery_queue_id_destination_pk" PRIMARY KEY("queue_id","destination"),
	CONSTRAINT "delivery_state" CHECK (case "delivery"."state" when 'waiting' then "delivery"."next_attempt_at" is not null and "delivery"."held_for" is null when 'held' then "delivery"."next_attempt_at" is null and "delivery"."held_for" is not null when 'done' then "delivery"."next_attempt_at" is null and "delivery"."held_for" is null and "delivery"."claim" is null else false end),
	CONSTRAINT "delivery_held_for" CHECK ("delivery"."held_for" in ('approval', 'person', 'poison')),
	CONSTRAINT "delivery_claim" CHECK (("delivery"."claim" is null) = ("delivery"."claimed_until" is null)),
	CONSTRAINT "delivery_attempts" CHECK ("delivery"."attempts" >= 0 and "delivery"."unanswered" >= 0),
	CONSTRAINT "delivery_destination" CHECK ("delivery"."destination" = lower("delivery"."destination") and "delivery"."destination" <> '')
);
--> statement-breakpoint
CREATE TABLE "delivery_attempt" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"queue_id" text NOT NULL,
	"destination" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"milliseconds" integer NOT NULL,
	"host" text,
	"address" "inet",
	"tls" text DEFAULT '' NOT NULL,
	"delivered" integer NOT NULL,
	"failed" integer NOT NULL,
	"deferred" integer NOT NULL,
	"kind" text NOT NULL,
	"reply" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "delivery_recipient" (
	"queue_id" text NOT NULL,
	"recipient" text NOT NULL,
	"destination" text NOT NULL,
	"notify" text[] DEFAULT '{failure}' NOT NULL,
	"original_recipient" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"settled_at" timestamp with time zone,
	"settled_as" text,
	"untold" boolean DEFAULT false NOT NULL,
	"last_kind" text,
	"last_reply" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "delivery_recipient_queue_id_recipient_pk" PRIMARY KEY("queue_id","recipient"),
	CONSTRAINT "delivery_recipient_settled" CHECK (("delivery_recipient"."settled_at" is null) = ("delivery_recipient"."settled_as" is null)),
	CONSTRAINT "delivery_recipient_settled_as" CHECK ("delivery_recipient"."settled_as" in ('delivered', 'failed', 'expired', 'deleted')),
	CONSTRAINT "delivery_recipient_untold" CHECK (not "delivery_recipient"."untold" or "delivery_recipient"."settled_at" is not null),
	CONSTRAINT "delivery_recipient_notify" CHECK ("delivery_recipient"."notify" <@ array['success', 'failure', 'delay'])
);
--> statement-breakpoint
CREATE TABLE "destination_pace" (
	"destination" text PRIMARY KEY NOT NULL,
	"at_once" integer NOT NULL,
	"troubles" integer NOT NULL,
	"rests_until" timestamp with time zone,
	"last_kind" text NOT NULL,
	"last_reply" text NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "destination_pace_at_once" CHECK ("destination_pace"."at_once" >= 1 and "destination_pace"."troubles" >= 0)
);
--> statement-breakpoint
CREATE TABLE "paused_destination" (
	"destination" text PRIMARY KEY NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"until" timestamp with time zone,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "queued_message" (
	"queue_id" text PRIMARY KEY NOT NULL,
	"commune_id" uuid NOT NULL,
	"mailbox_id" uuid,
	"origin" text NOT NULL,
	"reverse_path" text NOT NULL,
	"content" "bytea" NOT NULL,
	"size" integer GENERATED ALWAYS AS (octet_length(content)) STORED NOT NULL,
	"smtputf8" boolean DEFAULT false NOT NULL,
	"returns" text DEFAULT 'headers' NOT NULL,
	"envelope_id" text,
	"tell_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "queued_message_queue_id" CHECK ("queued_message"."queue_id" ~ '^[0-9A-HJKMNP-TV-Z]{26}$'),
	CONSTRAINT "queued_message_origin" CHECK ("queued_message"."origin" in ('submission', 'forward', 'sieve', 'report')),
	CONSTRAINT "queued_message_returns" CHECK ("queued_message"."returns" in ('full', 'headers')),
	CONSTRAINT "queued_message_tell_at" CHECK ("queued_message"."tell_at" is null or "queued_message"."reverse_path" <> '')
);
--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_message" FOREIGN KEY ("queue_id") REFERENCES "public"."queued_message"("queue_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_attempt" ADD CONSTRAINT "delivery_attempt_delivery" FOREIGN KEY ("queue_id","destination") REFERENCES "public"."delivery"("queue_id","destination") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_recipient" ADD CONSTRAINT "delivery_recipient_delivery" FOREIGN KEY ("queue_id","destination") REFERENCES "public"."delivery"("queue_id","destination") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "queued_message" ADD CONSTRAINT "queued_message_commune_id_commune_id_fk" FOREIGN KEY ("commune_id") REFERENCES "public"."commune"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "delivery_due" ON "delivery" USING btree ("destination","next_attempt_at") WHERE "delivery"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "delivery_claimed" ON "delivery" USING btree ("destination") WHERE "delivery"."claim" is not null;--> statement-breakpoint
CREATE INDEX "delivery_attempt_delivery_key" ON "delivery_attempt" USING btree ("queue_id","destination","at");--> statement-breakpoint
CREATE INDEX "delivery_recipient_delivery_key" ON "delivery_recipient" USING btree ("queue_id","destination","attempts");--> statement-breakpoint
CREATE INDEX "queued_message_commune_id" ON "queued_message" USING btree ("commune_id","created_at");--> statement-breakpoint
CREATE INDEX "queued_message_tell_at" ON "queued_message" USING btree ("tell_at") WHERE "queued_message"."tell_at" is not null;
--> statement-breakpoint
-- Mail is seldom smaller for pglz: attachments are compressed, and base64 hides what is left. It costs time at each end.
ALTER TABLE queued_message ALTER COLUMN content SET STORAGE EXTERNAL;
--> statement-breakpoint
-- What enters the queue is never read back by the process that took it in.
GRANT INSERT ON queued_message, delivery, delivery_recipient TO vm_gateway;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON queued_message, delivery, delivery_recipient, destination_pace TO vm_worker;
--> statement-breakpoint
GRANT SELECT, INSERT ON delivery_attempt TO vm_worker;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE delivery_attempt_id_seq TO vm_worker;
--> statement-breakpoint
GRANT SELECT, DELETE ON paused_destination TO vm_worker;
--> statement-breakpoint
-- Who looks after the queue sees whose mail waits where and why, never what it says.
GRANT SELECT (queue_id, commune_id, mailbox_id, origin, reverse_path, size, smtputf8, tell_at, created_at, updated_at),
  UPDATE (updated_at), DELETE ON queued_message TO vm_admin;
--> statement-breakpoint
GRANT SELECT, UPDATE (state, next_attempt_at, expires_at, held_for, unanswered, updated_at) ON delivery TO vm_admin;
--> statement-breakpoint
GRANT SELECT, UPDATE (settled_at, settled_as, updated_at) ON delivery_recipient TO vm_admin;
--> statement-breakpoint
GRANT SELECT ON delivery_attempt TO vm_admin;
--> statement-breakpoint
GRANT SELECT, DELETE ON destination_pace TO vm_admin;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON paused_destination TO vm_admin;

--> statement-breakpoint
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

--> statement-breakpoint
-- A delivery whose runner died while it was held keeps a claim that nobody will answer: whoever deletes it takes that away.
GRANT UPDATE (claim, claimed_until) ON delivery TO vm_admin;
