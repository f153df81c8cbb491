CREATE TABLE "api_key" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"commune_id" uuid NOT NULL,
	"tenant_kind" text NOT NULL,
	"name" text NOT NULL,
	"selector" text NOT NULL,
	"digest" text NOT NULL,
	"permissions" text[] NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_key_selector_unique" UNIQUE("selector"),
	CONSTRAINT "api_key_name" CHECK (length("api_key"."name") between 1 and 100),
	CONSTRAINT "api_key_digest" CHECK ("api_key"."digest" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "api_key_permissions" CHECK (cardinality("api_key"."permissions") > 0),
	CONSTRAINT "api_key_expires" CHECK ("api_key"."expires_at" <= "api_key"."created_at" + interval '400 days')
);
--> statement-breakpoint
CREATE TABLE "idempotent_answer" (
	"actor_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"status" integer NOT NULL,
	"answer" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotent_answer_actor_id_key_pk" PRIMARY KEY("actor_id","key"),
	CONSTRAINT "idempotent_answer_key" CHECK (length("idempotent_answer"."key") between 8 and 200)
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"actor" text NOT NULL,
	"client" "inet",
	"commune_id" uuid,
	"action" text NOT NULL,
	"entity_id" text NOT NULL,
	"entity" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"seal" text NOT NULL,
	CONSTRAINT "audit_actor_kind" CHECK ("audit"."actor_kind" in ('person', 'key', 'machine', 'process')),
	CONSTRAINT "audit_action_form" CHECK ("audit"."action" ~ '^[a-z-]+:[a-z-]+$'),
	CONSTRAINT "audit_seal" CHECK ("audit"."seal" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "activation_code" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"replaced_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "activation_code_digest_unique" UNIQUE("digest"),
	CONSTRAINT "activation_code_digest" CHECK ("activation_code"."digest" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "factor_reset" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"asked_by" uuid,
	"reason" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	"settled_as" text,
	"settled_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "factor_reset_two_people" CHECK ("factor_reset"."settled_as" <> 'agreed' or "factor_reset"."settled_by" <> "factor_reset"."asked_by"),
	CONSTRAINT "factor_reset_settled" CHECK (("factor_reset"."settled_at" is null) = ("factor_reset"."settled_as" is null)),
	CONSTRAINT "factor_reset_settled_as" CHECK ("factor_reset"."settled_as" in ('agreed', 'declined')),
	CONSTRAINT "factor_reset_reason" CHECK (length("factor_reset"."reason") between 3 and 500)
);
--> statement-breakpoint
CREATE TABLE "passkey" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text,
	"public_key" text NOT NULL,
	"person_id" uuid NOT NULL,
	"credential_id" text NOT NULL,
	"counter" integer NOT NULL,
	"device_type" text NOT NULL,
	"backed_up" boolean NOT NULL,
	"transports" text,
	"aaguid" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "passkey_credential_id_unique" UNIQUE("credential_id")
);
--> statement-breakpoint
CREATE TABLE "two_factor" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"secret" text NOT NULL,
	"backup_codes" text NOT NULL,
	"verified" boolean DEFAULT true NOT NULL,
	"failed_verification_count" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "external_forward" (
	"mailbox_id" uuid NOT NULL,
	"commune_id" uuid NOT NULL,
	"target" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "external_forward_mailbox_id_target_pk" PRIMARY KEY("mailbox_id","target"),
	CONSTRAINT "external_forward_target" CHECK ("external_forward"."target" like '_%@_%' and octet_length("external_forward"."target") <= 254)
);
--> statement-breakpoint
CREATE TABLE "alert" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"commune_id" uuid,
	"detail" text NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"last_at" timestamp with time zone DEFAULT now() NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	"seen_at" timestamp with time zone,
	"seen_by" uuid,
	CONSTRAINT "alert_detail" CHECK (length("alert"."detail") <= 500)
);
--> statement-breakpoint
CREATE TABLE "blocked_network" (
	"network" text PRIMARY KEY NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"logins" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"commune_id" uuid,
	"person_id" uuid,
	"login" text NOT NULL,
	"protocol" text NOT NULL,
	"client" "inet" NOT NULL,
	"app_password_id" uuid,
	"outcome" text NOT NULL,
	"device" text DEFAULT '' NOT NULL,
	CONSTRAINT "sign_in_login" CHECK (length("sign_in"."login") <= 320),
	CONSTRAINT "sign_in_protocol" CHECK ("sign_in"."protocol" in ('web', 'imap', 'smtp', 'sieve')),
	CONSTRAINT "sign_in_outcome" CHECK ("sign_in"."outcome" in ('accepted', 'refused', 'delayed', 'blocked'))
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"login" text NOT NULL,
	"network" text NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"tried" text[] DEFAULT '{}' NOT NULL,
	"last_at" timestamp with time zone DEFAULT now() NOT NULL,
	"blocked_until" timestamp with time zone,
	CONSTRAINT "sign_in_failures_login_network_pk" PRIMARY KEY("login","network"),
	CONSTRAINT "sign_in_failures_count" CHECK ("sign_in_failures"."failures" >= 0)
);
--> statement-breakpoint
CREATE TABLE "trusted_network" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"network" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "trusted_network_form" CHECK ("trusted_network"."network"::cidr::text = "trusted_network"."network"),
	CONSTRAINT "trusted_network_not_everybody" CHECK (masklen("trusted_network"."network"::cidr) >= 8),
	CONSTRAINT "trusted_network_note" CHECK (length("trusted_network"."note") <= 500)
);
--> statement-breakpoint
CREATE TABLE "mailbox_template" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"entries" jsonb NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mailbox_template_name_unique" UNIQUE("name"),
	CONSTRAINT "mailbox_template_name" CHECK (length("mailbox_template"."name") between 1 and 100),
	CONSTRAINT "mailbox_template_entries" CHECK (jsonb_typeof("mailbox_template"."entries") = 'array')
);
--> statement-breakpoint
CREATE TABLE "welcome" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"step" text DEFAULT 'choose' NOT NULL,
	"created_by" uuid,
	"finished_at" timestamp with time zone,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "welcome_name" CHECK (length("welcome"."name") between 1 and 200),
	CONSTRAINT "welcome_step" CHECK ("welcome"."step" in ('choose', 'domain', 'mailboxes', 'people', 'preview', 'create'))
);
--> statement-breakpoint
CREATE TABLE "welcomed_commune" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"welcome_id" uuid NOT NULL,
	"insee_code" text NOT NULL,
	"name" text NOT NULL,
	"domain" text NOT NULL,
	"template_id" uuid,
	"people" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"problem" text,
	"commune_id" uuid,
	"settled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "welcomed_commune_once" UNIQUE("welcome_id","insee_code"),
	CONSTRAINT "welcomed_commune_state" CHECK ("welcomed_commune"."state" in ('planned', 'created', 'failed')),
	CONSTRAINT "welcomed_commune_people" CHECK (jsonb_typeof("welcomed_commune"."people") = 'array')
);
--> statement-breakpoint
ALTER TABLE "alias" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "list" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "mailbox" ADD COLUMN "name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "mailbox" ADD COLUMN "expires_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mailbox" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "factor" text DEFAULT 'password' NOT NULL;--> statement-breakpoint
ALTER TABLE "commune" ADD COLUMN "postcode" text;--> statement-breakpoint
ALTER TABLE "commune" ADD COLUMN "quota_bytes" bigint;--> statement-breakpoint
ALTER TABLE "commune" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_tenant" FOREIGN KEY ("commune_id","tenant_kind") REFERENCES "public"."commune"("id","kind") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activation_code" ADD CONSTRAINT "activation_code_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "factor_reset" ADD CONSTRAINT "factor_reset_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "factor_reset" ADD CONSTRAINT "factor_reset_asked_by_person_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "factor_reset" ADD CONSTRAINT "factor_reset_settled_by_person_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "two_factor" ADD CONSTRAINT "two_factor_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "external_forward" ADD CONSTRAINT "external_forward_mailbox" FOREIGN KEY ("commune_id","mailbox_id") REFERENCES "public"."mailbox"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "welcomed_commune" ADD CONSTRAINT "welcomed_commune_template_id_mailbox_template_id_fk" FOREIGN KEY ("template_id") REFERENCES "public"."mailbox_template"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "welcomed_commune" ADD CONSTRAINT "welcomed_commune_commune_id_commune_id_fk" FOREIGN KEY ("commune_id") REFERENCES "public"."commune"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "welcomed_commune" ADD CONSTRAINT "welcomed_commune_welcome" FOREIGN KEY ("welcome_id") REFERENCES "public"."welcome"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_key_commune_id" ON "api_key" USING btree ("commune_id");--> statement-breakpoint
CREATE INDEX "idempotent_answer_created_at" ON "idempotent_answer" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "audit_commune_id" ON "audit" USING btree ("commune_id","id");--> statement-breakpoint
CREATE INDEX "audit_actor_id" ON "audit" USING btree ("actor_id","id");--> statement-breakpoint
CREATE INDEX "audit_entity_id" ON "audit" USING btree ("entity_id","id");--> statement-breakpoint
CREATE INDEX "audit_action" ON "audit" USING btree ("action","id");--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "activation_code_person_id" ON "activation_code" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "factor_reset_person_id" ON "factor_reset" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "passkey_person_id" ON "passkey" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "two_factor_person_id" ON "two_factor" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "external_forward_until" ON "external_forward" USING btree ("until");--> statement-breakpoint
CREATE UNIQUE INDEX "alert_open" ON "alert" USING btree ("kind","subject") WHERE "alert"."seen_at" is null;--> statement-breakpoint
CREATE INDEX "alert_since" ON "alert" USING btree ("since");--> statement-breakpoint
CREATE INDEX "blocked_network_until" ON "blocked_network" USING btree ("until");--> statement-breakpoint
CREATE INDEX "sign_in_login_at" ON "sign_in" USING btree ("login","at");--> statement-breakpoint
CREATE INDEX "sign_in_person_id_at" ON "sign_in" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "sign_in_commune_id_at" ON "sign_in" USING btree ("commune_id","at");--> statement-breakpoint
CREATE INDEX "sign_in_at" ON "sign_in" USING btree ("at");--> statement-breakpoint
CREATE INDEX "sign_in_failures_network" ON "sign_in_failures" USING btree ("network","last_at");--> statement-breakpoint
CREATE INDEX "sign_in_failures_last_at" ON "sign_in_failures" USING btree ("last_at");--> statement-breakpoint
CREATE INDEX "sign_in_failures_blocked" ON "sign_in_failures" USING btree ("blocked_until") WHERE "sign_in_failures"."blocked_until" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "trusted_network_once" ON "trusted_network" USING btree ("network");--> statement-breakpoint
CREATE INDEX "welcome_created_at" ON "welcome" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "welcomed_commune_created" ON "welcomed_commune" USING btree ("insee_code") WHERE "welcomed_commune"."state" = 'created';--> statement-breakpoint
CREATE INDEX "mailbox_commune_address" ON "mailbox" USING btree ("commune_id","address");--> statement-breakpoint
CREATE INDEX "commune_name" ON "commune" USING btree (lower("name"),"id");--> statement-breakpoint
ALTER TABLE "mailbox" ADD CONSTRAINT "mailbox_name" CHECK (length("mailbox"."name") <= 200);--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_factor" CHECK ("session"."factor" in ('password', 'two-factor', 'passkey'));--> statement-breakpoint
ALTER TABLE "commune" ADD CONSTRAINT "commune_quota_bytes" CHECK ("commune"."quota_bytes" > 0);--> statement-breakpoint
ALTER TABLE "commune" ADD CONSTRAINT "commune_postcode" CHECK ("commune"."postcode" ~ '^\d{5}$');