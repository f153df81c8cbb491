DROP INDEX "mailbox_commune_address";--> statement-breakpoint
CREATE INDEX "mailbox_commune_address" ON "mailbox" USING btree ("commune_id","address","quota_bytes");