CREATE TABLE "held_digest" (
	"mailbox_id" uuid PRIMARY KEY NOT NULL,
	"commune_id" uuid NOT NULL,
	"day" date NOT NULL,
	"covers_until" timestamp with time zone NOT NULL,
	"told_until" timestamp with time zone,
	"content" "bytea",
	"entries" integer DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone DEFAULT now() NOT NULL,
	"claimed_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "held_digest" ADD CONSTRAINT "held_digest_mailbox" FOREIGN KEY ("commune_id","mailbox_id") REFERENCES "public"."mailbox"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "held_digest_due" ON "held_digest" USING btree ("next_attempt_at") WHERE "held_digest"."content" is not null;--> statement-breakpoint
ALTER TABLE "kept_recipient" DROP COLUMN "announced_at";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON held_digest TO vm_worker;
