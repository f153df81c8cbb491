ALTER TABLE "delivery" ADD COLUMN "commune_id" uuid;
--> statement-breakpoint
UPDATE delivery d SET commune_id = m.commune_id FROM queued_message m WHERE m.queue_id = d.queue_id;
--> statement-breakpoint
ALTER TABLE "delivery" ALTER COLUMN "commune_id" SET NOT NULL;
--> statement-breakpoint
DROP INDEX "delivery_due";
--> statement-breakpoint
CREATE INDEX "delivery_due" ON "delivery" USING btree ("destination","commune_id","next_attempt_at") WHERE "delivery"."state" = 'waiting';
