CREATE TABLE "leak_count" (
	"commune_id" uuid NOT NULL,
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"outcome" text NOT NULL,
	"messages" integer NOT NULL,
	CONSTRAINT "leak_count_commune_id_day_kind_outcome_pk" PRIMARY KEY("commune_id","day","kind","outcome"),
	CONSTRAINT "leak_count_kind" CHECK (kind in ('classified', 'restricted', 'key-file', 'card', 'nir', 'database-file', 'civil-status', 'identity-paper', 'iban', 'rib', 'foreign-iban', 'confidential', 'open-recipients', 'encrypted-file', 'unreadable-file')),
	CONSTRAINT "leak_count_outcome" CHECK (outcome in ('allow', 'warn', 'justify', 'hold', 'refuse', 'justified')),
	CONSTRAINT "leak_count_messages" CHECK ("leak_count"."messages" > 0)
);
--> statement-breakpoint
CREATE TABLE "leak_hold" (
	"queue_id" text PRIMARY KEY NOT NULL,
	"commune_id" uuid NOT NULL,
	"mailbox_id" uuid,
	"findings" jsonb NOT NULL,
	"cause" text NOT NULL,
	"recipients" text[] NOT NULL,
	"recipient_count" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"became" text,
	"decided_at" timestamp with time zone,
	"tell_at" timestamp with time zone DEFAULT now(),
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "leak_hold_findings" CHECK (jsonb_typeof(findings) = 'object' and length(findings::text) <= 2000),
	CONSTRAINT "leak_hold_cause" CHECK (cause in ('classified', 'restricted', 'key-file', 'card', 'nir', 'database-file', 'civil-status', 'identity-paper', 'iban', 'rib', 'foreign-iban', 'confidential', 'open-recipients', 'encrypted-file', 'unreadable-file')),
	CONSTRAINT "leak_hold_became" CHECK (became in ('released', 'deleted', 'partly', 'expired')),
	CONSTRAINT "leak_hold_decided" CHECK ("leak_hold"."decided_at" is null or "leak_hold"."became" is not null)
);
--> statement-breakpoint
CREATE TABLE "leak_justification" (
	"queue_id" text PRIMARY KEY NOT NULL,
	"commune_id" uuid NOT NULL,
	"mailbox_id" uuid,
	"person_id" uuid,
	"findings" jsonb NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "leak_justification_findings" CHECK (jsonb_typeof(findings) = 'object' and length(findings::text) <= 2000),
	CONSTRAINT "leak_justification_reason" CHECK (length("leak_justification"."reason") between 1 and 501)
);
--> statement-breakpoint
CREATE TABLE "leak_policy" (
	"commune_id" uuid PRIMARY KEY NOT NULL,
	"partners" text[],
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "leak_policy_partners" CHECK (array_to_string("leak_policy"."partners", ' ') ~ '^([a-z0-9-]+(\.[a-z0-9-]+)+( |$))*$' and cardinality("leak_policy"."partners") <= 500)
);
--> statement-breakpoint
CREATE TABLE "leak_rule" (
	"commune_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"audience" text NOT NULL,
	"from_count" integer NOT NULL,
	"action" text NOT NULL,
	CONSTRAINT "leak_rule_commune_id_kind_audience_from_count_pk" PRIMARY KEY("commune_id","kind","audience","from_count"),
	CONSTRAINT "leak_rule_kind" CHECK (kind in ('classified', 'restricted', 'key-file', 'card', 'nir', 'database-file', 'civil-status', 'identity-paper', 'iban', 'rib', 'foreign-iban', 'confidential', 'open-recipients', 'encrypted-file', 'unreadable-file')),
	CONSTRAINT "leak_rule_audience" CHECK (audience in ('inside', 'partners', 'outside')),
	CONSTRAINT "leak_rule_action" CHECK (action in ('allow', 'warn', 'justify', 'hold', 'refuse')),
	CONSTRAINT "leak_rule_from_count" CHECK ("leak_rule"."from_count" between 1 and 100000)
);
--> statement-breakpoint
ALTER TABLE "leak_count" ADD CONSTRAINT "leak_count_commune_id_commune_id_fk" FOREIGN KEY ("commune_id") REFERENCES "public"."commune"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leak_hold" ADD CONSTRAINT "leak_hold_commune_id_commune_id_fk" FOREIGN KEY ("commune_id") REFERENCES "public"."commune"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leak_justification" ADD CONSTRAINT "leak_justification_commune_id_commune_id_fk" FOREIGN KEY ("commune_id") REFERENCES "public"."commune"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leak_policy" ADD CONSTRAINT "leak_policy_commune_id_commune_id_fk" FOREIGN KEY ("commune_id") REFERENCES "public"."commune"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leak_rule" ADD CONSTRAINT "leak_rule_policy" FOREIGN KEY ("commune_id") REFERENCES "public"."leak_policy"("commune_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "leak_count_day" ON "leak_count" USING btree ("day");--> statement-breakpoint
CREATE INDEX "leak_hold_commune_id" ON "leak_hold" USING btree ("commune_id","at");--> statement-breakpoint
CREATE INDEX "leak_hold_tell_at" ON "leak_hold" USING btree ("tell_at") WHERE "leak_hold"."tell_at" is not null;--> statement-breakpoint
CREATE INDEX "leak_hold_open" ON "leak_hold" USING btree ("at") WHERE "leak_hold"."decided_at" is null;--> statement-breakpoint
CREATE INDEX "leak_hold_decided_at" ON "leak_hold" USING btree ("decided_at");--> statement-breakpoint
CREATE INDEX "leak_justification_commune_id" ON "leak_justification" USING btree ("commune_id","at");--> statement-breakpoint
CREATE INDEX "leak_justification_at" ON "leak_justification" USING btree ("at");
--> statement-breakpoint
GRANT SELECT ON leak_policy, leak_rule TO vm_gateway, vm_admin, vm_webmail;
--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON leak_policy, leak_rule TO vm_admin;
--> statement-breakpoint
-- What somebody answers for is never read back, nor changed, by the process that took it in.
GRANT INSERT ON leak_justification, leak_hold TO vm_gateway;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (messages) ON leak_count TO vm_gateway;
--> statement-breakpoint
GRANT SELECT, DELETE ON leak_justification, leak_hold, leak_count TO vm_worker;
--> statement-breakpoint
GRANT UPDATE (became, decided_at, tell_at, updated_at) ON leak_hold TO vm_worker;
--> statement-breakpoint
GRANT SELECT ON leak_justification, leak_hold, leak_count TO vm_admin;
--> statement-breakpoint
-- Whoever remembers rules reads them again.
CREATE FUNCTION notify_leak_policies() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('leak_policies', '');
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER leak_policy_notify AFTER INSERT OR UPDATE OR DELETE ON leak_policy
  FOR EACH STATEMENT EXECUTE FUNCTION notify_leak_policies();
--> statement-breakpoint
CREATE TRIGGER leak_rule_notify AFTER INSERT OR UPDATE OR DELETE ON leak_rule
  FOR EACH STATEMENT EXECUTE FUNCTION notify_leak_policies();
--> statement-breakpoint
-- Whoever decides about a delivery that waited for agreement, and by whatever way: its author is told, once all are decided.
CREATE FUNCTION note_decided_hold() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  now_became text := CASE NEW.state WHEN 'done' THEN 'deleted' ELSE 'released' END;
BEGIN
  -- Two who decide about the last two destinations at once would each see the other's as open.
  PERFORM FROM leak_hold WHERE queue_id = NEW.queue_id FOR UPDATE;
  UPDATE leak_hold SET
    became = CASE WHEN coalesce(became, now_became) = now_became THEN now_became ELSE 'partly' END, updated_at = now()
  WHERE queue_id = NEW.queue_id AND decided_at IS NULL;
  UPDATE leak_hold SET decided_at = now(), tell_at = now()
  WHERE queue_id = NEW.queue_id AND decided_at IS NULL
    AND NOT EXISTS (SELECT FROM delivery WHERE queue_id = NEW.queue_id AND held_for = 'approval');
  RETURN NULL;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION note_decided_hold() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER delivery_decided AFTER UPDATE OF held_for ON delivery FOR EACH ROW
  WHEN (OLD.held_for = 'approval' AND NEW.held_for IS DISTINCT FROM 'approval')
  EXECUTE FUNCTION note_decided_hold();
