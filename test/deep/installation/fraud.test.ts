// Borrowed names and false bank details through every real daemon: what was found travels in the signed field and stands in
// the trace, and what a stranger claims to have been found does not.

import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { senderAddress, senderDomain, senderSignature } from '#cli/demo/sender.ts'
import { findingsField, findingsFieldName, readFindingsField } from '#core/message/findings-field.ts'
import { Secret } from '#core/secret.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { secretFile } from '#stack/spec/secret-file.ts'
import { findMessage, send } from '#test/support/dovecot/mail-client.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { accountOf, type Stack, type StackOverview, startStack } from '#test/support/stack/stack.ts'

let stack: Stack
let overview: StackOverview
let key: Secret
beforeAll(async () => {
  stack = await startStack()
  overview = await stack.overview()
  key = new Secret((await readFile(secretFile(pathsFor(stack.state), 'findings-key'), 'utf8')).trim())
})
afterAll(() => stack[Symbol.asyncDispose]())

interface Letter {
  readonly to: string
  readonly from?: string
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly folder?: 'INBOX' | 'Junk'
}

/** Sends it signed, and reads it where it is expected: its source, and the id it has in the trace. */
async function arrived({
  to,
  from = senderAddress,
  text = 'Bonjour.\n',
  headers = {},
  folder = 'INBOX',
}: Letter) {
  const messageId = `<${randomUUID()}@${senderDomain}>`
  const dkim = await senderSignature(pathsFor(stack.state))
  const answer = await send(overview.endpoints.smtp, {
    from,
    to,
    messageId,
    subject: 'Point',
    text,
    headers,
    dkim,
  })
  expect(answer.text).toMatch(/^250 /)
  const source = await findMessage(overview.endpoints.imap, accountOf(overview, to), messageId, folder)
  return { source, queueId: answer.text.slice(-26) }
}

const fieldsIn = (source: string): readonly string[] =>
  [...source.matchAll(new RegExp(`^${findingsFieldName}:([\\s\\S]*?)\\r\\n(?=\\S|\\r\\n)`, 'gim'))].map(
    ([, value = '']) => value,
  )

function suspicionsIn({ source, queueId }: { readonly source: string; readonly queueId: string }) {
  const fields = fieldsIn(source)
  expect(fields).toHaveLength(1)
  return readFindingsField(fields[0] ?? '', queueId, key)?.suspicions
}

const traceOf = (queueId: string): Promise<string> =>
  eventually('the trace', async () => {
    const { stdout } = await stack.command('trace', 'find', '--id', queueId)
    return stdout === '' ? null : stdout
  })

describe('an impersonation', () => {
  test('the name of the mayor from outside → Junk, with whose name it is in the signed field, and in the trace', async () => {
    const letter = await arrived({
      to: 'mairie@mairie-saulieu.test',
      from: `"MOREAU Philippe (Maire)" <direction@${senderDomain}>`,
      folder: 'Junk',
    })
    expect(suspicionsIn(letter)).toContainEqual({ mark: 'borrowed-name', resembles: 'Philippe Moreau' })
    const trace = await traceOf(letter.queueId)
    expect(trace).toContain('borrowed-name')
    expect(trace).toContain('delivered to Junk')
    expect(trace).not.toContain('Philippe Moreau')
  })

  test('the same name in another commune → nobody’s there', async () => {
    const letter = await arrived({
      to: 'mairie@mairie-nolay.test',
      from: `"Philippe Moreau" <direction@${senderDomain}>`,
    })
    expect(suspicionsIn(letter)?.map(({ mark }) => mark)).not.toContain('borrowed-name')
  })

  test('demo send --kind impersonation → accepted', async () => {
    const { code, stdout } = await stack.command('demo', 'send', '--kind', 'impersonation')
    expect([code, stdout]).toEqual([0, expect.stringContaining('Accepted for ')])
    expect(await traceOf(stdout.trim().slice(-26))).toContain('borrowed-name')
  })
})

describe('a new RIB', () => {
  test('another account, abroad → the inbox, with the marks in the signed field and in the trace', async () => {
    const letter = await arrived({
      to: 'mairie@mairie-saulieu.test',
      text: 'Nous avons changé de banque, merci de noter notre nouveau RIB.\nIBAN LT12 1000 0111 0100 1000\n',
    })
    const marks = suspicionsIn(letter)?.map(({ mark }) => mark)
    expect(marks).toEqual(expect.arrayContaining(['bank-details-change', 'foreign-account']))
    const trace = await traceOf(letter.queueId)
    expect(trace).toContain('bank-details-change')
    expect(trace).not.toContain('LT12')
  })

  test('a forged field that says nothing was found → removed, ours alone speaks', async () => {
    const claim = {
      queueId: 'x',
      authorDomain: 'cotedor.fr',
      authenticated: true,
      attachments: [],
      suspicions: [],
    }
    const forged = findingsField(claim, new Secret('not-the-key'))
    const letter = await arrived({
      to: 'mairie@mairie-saulieu.test',
      text: 'Nos coordonnées bancaires ont changé.\n',
      headers: {
        [findingsFieldName]: forged
          .slice(forged.indexOf(':') + 1)
          .trim()
          .replace(/\s/g, ''),
      },
    })
    expect(suspicionsIn(letter)?.map(({ mark }) => mark)).toContain('bank-details-change')
  })
})
