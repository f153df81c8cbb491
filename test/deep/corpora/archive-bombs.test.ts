// Archives that would choke whoever unpacks them whole, through the real listener, rspamd and clamd.

import { createCipheriv } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultAttachmentPolicy } from '#core/message/attachment-mark.ts'
import { archiveBombs, longWithMacros, modestlyPacked } from '#test/fixtures/files/archive-bombs.ts'
import { mailWithFiles } from '#test/fixtures/files/mail-with-files.ts'
import { sentence } from '#test/fixtures/torture/torture-message.ts'
import { type FilteredGateway, filteredGateway } from '#test/support/gateway/filtered-gateway.ts'
import { passThrough } from '#test/support/gateway/pass-through.ts'
import { policyBook, policyOf } from '#test/support/gateway/policy-book.ts'

let at: FilteredGateway
beforeAll(async () => {
  at = await filteredGateway()
}, 200_000)
afterAll(() => at?.[Symbol.asyncDispose](), 60_000)

test.each(archiveBombs)('$what → $becomes $marks', { timeout: 120_000 }, async (bomb) => {
  const { name, content, becomes, marks } = bomb
  const sent = mailWithFiles([{ name, content: content() }], sentence.trim())
  expect(await passThrough(at, sent)).toEqual({ becomes, marks, flaws: [] })
})

test.each([110, 90])(
  'document with macros, which are delivered here, and a part of 110 MB that claims %i → 554 5.7.0',
  { timeout: 120_000 },
  async (claimed) => {
    const before = at.run.book
    at.run.book = policyBook([
      policyOf('c-1', { attachments: { ...defaultAttachmentPolicy, macro: 'deliver' } }),
    ])
    const sent = mailWithFiles([{ name: 'plan.docm', content: longWithMacros(claimed) }], sentence.trim())
    expect(await passThrough(at, sent)).toMatchObject({ becomes: '554 5.7.0', flaws: [] })
    at.run.book = before
  },
)

test('ZIP of one file as long as is looked at → no bomb', { timeout: 120_000 }, async () => {
  const sent = mailWithFiles([{ name: 'plan.zip', content: modestlyPacked(100) }], sentence.trim())
  expect(await passThrough(at, sent)).toMatchObject({ marks: [], flaws: [] })
})

test('octets of a photograph among which 200 begin like a file of a ZIP → inbox', async () => {
  const content = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(
    Buffer.alloc(400_000),
  )
  for (let at = 1000; at < content.length; at += 2000) content.write('PK\x03\x04', at, 'latin1')
  const sent = mailWithFiles([{ name: 'mariage.jpg', content }], sentence.trim())
  expect(await passThrough(at, sent)).toEqual({ becomes: 'inbox', marks: [], flaws: [] })
})

test('after all of them → clamd has held no more than its limits, and left no file', async () => {
  const { clamd, installation } = at.filters
  const status = await readFile(`/proc/${clamd.pid}/status`, 'utf8')
  const peakMegabytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024
  expect(peakMegabytes).toBeLessThan(500)
  expect(await readdir(join(installation.paths.run, 'clamd'))).toEqual([])
})
