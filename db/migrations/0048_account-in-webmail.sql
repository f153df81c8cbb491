-- The webmail opens first accesses and sets second factors up, as the panel does: what that changes, and nothing else.
GRANT INSERT ON account TO vm_webmail;
--> statement-breakpoint
GRANT UPDATE (two_factor_enabled, updated_at) ON person TO vm_webmail;
--> statement-breakpoint
GRANT SELECT, UPDATE (used_at, updated_at) ON activation_code TO vm_webmail;
