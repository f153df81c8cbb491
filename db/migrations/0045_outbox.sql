CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"commune_id" uuid NOT NULL,
	"mailbox_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"client" text NOT NULL,
	"reverse_path" text NOT NULL,
	"recipients" text[] NOT NULL,
	"content" "bytea" NOT NULL,
	"draft_uid" bigint,
	"draft_uid_validity" text,
	"state" text DEFAULT 'waiting' NOT NULL,
	"send_at" timestamp with time zone NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"claimed_until" timestamp with time zone,
	"reply" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "outbox_state" CHECK ("outbox"."state" in ('waiting', 'sending', 'filing', 'refused')),
	CONSTRAINT "outbox_recipients" CHECK (cardinality("outbox"."recipients") between 1 and 1000),
	CONSTRAINT "outbox_draft" CHECK (("outbox"."draft_uid" is null) = ("outbox"."draft_uid_validity" is null)),
	CONSTRAINT "outbox_claimed" CHECK ("outbox"."state" not in ('waiting', 'refused') or "outbox"."claimed_until" is null)
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_mailbox" FOREIGN KEY ("commune_id","mailbox_id") REFERENCES "public"."mailbox"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbox_mailbox_id" ON "outbox" USING btree ("mailbox_id","send_at");--> statement-breakpoint
CREATE INDEX "outbox_person_id" ON "outbox" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("next_attempt_at") WHERE "outbox"."state" <> 'refused';--> statement-breakpoint
-- The webmail puts in and takes back; the worker sends, files and removes.
GRANT SELECT, INSERT, DELETE, UPDATE (send_at, next_attempt_at, updated_at) ON outbox TO vm_webmail;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE, UPDATE (state, claimed_until, next_attempt_at, attempts, reply, updated_at) ON outbox TO vm_worker;
