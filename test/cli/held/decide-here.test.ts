import { beforeEach, expect, test } from 'vitest'
import { deleteHere, releaseHere } from '#cli/held/decide-here.ts'
import type { HeldChoice, ReleaseWishes } from '#core/held/held-mail.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import { heldMailStore } from '#db/stores/held/held-mail.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import { hold } from '#test/support/database/held.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { owner, made } = await saulieuDatabase()
beforeEach(() => owner.pool.query('truncate kept_message cascade'))

const held = () =>
  hold(owner, {
    for: [
      { recipient: claire, commune: made.commune, mailbox: made.personal },
      { recipient: mairie, commune: made.commune, mailbox: made.mairie },
    ],
  })
const chosen = async (queueId: QueueId, recipients: HeldChoice['recipients'] = null) => {
  const choice: HeldChoice = { queueId, commune: null, recipients }
  return { choice, held: await heldMailStore(owner).find(choice) }
}
const plainly: ReleaseWishes = { allowSender: false, evenDenied: true, learn: true, evenVirus: false }
const audited = async (queueId: QueueId) =>
  (
    await owner.pool.query(
      'select actor_kind, actor, action, commune_id, entity, after from audit where entity_id = $1 order by id',
      [queueId],
    )
  ).rows

test('released for one, deleted for the other → a row of the log for each, by the command that did it', async () => {
  const queueId = await held()
  await releaseHere(owner, await chosen(queueId, [claire]), plainly)
  expect(await deleteHere(owner, await chosen(queueId))).toEqual([mairie])
  const row = { actor_kind: 'machine', commune_id: made.commune, entity: 'sgc@finances.test' }
  expect(await audited(queueId)).toEqual([
    {
      ...{ ...row, actor: 'vaguemestre held release', action: 'release:held' },
      after: { recipients: [claire], allowSender: false, learn: true, evenVirus: false },
    },
    {
      ...{ ...row, actor: 'vaguemestre held delete', action: 'delete:held' },
      after: { recipients: [mairie] },
    },
  ])
})

test('decided by somebody else meanwhile → nothing is done, and the log says nothing', async () => {
  const queueId = await held()
  const both = await chosen(queueId)
  await deleteHere(owner, both)
  const before = await audited(queueId)
  expect((await releaseHere(owner, both, plainly)).recipients).toEqual([])
  expect(await deleteHere(owner, both)).toEqual([])
  expect(await audited(queueId)).toEqual(before)
})

test('the log cannot be written → the message is held as before', async () => {
  const queueId = await held()
  await owner.pool.query(
    "alter table audit add constraint refused check (actor <> 'vaguemestre held delete') not valid",
  )
  try {
    await expect(deleteHere(owner, await chosen(queueId))).rejects.toThrow('refused')
  } finally {
    await owner.pool.query('alter table audit drop constraint refused')
  }
  expect((await chosen(queueId)).held).toHaveLength(2)
})
