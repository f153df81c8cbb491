CREATE TABLE "sts_policy" (
	"domain" text PRIMARY KEY NOT NULL,
	"announced_as" text NOT NULL,
	"mode" text NOT NULL,
	"mx" text[] NOT NULL,
	"max_age_seconds" integer NOT NULL,
	"fetched_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sts_policy_mode" CHECK ("sts_policy"."mode" in ('enforce', 'testing', 'none')),
	CONSTRAINT "sts_policy_max_age" CHECK ("sts_policy"."max_age_seconds" between 0 and 31557600)
);
--> statement-breakpoint
CREATE TABLE "tls_count" (
	"day" date NOT NULL,
	"destination" text NOT NULL,
	"host" text NOT NULL,
	"policy" text NOT NULL,
	"result" text NOT NULL,
	"sessions" integer NOT NULL,
	CONSTRAINT "tls_count_day_destination_host_policy_result_pk" PRIMARY KEY("day","destination","host","policy","result"),
	CONSTRAINT "tls_count_policy" CHECK ("tls_count"."policy" in ('tlsa', 'sts', 'no-policy-found')),
	CONSTRAINT "tls_count_sessions" CHECK ("tls_count"."sessions" > 0)
);
--> statement-breakpoint
CREATE INDEX "sts_policy_fetched_at" ON "sts_policy" USING btree ("fetched_at");--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sts_policy TO vm_worker;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON tls_count TO vm_worker;
--> statement-breakpoint
GRANT SELECT ON sts_policy, tls_count TO vm_admin;
