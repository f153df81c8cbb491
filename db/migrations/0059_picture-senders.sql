CREATE TABLE "picture_sender" (
	"person_id" uuid NOT NULL,
	"address" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "picture_sender_pkey" PRIMARY KEY("person_id","address"),
	CONSTRAINT "picture_sender_address" CHECK (length("picture_sender"."address") between 3 and 320)
);
--> statement-breakpoint
ALTER TABLE "picture_sender" ADD CONSTRAINT "picture_sender_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON picture_sender TO vm_webmail;
