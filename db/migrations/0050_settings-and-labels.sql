CREATE TABLE "label" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"commune_id" uuid NOT NULL,
	"mailbox_id" uuid NOT NULL,
	"name" text NOT NULL,
	"words" text GENERATED ALWAYS AS (search_words(name, '')) STORED NOT NULL,
	"colour" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "label_name" UNIQUE("mailbox_id","words"),
	CONSTRAINT "label_name_length" CHECK (length("label"."name") between 1 and 40),
	CONSTRAINT "label_colour" CHECK ("label"."colour" in ('violet', 'orange', 'cyan', 'ambre', 'rose', 'vert', 'bleu', 'gris'))
);
--> statement-breakpoint
CREATE TABLE "person_settings" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"undo_seconds" integer DEFAULT 10 NOT NULL,
	"density" text DEFAULT 'comfortable' NOT NULL,
	"reading_pane" text DEFAULT 'right' NOT NULL,
	"shortcuts" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "person_settings_undo_seconds" CHECK ("person_settings"."undo_seconds" between 0 and 30),
	CONSTRAINT "person_settings_density" CHECK ("person_settings"."density" in ('comfortable', 'compact')),
	CONSTRAINT "person_settings_reading_pane" CHECK ("person_settings"."reading_pane" in ('right', 'none'))
);
--> statement-breakpoint
CREATE TABLE "message_template" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"commune_id" uuid NOT NULL,
	"mailbox_id" uuid NOT NULL,
	"name" text NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"html" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "message_template_name" CHECK (length("message_template"."name") between 1 and 100),
	CONSTRAINT "message_template_subject" CHECK (length("message_template"."subject") <= 900),
	CONSTRAINT "message_template_html" CHECK (octet_length("message_template"."html") <= 262144)
);
--> statement-breakpoint
CREATE TABLE "signature" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"commune_id" uuid NOT NULL,
	"mailbox_id" uuid NOT NULL,
	"person_id" uuid,
	"name" text NOT NULL,
	"html" text NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "signature_name" CHECK (length("signature"."name") between 1 and 100),
	CONSTRAINT "signature_html" CHECK (octet_length("signature"."html") <= 65536)
);
--> statement-breakpoint
ALTER TABLE "label" ADD CONSTRAINT "label_mailbox" FOREIGN KEY ("commune_id","mailbox_id") REFERENCES "public"."mailbox"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_settings" ADD CONSTRAINT "person_settings_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_template" ADD CONSTRAINT "message_template_mailbox" FOREIGN KEY ("commune_id","mailbox_id") REFERENCES "public"."mailbox"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signature" ADD CONSTRAINT "signature_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signature" ADD CONSTRAINT "signature_mailbox" FOREIGN KEY ("commune_id","mailbox_id") REFERENCES "public"."mailbox"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "message_template_mailbox_id" ON "message_template" USING btree ("mailbox_id");--> statement-breakpoint
CREATE INDEX "signature_mailbox_id" ON "signature" USING btree ("mailbox_id");--> statement-breakpoint
CREATE INDEX "signature_person_id" ON "signature" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "signature_one_default_of_person" ON "signature" USING btree ("mailbox_id","person_id") WHERE "signature"."is_default" and "signature"."person_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "signature_one_default_of_box" ON "signature" USING btree ("mailbox_id") WHERE "signature"."is_default" and "signature"."person_id" is null;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON person_settings, signature, message_template, label TO vm_webmail;
