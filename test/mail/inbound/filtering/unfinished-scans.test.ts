import { expect, test } from 'vitest'
import { bodyInMemory } from '#core/message/message-content.ts'
import { failed, ok } from '#core/result.ts'
import type { ScanAnswer } from '#daemons/clamd/scan-answer.ts'
import { withUnfinishedScans } from '#mail/inbound/filtering/unfinished-scans.ts'

const request = { clientAddress: '192.0.2.1', deadline: new AbortController().signal }
const message = (body: string, head = 'Subject: x\r\n\r\n') => ({
  head: Buffer.from(head),
  body: bodyInMemory(Buffer.from(body)),
})
const unfinished = ok<ScanAnswer>({ kind: 'unfinished' })
const unscannable = { ok: true, value: { kind: 'unscannable', limit: 'MaxScanTime' } }
const tooLong = { ok: false, error: 'took too long' }

function scanner() {
  const asked: string[] = []
  const answers = {
    next: unfinished as ReturnType<typeof ok<ScanAnswer>> | ReturnType<typeof failed<string>>,
  }
  const scan = withUnfinishedScans(async ({ body }) => {
    asked.push(String(body.whole))
    return answers.next
  })
  return { asked, answers, scan: (body: string, head?: string) => scan(message(body, head), request) }
}

test('a body that takes too long → deferred, the second time unscannable, from then on without a scan', async () => {
  const { asked, scan } = scanner()
  expect(await scan('bomb')).toEqual(tooLong)
  expect(await scan('bomb', 'Received: by another\r\n\r\n')).toEqual(unscannable)
  expect(await scan('bomb')).toEqual(unscannable)
  expect(asked).toEqual(['bomb', 'bomb'])
})

test('another body of the same length → deferred for itself', async () => {
  const { scan } = scanner()
  expect(await scan('bomb')).toEqual(tooLong)
  expect(await scan('plan')).toEqual(tooLong)
  expect(await scan('bomb')).toEqual(unscannable)
})

test('took too long once, then scanned whole → what the scanner says', async () => {
  const { answers, scan } = scanner()
  expect(await scan('plan')).toEqual(tooLong)
  answers.next = ok({ kind: 'clean' })
  expect(await scan('plan')).toEqual({ ok: true, value: { kind: 'clean' } })
})

test('a scanner that is down or silent → deferred, however often', async () => {
  const { answers, scan } = scanner()
  answers.next = failed('timed out')
  for (let time = 0; time < 4; time++) expect(await scan('plan')).toEqual({ ok: false, error: 'timed out' })
})
