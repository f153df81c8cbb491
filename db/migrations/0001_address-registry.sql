-- Every address of ours stands once in `address`, whichever table it comes from: its primary key refuses a mailbox and
-- an alias of the same name. The function runs as the owner, so that no run-time role needs a right on `address`.
CREATE FUNCTION register_address() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO address (address, commune_id, kind) VALUES (NEW.address, NEW.commune_id, TG_TABLE_NAME);
  ELSIF TG_OP = 'UPDATE' THEN
    UPDATE address SET address = NEW.address, commune_id = NEW.commune_id WHERE address = OLD.address;
  ELSE
    DELETE FROM address WHERE address = OLD.address;
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION register_address() FROM PUBLIC;
--> statement-breakpoint
ALTER TABLE alias_target DROP CONSTRAINT alias_target_target_address_address_fk,
  ADD CONSTRAINT alias_target_target_address_address_fk FOREIGN KEY (target) REFERENCES address (address)
    ON DELETE CASCADE ON UPDATE CASCADE;
--> statement-breakpoint
CREATE TRIGGER mailbox_address AFTER INSERT OR DELETE OR UPDATE OF domain, local_part, commune_id ON mailbox
  FOR EACH ROW EXECUTE FUNCTION register_address();
--> statement-breakpoint
CREATE TRIGGER alias_address AFTER INSERT OR DELETE OR UPDATE OF domain, local_part, commune_id ON alias
  FOR EACH ROW EXECUTE FUNCTION register_address();
