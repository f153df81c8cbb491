-- Figures of Dovecot and the row of their mailbox are locked in one order, the figures first: a delivery holds them when its
-- trigger (note_room, migration 0009) comes to the mailbox. Whoever takes a mailbox away, gives it to another commune or
-- calls it otherwise asks for this lock before; a trigger of the mailbox would come too late, once its row is locked.
CREATE FUNCTION lock_usage(wanted uuid) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM dovecot.quota_usage u WHERE u.username = (SELECT m.address FROM mailbox m WHERE m.id = wanted) FOR UPDATE;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION lock_usage(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION lock_usage(uuid) TO vm_admin;
