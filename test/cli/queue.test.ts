import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { queue } from '#cli/queue.ts'
import { testSpec } from '#test/support/stack/stack.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

const id = '01KAXN2V5R0000000000000000'

test.each([
  [['flush'], 'usage: queue list'],
  [['show'], 'name one message by its id, which "queue list" shows'],
  [['show', 'yesterday'], 'yesterday: not the id of a message'],
  [['retry', id, 'one.test'], 'name one message by its id'],
  [
    ['hold', id, '--destination', 'one test'],
    'one test: not a domain name; a destination is a domain, or "local"',
  ],
  [['list', '--state', 'lost'], '--state lost: expected one of waiting, held, approval'],
  [['list', '--limit', '0'], '--limit 0: expected a number from 1'],
  [['pause', 'one.test'], '--reason TEXT: say why'],
  [['pause', 'one.test', '--reason', 'x', '--hours', 'soon'], '--hours soon: expected a number from 1'],
  [['resume'], 'name one destination'],
  [['list', '--sender', 'x'], "Unknown option '--sender'"],
  [['list'], 'cannot be read: nothing was started here yet'],
  [['delete', id.toLowerCase()], 'cannot be read: nothing was started here yet'],
])('queue %j → one sentence', async (args, sentence) => {
  await using folder = await temporaryFolder()
  const file = join(folder.path, 'spec.yaml')
  await writeFile(file, testSpec({ portBase: 11000, state: folder.path }))
  await expect(queue([...args, ...(args[0] === 'flush' ? [] : ['--config', file])])).rejects.toThrow(sentence)
})
