import { expect, test } from 'vitest'
import type { CommuneId } from '#core/address/directory.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import type { Scope } from '#db/stores/query/scope.ts'
import { findToDo } from '#db/stores/to-do.ts'
import { address, domainName, saulieu } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { owner, made } = await saulieuDatabase()
const hosting = hostingStore(owner)
const semur = await hosting.putCommune({
  ...{ departmentId: made.departmentId, name: 'Semur', inseeCode: '21603', siren: null, population: 4300 },
})
await hosting.putDomain(semur, domainName('semur.test'))

async function mailbox(name: string, commune: CommuneId, quotaBytes: number, bytes: number | null) {
  const domain = commune === semur ? 'semur.test' : saulieu
  const login = address(`${name}@${domain}`)
  await hosting.putMailbox({ commune, address: login, owner: null, quotaBytes })
  if (bytes !== null)
    await owner.pool.query('insert into dovecot.quota_usage (username, bytes) values ($1, $2)', [
      login,
      bytes,
    ])
}

const filling = async (scope: Scope) =>
  (await findToDo(owner, scope, { source: 'mailbox-filling', most: 10, reader: null })).map(
    ({ subject, commune, fields }) => [subject, commune?.name, fields.share],
  )

test('mailboxes at nine tenths, below it, full, empty, and beside a tiny one → those filling up, the fullest first', async () => {
  await mailbox('nine', made.commune, 1_000_000, 900_000)
  await mailbox('below', made.commune, 1_000_000, 899_999)
  await mailbox('full', made.commune, 1_000_000, 1_000_000)
  await mailbox('unread', made.commune, 1_000_000, null)
  await mailbox('tiny', made.commune, 15, 14)
  await mailbox('rounded', semur, 15, 13)
  await mailbox('large', semur, 9_000_000_000_000_000, 8_999_999_999_999_999)
  const theirs = ['large@semur.test', 'Semur', 100]
  const ours = [
    ['tiny@mairie-saulieu.test', 'Saulieu', 93],
    ['nine@mairie-saulieu.test', 'Saulieu', 90],
  ]
  expect(await filling({ kind: 'department' })).toEqual([theirs, ...ours])
  expect(await filling({ kind: 'commune', commune: made.commune })).toEqual(ours)
})
