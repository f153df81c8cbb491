ALTER TABLE "outbox_end" ADD COLUMN "person_id" uuid;--> statement-breakpoint
ALTER TABLE "person_settings" ADD COLUMN "after_filing" text DEFAULT 'next' NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox_end" ADD CONSTRAINT "outbox_end_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbox_end_person_id" ON "outbox_end" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "person_settings" ADD CONSTRAINT "person_settings_after_filing" CHECK ("person_settings"."after_filing" in ('next', 'list'));--> statement-breakpoint
-- Asked again under another name, the same change is that person's.
GRANT UPDATE (person_id) ON outbox_end TO vm_webmail, vm_worker;
