-- Whose account is suspended sends no more, whatever opened the session: asked for each message.
GRANT SELECT (id, suspended_at) ON person TO vm_gateway;
