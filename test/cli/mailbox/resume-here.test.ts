import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { resumeHere } from '#cli/mailbox/resume-here.ts'
import { mailbox as command } from '#cli/mailbox.ts'
import { sendingCountsStore } from '#db/stores/sending/sending-counts.ts'
import { findStoppedMailbox } from '#db/stores/sending/sending-stops.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { testSpec } from '#test/support/stack/stack.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

const { owner, gateway, made } = await saulieuDatabase()

test('a mailbox whose sending is suspended → found by its address, restored once, with a row of the log', async () => {
  const { commune, personal: mailbox } = made
  const from = { mailbox, commune, login: claire, person: null, client: '192.0.2.7', network: '192.0.2.0/24' }
  await sendingCountsStore(gateway).stop(from, {
    ...{ signals: ['burst', 'new-forward'], network: '192.0.2.0/24', recipients: 80, firstTime: 0 },
  })
  const stopped = await findStoppedMailbox(owner, claire.toUpperCase())
  expect(stopped).toEqual({ mailbox, commune, address: claire })
  expect(await findStoppedMailbox(owner, mairie)).toBeNull()
  if (stopped === null) return
  expect(await resumeHere(owner, { ...stopped, releaseHeld: true })).toMatchObject({ released: 0 })
  expect(await resumeHere(owner, { ...stopped, releaseHeld: true })).toBeNull()
  expect(await findStoppedMailbox(owner, claire)).toBeNull()
  const { rows } = await owner.pool.query('select actor, action, entity, after from audit')
  expect(rows).toEqual([
    {
      ...{ actor: 'vaguemestre mailbox resume-sending', action: 'resume:sending' },
      ...{ entity: claire, after: { released: 0 } },
    },
  ])
})

test.each([
  [[], 'usage: mailbox resume-sending'],
  [['resume-sending'], 'usage: mailbox resume-sending'],
  [['stop', claire], 'usage: mailbox resume-sending'],
  [['resume-sending', claire, 'too much'], 'usage: mailbox resume-sending'],
  [['resume-sending', claire], 'cannot be read: nothing was started here yet'],
])('mailbox %j → one sentence', async (args, sentence) => {
  await using folder = await temporaryFolder()
  const file = join(folder.path, 'spec.yaml')
  await writeFile(file, testSpec({ portBase: 11000, state: folder.path }))
  await expect(command([...args, '--config', file])).rejects.toThrow(sentence)
})
