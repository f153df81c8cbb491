ALTER TABLE "destination_pace" ADD COLUMN "ceiling" integer;--> statement-breakpoint
ALTER TABLE "destination_pace" ADD COLUMN "went_well" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "destination_pace" ADD CONSTRAINT "destination_pace_ceiling" CHECK ("destination_pace"."ceiling" >= 1 and "destination_pace"."went_well" >= 0);--> statement-breakpoint
-- One success had taken away all troubles.
UPDATE "destination_pace" SET "went_well" = 1 WHERE "troubles" = 0;
