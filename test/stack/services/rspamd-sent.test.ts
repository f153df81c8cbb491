// What rspamd looks at in mail of somebody who signed in, on the real daemon: rules about strangers do not run, all the
// others do, and received mail in between is looked at as ever.

import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bodyInMemory, type MessageContent } from '#core/message/message-content.ts'
import { Secret } from '#core/secret.ts'
import { learnWithRspamd } from '#daemons/rspamd/learn.ts'
import { scanSentWithRspamd, scanWithRspamd } from '#daemons/rspamd/scan.ts'
import { spamTestSymbol } from '#daemons/rspamd/spam-test-symbol.ts'
import { secretFile } from '#stack/spec/secret-file.ts'
import { type RealRspamd, startRspamd } from '#test/support/daemons/rspamd.ts'
import { address } from '#test/support/database/commune.ts'
import { eventually } from '#test/support/stack/eventually.ts'

let real: RealRspamd

beforeAll(async () => {
  real = await startRspamd()
}, 200_000)
afterAll(() => real?.[Symbol.asyncDispose](), 60_000)

interface Letter {
  readonly subject?: string
  readonly type?: string
  readonly text: string
}

/** What half of the world's mail programs do wrong, in its header. */
const letter = ({
  subject = 'Conseil',
  type = 'text/plain; charset=utf-8',
  text,
}: Letter): MessageContent => ({
  head: Buffer.from(
    [
      'From: mairie@mairie-saulieu.test',
      'To: Claire <claire@away.test>',
      'cc:someone@away.test',
      `Subject: ${subject}`,
      'Message-ID: <1@localhost>',
      'Date: Wed, 25 Nov 2020 01:00:00 +0000',
      'X-Mailer: The Bat! (v1.62) Professional',
      'MIME-Version: 1.0',
      `Content-Type: ${type}`,
      '\r\n',
    ].join('\r\n'),
  ),
  body: bodyInMemory(Buffer.from(`${text}\r\n`)),
})

const envelope = {
  queueId: 'q',
  from: address('mairie@mairie-saulieu.test'),
  recipients: [address('claire@away.test')],
}
const access = () => ({
  host: '127.0.0.1',
  port: real.installation.ports.rspamd,
  deadline: AbortSignal.timeout(real.installation.spec.filtering.timeoutSeconds * 1000),
})

async function sent(message: MessageContent) {
  const answer = await scanSentWithRspamd(access(), message, envelope)
  if (!answer.ok) throw new Error(answer.error)
  return answer.value
}

async function received(message: MessageContent, mayGreylist: boolean) {
  const answer = await scanWithRspamd(access(), message, {
    ...envelope,
    clientAddress: '192.0.2.5',
    helo: '192.0.2.5',
    verdict: { spf: 'pass', dkim: [{ domain: 'mairie-saulieu.test', result: 'pass' }], dmarc: 'pass' },
    mayGreylist,
  })
  if (!answer.ok) throw new Error(answer.error)
  return answer.value
}

/** Each of another kind of rules. */
const aboutStrangers = [
  'R_SPF_ALLOW',
  'R_DKIM_ALLOW',
  'DMARC_POLICY_ALLOW',
  'HFILTER_FROMHOST_NORES_A_OR_MX',
  'RCVD_COUNT_ZERO',
  'FROM_NO_DN',
  'FORGED_MUA_THEBAT_MSGID_UNKNOWN',
  'DATE_IN_PAST',
  'MID_RHS_NOT_FQDN',
]

test('the same letter received, sent, and received again → rules about strangers for the received ones alone', async () => {
  const message = letter({ text: 'Bonjour, voici la convocation du conseil.' })
  const before = await received(message, true)
  const between = await sent(message)
  const after = await received(message, false)
  for (const { symbols, observation } of [before, after]) {
    expect(Object.keys(symbols)).toEqual(expect.arrayContaining(aboutStrangers))
    expect(observation.subject).toBe('Conseil')
  }
  expect(Object.keys(between.symbols).toSorted()).toEqual(['MIME_GOOD', 'MIME_TRACE', 'SINGLE_SHORT_PART'])
})

const gtube = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X'
const program = `--b\r\nContent-Type: application/octet-stream; name=a.exe
Content-Disposition: attachment; filename=a.exe\r\nContent-Transfer-Encoding: base64\r\n\r\nTVqQAAMAAAA=\r\n--b--`
const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /OpenAction 2 0 R >>\nendobj\n2 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n',
).toString('base64')
const paper = `--b\r\nContent-Type: application/pdf; name=a.pdf
Content-Disposition: attachment; filename=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${pdf}\r\n--b--`
const mixed = 'multipart/mixed; boundary=b'

test.each<readonly [what: string, letter: Letter, symbol: string]>([
  ['the agreed test message', { text: gtube }, spamTestSymbol],
  ['a program', { type: mixed, text: program }, 'MIME_BAD_EXTENSION'],
  ['a document with a script', { type: mixed, text: paper }, 'PDF_JAVASCRIPT'],
  [
    'a link that says that it is another',
    { type: 'text/html', text: '<a href="http://away.test/x">https://www.banque.fr/compte</a> et du texte' },
    'PHISHING',
  ],
  ['nothing but a link', { text: `http://www.example.com/${'dossier/'.repeat(10)}` }, 'HFILTER_URL_ONLY'],
  ['a subject in capitals', { subject: 'GAGNEZ BEAUCOUP ARGENT ICI', text: 'Bonjour' }, 'SUBJ_ALL_CAPS'],
  ['letters of two alphabets', { text: 'éàüñpа ñбв цыéô '.repeat(20) }, 'R_MIXED_CHARSET'],
])('%s, sent → found', async (_what, about, symbol) => {
  expect(Object.keys((await sent(letter(about))).symbols)).toContain(symbol)
})

async function learn(kind: 'spam' | 'ham', text: string): Promise<void> {
  const { ports, paths } = real.installation
  const password = new Secret(
    (await readFile(secretFile(paths, 'rspamd-controller-password'), 'utf8')).trim(),
  )
  const { head } = letter({ text })
  const learned = await learnWithRspamd(
    { host: '127.0.0.1', port: ports.rspamdController, password, timeoutMilliseconds: 10_000 },
    kind,
    Buffer.concat([head, Buffer.from(text)]),
  )
  expect(learned).toMatchObject({ ok: true })
}

const letters = (number: number): string =>
  number < 26 ? String.fromCharCode(97 + number) : letters(Math.floor(number / 26)) + letters(number % 26)

/** Two topics have no word in common. */
const words = (topic: string, number: number): string =>
  Array.from(
    { length: 40 },
    (_, at) => `${topic}${letters(at)} ${topic}${letters((at * 7 + number) % 997)}`,
  ).join(' ')

/** rspamd says nothing of words before it knows 200 messages of each kind. */
const enough = 205

test('what people moved to Junk and out of it, sent → known by its text and by its words', async () => {
  for (let number = 0; number < enough; number += 1) {
    await learn('spam', words('loterie', number))
    await learn('ham', words('conseil', number))
  }
  await eventually('what was learned', async () => {
    const fraud = await sent(letter({ text: words('loterie', 3) }))
    const honest = await sent(letter({ text: words('conseil', 3) }))
    return 'LOCAL_FUZZY_SPAM' in fraud.symbols && 'BAYES_HAM' in honest.symbols ? true : null
  })
}, 120_000)
