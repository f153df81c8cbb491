// What the scanner could not look at in the time it has. Once may be the machine's fault: the sender is asked to try again.
// The same body a second time cannot be checked here, and is no more delivered than anything else that cannot; from then
// on it is known without a scan, so that its retries keep nobody busy.

import { createHash } from 'node:crypto'
import { LruCache } from '#core/lru-cache.ts'
import type { MessageBody, MessageContent } from '#core/message/message-content.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { ScanAnswer } from '#daemons/clamd/scan-answer.ts'
import type { VirusScanner, VirusScanRequest } from './scanners.ts'

type UnfinishedScanner = (
  message: MessageContent,
  request: VirusScanRequest,
) => Promise<Result<ScanAnswer, string>>

const mostRemembered = 1000
const enough = 2
const unscannable = ok({ kind: 'unscannable', limit: 'MaxScanTime' } as const)

export function withUnfinishedScans(scan: UnfinishedScanner): VirusScanner {
  const times = new LruCache<number>(mostRemembered)
  /** Bodies of no such length need not be summed up. */
  const lengths = new LruCache<true>(mostRemembered)
  return async ({ head, body }, request) => {
    const known = lengths.get(`${body.bytes}`) === undefined ? null : await digest(body)
    const before = known === null ? 0 : (times.get(known) ?? 0)
    if (before >= enough) return unscannable
    const answer = await scan({ head, body }, request)
    if (!answer.ok) return answer
    if (answer.value.kind !== 'unfinished') return ok(answer.value)
    const sum = known ?? (await digest(body))
    if (sum !== null) {
      lengths.set(`${body.bytes}`, true)
      times.set(sum, before + 1)
    }
    return before + 1 >= enough ? unscannable : failed('took too long')
  }
}

/** Null when the body cannot be read any more, as that of a message that was done with meanwhile. */
async function digest(body: MessageBody): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of body.chunks()) hash.update(chunk)
  } catch {
    return null
  }
  return hash.digest('base64')
}
