-- What Dovecot counted knows its commune, so that a commune is added up along an index. A sum that is kept would be quicker to
-- read, and would make every delivery to a commune wait for the one before. Dovecot itself only ever writes figures: no
-- index is on these, and an update of one touches none.
ALTER TABLE dovecot.quota_usage ADD COLUMN commune_id uuid;
--> statement-breakpoint
UPDATE dovecot.quota_usage u SET commune_id = m.commune_id FROM mailbox m WHERE m.address = u.username;
--> statement-breakpoint
CREATE INDEX quota_usage_commune_id ON dovecot.quota_usage (commune_id);
--> statement-breakpoint
CREATE FUNCTION usage_of_commune() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  NEW.commune_id := (SELECT m.commune_id FROM mailbox m WHERE m.address = NEW.username);
  RETURN NEW;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION usage_of_commune() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER quota_usage_commune BEFORE INSERT OR UPDATE OF username, commune_id ON dovecot.quota_usage
  FOR EACH ROW EXECUTE FUNCTION usage_of_commune();
--> statement-breakpoint
-- For figures that were there before their mailbox, as after one of that address was taken away and written to once more.
CREATE FUNCTION claim_usage() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE dovecot.quota_usage SET commune_id = NEW.commune_id WHERE username = NEW.address;
  RETURN NULL;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION claim_usage() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER mailbox_claims_usage AFTER INSERT OR UPDATE OF commune_id, domain, local_part ON mailbox
  FOR EACH ROW EXECUTE FUNCTION claim_usage();
