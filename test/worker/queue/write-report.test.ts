// The letters about what became of mail that a mailbox sent on: whom they name, and who they are for.

import { expect, test } from 'vitest'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { ReversePath } from '#core/address/email-address.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import { type Destination, localDestination } from '#core/queue/queued-mail.ts'
import { Secret } from '#core/secret.ts'
import type { UntoldMessage, UntoldRecipient } from '#db/stores/queue/queue-reports.ts'
import { forwardMark } from '#mail/forwarding/forward-mark.ts'
import { originalRecipientOf } from '#mail/forwarding/original-recipient.ts'
import { address } from '#test/support/database/commune.ts'
import { perlDkim } from '#test/support/signing/dkim-verifiers.ts'
import { keysOfSaulieu, saulieu, saulieuRecords } from '#test/support/signing/signing-keys-of.ts'
import { fakeDns } from '#test/support/world/fake-dns.ts'
import { type ReportPorts, writeReports } from '#worker/queue/write-report.ts'

const mairie = address(`mairie@${saulieu}`)
const rewritten = `SRS0=abcdefgh=ab=away.test=paul@${saulieu}`
const mailbox = 'm-1' as MailboxId
const srsKey = new Secret('srs')

const ports: ReportPorts = {
  directory: {
    resolve: async (each) => ({ kind: each.endsWith(`@${saulieu}`) ? 'unknown' : 'foreign' }),
  },
  reporter: { hostname: 'mail.cotedor.test', department: 'Côte-d’Or' },
  signingKeys: { activeOf: async () => [] },
  srsKey,
  clock: { now: () => Date.parse('2026-11-28T12:00:00Z') },
}

const toTarget: UntoldRecipient = {
  address: address('jean.perso@dupont.test'),
  destination: 'dupont.test' as Destination,
  originalRecipient: originalRecipientOf(mairie),
  became: 'failed',
  setAside: false,
  kind: 'unknown-recipient',
  ...{ untried: null, paused: false },
  reply: '550 5.1.1 <jean.perso@dupont.test>: no such user at mx.dupont.test',
  host: 'mx.dupont.test',
  at: new Date('2026-11-28T11:00:00Z'),
  expiresAt: new Date('2026-12-03T11:00:00Z'),
}

const untold = (given: Partial<UntoldMessage> = {}): UntoldMessage => ({
  ...{ queueId: newQueueId(Date.now()), commune: 'c-1' as CommuneId, mailbox, origin: 'forward' },
  reversePath: rewritten as ReversePath,
  content: Buffer.from('From: Paul <paul@away.test>\r\nSubject: Conseil\r\n\r\nBonjour du contenu\r\n'),
  ...{ returns: 'headers', envelopeId: null, smtputf8: false },
  acceptedAt: new Date('2026-11-28T10:00:00Z'),
  recipients: [toTarget],
  ...given,
})

async function letter(given: Partial<UntoldMessage>, instead: Partial<ReportPorts> = {}) {
  const [one, ...others] = await writeReports({ ...ports, ...instead })(untold(given))
  if (one === undefined || others.length > 0) throw new Error('not one letter')
  return one
}
/** Text as a person reads it, far enough for words without accents. */
const text = (content: Buffer): string => String(content).replaceAll('=\r\n', '')

const replies = [
  '550 5.1.1 <jean.perso@dupont.test>: no such user',
  '550 5.1.1 JEAN.PERSO@DUPONT.TEST unknown',
  '550 jean.perso=40dupont.test, see https://dupont.test/?to=jean.perso%40dupont.test',
  'connect ECONNREFUSED mx.dupont.test',
]
test.each(replies)(
  'a sender is told of mail that was sent on, and a server says "%s" → the mailbox alone',
  async (reply) => {
    const second = {
      ...toTarget,
      address: address('jean@dupont-bis.test'),
      reply: '552 5.2.2 dupont-bis full',
    }
    for (const became of ['failed', 'expired'] as const) {
      const recipients = [
        { ...toTarget, reply, became },
        { ...second, became },
      ] as const
      const { content, recipients: to, origin, reversePath } = await letter({ recipients })
      expect({ origin, reversePath, to: to[0].address }).toEqual({
        origin: 'report',
        reversePath: '',
        to: rewritten,
      })
      expect(text(content)).not.toMatch(/dupont|jean|perso|5\.1\.1|5\.2\.2/i)
      expect(String(content).match(/^(Original|Final)-Recipient: .*$/gm)).toEqual([
        `Original-Recipient: rfc822;${mairie}`,
        `Final-Recipient: rfc822; ${mairie}`,
      ])
      expect(String(content)).not.toMatch(/^(Remote-MTA|Diagnostic-Code):/m)
      expect(String(content)).not.toContain('X-Vaguemestre-Forwarded')
    }
  },
)

test('the mailbox that sent it on is told → where it did not come to, the whole message, and the mark that keeps it there', async () => {
  const { content, recipients } = await letter({ reversePath: mairie, returns: 'full' })
  expect(recipients).toMatchObject([{ address: mairie, destination: 'local' }])
  expect(String(content)).toContain('\r\nFinal-Recipient: rfc822; jean.perso@dupont.test\r\n')
  expect(String(content)).toContain('\r\nDiagnostic-Code: smtp; 550 5.1.1 <jean.perso@dupont.test>')
  expect(String(content)).toContain(`\r\nX-Vaguemestre-Forwarded: ${forwardMark(mailbox, srsKey)}\r\n`)
  expect(text(content)).toContain('Bonjour du contenu')
})

test('queued before mailboxes beyond ASCII were named → postmaster is, and the address outside is not', async () => {
  const { content } = await letter({ recipients: [{ ...toTarget, originalRecipient: null }] })
  expect(String(content)).toContain(`\r\nFinal-Recipient: rfc822; postmaster@${saulieu}\r\n`)
  expect(text(content)).not.toMatch(/dupont/i)
})

test('a mailbox told of what it wrote itself → as ever, whom it wrote to', async () => {
  const { content } = await letter({ origin: 'submission', reversePath: mairie })
  expect(String(content)).toContain('\r\nFinal-Recipient: rfc822; jean.perso@dupont.test\r\n')
  expect(String(content)).not.toContain('X-Vaguemestre-Forwarded')
})

test.each([
  ['a server of others', 'dupont.test' as Destination, 'relayed', /transmis/],
  ['a mailbox of ours', localDestination, 'delivered', /remis/],
])(
  'taken by %s, and asked to be told → said to be there, or passed on',
  async (_, destination, action, subject) => {
    const taken = { ...toTarget, became: 'delivered', kind: 'accepted', reply: '250 2.0.0 queued' } as const
    const { content } = await letter({
      ...{ origin: 'submission', reversePath: mairie, recipients: [{ ...taken, destination }] },
    })
    expect(String(content).match(/^Action: .*(?=\r$)/gm)).toEqual([`Action: ${action}`])
    expect(String(content)).toMatch(new RegExp(`^Subject: .*${subject.source}`, 'm'))
    expect(text(content).includes('in the mailbox of the recipient')).toBe(action === 'delivered')
  },
)

const waits = { ...toTarget, became: 'delayed', kind: null, reply: '', host: null } as const
const asAuthor = { origin: 'submission', reversePath: mairie } as const

test('a destination that is paused, and nothing was tried → says so, and neither an attempt nor until when', async () => {
  const recipients = [{ ...waits, untried: 'paused', paused: true }] as const
  const { content } = await letter({ ...asAuthor, recipients })
  expect(text(content)).toContain('our team has paused mail to this destination')
  expect(text(content)).not.toMatch(/could not be reached|we go on trying/)
  expect(String(content)).not.toMatch(/^(Last-Attempt-Date|Will-Retry-Until|Diagnostic-Code):/m)
})

test('tried, and paused since → what the last try came to, and not until when', async () => {
  const recipients = [{ ...waits, kind: 'greylisted', untried: null, paused: true }] as const
  const { content } = await letter({ ...asAuthor, recipients })
  expect(text(content)).toContain('makes the first messages of a new sender wait')
  expect(String(content)).toMatch(/^Last-Attempt-Date:/m)
  expect(String(content)).not.toMatch(/^Will-Retry-Until:/m)
})

test.each([saulieu, `mail.${saulieu}`])(
  'reports of postmaster@%s, a domain with keys → signed',
  async (hostname) => {
    await using dns = await fakeDns()
    for (const [question, answer] of saulieuRecords) dns.records.set(question, answer)
    const reporter = { ...ports.reporter, hostname }
    const { content } = await letter({}, { reporter, signingKeys: keysOfSaulieu })
    expect(await perlDkim(content, dns)).toEqual(expect.arrayContaining([`rsa-sha256 ${saulieu} pass`]))
  },
)

test('keys that cannot be asked for → no letter now', async () => {
  const signingKeys = { activeOf: () => Promise.reject(new Error('no database')) }
  await expect(letter({}, { signingKeys })).rejects.toThrow('no database')
})

test('one destination that is silent and one that is set aside → a letter for each, with its own end', async () => {
  const later = { ...toTarget, became: 'delayed', kind: 'greylisted', reply: '450 4.2.0 later' } as const
  const letters = await writeReports(ports)(
    untold({
      ...{ origin: 'submission', reversePath: mairie },
      recipients: [
        later,
        {
          ...{ ...later, address: address('b@two.test'), setAside: true },
          expiresAt: new Date('2026-12-02T11:00:00Z'),
        },
      ],
    }),
  )
  const texts = letters.map(({ content }) => String(content))
  expect(texts).toHaveLength(2)
  const [silent, setAside] = texts
  expect(silent).toContain('Diagnostic-Code: smtp; 450 4.2.0 later')
  expect(silent).toContain('Will-Retry-Until: Thu, 03 Dec 2026 11:00:00 +0000')
  expect(silent).not.toContain('b@two.test')
  expect(setAside).toContain('Action: delayed\r\nStatus: 4.3.0\r\n')
  expect(setAside).toContain('Will-Retry-Until: Wed, 02 Dec 2026 11:00:00 +0000')
  expect(setAside).not.toContain('450 4.2.0')
})

test('what a mailbox sent on was set aside to the end → it hears that it was us, and is not told to send it again', async () => {
  const recipients = [{ ...toTarget, became: 'expired', setAside: true }] as const
  const { content } = await letter({ reversePath: mairie, recipients })
  expect(text(content)).toContain('Its delivery was cut short several times on our side')
  expect(text(content)).not.toMatch(/You can send it again|no such user/)
})
