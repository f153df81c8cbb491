-- What the figures of a mailbox were when the worker last had its INBOX indexed: where they differ, mail came since. Dovecot
-- writes its own columns only, so a delivery pays nothing for these, neither a trigger nor an index. What is there by now was
-- indexed as it came.
ALTER TABLE dovecot.quota_usage ADD COLUMN indexed_bytes bigint NOT NULL DEFAULT 0;
--> statement-breakpoint
ALTER TABLE dovecot.quota_usage ADD COLUMN indexed_messages bigint NOT NULL DEFAULT 0;
--> statement-breakpoint
UPDATE dovecot.quota_usage SET indexed_bytes = bytes, indexed_messages = messages;
--> statement-breakpoint
GRANT UPDATE (indexed_bytes, indexed_messages) ON dovecot.quota_usage TO vm_worker;
