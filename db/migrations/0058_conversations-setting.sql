ALTER TABLE "person_settings" ADD COLUMN "conversations" boolean DEFAULT true NOT NULL;
