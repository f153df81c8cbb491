CREATE TABLE "kept_message" (
	"queue_id" text PRIMARY KEY NOT NULL,
	"reverse_path" text NOT NULL,
	"content" "bytea" NOT NULL,
	"size" integer GENERATED ALWAYS AS (octet_length(content)) STORED NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "kept_message_queue_id" CHECK ("kept_message"."queue_id" ~ '^[0-9A-HJKMNP-TV-Z]{26}$')
);
--> statement-breakpoint
CREATE TABLE "kept_recipient" (
	"queue_id" text NOT NULL,
	"recipient" text NOT NULL,
	"commune_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text,
	"next_attempt_at" timestamp with time zone,
	"claimed_until" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_reply" text NOT NULL,
	"settled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "kept_recipient_queue_id_recipient_pk" PRIMARY KEY("queue_id","recipient"),
	CONSTRAINT "kept_recipient_kind" CHECK (case "kept_recipient"."kind" when 'waiting' then "kept_recipient"."next_attempt_at" is not null and "kept_recipient"."reason" is null when 'held' then "kept_recipient"."next_attempt_at" is null and "kept_recipient"."reason" is not null else false end),
	CONSTRAINT "kept_recipient_attempts" CHECK ("kept_recipient"."attempts" >= 0)
);
--> statement-breakpoint
CREATE TABLE "access" (
	"person_id" uuid NOT NULL,
	"mailbox_id" uuid NOT NULL,
	"commune_id" uuid NOT NULL,
	"role" text NOT NULL,
	"from" timestamp with time zone DEFAULT now() NOT NULL,
	"until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "access_mailbox_id_person_id_role_pk" PRIMARY KEY("mailbox_id","person_id","role"),
	CONSTRAINT "access_role" CHECK ("access"."role" in ('read', 'write', 'send', 'manage')),
	CONSTRAINT "access_until" CHECK ("access"."until" > "access"."from")
);
--> statement-breakpoint
CREATE TABLE "address" (
	"address" text PRIMARY KEY NOT NULL,
	"commune_id" uuid NOT NULL,
	"kind" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alias" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"commune_id" uuid NOT NULL,
	"domain" text NOT NULL,
	"local_part" text NOT NULL,
	"address" text GENERATED ALWAYS AS (local_part || '@' || domain) STORED NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "alias_address_unique" UNIQUE("address"),
	CONSTRAINT "alias_commune_id_id" UNIQUE("commune_id","id"),
	CONSTRAINT "alias_local_part" CHECK ("alias"."local_part" = lower("alias"."local_part") and "alias"."local_part" ~ '^[^@+[:space:][:cntrl:]]+$' and octet_length("alias"."local_part") <= 64)
);
--> statement-breakpoint
CREATE TABLE "alias_target" (
	"alias_id" uuid NOT NULL,
	"commune_id" uuid NOT NULL,
	"target" text NOT NULL,
	CONSTRAINT "alias_target_alias_id_target_pk" PRIMARY KEY("alias_id","target")
);
--> statement-breakpoint
CREATE TABLE "app_password" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"commune_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"mailbox_id" uuid NOT NULL,
	"selector" text NOT NULL,
	"hash" text NOT NULL,
	"imap" boolean DEFAULT true NOT NULL,
	"smtp" boolean DEFAULT true NOT NULL,
	"label" text NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "app_password_selector_unique" UNIQUE("selector"),
	CONSTRAINT "app_password_selector" CHECK ("app_password"."selector" ~ '^[a-z2-7]{8}$'),
	CONSTRAINT "app_password_hash" CHECK ("app_password"."hash" ~ '^{SSHA512}[A-Za-z0-9+/]+=*$'),
	CONSTRAINT "app_password_opens_something" CHECK ("app_password"."imap" or "app_password"."smtp")
);
--> statement-breakpoint
CREATE TABLE "mailbox" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"commune_id" uuid NOT NULL,
	"domain" text NOT NULL,
	"local_part" text NOT NULL,
	"address" text GENERATED ALWAYS AS (local_part || '@' || domain) STORED NOT NULL,
	"kind" text NOT NULL,
	"owner_person_id" uuid,
	"quota_bytes" bigint NOT NULL,
	"suspended_at" timestamp with time zone,
	"provisioned_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mailbox_address_unique" UNIQUE("address"),
	CONSTRAINT "mailbox_commune_id_id" UNIQUE("commune_id","id"),
	CONSTRAINT "mailbox_kind" CHECK ("mailbox"."kind" in ('personal', 'shared')),
	CONSTRAINT "mailbox_personal_has_one_owner" CHECK (("mailbox"."kind" = 'personal') = ("mailbox"."owner_person_id" is not null)),
	CONSTRAINT "mailbox_local_part" CHECK ("mailbox"."local_part" = lower("mailbox"."local_part") and "mailbox"."local_part" ~ '^[^@+[:space:][:cntrl:]]+$' and octet_length("mailbox"."local_part") <= 64),
	CONSTRAINT "mailbox_quota_bytes" CHECK ("mailbox"."quota_bytes" > 0)
);
--> statement-breakpoint
CREATE TABLE "account" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_provider_account" UNIQUE("provider_id","account_id"),
	CONSTRAINT "account_password" CHECK ("account"."password" like '{ARGON2ID}$argon2id$%'),
	CONSTRAINT "account_credential" CHECK (("account"."provider_id" = 'credential') = ("account"."password" is not null))
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"commune_id" uuid NOT NULL,
	"tenant_kind" text DEFAULT 'commune' NOT NULL,
	"role" text DEFAULT 'member' NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"two_factor_enabled" boolean DEFAULT false NOT NULL,
	"suspended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "person_email_unique" UNIQUE("email"),
	CONSTRAINT "person_email" CHECK ("person"."email" = lower("person"."email") and "person"."email" like '_%@_%'),
	CONSTRAINT "person_role" CHECK (case "person"."role" when 'member' then true when 'manager' then "person"."tenant_kind" = 'commune' when 'administrator' then "person"."tenant_kind" = 'department' when 'support' then "person"."tenant_kind" = 'department' when 'auditor' then "person"."tenant_kind" = 'department' else false end)
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "commune" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"department_id" uuid NOT NULL,
	"kind" text DEFAULT 'commune' NOT NULL,
	"name" text NOT NULL,
	"insee_code" text,
	"siren" text,
	"siret" text,
	"population" integer,
	"suspended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "commune_insee_code_unique" UNIQUE("insee_code"),
	CONSTRAINT "commune_id_kind" UNIQUE("id","kind"),
	CONSTRAINT "commune_kind" CHECK ("commune"."kind" in ('commune', 'department')),
	CONSTRAINT "commune_insee_code" CHECK ("commune"."insee_code" ~ '^(\d{2}|2[AB])\d{3}$'),
	CONSTRAINT "commune_has_insee_code" CHECK (("commune"."kind" = 'commune') = ("commune"."insee_code" is not null)),
	CONSTRAINT "commune_siren" CHECK ("commune"."siren" ~ '^\d{9}$'),
	CONSTRAINT "commune_siret" CHECK ("commune"."siret" ~ '^\d{14}$'),
	CONSTRAINT "commune_population" CHECK ("commune"."population" >= 0)
);
--> statement-breakpoint
CREATE TABLE "department" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"number" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "department_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "domain" (
	"name" text PRIMARY KEY NOT NULL,
	"commune_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "domain_commune_id_name" UNIQUE("commune_id","name"),
	CONSTRAINT "domain_name" CHECK ("domain"."name" ~ '^[a-z0-9.-]{3,253}$' and "domain"."name" like '%.%')
);
--> statement-breakpoint
ALTER TABLE "kept_recipient" ADD CONSTRAINT "kept_recipient_message" FOREIGN KEY ("queue_id") REFERENCES "public"."kept_message"("queue_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kept_recipient" ADD CONSTRAINT "kept_recipient_commune" FOREIGN KEY ("commune_id") REFERENCES "public"."commune"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access" ADD CONSTRAINT "access_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access" ADD CONSTRAINT "access_mailbox" FOREIGN KEY ("commune_id","mailbox_id") REFERENCES "public"."mailbox"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alias" ADD CONSTRAINT "alias_domain" FOREIGN KEY ("commune_id","domain") REFERENCES "public"."domain"("commune_id","name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alias_target" ADD CONSTRAINT "alias_target_target_address_address_fk" FOREIGN KEY ("target") REFERENCES "public"."address"("address") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alias_target" ADD CONSTRAINT "alias_target_alias" FOREIGN KEY ("commune_id","alias_id") REFERENCES "public"."alias"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_password" ADD CONSTRAINT "app_password_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_password" ADD CONSTRAINT "app_password_mailbox" FOREIGN KEY ("commune_id","mailbox_id") REFERENCES "public"."mailbox"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailbox" ADD CONSTRAINT "mailbox_owner_person_id_person_id_fk" FOREIGN KEY ("owner_person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailbox" ADD CONSTRAINT "mailbox_domain" FOREIGN KEY ("commune_id","domain") REFERENCES "public"."domain"("commune_id","name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_tenant" FOREIGN KEY ("commune_id","tenant_kind") REFERENCES "public"."commune"("id","kind") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commune" ADD CONSTRAINT "commune_department_id_department_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."department"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "domain" ADD CONSTRAINT "domain_commune_id_commune_id_fk" FOREIGN KEY ("commune_id") REFERENCES "public"."commune"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "kept_recipient_due" ON "kept_recipient" USING btree ("next_attempt_at") WHERE "kept_recipient"."kind" = 'waiting' and "kept_recipient"."settled_at" is null;--> statement-breakpoint
CREATE INDEX "kept_recipient_commune_id" ON "kept_recipient" USING btree ("commune_id");--> statement-breakpoint
CREATE INDEX "access_person_id" ON "access" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "address_commune_id" ON "address" USING btree ("commune_id");--> statement-breakpoint
CREATE INDEX "alias_target_target" ON "alias_target" USING btree ("target");--> statement-breakpoint
CREATE INDEX "app_password_mailbox_id" ON "app_password" USING btree ("mailbox_id");--> statement-breakpoint
CREATE INDEX "app_password_person_id" ON "app_password" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "mailbox_owner_person_id" ON "mailbox" USING btree ("owner_person_id");--> statement-breakpoint
CREATE INDEX "mailbox_not_provisioned" ON "mailbox" USING btree ("created_at") WHERE "mailbox"."provisioned_at" is null;--> statement-breakpoint
CREATE INDEX "account_person_id" ON "account" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "person_commune_id" ON "person" USING btree ("commune_id");--> statement-breakpoint
CREATE INDEX "session_person_id" ON "session" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "verification_identifier" ON "verification" USING btree ("identifier");--> statement-breakpoint
CREATE UNIQUE INDEX "commune_one_tenant_of_the_department" ON "commune" USING btree ("department_id") WHERE "commune"."kind" = 'department';--> statement-breakpoint
CREATE INDEX "domain_commune_id" ON "domain" USING btree ("commune_id");