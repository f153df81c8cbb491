-- The order of names in a French directory: neither capitals nor accents make a difference. No collation of the system, whose
-- order changes with its libraries and leaves indexes wrong that were made before.
CREATE FUNCTION alphabetical(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN translate(replace(replace(lower(name), 'œ', 'oe'), 'æ', 'ae'),
    'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ', 'aaaaaaceeeeiiiinooooouuuuyy');
--> statement-breakpoint
DROP INDEX "person_commune_id";--> statement-breakpoint
DROP INDEX "person_name";--> statement-breakpoint
DROP INDEX "person_suspended";--> statement-breakpoint
DROP INDEX "commune_name";--> statement-breakpoint
CREATE INDEX "person_commune_id" ON "person" USING btree ("commune_id",alphabetical("name"),"id");--> statement-breakpoint
CREATE INDEX "person_name" ON "person" USING btree (alphabetical("name"),"id");--> statement-breakpoint
CREATE INDEX "person_suspended" ON "person" USING btree (alphabetical("name"),"id") WHERE "person"."suspended_at" is not null;--> statement-breakpoint
CREATE INDEX "commune_name" ON "commune" USING btree (alphabetical("name"),"id");