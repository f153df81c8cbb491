ALTER TABLE "kept_recipient" ADD COLUMN "mailbox_id" uuid;--> statement-breakpoint
ALTER TABLE "kept_recipient" ADD COLUMN "first_reason" text;--> statement-breakpoint
-- Only where the mailbox was there when the mail came: one that was made later with the same address is another.
UPDATE kept_recipient r SET mailbox_id = m.id FROM mailbox m
  WHERE m.address = r.recipient AND m.commune_id = r.commune_id AND m.created_at <= r.created_at
    AND r.settled_at IS NULL;
--> statement-breakpoint
-- A release forgot why the message had been held; the trace knows where that was a virus.
UPDATE kept_recipient r SET first_reason = 'virus' FROM kept_message k
  WHERE k.queue_id = r.queue_id AND r.released_at IS NOT NULL AND r.settled_at IS NULL
    AND EXISTS (SELECT FROM trace t WHERE t.queue_id = coalesce(k.received_as, k.queue_id)
      AND t.recipient = r.recipient AND t.outcome = 'held' AND t.reason = 'virus');
