-- What each process may do; nothing else. The roles exist before any migration runs (db/migrate.ts).
REVOKE ALL ON SCHEMA public FROM PUBLIC;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO vm_gateway, vm_worker, vm_admin, vm_webmail;
--> statement-breakpoint
GRANT USAGE ON SCHEMA dovecot TO vm_dovecot, vm_worker, vm_admin, vm_webmail;
--> statement-breakpoint
GRANT SELECT ON dovecot.passdb, dovecot.userdb, dovecot.iterate TO vm_dovecot;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON dovecot.quota_usage TO vm_dovecot;
--> statement-breakpoint
GRANT SELECT ON dovecot.quota_usage TO vm_worker, vm_admin, vm_webmail;
--> statement-breakpoint
GRANT SELECT ON department, commune, domain, address, mailbox, alias, alias_target
  TO vm_gateway, vm_worker, vm_admin, vm_webmail;
--> statement-breakpoint
GRANT INSERT ON kept_message, kept_recipient TO vm_gateway;
--> statement-breakpoint
GRANT UPDATE (provisioned_at, updated_at) ON mailbox TO vm_worker;
--> statement-breakpoint
GRANT SELECT, DELETE ON kept_message TO vm_worker;
--> statement-breakpoint
GRANT SELECT, UPDATE ON kept_recipient TO vm_worker;
--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON department, commune, domain, mailbox, alias, alias_target TO vm_admin;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON person, session, account, verification, access, app_password TO vm_admin;
--> statement-breakpoint
GRANT SELECT ON kept_recipient TO vm_admin;
--> statement-breakpoint
GRANT SELECT ON person, access TO vm_webmail;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON session, verification TO vm_webmail;
--> statement-breakpoint
GRANT SELECT, UPDATE (password, updated_at) ON account TO vm_webmail;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (label, revoked_at, updated_at) ON app_password TO vm_webmail;
