import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RuntimeRole } from '#db/names.ts'
import { makeSaulieu } from '#test/support/database/commune.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'

let postgresql: TestDatabase
beforeAll(async () => {
  postgresql = await startDatabase()
  await using owner = postgresql.open('vm_owner')
  await makeSaulieu(owner)
})
afterAll(() => postgresql[Symbol.asyncDispose]())

const denied: readonly (readonly [RuntimeRole, string])[] = [
  ['vm_gateway', 'select password from account'],
  ['vm_gateway', 'select hash from app_password'],
  ['vm_gateway', 'select name from person'],
  ['vm_gateway', 'select content from kept_message'],
  ['vm_gateway', 'select size from kept_recipient'],
  ['vm_admin', 'select from contact'],
  ['vm_worker', 'select from signature'],
  ['vm_admin', 'select from mail_export'],
  ['vm_webmail', 'delete from mail_export'],
  ['vm_gateway', 'select from snoozed_message'],
  ['vm_admin', 'select from snoozed_message'],
  ['vm_webmail', 'delete from snoozed_message'],
  ['vm_webmail', 'update snoozed_message set uid = uid'],
  ['vm_worker', 'update snoozed_message set returns_at = now()'],
  ['vm_worker', 'insert into snoozed_message default values'],
  ['vm_gateway', 'select from contact_group_member'],
  ['vm_gateway', 'delete from kept_recipient'],
  ['vm_gateway', 'update mailbox set suspended_at = null'],
  ['vm_gateway', 'update mailbox set full_since = null'],
  ['vm_gateway', 'select from dovecot.passdb'],
  ['vm_gateway', 'select content from queued_message'],
  ['vm_gateway', 'update delivery set state = state'],
  ['vm_gateway', 'insert into delivery_attempt default values'],
  ['vm_gateway', "update dkim_key set state = 'retired'"],
  ['vm_gateway', 'delete from dkim_key'],
  ['vm_gateway', 'select reason from leak_justification'],
  ['vm_gateway', 'update leak_hold set decided_at = now()'],
  ['vm_gateway', 'delete from leak_rule'],
  ['vm_gateway', 'select reason from external_forward'],
  ['vm_gateway', 'update external_forward set until = until'],
  ['vm_gateway', 'delete from automatic_sending'],
  ['vm_worker', 'insert into automatic_sending default values'],
  ['vm_admin', 'update automatic_sending set messages = 0'],
  ['vm_worker', 'update dkim_key set public_key = public_key'],
  ['vm_admin', 'select private_key from dkim_key'],
  ['vm_admin', 'select * from dkim_key'],
  ['vm_admin', "update dkim_key set state = 'retired'"],
  ['vm_webmail', 'select selector from dkim_key'],
  ['vm_worker', 'select password from account'],
  ['vm_worker', 'delete from delivery_attempt'],
  ['vm_worker', "update leak_justification set reason = ''"],
  ['vm_worker', "insert into paused_destination values ('x')"],
  ['vm_worker', 'select hash from app_password'],
  ['vm_worker', 'update mailbox set suspended_at = null'],
  ['vm_worker', 'delete from mailbox'],
  ['vm_admin', 'select content from kept_message'],
  ['vm_admin', "select held_octets('{}')"],
  ['vm_admin', "insert into address values ('a@b.test', gen_random_uuid(), 'alias')"],
  ['vm_admin', 'select content from queued_message'],
  ['vm_admin', 'insert into queued_message default values'],
  ['vm_admin', 'update delivery set attempts = 0'],
  ['vm_admin', 'delete from leak_justification'],
  ['vm_admin', "update leak_hold set became = 'released'"],
  ['vm_admin', "update delivery_recipient set recipient = ''"],
  ['vm_gateway', 'select reply from suppressed_address'],
  ['vm_gateway', 'delete from suppressed_address'],
  ['vm_gateway', 'select from bounce_count'],
  ['vm_admin', 'update suppressed_address set until = now()'],
  ['vm_admin', 'delete from bounce_count'],
  ['vm_webmail', 'select from suppressed_address'],
  ['vm_webmail', 'select from delivery'],
  ['vm_webmail', 'select from leak_justification'],
  ['vm_webmail', 'update person set role = role'],
  ['vm_webmail', 'update account set account_id = account_id'],
  ['vm_webmail', 'delete from account'],
  ['vm_webmail', 'insert into activation_code default values'],
  ['vm_webmail', 'update activation_code set digest = digest'],
  ['vm_webmail', 'update person set email = email'],
  ['vm_webmail', 'select content from kept_message'],
  ['vm_webmail', 'update app_password set hash = hash'],
  ['vm_dovecot', 'select from public.mailbox'],
  ['vm_dovecot', 'select from public.account'],
  ['vm_dovecot', 'select from public.kept_message'],
  ['vm_dovecot', 'select from pgboss.job'],
  ['vm_dovecot', "update dovecot.userdb set home = ''"],
  ['vm_worker', 'update dovecot.quota_usage set bytes = 0'],
]

test.each(denied)('%s: %s → refused', async (role, statement) => {
  await using database = postgresql.open(role)
  await expect(database.pool.query(statement)).rejects.toThrow(/permission denied|cannot update/)
})

const allowed: readonly (readonly [RuntimeRole, string])[] = [
  ['vm_gateway', 'select address from mailbox'],
  ['vm_gateway', 'select target from list_member union select target from forward'],
  ['vm_gateway', "select octets, held_octets_in_all() from held_octets('{}')"],
  ['vm_worker', 'update mailbox set provisioned_at = now(), updated_at = now() where false'],
  ['vm_gateway', "select selector, private_key from dkim_key where domain = 'a.test' and state = 'active'"],
  ['vm_worker', "update dkim_key set state = 'retired' where false"],
  ['vm_worker', 'select target, until from external_forward where mailbox_id is null'],
  ['vm_worker', 'delete from automatic_sending where false'],
  ['vm_admin', 'select domain, selector, state, public_key, retired_at from dkim_key'],
  ['vm_worker', 'select content from kept_message'],
  ['vm_webmail', 'delete from contact where false'],
  ['vm_worker', 'select bytes from dovecot.quota_usage'],
  [
    'vm_worker',
    'update dovecot.quota_usage set indexed_bytes = bytes, indexed_messages = messages where false',
  ],
  ['vm_admin', 'update mailbox set suspended_at = null where false'],
  ['vm_admin', 'select from leak_count, leak_hold, leak_justification'],
  ['vm_webmail', 'select partners, action from leak_policy join leak_rule using (commune_id)'],
  ['vm_admin', "update delivery set state = 'held', next_attempt_at = null, held_for = 'person' where false"],
  ['vm_admin', 'select size, leaks from queued_message where false for update'],
  ['vm_admin', 'delete from suppressed_address where false'],
  ['vm_gateway', "select from suppressed_address where address = 'a@b.test' and until > now()"],
  ['vm_webmail', 'update person set two_factor_enabled = two_factor_enabled'],
  ['vm_webmail', 'update activation_code set used_at = used_at'],
  ['vm_webmail', "update account set password = password where provider_id = 'credential'"],
  [
    'vm_dovecot',
    'select login, selector, password, nologin, reason, imap, smtp, mailbox, sieve from dovecot.passdb',
  ],
  ['vm_dovecot', 'select login, home, quota_storage_size from dovecot.userdb'],
  ['vm_dovecot', 'select login from dovecot.iterate'],
  [
    'vm_dovecot',
    "insert into dovecot.quota_usage (username, bytes) values ('x', 1) on conflict (username) do update set bytes = 2",
  ],
]

test.each(allowed)('%s: %s → allowed', async (role, statement) => {
  await using database = postgresql.open(role)
  await expect(database.pool.query(statement)).resolves.toBeDefined()
})

test('vm_dovecot → its statements reach neither the log nor pg_stat_activity', async () => {
  await using database = postgresql.open('vm_dovecot')
  const { rows } = await database.pool.query(
    "select current_setting('log_statement') as log, current_setting('log_min_error_statement') as errors, current_setting('log_min_duration_statement') as slow, current_setting('track_activities') as activity",
  )
  expect(rows).toEqual([{ log: 'none', errors: 'panic', slow: '-1', activity: 'off' }])
})

test.each([
  ['vm_dovecot', 'off'],
  ['vm_gateway', 'on'],
  ['vm_worker', 'on'],
] as const)('%s → its commits wait for the disk: %s', async (role, setting) => {
  await using database = postgresql.open(role)
  const { rows } = await database.pool.query('show synchronous_commit')
  expect(rows).toEqual([{ synchronous_commit: setting }])
})
