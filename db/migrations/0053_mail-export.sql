CREATE TABLE "mail_export" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"commune_id" uuid NOT NULL,
	"mailbox_id" uuid NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"messages" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"octets" bigint DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"touched_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mail_export_state" CHECK ("mail_export"."state" in ('waiting', 'running', 'done', 'cancelled', 'failed')),
	CONSTRAINT "mail_export_counts" CHECK ("mail_export"."messages" >= 0 and "mail_export"."total" >= 0 and "mail_export"."octets" >= 0)
);
--> statement-breakpoint
ALTER TABLE "mail_export" ADD CONSTRAINT "mail_export_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_export" ADD CONSTRAINT "mail_export_mailbox" FOREIGN KEY ("commune_id","mailbox_id") REFERENCES "public"."mailbox"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON mail_export TO vm_webmail;
