-- Who sends is asked for the right to; and mail of ours to mailboxes of ours passes the inbound stages in the worker.
GRANT SELECT ON access TO vm_gateway;
--> statement-breakpoint
GRANT SELECT (id, mailbox_id, person_id, selector, smtp, revoked_at) ON app_password TO vm_gateway;
--> statement-breakpoint
GRANT INSERT ON kept_message, kept_recipient TO vm_worker;
--> statement-breakpoint
GRANT INSERT, UPDATE (last_seen_at) ON correspondent TO vm_worker;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION held_octets(uuid[]), held_octets_in_all() TO vm_worker;
