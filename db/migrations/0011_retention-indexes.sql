CREATE INDEX "learned_message_at" ON "learned_message" USING btree ("learned_at");--> statement-breakpoint
CREATE INDEX "dmarc_observation_at" ON "dmarc_observation" USING btree ("at");