CREATE TABLE "bounce_count" (
	"commune_id" uuid NOT NULL,
	"domain" text NOT NULL,
	"destination" text NOT NULL,
	"kind" text NOT NULL,
	"day" date NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "bounce_count_commune_id_domain_destination_kind_day_pk" PRIMARY KEY("commune_id","domain","destination","kind","day"),
	CONSTRAINT "bounce_count_count" CHECK ("bounce_count"."count" > 0)
);
--> statement-breakpoint
CREATE TABLE "suppressed_address" (
	"address" text PRIMARY KEY NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"reply" text NOT NULL,
	CONSTRAINT "suppressed_address_address" CHECK ("suppressed_address"."address" = lower("suppressed_address"."address")),
	CONSTRAINT "suppressed_address_until" CHECK ("suppressed_address"."until" > "suppressed_address"."since")
);
--> statement-breakpoint
ALTER TABLE "queued_message" ADD COLUMN "leaks" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "bounce_count" ADD CONSTRAINT "bounce_count_commune_id_commune_id_fk" FOREIGN KEY ("commune_id") REFERENCES "public"."commune"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bounce_count_day" ON "bounce_count" USING btree ("day");--> statement-breakpoint
CREATE INDEX "suppressed_address_until" ON "suppressed_address" USING btree ("until");
--> statement-breakpoint
-- Runners count what they settle; submission asks whether an address is known not to exist, and nothing more.
GRANT SELECT, INSERT, UPDATE, DELETE ON bounce_count, suppressed_address TO vm_worker;
--> statement-breakpoint
GRANT SELECT (address, until) ON suppressed_address TO vm_gateway;
--> statement-breakpoint
GRANT SELECT ON bounce_count TO vm_admin;
--> statement-breakpoint
GRANT SELECT, DELETE ON suppressed_address TO vm_admin;
--> statement-breakpoint
GRANT SELECT (leaks) ON queued_message TO vm_admin;
