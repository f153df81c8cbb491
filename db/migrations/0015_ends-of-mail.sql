ALTER TABLE "trace" DROP CONSTRAINT "trace_outcome";--> statement-breakpoint
-- Where mail was filed was guessed from the reason before.
UPDATE "trace" SET "outcome" = 'junk' WHERE "outcome" = 'delivered'
	AND "reason" IN ('junk-score', 'spam-score', 'dmarc-quarantine', 'author-doubtful', 'attachment', 'suspicion');--> statement-breakpoint
ALTER TABLE "trace" ADD CONSTRAINT "trace_outcome" CHECK ("trace"."outcome" in ('delivered', 'junk', 'held', 'waiting', 'refused', 'deferred', 'deleted', 'expired'));