DROP INDEX "address_commune_id";--> statement-breakpoint
ALTER TABLE "address" ADD CONSTRAINT "address_commune_id_address" UNIQUE("commune_id","address");--> statement-breakpoint
ALTER TABLE "domain" ADD CONSTRAINT "domain_catch_all_of_its_commune" FOREIGN KEY ("commune_id","catch_all") REFERENCES "public"."address"("commune_id","address") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- The other half of domain_alias_chain: an alias of a domain gets no address of its own. The lock on the domain's row
-- keeps the domain from becoming an alias in between.
CREATE OR REPLACE FUNCTION register_address() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  main text;
BEGIN
  IF TG_OP <> 'DELETE' THEN
    SELECT alias_of INTO main FROM domain WHERE name = NEW.domain FOR SHARE;
    IF main IS NOT NULL THEN
      RAISE EXCEPTION 'address_of_alias_domain: % has the addresses of %', NEW.domain, main
        USING ERRCODE = 'check_violation';
    END IF;
  END IF;
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
-- A list leads to its members in five steps at most, lists and aliases counted, and never to itself. What aliases
-- alone may still make circular ends where it is asked for (db/stores/resolve-recipient.ts).
CREATE FUNCTION refuse_deep_list() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  deepest CONSTANT integer := 5;
  above integer;
  below integer;
BEGIN
  IF EXISTS (SELECT FROM address WHERE address = NEW.target AND kind = 'mailbox') THEN
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('list-nesting', 0));
  WITH RECURSIVE inside(address, depth) AS (
    SELECT NEW.target, 1
    UNION
    SELECT next.target, inside.depth + 1
    FROM inside CROSS JOIN LATERAL (
      SELECT m.target FROM list l JOIN list_member m ON m.list_id = l.id WHERE l.address = inside.address
      UNION ALL
      SELECT t.target FROM alias a JOIN alias_target t ON t.alias_id = a.id WHERE a.address = inside.address
    ) next JOIN address ON address.address = next.target AND address.kind <> 'mailbox'
    WHERE inside.depth <= deepest
  )
  SELECT max(depth) INTO below FROM inside;
  WITH RECURSIVE around(address, depth) AS (
    SELECT address, 1 FROM list WHERE id = NEW.list_id
    UNION
    SELECT next.address, around.depth + 1
    FROM around CROSS JOIN LATERAL (
      SELECT l.address FROM list_member m JOIN list l ON l.id = m.list_id WHERE m.target = around.address
      UNION ALL
      SELECT a.address FROM alias_target t JOIN alias a ON a.id = t.alias_id WHERE t.target = around.address
    ) next
    WHERE around.depth <= deepest
  )
  SELECT max(depth) INTO above FROM around;
  IF above + below > deepest THEN
    RAISE EXCEPTION 'list_too_deep: % cannot be a member of this list', NEW.target USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION refuse_deep_list() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER list_too_deep AFTER INSERT OR UPDATE ON list_member
  FOR EACH ROW EXECUTE FUNCTION refuse_deep_list();
--> statement-breakpoint
CREATE FUNCTION refuse_forward_to_itself() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM mailbox WHERE id = NEW.mailbox_id AND address = NEW.target) THEN
    RAISE EXCEPTION 'forward_to_itself: %', NEW.target USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION refuse_forward_to_itself() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER forward_to_itself AFTER INSERT OR UPDATE ON forward
  FOR EACH ROW EXECUTE FUNCTION refuse_forward_to_itself();
--> statement-breakpoint
-- Since when a mailbox has had no room. Dovecot writes what is used after every delivery; the row of the mailbox, and
-- with it the directory's NOTIFY, is touched only when room ends or there is some again.
CREATE FUNCTION note_room() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    UPDATE mailbox SET full_since = NULL WHERE address = OLD.username AND full_since IS NOT NULL;
  ELSE
    UPDATE mailbox SET full_since = CASE WHEN NEW.bytes >= quota_bytes THEN now() END
      WHERE address = NEW.username AND (NEW.bytes >= quota_bytes) <> (full_since IS NOT NULL);
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION note_room() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER quota_usage_room AFTER INSERT OR DELETE OR UPDATE OF bytes ON dovecot.quota_usage
  FOR EACH ROW EXECUTE FUNCTION note_room();
--> statement-breakpoint
CREATE FUNCTION keep_full_since() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  used bigint := (SELECT bytes FROM dovecot.quota_usage WHERE username = OLD.address);
BEGIN
  NEW.full_since := CASE WHEN used >= NEW.quota_bytes THEN coalesce(OLD.full_since, now()) END;
  RETURN NEW;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION keep_full_since() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER mailbox_room BEFORE UPDATE OF quota_bytes ON mailbox
  FOR EACH ROW EXECUTE FUNCTION keep_full_since();
--> statement-breakpoint
REVOKE UPDATE (full_since) ON mailbox FROM vm_gateway, vm_worker;
--> statement-breakpoint
UPDATE mailbox SET full_since = now() FROM dovecot.quota_usage u WHERE u.username = address AND u.bytes >= quota_bytes;
