CREATE TABLE "commune_policy" (
	"commune_id" uuid PRIMARY KEY NOT NULL,
	"junk_at_score" real,
	"refuse_at_score" real,
	"attachments" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "commune_policy_scores" CHECK ("commune_policy"."junk_at_score" < "commune_policy"."refuse_at_score"),
	CONSTRAINT "commune_policy_junk_at_score" CHECK ("commune_policy"."junk_at_score" >= 0),
	CONSTRAINT "commune_policy_attachments" CHECK (jsonb_typeof("commune_policy"."attachments") = 'object')
);
--> statement-breakpoint
CREATE TABLE "correspondent" (
	"commune_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "correspondent_commune_id_digest_pk" PRIMARY KEY("commune_id","digest"),
	CONSTRAINT "correspondent_digest" CHECK ("correspondent"."digest" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "learned_message" (
	"mailbox_id" uuid NOT NULL,
	"commune_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"class" text NOT NULL,
	"times" bigint DEFAULT 1 NOT NULL,
	"learned_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "learned_message_mailbox_id_digest_pk" PRIMARY KEY("mailbox_id","digest"),
	CONSTRAINT "learned_message_class" CHECK ("learned_message"."class" in ('spam', 'ham'))
);
--> statement-breakpoint
CREATE TABLE "protected_name" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"commune_id" uuid NOT NULL,
	"name" text NOT NULL,
	"known_addresses" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "protected_name_length" CHECK (length("protected_name"."name") between 3 and 200)
);
--> statement-breakpoint
CREATE TABLE "sender_rule" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"commune_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"effect" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sender_rule_value" CHECK (case "sender_rule"."kind" when 'address' then "sender_rule"."value" = lower("sender_rule"."value") and "sender_rule"."value" like '_%@_%' when 'domain' then "sender_rule"."value" ~ '^[a-z0-9.-]{3,253}$' when 'network' then ("sender_rule"."value"::cidr) is not null else false end),
	CONSTRAINT "sender_rule_effect" CHECK ("sender_rule"."effect" in ('allow', 'deny'))
);
--> statement-breakpoint
CREATE TABLE "forward" (
	"mailbox_id" uuid NOT NULL,
	"commune_id" uuid NOT NULL,
	"target" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "forward_mailbox_id_target_pk" PRIMARY KEY("mailbox_id","target")
);
--> statement-breakpoint
CREATE TABLE "list" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"commune_id" uuid NOT NULL,
	"domain" text NOT NULL,
	"local_part" text NOT NULL,
	"address" text GENERATED ALWAYS AS (local_part || '@' || domain) STORED NOT NULL,
	"name" text NOT NULL,
	"senders" text DEFAULT 'anyone' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "list_address_unique" UNIQUE("address"),
	CONSTRAINT "list_commune_id_id" UNIQUE("commune_id","id"),
	CONSTRAINT "list_local_part" CHECK ("list"."local_part" = lower("list"."local_part") and "list"."local_part" ~ '^[^@+[:space:][:cntrl:]]+$' and octet_length("list"."local_part") <= 64),
	CONSTRAINT "list_senders" CHECK ("list"."senders" in ('anyone', 'department', 'members'))
);
--> statement-breakpoint
CREATE TABLE "list_member" (
	"list_id" uuid NOT NULL,
	"commune_id" uuid NOT NULL,
	"target" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "list_member_list_id_target_pk" PRIMARY KEY("list_id","target")
);
--> statement-breakpoint
CREATE TABLE "dmarc_observation" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"policy_domain" text NOT NULL,
	"author_domain" text NOT NULL,
	"client" "inet" NOT NULL,
	"published" jsonb NOT NULL,
	"disposition" text NOT NULL,
	"dkim_aligned" boolean NOT NULL,
	"spf_aligned" boolean NOT NULL,
	"override" text,
	"details" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "security_event" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"network" text NOT NULL,
	"detail" text NOT NULL,
	CONSTRAINT "security_event_detail" CHECK (length("security_event"."detail") <= 500)
);
--> statement-breakpoint
CREATE TABLE "trace" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"commune_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"queue_id" text NOT NULL,
	"client" "inet" NOT NULL,
	"reverse_path" text NOT NULL,
	"author_domain" text,
	"recipient" text NOT NULL,
	"size" real NOT NULL,
	"spf" text NOT NULL,
	"dkim" text NOT NULL,
	"dmarc" text NOT NULL,
	"arc" text NOT NULL,
	"score" real,
	"symbols" jsonb NOT NULL,
	"findings" text[] DEFAULT '{}' NOT NULL,
	"outcome" text NOT NULL,
	"reason" text NOT NULL,
	"reply" text NOT NULL,
	CONSTRAINT "trace_outcome" CHECK ("trace"."outcome" in ('delivered', 'held', 'waiting', 'refused', 'deferred'))
);
--> statement-breakpoint
ALTER TABLE "kept_message" ADD COLUMN "author" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "kept_recipient" ADD COLUMN "settled_as" text;--> statement-breakpoint
ALTER TABLE "kept_recipient" ADD COLUMN "released_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "kept_recipient" ADD COLUMN "announced_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mailbox" ADD COLUMN "full_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mailbox" ADD COLUMN "forward_keeps_copy" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "domain" ADD COLUMN "alias_of" text;--> statement-breakpoint
ALTER TABLE "domain" ADD COLUMN "catch_all" text;--> statement-breakpoint
ALTER TABLE "commune_policy" ADD CONSTRAINT "commune_policy_commune_id_commune_id_fk" FOREIGN KEY ("commune_id") REFERENCES "public"."commune"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "correspondent" ADD CONSTRAINT "correspondent_commune_id_commune_id_fk" FOREIGN KEY ("commune_id") REFERENCES "public"."commune"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learned_message" ADD CONSTRAINT "learned_message_mailbox" FOREIGN KEY ("commune_id","mailbox_id") REFERENCES "public"."mailbox"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "protected_name" ADD CONSTRAINT "protected_name_commune_id_commune_id_fk" FOREIGN KEY ("commune_id") REFERENCES "public"."commune"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sender_rule" ADD CONSTRAINT "sender_rule_commune_id_commune_id_fk" FOREIGN KEY ("commune_id") REFERENCES "public"."commune"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forward" ADD CONSTRAINT "forward_target_address_address_fk" FOREIGN KEY ("target") REFERENCES "public"."address"("address") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "forward" ADD CONSTRAINT "forward_mailbox" FOREIGN KEY ("commune_id","mailbox_id") REFERENCES "public"."mailbox"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list" ADD CONSTRAINT "list_domain" FOREIGN KEY ("commune_id","domain") REFERENCES "public"."domain"("commune_id","name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_member" ADD CONSTRAINT "list_member_target_address_address_fk" FOREIGN KEY ("target") REFERENCES "public"."address"("address") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "list_member" ADD CONSTRAINT "list_member_list" FOREIGN KEY ("commune_id","list_id") REFERENCES "public"."list"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trace" ADD CONSTRAINT "trace_commune_id_commune_id_fk" FOREIGN KEY ("commune_id") REFERENCES "public"."commune"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "correspondent_last_seen_at" ON "correspondent" USING btree ("last_seen_at");--> statement-breakpoint
CREATE INDEX "learned_message_learned_at" ON "learned_message" USING btree ("mailbox_id","learned_at");--> statement-breakpoint
CREATE UNIQUE INDEX "protected_name_once" ON "protected_name" USING btree ("commune_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "sender_rule_once" ON "sender_rule" USING btree ("commune_id","kind","value");--> statement-breakpoint
CREATE INDEX "forward_target" ON "forward" USING btree ("target");--> statement-breakpoint
CREATE INDEX "list_member_target" ON "list_member" USING btree ("target");--> statement-breakpoint
CREATE INDEX "dmarc_observation_policy" ON "dmarc_observation" USING btree ("policy_domain","at");--> statement-breakpoint
CREATE INDEX "security_event_at" ON "security_event" USING btree ("at");--> statement-breakpoint
CREATE INDEX "trace_commune_id_at" ON "trace" USING btree ("commune_id","at");--> statement-breakpoint
CREATE INDEX "trace_recipient" ON "trace" USING btree ("recipient","at");--> statement-breakpoint
CREATE INDEX "trace_reverse_path" ON "trace" USING btree ("reverse_path","at");--> statement-breakpoint
CREATE INDEX "trace_queue_id" ON "trace" USING btree ("queue_id");--> statement-breakpoint
CREATE INDEX "trace_at" ON "trace" USING btree ("at");--> statement-breakpoint
ALTER TABLE "domain" ADD CONSTRAINT "domain_catch_all_address_address_fk" FOREIGN KEY ("catch_all") REFERENCES "public"."address"("address") ON DELETE set null ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "domain" ADD CONSTRAINT "domain_alias_of" FOREIGN KEY ("commune_id","alias_of") REFERENCES "public"."domain"("commune_id","name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "kept_recipient_held" ON "kept_recipient" USING btree ("commune_id","created_at") WHERE "kept_recipient"."kind" = 'held' and "kept_recipient"."settled_at" is null;--> statement-breakpoint
ALTER TABLE "kept_recipient" ADD CONSTRAINT "kept_recipient_settled_as" CHECK ("kept_recipient"."settled_as" in ('delivered', 'deleted', 'expired'));--> statement-breakpoint
ALTER TABLE "domain" ADD CONSTRAINT "domain_alias_is_not_itself" CHECK ("domain"."alias_of" <> "domain"."name");--> statement-breakpoint
ALTER TABLE "domain" ADD CONSTRAINT "domain_alias_has_no_catch_all" CHECK ("domain"."alias_of" is null or "domain"."catch_all" is null);