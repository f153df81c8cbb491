// One scan by rspamd: POST /checkv2. The worker closes the connection after each answer, so nothing is kept alive.
// Never throws for what the daemon does or does not answer: every doubt is an `error`.

import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import type { HostPort } from '#core/address/host-port.ts'
import { contentBytes, type MessageContent } from '#core/message/message-content.ts'
import { failed, type Result } from '#core/result.ts'
import { writeFlushed } from '../write-flushed.ts'
import { parseScanAnswer, parseSentScanAnswer, type ScanAnswer, type SpamScore } from './scan-answer.ts'
import {
  type ScanHeaders,
  type ScanRequest,
  type SentScanRequest,
  scanHeaders,
  sentScanHeaders,
} from './scan-request.ts'

/** The rule that observes a message may name thousands of files, each octet of a name written as six in JSON. */
const maxAnswerBytes = 8 << 20

export interface RspamdAccess extends HostPort {
  /** When it aborts, nobody waits any more. */
  readonly deadline: AbortSignal
}

/** Asks for the score of a received message; the answer comes before the deadline or is an error. */
export const scanWithRspamd = (
  access: RspamdAccess,
  message: MessageContent,
  about: ScanRequest,
): Promise<Result<ScanAnswer, string>> =>
  answered(access, message, { headers: scanHeaders(about), parse: parseScanAnswer })

/** The same for a message of somebody who signed in. */
export const scanSentWithRspamd = (
  access: RspamdAccess,
  message: MessageContent,
  about: SentScanRequest,
): Promise<Result<SpamScore, string>> =>
  answered(access, message, { headers: sentScanHeaders(about), parse: parseSentScanAnswer })

interface Asked<Answer> {
  readonly headers: ScanHeaders
  readonly parse: (text: string) => Result<Answer, string>
}

function answered<Answer>(
  access: RspamdAccess,
  message: MessageContent,
  { headers, parse }: Asked<Answer>,
): Promise<Result<Answer, string>> {
  return new Promise((settle) => {
    const call = request({
      host: access.host,
      port: access.port,
      method: 'POST',
      path: '/checkv2',
      agent: false,
      headers: { ...headers, 'Content-Length': contentBytes(message) },
    })
    const finish = (result: Result<Answer, string>): void => {
      settle(result)
      call.destroy()
    }
    access.deadline.addEventListener('abort', () => finish(failed('timed out')), { once: true })
    call.on('error', (error) => finish(failed(error.message)))
    call.on('response', (response) =>
      readAnswer(response, parse).then(finish, () => finish(failed('answer broke off'))),
    )
    sendBody(call, message)
  })
}

/** In one piece while that is cheap: each write is a turn of the worker. */
const onePieceBytes = 65_536

function sendBody(call: ClientRequest, message: MessageContent): void {
  const { bytes, whole } = message.body
  if (whole === null) {
    sendSpooled(call, message).catch((error: unknown) => call.destroy(asError(error)))
    return
  }
  if (bytes <= onePieceBytes) return void call.end(Buffer.concat([message.head, whole]))
  call.write(message.head)
  call.end(whole)
}

async function sendSpooled(call: ClientRequest, { head, body }: MessageContent): Promise<void> {
  call.write(head)
  for await (const chunk of body.chunks()) {
    if (call.destroyed) return
    await writeFlushed(call, chunk)
  }
  call.end()
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

async function readAnswer<Answer>(
  response: IncomingMessage,
  parse: Asked<Answer>['parse'],
): Promise<Result<Answer, string>> {
  if (response.statusCode !== 200) return failed(`HTTP status ${response.statusCode}`)
  const parts: Buffer[] = []
  let size = 0
  for await (const part of response) {
    parts.push(part)
    size += part.length
    if (size > maxAnswerBytes) return failed('answer too long')
  }
  return parse(Buffer.concat(parts).toString())
}
