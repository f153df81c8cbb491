-- What has expired is of no use to anybody, and a session says from where somebody worked: the worker deletes it. It may
-- see no token.
GRANT SELECT (id, expires_at), DELETE ON session, verification TO vm_worker;
