import { expect, test } from 'vitest'
import type { MailboxId } from '#core/address/directory.ts'
import type { Event } from '#core/event.ts'
import type { StopFacts } from '#core/sending/sending-stop.ts'
import type { SmtpReply } from '#core/smtp/smtp-reply.ts'
import type { LmtpAnswer } from '#daemons/lmtp/lmtp-transaction.ts'
import { sendingCountsStore } from '#db/stores/sending/sending-counts.ts'
import { resumeSending } from '#db/stores/sending/sending-stops.ts'
import { type UnreportedStop, unreportedStopsStore } from '#db/stores/sending/unreported-stops.ts'
import { claire } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { sendStopLetters } from '#worker/sending/send-stop-letters.ts'
import { stopLetter } from '#worker/sending/stop-letter.ts'
import { stopLetterWords } from '#worker/sending/stop-letter-words.ts'

const { owner, gateway, worker, made } = await saulieuDatabase()
const { commune, personal: mailbox } = made
const stops = unreportedStopsStore(worker)
const facts: StopFacts = {
  ...{ signals: ['new-network', 'burst'], network: '192.0.2.0/24', recipients: 80, firstTime: 60 },
}
const sender = { department: 'Côte-d’Or', mailHost: 'mail.cotedor.test', supportPhone: '03 53 01 00 00' }
const stop = async () => {
  await owner.pool.query('truncate sending_stop')
  const from = { mailbox, commune, login: claire, person: null, client: '192.0.2.7', network: '192.0.2.0/24' }
  await sendingCountsStore(gateway).stop(from, facts)
}
const said = (reply: SmtpReply): LmtpAnswer => ({ kind: 'answered', reply })
const saved = said({ code: 250, enhanced: '2.0.0', text: 'Saved' })

async function turn(answer: LmtpAnswer = saved, now = Date.now()) {
  const letters: string[] = []
  const events: Event[] = []
  const keep = (event: Event) => void events.push(event)
  const more = await sendStopLetters({
    ...{ stops, sender, clock: { now: () => now }, leaseSeconds: 60 },
    deliver: async ({ reversePath, recipients, content }) => {
      letters.push(`<${reversePath}> ${recipients} ${content.head}`)
      return [answer]
    },
    log: { info: keep, warn: keep, error: keep },
  })
  return { more, letters, events }
}

test('sending was suspended → one letter to the mailbox, and none when it is told', async () => {
  await stop()
  const { more, letters, events } = await turn()
  expect(more).toBe(true)
  expect(letters).toEqual([expect.stringMatching(/^<> claire\.garnier@mairie-saulieu\.test .*suspendu/s)])
  expect(events).toEqual([{ event: 'sending.told', mailbox: claire, reply: '250 2.0.0 Saved', attempt: 1 }])
  expect(await turn()).toMatchObject({ more: false, letters: [] })
  const { rows } = await owner.pool.query('select told_at is not null as told, tell_at from sending_stop')
  expect(rows).toEqual([{ told: true, tell_at: null }])
})

test('two workers → one letter; one that dies with it → given back when its time is over', async () => {
  await stop()
  const now = Date.now()
  const claims = await Promise.all([stops.claim(new Date(now), 60), stops.claim(new Date(now), 60)])
  expect(claims.filter((claim) => claim !== null)).toHaveLength(1)
  expect(await stops.claim(new Date(now + 59_000), 60)).toBeNull()
  expect(await stops.claim(new Date(now + 61_000), 60)).toMatchObject({ address: claire, attempts: 1 })
})

test('Dovecot is busy or silent → again later; it refuses → given up', async () => {
  await stop()
  const now = Date.now()
  await turn({ kind: 'silent', cause: 'no answer' }, now)
  expect(await turn(saved, now + 1_000)).toMatchObject({ more: false })
  const full = said({ code: 552, enhanced: '5.2.2', text: 'Quota exceeded' })
  expect(await turn(full, now + 3_600_000)).toMatchObject({ events: [{ attempt: 2 }] })
  expect(await turn(saved, now + 9e9)).toMatchObject({ more: false })
})

test('another stopped mailbox is deleted before its letter left → none for it, and it keeps no other from its own', async () => {
  await stop()
  await owner.pool.query(
    `insert into sending_stop (mailbox_id, commune_id, reason, facts, began_at, tell_at)
     values (gen_random_uuid(), $1, 'takeover', $2, now(), now() - interval '1 day')`,
    [commune, facts],
  )
  expect(await stops.claim(new Date(Date.now() + 1_000), 60)).toMatchObject({ address: claire })
  expect(await stops.claim(new Date(Date.now() + 1_000), 60)).toBeNull()
})

test('sending was restored before the letter left → none', async () => {
  await stop()
  await owner.transaction((transaction) =>
    resumeSending(transaction, { mailbox, commune, address: claire, releaseHeld: false }),
  )
  expect(await turn()).toMatchObject({ more: false, letters: [] })
})

const since = new Date('2026-02-02T13:12:00Z')
const untold: UnreportedStop = { mailbox: 'm' as MailboxId, address: claire, since, facts, attempts: 0 }
const plain = async (given: Partial<UnreportedStop>, phone: string | null, language: 'fr' | 'en') => {
  const words = stopLetterWords[language]
  const letter = await stopLetter({ ...untold, ...given }, { ...sender, supportPhone: phone }, words)
  const [head = '', body = ''] = letter.toString().split(/\r\n\r\n([\s\S]*)/)
  const octets = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return { head, body: Buffer.from(octets, 'latin1').toString().replaceAll('\r\n', '\n') }
}

test('the letter in French → what was seen, what it looks like, what to do', async () => {
  const { head, body } = await plain({}, '03 53 01 00 00', 'fr')
  expect(head).toContain('To: claire.garnier@mairie-saulieu.test')
  expect(head).toContain('Message-ID: <sending-stop.1770037920000.m@mail.cotedor.test>')
  expect(head).toContain('Auto-Submitted: auto-generated')
  expect(body).toBe(`Bonjour,

L’envoi de messages depuis claire.garnier@mairie-saulieu.test est suspendu depuis le lun. 2\u00a0février, 14\u00a0h\u00a012. La boîte reçoit toujours, et rien n’est perdu.

Ce que nous avons vu\u00a0:
- un envoi depuis un réseau d’où personne n’avait encore ouvert cette boîte (192.0.2.0/24)
- 80 destinataires en un quart d’heure, et 60 en une heure avec qui la commune n’avait jamais correspondu, bien plus que d’habitude

Cela ressemble à un mot de passe volé. Toutes les connexions à la boîte ont été fermées, et ses messages qui attendaient de partir sont retenus.

Ce qu’il faut faire\u00a0:
1. Changez votre mot de passe. N’en reprenez aucun que vous utilisez ailleurs.
2. Supprimez les mots de passe d’appareil que vous ne reconnaissez pas.
3. Regardez vos renvois, vos règles et vos messages envoyés.
4. Appelez ensuite l’équipe de la messagerie au 03 53 01 00 00\u00a0: elle rétablit l’envoi aussitôt.

Si c’était bien vous, pour une lettre d’information par exemple, appelez-la aussi\u00a0: les messages retenus pourront partir.

Personne ne vous demandera votre mot de passe, ni par message ni au téléphone.

-- 
Messagerie Côte-d’Or
`)
})

test('no telephone, other signs, English → said as they are', async () => {
  const signals = ['burst', 'new-forward'] as const
  const { body } = await plain({ facts: { ...facts, signals, firstTime: 0 } }, null, 'en')
  expect(body).toContain(
    '- 80 recipients in a quarter of an hour, far more than usual\n- an automatic forward to the outside, less than a day old\n',
  )
  expect(body).toContain('4. Then call the mail team: they restore sending at once.\n')
})
