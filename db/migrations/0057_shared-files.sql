CREATE TABLE "shared_file" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"commune_id" uuid NOT NULL,
	"mailbox_id" uuid NOT NULL,
	"person_id" uuid,
	"link_digest" text NOT NULL,
	"sealed_key" "bytea" NOT NULL,
	"coming_key" "bytea",
	"name" text NOT NULL,
	"octets" bigint NOT NULL,
	"password_hash" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"completed_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"octets_until" timestamp with time zone NOT NULL,
	"downloads" integer DEFAULT 0 NOT NULL,
	"last_download_at" timestamp with time zone,
	"wrong_tries" integer DEFAULT 0 NOT NULL,
	"closed_until" timestamp with time zone,
	CONSTRAINT "shared_file_octets" CHECK ("shared_file"."octets" >= 0),
	CONSTRAINT "shared_file_name" CHECK (length("shared_file"."name") between 1 and 1000),
	CONSTRAINT "shared_file_key" CHECK (("shared_file"."completed_at" is null) = ("shared_file"."coming_key" is not null))
);
--> statement-breakpoint
CREATE TABLE "shared_file_piece" (
	"file_id" uuid NOT NULL,
	"piece" integer NOT NULL,
	"octets" "bytea" NOT NULL,
	CONSTRAINT "shared_file_piece_file_id_piece_pk" PRIMARY KEY("file_id","piece"),
	CONSTRAINT "shared_file_piece_number" CHECK ("shared_file_piece"."piece" >= 0)
);
--> statement-breakpoint
ALTER TABLE "shared_file" ADD CONSTRAINT "shared_file_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shared_file" ADD CONSTRAINT "shared_file_mailbox" FOREIGN KEY ("commune_id","mailbox_id") REFERENCES "public"."mailbox"("commune_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shared_file_piece" ADD CONSTRAINT "shared_file_piece_file_id_shared_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."shared_file"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "shared_file_mailbox_id" ON "shared_file" USING btree ("mailbox_id","created_at");--> statement-breakpoint
CREATE INDEX "shared_file_person_id" ON "shared_file" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "shared_file_octets_until" ON "shared_file" USING btree ("octets_until","octets");--> statement-breakpoint
CREATE INDEX "shared_file_link_digest" ON "shared_file" USING btree ("link_digest");--> statement-breakpoint
-- What is sealed gets no smaller.
ALTER TABLE "shared_file_piece" ALTER COLUMN "octets" SET STORAGE EXTERNAL;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (coming_key, completed_at, withdrawn_at, octets_until, downloads, last_download_at, wrong_tries, closed_until) ON shared_file TO vm_webmail;
--> statement-breakpoint
GRANT SELECT, INSERT ON shared_file_piece TO vm_webmail;
--> statement-breakpoint
-- The worker forgets octets whose time is over, and later that there were any. It reads neither keys nor what they close.
GRANT SELECT (id, completed_at, octets_until), DELETE ON shared_file TO vm_worker;
--> statement-breakpoint
GRANT SELECT (file_id, piece), DELETE ON shared_file_piece TO vm_worker;
