-- What a security event says are facts that each reader's client puts into words; until now they stood in an English
-- sentence. A sentence that nothing is known about stays as it was written.
ALTER TABLE "security_event" DROP CONSTRAINT "security_event_detail";--> statement-breakpoint
ALTER TABLE "security_event" ADD COLUMN "facts" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
UPDATE security_event SET facts = CASE
  WHEN kind = 'dictionary-attack' AND detail ~ '^too many unknown recipients, refused for \d{1,9} s$'
    THEN jsonb_build_object('refusedSeconds', substring(detail from '(\d+) s$')::integer)
  WHEN kind = 'too-many-connections' AND detail ~ '^more than \d{1,9} connections at once$'
    THEN jsonb_build_object('connections', substring(detail from '\d+')::integer)
  WHEN kind = 'smuggling-attempt' AND detail = 'a false end of data'
    THEN '{"manner": "false-end-of-data"}'
  WHEN kind = 'smuggling-attempt' AND detail = 'commands in the clear behind STARTTLS'
    THEN '{"manner": "behind-starttls"}'
  WHEN kind = 'smuggling-attempt' AND detail = 'octets behind EHLO, HELO or DATA, before its answer'
    THEN '{"manner": "before-the-answer"}'
  WHEN kind = 'password-guessing' AND detail ~ '^\d{1,9} different wrong passwords for .+, closed to it for \d{1,9} min$'
    THEN jsonb_build_object('failures', substring(detail from '^\d+')::integer,
      'login', substring(detail from '^\d+ different wrong passwords for (.+), closed to it for \d+ min$'),
      'closedMinutes', substring(detail from '(\d+) min$')::integer)
  WHEN kind = 'credential-stuffing' AND detail ~ '^wrong passwords for \d{1,9} logins, closed to all for \d{1,9} min$'
    THEN jsonb_build_object('logins', substring(detail from '\d+')::integer,
      'closedMinutes', substring(detail from '(\d+) min$')::integer)
  WHEN detail = '' OR (kind, detail) IN (('early-talker', 'octets before the greeting'),
    ('relay-attempt', 'a recipient that is not ours')) THEN '{}'
  ELSE jsonb_build_object('sentence', detail) END;--> statement-breakpoint
ALTER TABLE "security_event" DROP COLUMN "detail";--> statement-breakpoint
ALTER TABLE "security_event" ADD CONSTRAINT "security_event_facts" CHECK (jsonb_typeof("security_event"."facts") = 'object' and length("security_event"."facts"::text) <= 4000);
