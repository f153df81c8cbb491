ALTER TABLE "delivery" ADD COLUMN "turn_commune_id" uuid;
--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "turn_size" integer;
--> statement-breakpoint
UPDATE delivery d SET turn_commune_id = m.commune_id, turn_size = m.size FROM queued_message m WHERE m.queue_id = d.queue_id;
--> statement-breakpoint
ALTER TABLE "delivery" ALTER COLUMN "turn_commune_id" SET NOT NULL, ALTER COLUMN "turn_size" SET NOT NULL;
--> statement-breakpoint
DROP INDEX "delivery_due";
--> statement-breakpoint
CREATE INDEX "delivery_due" ON "delivery" USING btree ("destination","turn_commune_id","next_attempt_at") WHERE "delivery"."state" = 'waiting';
