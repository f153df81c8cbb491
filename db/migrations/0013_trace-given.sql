ALTER TABLE "trace" ADD COLUMN "given" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "trace_given" ON "trace" USING gin ("given") WHERE "trace"."given" <> '{}';