import { expect, test } from 'vitest'
import type { MailboxId } from '#core/address/directory.ts'
import { specialFolders } from '#core/message/special-folders.ts'
import type { Result } from '#core/result.ts'
import type { Doveadm, DoveadmFailure } from '#daemons/doveadm/doveadm.ts'
import { claire } from '#test/support/database/commune.ts'
import { provisionMailbox } from '#worker/provisioning/provision-mailbox.ts'

async function run(
  created: Result<null, DoveadmFailure>,
  exists = false,
  address: typeof claire | null = claire,
) {
  const opened: MailboxId[] = []
  const made: string[] = []
  const doveadm: Pick<Doveadm, 'mailboxCreate' | 'mailboxStatus'> = {
    mailboxCreate: async (_user, folders) => {
      made.push(...folders)
      return created
    },
    mailboxStatus: async () =>
      exists ? { ok: true, value: { messages: 0 } } : { ok: false, error: { kind: 'refused' } },
  }
  const provisioning = {
    missing: async () => [],
    countUnprovisioned: async () => 0,
    addressToCreate: async () => address,
    created: async (mailbox: MailboxId) => void opened.push(mailbox),
  }
  const quiet = () => {}
  const log = { info: quiet, warn: quiet, error: quiet }
  await provisionMailbox({ provisioning, doveadm, log }, 'm' as MailboxId)
  if (address !== null) expect(made).toEqual(['INBOX', ...specialFolders])
  return opened
}

test('created → open for mail', async () => {
  expect(await run({ ok: true, value: null })).toEqual(['m'])
})

test('exists since an earlier try → open for mail; refused for another cause → tried again', async () => {
  expect(await run({ ok: false, error: { kind: 'refused' } }, true)).toEqual(['m'])
  await expect(run({ ok: false, error: { kind: 'refused' } })).rejects.toThrow('refused')
})

test('Dovecot away or without the user → tried again', async () => {
  await expect(run({ ok: false, error: { kind: 'unreachable', cause: 'ECONNREFUSED' } })).rejects.toThrow(
    'ECONN',
  )
  await expect(run({ ok: false, error: { kind: 'no-user' } })).rejects.toThrow('does not know')
})

test('already open, or gone → nothing', async () => {
  expect(await run({ ok: false, error: { kind: 'no-user' } }, false, null)).toEqual([])
})
