CREATE TABLE "automatic_sending" (
	"mailbox_id" uuid NOT NULL,
	"commune_id" uuid NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"messages" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "automatic_sending_mailbox_id_hour_pk" PRIMARY KEY("mailbox_id","hour")
);
--> statement-breakpoint
ALTER TABLE "trace" DROP CONSTRAINT "trace_outcome";--> statement-breakpoint
ALTER TABLE "automatic_sending" ADD CONSTRAINT "automatic_sending_mailbox" FOREIGN KEY ("commune_id","mailbox_id") REFERENCES "public"."mailbox"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "automatic_sending_hour" ON "automatic_sending" USING btree ("hour");--> statement-breakpoint
ALTER TABLE "trace" ADD CONSTRAINT "trace_outcome" CHECK ("trace"."outcome" in ('delivered', 'junk', 'forwarded', 'held', 'waiting', 'refused', 'deferred', 'deleted', 'expired', 'sent', 'returned'));
--> statement-breakpoint
-- What is allowed to the outside is part of what an address leads to.
CREATE TRIGGER external_forward_notify AFTER INSERT OR UPDATE OR DELETE ON external_forward
  FOR EACH ROW EXECUTE FUNCTION notify_directory();
--> statement-breakpoint
GRANT SELECT (mailbox_id, target, until) ON external_forward TO vm_gateway, vm_worker;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (messages) ON automatic_sending TO vm_gateway;
--> statement-breakpoint
GRANT SELECT, DELETE ON automatic_sending TO vm_worker;
