CREATE TABLE "outbox_end" (
	"commune_id" uuid NOT NULL,
	"mailbox_id" uuid NOT NULL,
	"revision" uuid NOT NULL,
	"asked_key" text,
	"became" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "outbox_end_mailbox_id_revision_pk" PRIMARY KEY("mailbox_id","revision"),
	CONSTRAINT "outbox_end_became" CHECK ("outbox_end"."became" in ('left', 'taken-back'))
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "revision" uuid;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "asked_key" text;--> statement-breakpoint
ALTER TABLE "outbox_end" ADD CONSTRAINT "outbox_end_mailbox" FOREIGN KEY ("commune_id","mailbox_id") REFERENCES "public"."mailbox"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbox_end_at" ON "outbox_end" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_revision" ON "outbox" USING btree ("mailbox_id","revision") WHERE "outbox"."revision" is not null;--> statement-breakpoint
CREATE INDEX "outbox_refused" ON "outbox" USING btree ("person_id") WHERE "outbox"."state" = 'refused';--> statement-breakpoint
-- Who takes a message back, and who sends it, note that it is in the outbox no more.
GRANT SELECT, INSERT, UPDATE (became, asked_key, at) ON outbox_end TO vm_webmail;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE, UPDATE (became, asked_key, at) ON outbox_end TO vm_worker;
