import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Untried } from '#core/queue/queued-mail.ts'
import { replyKinds } from '#core/smtp/delivery-attempt.ts'
import { deliveryReport } from '#mail/queue/report/delivery-report.ts'
import { withoutTargets } from '#mail/queue/report/hidden-target.ts'
import type { DeliveryReport } from '#mail/queue/report/report.ts'
import { address } from '#test/support/database/commune.ts'
import { content, full, report, setAside, unreachable } from './sample-reports.ts'

const by = { hostname: 'mail.cotedor.test', department: 'Côte-d’Or' }

async function built(about: DeliveryReport): Promise<string> {
  const mail = await deliveryReport(about, by)
  if (mail === null) throw new Error('nobody is told')
  return mail.toString('latin1')
}

/** With the text of its quoted-printable part as a person reads it. */
function readable(mail: string): string {
  const decoded = mail.replace(
    /(Content-Transfer-Encoding: quoted-printable\r\n\r\n)([\s\S]*?)(?=\r\n--)/g,
    (_all, head: string, text: string) =>
      head +
      text
        .replaceAll('=\r\n', '')
        .replace(/=([\dA-F]{2})/g, (_octet, digits: string) =>
          String.fromCharCode(Number.parseInt(digits, 16)),
        ),
  )
  return Buffer.from(decoded, 'latin1').toString().replaceAll('\r\n', '\n')
}

const waiting = { ...unreachable, outcome: 'delayed' as const }
const untried = { ...waiting, reply: '', lastAttemptAt: null }
const sentOnBy = {
  address: address('maire@mairie-saulieu.test'),
  originalRecipient: 'rfc822;maire@mairie-saulieu.test',
}
const sentOn = { reversePath: address('SRS0=abcdefgh=ab=away.test=paul@mairie-saulieu.test') }
const cases: readonly (readonly [string, DeliveryReport])[] = [
  ['failure', report([full])],
  ['failure-full', report([full], { returns: 'full', envelopeId: 'QQ314159' })],
  ['failure-several', report([full, unreachable])],
  ['delay', report([waiting])],
  ['delay-set-aside', report([{ ...setAside, outcome: 'delayed' }])],
  ['failure-set-aside', report([setAside])],
  ['delay-paused', { ...report([{ ...untried, untried: 'paused' }]), triesUntil: null }],
  [
    'success-relayed',
    report([
      { ...full, outcome: 'relayed', kind: 'accepted', reply: '250 2.0.0 Ok: queued as 4F2' },
      { ...unreachable, outcome: 'delivered', kind: 'accepted', reply: '250 2.1.5 saved', host: null },
    ]),
  ],
  [
    'success',
    report([{ ...full, outcome: 'delivered', kind: 'accepted', reply: '250 2.1.5 saved', host: null }]),
  ],
  [
    'forward-author',
    report(withoutTargets([{ ...full, ...sentOnBy }, unreachable], sentOnBy.address), sentOn, {
      ...{ reader: 'author-of-forward', mark: null },
    }),
  ],
  [
    'forward-owner',
    report(
      [{ ...full, originalRecipient: sentOnBy.originalRecipient }],
      { ...sentOn, reversePath: sentOnBy.address, returns: 'full' },
      { reader: 'forwarder', mark: 'abcdefghijklmnop' },
    ),
  ],
]

test.each(cases)('%s → the report as reviewed', async (name, about) => {
  const golden = join(import.meta.dirname, '../../../golden/report', `${name}.eml`)
  await expect(readable(await built(about))).toMatchFileSnapshot(golden)
})

test('a message from the null path → nobody is told', async () => {
  expect(await deliveryReport(report([full], { reversePath: '' }), by)).toBeNull()
})

test('the same report again → the same octets', async () => {
  expect(await built(report([full]))).toBe(await built(report([full])))
})

test('all that is asked for, but the message is larger than 2 MB → its header section', async () => {
  const large = Buffer.concat([content, Buffer.alloc(2 << 20, 'x')])
  const mail = await built(report([full], { returns: 'full', content: large }))
  expect(mail).toContain('Content-Type: text/rfc822-headers')
  expect(mail.length).toBeLessThan(10_000)
})

test.each(['delay', 'success'])(
  'all that is asked for, and a %s is told → the header section',
  async (kind) => {
    const outcome = kind === 'delay' ? 'delayed' : 'relayed'
    const mail = await built(report([{ ...full, outcome }], { returns: 'full' }))
    expect(mail).not.toContain('message/rfc822')
  },
)

test('ten thousand recipients → the text names fifty, the machine part all', async () => {
  const others = Array.from({ length: 9_999 }, (_, number) => ({
    ...full,
    address: address(`a${number}@x.test`),
  }))
  const mail = readable(await built(report([full, ...others])))
  expect(mail).toContain('et à 9950 autres destinataires.')
  expect(mail.match(/^Final-Recipient: /gm)).toHaveLength(10_000)
})

test('an address and fields beyond ASCII → the types and the spelling of RFC 6533', async () => {
  const written = content.toString().replace('To: jean', 'To: rené')
  const about = report([{ ...full, address: address('rené@orange.test') }], {
    smtputf8: true,
    content: Buffer.from(written),
  })
  const mail = await built(about)
  expect(mail).toContain('Final-Recipient: utf-8; ren\\x{E9}@orange.test')
  expect(mail).toContain('Content-Type: message/global-headers')
})

test.each([
  ['rfc822;a+2Bb+3Dc@orange.test', 'rfc822;a+b=c@orange.test'],
  ['rfc822;50+@orange.test', 'rfc822;50+@orange.test'],
  ['utf-8;a+2Bren\\x{E9}@orange.test', 'utf-8;a+2Bren\\x{E9}@orange.test'],
  ['UTF-8;rené@orange.test', 'UTF-8;ren\\x{E9}@orange.test'],
  ['rfc822;a+0D+0AAction: delivered', 'rfc822;a?Action: delivered'],
])('ORCPT %s → Original-Recipient: %s', async (originalRecipient, written) => {
  const mail = await built(report([{ ...full, originalRecipient }]))
  expect(mail.match(/^Original-Recipient: .*(?=\r$)/gm)).toEqual([`Original-Recipient: ${written}`])
  expect(mail.match(/^Action: .*(?=\r$)/gm)).toEqual(['Action: failed'])
})

test('an address beyond ASCII with the signs of its spelling → these are spelled too', async () => {
  const about = report([{ ...full, address: address('rené+1=2@orange.test') }], { smtputf8: true })
  expect(await built(about)).toContain('Final-Recipient: utf-8; ren\\x{E9}\\x{2B}1\\x{3D}2@orange.test\r\n')
})

const patience: readonly (readonly [Untried, RegExp, string])[] = [
  ['paused', /suspendus par notre équipe\.\n {4}Si c’est urgent/, '4.0.0'],
  [
    'trouble',
    /d’autres messages n’ont pas pu être remis.*\n {4}Le serveur du destinataire n’a pas pu être joint/,
    '4.4.1',
  ],
  ['approval', /il a d’abord attendu l’accord d’une autre personne\.\n {4}Si c’est urgent/, '4.0.0'],
  ['turn', /il attend son tour\.\n {4}Si c’est urgent/, '4.0.0'],
]
test.each(patience)(
  'delayed and never tried: %s → said, and why, without an attempt',
  async (why, said, code) => {
    const mail = readable(await built(report([{ ...untried, untried: why }])))
    expect(mail).toMatch(said)
    expect(mail).toMatch(/Il n’a pas encore été présenté/)
    expect(mail.includes('n’a pas pu être joint')).toBe(why === 'trouble')
    expect(mail).toContain(`\nStatus: ${code}\n`)
    expect(mail).not.toContain('Last-Attempt-Date')
  },
)

test('its time is over and it was never tried → not said to have been offered', async () => {
  const mail = readable(await built(report([{ ...untried, outcome: 'expired', untried: 'trouble' }])))
  expect(mail).toContain('Rien n’a pu être remis à cette destination pendant plusieurs jours.')
  expect(mail).not.toContain('Il a été présenté')
  expect(mail).toContain('\nStatus: 5.4.7\n')
})

const codes: readonly (readonly [string, Partial<typeof full>, string])[] = [
  ['the server’s own', { reply: '552 5.2.2 full' }, '5.2.2'],
  ['a temporary one on a mail that failed', { reply: '452 4.2.2 full' }, '5.2.2'],
  ['none said', { reply: '550 no', kind: 'unknown-recipient' }, '5.1.1'],
  ['nobody reached, still tried', { reply: 'timeout', kind: 'unreachable', outcome: 'delayed' }, '4.4.1'],
  ['tried until the end', { reply: '451 4.7.1 later', kind: 'greylisted', outcome: 'expired' }, '5.4.7'],
  ['taken', { reply: '250 Ok', kind: 'accepted', outcome: 'relayed' }, '2.0.0'],
]

test.each(codes)('status code: %s', async (_what, changed, code) => {
  expect(await built(report([{ ...full, ...changed }]))).toContain(`\r\nStatus: ${code}\r\n`)
})

test('whatever a server says → one field, no part and no field of its own, lines that end in CRLF', async () => {
  const pieces = fc.constantFrom(
    '550 ',
    '\r\n',
    '\n',
    '\0',
    'Action: delivered',
    '--',
    '\r\n\r\n--_NmP',
    'é',
    '‮',
    ' ',
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(pieces, { maxLength: 12 }),
      fc.constantFrom(...replyKinds),
      async (said, kind) => {
        const reply = said.join('')
        const mail = await built(report([{ ...full, reply, host: reply, kind }]))
        expect(mail).not.toMatch(/[^\r]\n|\r[^\n]|\0/)
        const machine = /message\/delivery-status[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(mail)?.[1] ?? ''
        expect(machine.match(/^Action: /gm)).toEqual(['Action: '])
        expect(mail.match(/^----_NmP-[\da-f]{24}-Part_1(--)?\r$/gm)).toHaveLength(4)
      },
    ),
  )
})

test('a Message-ID that is none → no thread is named', async () => {
  const odd = Buffer.from(
    String(content).replace('<01K9VQ3Z@mairie-saulieu.test>', '<a b>, <evil>\r\n Bcc: x'),
  )
  expect(await built(report([full], { content: odd }))).not.toContain('In-Reply-To: <a b>')
})

test('lines of the text and of the machine part → no longer than RFC 5322 asks for', async () => {
  const long = `550 5.7.1 ${'refused because of policy '.repeat(40)}`
  const mail = await built(
    report([{ ...full, reply: long, address: `${'a'.repeat(60)}@x.test` as EmailAddress }]),
  )
  expect(mail.split('\r\n').filter((line) => line.length > 100)).toEqual([])
})
