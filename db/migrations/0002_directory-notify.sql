-- Tells every gateway that what it remembers of the directory may be out of date. The payload is the address or the
-- domain that changed, or the commune's id; a listener may simply forget everything.
CREATE FUNCTION notify_directory() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  changed jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
BEGIN
  PERFORM pg_notify('directory', coalesce(changed->>'address', changed->>'target',
    CASE WHEN TG_TABLE_NAME = 'domain' THEN changed->>'name' ELSE changed->>'id' END));
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER commune_notify AFTER UPDATE OR DELETE ON commune
  FOR EACH ROW EXECUTE FUNCTION notify_directory();
--> statement-breakpoint
CREATE TRIGGER domain_notify AFTER INSERT OR UPDATE OR DELETE ON domain
  FOR EACH ROW EXECUTE FUNCTION notify_directory();
--> statement-breakpoint
CREATE TRIGGER mailbox_notify AFTER INSERT OR UPDATE OR DELETE ON mailbox
  FOR EACH ROW EXECUTE FUNCTION notify_directory();
--> statement-breakpoint
CREATE TRIGGER alias_notify AFTER INSERT OR UPDATE OR DELETE ON alias
  FOR EACH ROW EXECUTE FUNCTION notify_directory();
--> statement-breakpoint
CREATE TRIGGER alias_target_notify AFTER INSERT OR UPDATE OR DELETE ON alias_target
  FOR EACH ROW EXECUTE FUNCTION notify_directory();
