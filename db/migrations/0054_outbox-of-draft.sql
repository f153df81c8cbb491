DROP INDEX "outbox_revision";--> statement-breakpoint
ALTER TABLE "outbox_end" DROP CONSTRAINT "outbox_end_mailbox_id_revision_pk";--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "draft_id" uuid;--> statement-breakpoint
ALTER TABLE "outbox_end" ADD COLUMN "draft_id" uuid;--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_revision" ON "outbox" USING btree ("mailbox_id","revision","draft_id") WHERE "outbox"."revision" is not null;--> statement-breakpoint
ALTER TABLE "outbox_end" ADD CONSTRAINT "outbox_end_change" UNIQUE NULLS NOT DISTINCT("mailbox_id","revision","draft_id");