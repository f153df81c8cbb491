ALTER TABLE "kept_recipient" ADD COLUMN "since" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "kept_recipient" ADD COLUMN "teaches_ham" boolean DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE kept_recipient SET since = updated_at;
--> statement-breakpoint
-- Who releases a message and allows its author takes back an earlier denial.
GRANT UPDATE (effect, note, updated_at) ON sender_rule TO vm_worker;
