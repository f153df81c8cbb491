-- What an alert says are facts that each reader's client puts into words; until now they stood in an English sentence.
ALTER TABLE "alert" DROP CONSTRAINT "alert_detail";--> statement-breakpoint
ALTER TABLE "alert" ADD COLUMN "facts" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
UPDATE alert SET facts = jsonb_strip_nulls(CASE
  WHEN kind IN ('password-reset', 'personal-mailbox-opened', 'external-forward') THEN jsonb_build_object(
    'by', substring(detail from '(?:^|, )by (.+)$'),
    'to', substring(detail from '^(?:to )?([^ ,]+@[^ ,]+)(?:, by | until )'),
    'until', to_char(substring(detail from ' until (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))')::timestamptz
      AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  WHEN kind IN ('password-guessing', 'credential-stuffing', 'distributed-guessing') THEN jsonb_build_object(
    'failures', substring(detail from '^(\d{1,9}) (?:different )?wrong passwords')::integer,
    'logins', substring(detail from '^wrong passwords for (\d{1,9}) logins')::integer,
    'networks', substring(detail from ' from (\d{1,9}) networks within a day$')::integer,
    'network', substring(detail from ' \(([0-9a-f.:/]+)\)$'),
    'closedMinutes', substring(detail from ', closed to (?:it|all) for (\d{1,9}) min')::integer)
  ELSE '{}'::jsonb END);--> statement-breakpoint
ALTER TABLE "alert" DROP COLUMN "detail";--> statement-breakpoint
ALTER TABLE "alert" ADD CONSTRAINT "alert_facts" CHECK (jsonb_typeof("alert"."facts") = 'object' and length("alert"."facts"::text) <= 2000);
