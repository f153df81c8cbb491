ALTER TABLE "sending_stop" DROP CONSTRAINT "sending_stop_mailbox";
--> statement-breakpoint
ALTER TABLE "leak_hold" ADD COLUMN "person_id" uuid;--> statement-breakpoint
ALTER TABLE "sending_stop" ADD CONSTRAINT "sending_stop_commune_id_commune_id_fk" FOREIGN KEY ("commune_id") REFERENCES "public"."commune"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
GRANT DELETE ON sending_stop TO vm_worker;
