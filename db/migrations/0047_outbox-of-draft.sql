CREATE UNIQUE INDEX "outbox_of_draft" ON "outbox" USING btree ("mailbox_id","draft_uid","draft_uid_validity") WHERE "outbox"."draft_uid" is not null;--> statement-breakpoint
-- What was refused stays with its draft, which its author changes.
GRANT UPDATE (draft_uid) ON outbox TO vm_webmail;--> statement-breakpoint
-- Before a message leaves the webmail, its author is told how far it would go: as far as what comes to a recipient is sent on.
GRANT SELECT (mailbox_id, target, until) ON external_forward TO vm_webmail;
