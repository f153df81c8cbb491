import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { Event } from '#core/event.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import { localDestination, type NewQueuedMessage } from '#core/queue/queued-mail.ts'
import type { ApprovalLetters, HeldForApproval } from '#db/stores/queue/approval-letters.ts'
import type { LetterReader } from '#db/stores/queue/approval-readers.ts'
import { address, claire, mairie } from '#test/support/database/commune.ts'
import { readableMail } from '#test/support/gateway/readable-mail.ts'
import { endUndecided, sendApprovalLetters } from '#worker/approval/send-approval-letters.ts'

const author: LetterReader = { mailbox: 'm-1' as MailboxId, address: mairie, name: null }
const manager: LetterReader = { mailbox: 'm-2' as MailboxId, address: claire, name: 'Claire Garnier' }
const held: HeldForApproval = {
  queueId: '01KB0000000000000000000000' as QueueId,
  commune: 'c-1' as CommuneId,
  communeName: 'Saulieu',
  since: new Date('2026-11-25T13:12:00Z'),
  findings: { nir: 20, iban: 1 },
  recipients: [1, 2, 3, 4, 5, 6].map((index) => address(`p${index}@exemple.test`)),
  recipientCount: 8,
  author,
}
const content = Buffer.from('From: x@y.test\r\nSubject: NIR 1850578006084\r\n\r\n1 85 05 78 006 084 91\r\n')

interface Office {
  readonly held?: Partial<HeldForApproval>
  readonly approvers?: readonly LetterReader[]
  readonly justification?: string
  readonly panelOrigin?: string | null
}

/** Everything that is due once, and the letters that were put into the queue for it. */
function office(given: Office = {}) {
  const letters: NewQueuedMessage[] = []
  const events: Event[] = []
  const about = { ...held, ...given.held }
  const keep = (event: Event) => void events.push(event)
  const put = async (written: Promise<readonly NewQueuedMessage[]>) => {
    letters.push(...(await written))
    return true
  }
  const nothing = async () => false
  const ports = (store: Partial<ApprovalLetters>) => ({
    letters: { tellHeld: nothing, tellDecided: nothing, endUndecided: nothing, ...store },
    settings: {
      department: 'Côte-d’Or',
      panelOrigin: given.panelOrigin === undefined ? 'https://admin.cotedor.test' : given.panelOrigin,
      team: address('postmaster@mail.cotedor.test'),
    },
    clock: { now: () => Date.parse('2026-11-25T13:12:01Z') },
    log: { info: keep, warn: keep, error: keep },
  })
  return {
    letters,
    events,
    tellHeld: () =>
      sendApprovalLetters(
        ports({
          tellHeld: (write) => {
            const { approvers = [manager], justification = null } = given
            return put(write({ ...about, approvers, justification }))
          },
        }),
      ),
    tellDecided: (became: 'released' | 'deleted' | 'partly') =>
      sendApprovalLetters(ports({ tellDecided: (write) => put(write({ ...about, became })) })),
    endUndecided: () =>
      endUndecided(ports({ endUndecided: (_, write) => put(write({ ...about, content, smtputf8: false })) })),
  }
}

const golden = (name: string): string => join(import.meta.dirname, '../../golden/approval', `${name}.eml`)

test('held → a letter to its author and one to the manager, through the queue from the null path', async () => {
  const { letters, events, tellHeld } = office({ justification: 'Paie de mars, demandée par la trésorerie' })
  expect(await tellHeld()).toBe(true)
  expect(letters).toMatchObject([
    { origin: 'report', reversePath: '', held: false, commune: 'c-1', mailbox: null },
    { recipients: [{ address: claire, destination: localDestination, notify: [] }] },
  ])
  expect(letters[0]?.recipients.map(({ address: to }) => to)).toEqual([mairie])
  await expect(readable(letters[0])).toMatchFileSnapshot(golden('held'))
  await expect(readable(letters[1])).toMatchFileSnapshot(golden('to-approve'))
  expect(events).toMatchObject([
    { event: 'approval.told', queueId: held.queueId, letter: 'held', mailbox: mairie },
    { event: 'approval.told', queueId: held.queueId, letter: 'to-approve-1', mailbox: claire },
  ])
})

test('nobody else in the commune may agree → the team of the département is asked, and why', async () => {
  const { letters, tellHeld } = office({ approvers: [], panelOrigin: null })
  await tellHeld()
  expect(letters[1]?.recipients.map(({ address: to }) => to)).toEqual(['postmaster@mail.cotedor.test'])
  const text = textOf(letters[1])
  expect(text).toContain('Saulieu n’a pas d’autre responsable')
  expect(text).toContain('file d’attente de l’administration')
  expect(text).not.toContain('https://')
})

test('the mailbox of its author is gone → the manager alone is told', async () => {
  const { letters, tellHeld, tellDecided, endUndecided: end } = office({ held: { author: null } })
  await tellHeld()
  expect(letters).toHaveLength(1)
  expect(textOf(letters[0])).toContain('Une boîte supprimée depuis (Saulieu)')
  await tellDecided('deleted')
  await end()
  expect(letters).toHaveLength(1)
})

test.each([
  ['released', 'a accepté votre message du mer. 25\u00a0novembre'],
  ['deleted', 'n’est arrivé chez personne'],
  ['partly', 'pour certains destinataires'],
] as const)('%s → its author is told, under the letter that said it waits', async (became, sentence) => {
  const { letters, tellDecided } = office()
  await tellDecided(became)
  expect(letters).toHaveLength(1)
  expect(textOf(letters[0])).toContain(sentence)
  expect(String(letters[0]?.content)).toMatch(
    /^In-Reply-To: <approval\.held\.01kb0000000000000000000000@mail\.cotedor\.test>\r$/m,
  )
})

test('nobody decided → it comes back whole, with the reason', async () => {
  const { letters, endUndecided: end } = office()
  await end()
  const message = String(letters[0]?.content)
  await expect(readable(letters[0])).toMatchFileSnapshot(golden('expired'))
  expect(message).toContain(`Content-Type: message/rfc822`)
  expect(message).toContain(String(content))
})

test('what stands in letters but the one that brings it back → neither value nor subject', async () => {
  const { letters, tellHeld, tellDecided } = office()
  await tellHeld()
  await tellDecided('released')
  for (const letter of letters) expect(String(letter.content)).not.toMatch(/1850578|1 85 05/)
})

test('text of a person → cannot leave its place in the HTML', async () => {
  const { letters, tellHeld } = office({ justification: '<script>alert(1)</script> & "co"' })
  await tellHeld()
  const html = readable(letters[1]).split('<!DOCTYPE')[1]
  expect(html).not.toContain('<script>')
  expect(html).toContain('&#60;script&#62;')
})

const readable = (letter: NewQueuedMessage | undefined): string =>
  readableMail(letter?.content ?? Buffer.alloc(0))

const textOf = (letter: NewQueuedMessage | undefined): string => {
  const whole = readable(letter)
  return whole.slice(0, whole.indexOf('<!DOCTYPE'))
}
