-- Lists of the directory stay quick at any length: an order that an index has, and words found anywhere by their trigrams.
-- The extension comes with PostgreSQL and is trusted: the owner of the database may make it.
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
--> statement-breakpoint
DROP INDEX "person_commune_id";--> statement-breakpoint
ALTER TABLE "domain" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX "alias_commune_address" ON "alias" USING btree ("commune_id","address");--> statement-breakpoint
CREATE INDEX "alias_search" ON "alias" USING gin ("address" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "list_commune_address" ON "list" USING btree ("commune_id","address");--> statement-breakpoint
CREATE INDEX "mailbox_search" ON "mailbox" USING gin (lower("address" || ' ' || "name") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "mailbox_suspended" ON "mailbox" USING btree ("address") WHERE "mailbox"."suspended_at" is not null;--> statement-breakpoint
CREATE INDEX "mailbox_expires_at" ON "mailbox" USING btree ("expires_at") WHERE "mailbox"."expires_at" is not null;--> statement-breakpoint
CREATE INDEX "person_name" ON "person" USING btree (lower("name"),"id");--> statement-breakpoint
CREATE INDEX "person_search" ON "person" USING gin (lower("name" || ' ' || "email") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "person_suspended" ON "person" USING btree (lower("name"),"id") WHERE "person"."suspended_at" is not null;--> statement-breakpoint
CREATE INDEX "person_commune_id" ON "person" USING btree ("commune_id",lower("name"),"id");
--> statement-breakpoint
-- What Dovecot counted goes with its mailbox: whoever gets the address later begins with nothing.
CREATE FUNCTION forget_usage() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM dovecot.quota_usage WHERE username = OLD.address;
  RETURN NULL;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION forget_usage() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER mailbox_usage AFTER DELETE ON mailbox FOR EACH ROW EXECUTE FUNCTION forget_usage();
