-- The words of a name as whoever types the beginning of one looks for them: a space before each word and before the address, capitals
-- and accents left aside. Only what is immutable, so that it is written out where it is asked: called for each row it would take ten
-- times as long.
CREATE FUNCTION search_words(name text, address text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN ' ' || translate(alphabetical(name), '-''’.,;:()/"«»  ', '               ') || ' ' || lower(address);
--> statement-breakpoint
-- For the generated column of contacts; declared immutable, as array_to_string is for text.
CREATE FUNCTION search_words(name text, addresses text[]) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN search_words(name, array_to_string(addresses, ' '));
--> statement-breakpoint
CREATE TABLE "contact" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"commune_id" uuid NOT NULL,
	"mailbox_id" uuid NOT NULL,
	"uid" text NOT NULL,
	"card" text NOT NULL,
	"name" text NOT NULL,
	"organisation" text DEFAULT '' NOT NULL,
	"addresses" text[] NOT NULL,
	"words" text GENERATED ALWAYS AS (search_words(name || ' ' || organisation, addresses)) STORED NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contact_mailbox_id_id" UNIQUE("mailbox_id","id"),
	CONSTRAINT "contact_mailbox_uid" UNIQUE("mailbox_id","uid"),
	CONSTRAINT "contact_uid" CHECK (length("contact"."uid") between 1 and 255),
	CONSTRAINT "contact_card" CHECK (octet_length("contact"."card") <= 262144),
	CONSTRAINT "contact_name" CHECK (length("contact"."name") between 1 and 300),
	CONSTRAINT "contact_addresses" CHECK (cardinality("contact"."addresses") <= 50)
);
--> statement-breakpoint
CREATE TABLE "contact_group" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"commune_id" uuid NOT NULL,
	"mailbox_id" uuid NOT NULL,
	"name" text NOT NULL,
	"words" text GENERATED ALWAYS AS (search_words(name, '')) STORED NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contact_group_mailbox_id_id" UNIQUE("mailbox_id","id"),
	CONSTRAINT "contact_group_name" UNIQUE("mailbox_id","words"),
	CONSTRAINT "contact_group_name_length" CHECK (length("contact_group"."name") between 1 and 100)
);
--> statement-breakpoint
CREATE TABLE "contact_group_member" (
	"mailbox_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	CONSTRAINT "contact_group_member_group_id_contact_id_pk" PRIMARY KEY("group_id","contact_id")
);
--> statement-breakpoint
ALTER TABLE "contact" ADD CONSTRAINT "contact_mailbox" FOREIGN KEY ("commune_id","mailbox_id") REFERENCES "public"."mailbox"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_group" ADD CONSTRAINT "contact_group_mailbox" FOREIGN KEY ("commune_id","mailbox_id") REFERENCES "public"."mailbox"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_group_member" ADD CONSTRAINT "contact_group_member_group" FOREIGN KEY ("mailbox_id","group_id") REFERENCES "public"."contact_group"("mailbox_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_group_member" ADD CONSTRAINT "contact_group_member_contact" FOREIGN KEY ("mailbox_id","contact_id") REFERENCES "public"."contact"("mailbox_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contact_name" ON "contact" USING btree ("mailbox_id",alphabetical("name"),"id");--> statement-breakpoint
CREATE INDEX "contact_group_member_contact_id" ON "contact_group_member" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "list_words" ON "list" USING gin (search_words("name", "address") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "mailbox_words" ON "mailbox" USING gin (search_words("name", "address") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "person_words" ON "person" USING gin (search_words("name", "email") gin_trgm_ops);--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON contact, contact_group, contact_group_member TO vm_webmail;
