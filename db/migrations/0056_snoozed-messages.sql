CREATE TABLE "snoozed_message" (
	"commune_id" uuid NOT NULL,
	"mailbox_id" uuid NOT NULL,
	"uid_validity" bigint NOT NULL,
	"uid" bigint NOT NULL,
	"returns_at" timestamp with time zone NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL,
	CONSTRAINT "snoozed_message_pkey" PRIMARY KEY("mailbox_id","uid_validity","uid"),
	CONSTRAINT "snoozed_message_place" CHECK ("snoozed_message"."uid" between 1 and 4294967295 and "snoozed_message"."uid_validity" between 1 and 4294967295)
);
--> statement-breakpoint
ALTER TABLE "snoozed_message" ADD CONSTRAINT "snoozed_message_mailbox" FOREIGN KEY ("commune_id","mailbox_id") REFERENCES "public"."mailbox"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "snoozed_message_due" ON "snoozed_message" USING btree ("next_attempt_at");--> statement-breakpoint
-- The webmail says when, and says otherwise; the worker brings back, and forgets.
GRANT SELECT, INSERT, UPDATE (returns_at, next_attempt_at) ON snoozed_message TO vm_webmail;
--> statement-breakpoint
GRANT SELECT, DELETE, UPDATE (next_attempt_at) ON snoozed_message TO vm_worker;
