// Whole messages that attack whoever shows them. Each tries to call `canary()` or to have a browser ask `canary.invalid` for
// something; a reader who only looks must see neither happen.

import { fieldAttacks } from './field-attacks.ts'
import { fileAttacks } from './file-attacks.ts'
import { htmlAttacks } from './html-attacks.ts'
import type { MessageAttack } from './message-attack.ts'
import { messageAttacks } from './message-attacks.ts'

export interface Attack {
  readonly name: string
  readonly message: Buffer
}

const envelope = [
  'From: Canari <canari@canary.invalid>',
  'To: mairie@saulieu.test',
  'Date: Mon, 3 Mar 2025 14:12:00 +0000',
  'MIME-Version: 1.0',
]

/** In the same order each time, every name once. */
export async function* xssCorpus(): AsyncIterable<Attack> {
  for (const { name, html } of htmlAttacks) {
    const head = [
      ...envelope,
      `Subject: ${name}`,
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: base64',
    ]
    const body = Buffer.from(html).toString('base64').replace(/.{76}/g, '$&\r\n')
    yield { name: `HTML: ${name}`, message: Buffer.from([...head, '', body, ''].join('\r\n')) }
  }
  yield* written([...messageAttacks, ...fieldAttacks, ...(await fileAttacks())], 'message')
}

/** Of these, what is attached or is shown as a card. */
export async function* fileCorpus(): AsyncIterable<Attack> {
  yield* written(await fileAttacks(), 'file')
}

function* written(attacks: readonly MessageAttack[], kind: string): Iterable<Attack> {
  for (const [index, { name, lines }] of attacks.entries()) {
    const octets = lines.flatMap((line) => [Buffer.from(line), Buffer.from('\r\n')])
    const own = envelope.filter(
      (field) => !lines.some((line) => String(line).startsWith(field.slice(0, field.indexOf(':') + 1))),
    )
    yield {
      name: `${kind} ${index + 1}: ${name.replace(/[^\x20-\x7e]/g, '?')}`,
      message: Buffer.concat([Buffer.from(own.map((field) => `${field}\r\n`).join('')), ...octets]),
    }
  }
}
