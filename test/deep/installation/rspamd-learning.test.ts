// Whether lessons change a score: the worker's own queue of lessons with its database, the real rspamd and its Redis. Several
// mailboxes teach, because one may give no more than a hundred lessons in an hour.

import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Event } from '#core/event.ts'
import { bodyInMemory } from '#core/message/message-content.ts'
import { Secret } from '#core/secret.ts'
import { scanWithRspamd } from '#daemons/rspamd/scan.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { secretFile } from '#stack/spec/secret-file.ts'
import { type Random, seeded } from '#test/fixtures/fraud-corpus/random.ts'
import { type RealRspamd, startRspamd } from '#test/support/daemons/rspamd.ts'
import { address, saulieu } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import type { Lesson } from '#worker/learning/lesson.ts'
import type { LessonQueue } from '#worker/learning/lesson-queue.ts'
import { openLessons } from '#worker/learning/open-lessons.ts'

type Kind = Lesson['class']

const { owner, worker, made } = await saulieuDatabase()
const teachers = Array.from({ length: 6 }, (_, number) => address(`agent${number}@${saulieu}`))

let real: RealRspamd
let lessons: LessonQueue
const events: Event[] = []
const keep = (event: Event) => void events.push(event)

beforeAll(async () => {
  const hosting = hostingStore(owner)
  for (const teacher of teachers)
    await hosting.putMailbox({ commune: made.commune, address: teacher, owner: null, quotaBytes: 1 })
  real = await startRspamd()
  const { ports, paths } = real.installation
  const passwordFile = secretFile(paths, 'rspamd-controller-password')
  lessons = openLessons({
    database: worker,
    log: { info: keep, warn: keep, error: keep },
    config: {
      learning: {
        controller: { host: '127.0.0.1', port: ports.rspamdController, passwordFile },
        tokenFile: '',
        maxMessageBytes: 1_000_000,
      },
    },
    password: new Secret((await readFile(passwordFile, 'utf8')).trim()),
  })
}, 200_000)
afterAll(async () => {
  await lessons?.[Symbol.asyncDispose]()
  await real?.[Symbol.asyncDispose]()
}, 200_000)

/** What letters of a kind speak of; each takes some of it, in its own order and with its own figures. */
const phrases: Readonly<Record<Kind, readonly string[]>> = {
  spam: [
    'Gagnez un téléphone neuf en répondant à trois questions faciles',
    'Notre casino offre deux cents tours gratuits aux nouveaux joueurs',
    'Perdez douze kilos sans effort grâce à cette gélule naturelle',
    'Votre colis attend, confirmez la livraison par un petit paiement',
    'Le trading automatique rapporte mille euros par jour depuis la maison',
    'Des montres de luxe à prix cassé livrées sous pli discret',
    'Pilules bleues sans ordonnance, expédition immédiate garantie',
    'Un héritier généreux souhaite partager sa fortune avec vous',
    'Investissez tôt dans cette cryptomonnaie avant son envolée',
    'Rencontrez ce soir des célibataires près de chez vous',
    'Crédit accordé à tous, réponse immédiate et sans justificatif',
    'Offre exceptionnelle réservée aux premiers clients inscrits',
  ],
  ham: [
    'Le conseil municipal se réunira jeudi soir dans la salle du foyer',
    'Merci de relire le procès-verbal avant de le porter au registre',
    'La commission des travaux a visité le chantier de la toiture',
    'Les inscriptions à la cantine scolaire se font au secrétariat',
    'Le cimetière sera fermé pendant la reprise des concessions',
    'La préfecture demande la délibération sur le budget annexe',
    'Le garde champêtre a constaté un dépôt sauvage près du lavoir',
    'La bibliothèque cherche des bénévoles pour le portage des livres',
    'Le syndicat des eaux coupera le réseau rue de la Fontaine',
    'Les plans du lotissement sont affichés en mairie un mois',
    'Le recensement de la population commence en janvier',
    'La cérémonie au monument aux morts aura lieu à onze heures',
  ],
}

function letterOf(kind: Kind, random: Random): string {
  const rest = [...phrases[kind]]
  const chosen = Array.from({ length: 5 }, () => rest.splice(random.integer(rest.length), 1)[0])
  return `${chosen.map((phrase) => `${phrase} (${random.integer(100_000)}).`).join('\r\n')}\r\n`
}

/** Headers teach too; here they are alike, so that the words alone tell one kind from the other. */
const headOf = (id: string): Buffer =>
  Buffer.from(
    [
      'From: Camille <camille@away.test>',
      `To: mairie@${saulieu}`,
      'Subject: Information',
      `Message-ID: <${id}@away.test>`,
      `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '\r\n',
    ].join('\r\n'),
  )

const random = seeded(21)
let taught = 0

/** As many lessons of each kind, to the last of them. */
async function teach(ofEach: number): Promise<void> {
  for (let number = 0; number < ofEach; number += 1) {
    for (const kind of ['spam', 'ham'] as const) {
      const content = Buffer.concat([headOf(`lesson-${taught}`), Buffer.from(letterOf(kind, random))])
      expect(
        lessons.add({
          class: kind,
          mailbox: teachers[taught % teachers.length] ?? address(saulieu),
          content,
        }),
      ).toBe(true)
      taught += 1
    }
  }
  await eventually(
    `${taught} lessons`,
    () => (events.filter(({ event }) => event.startsWith('learning.')).length >= taught ? true : null),
    50,
  )
}

async function scanned(kind: Kind, seed: number) {
  const { ports, spec } = real.installation
  const answer = await scanWithRspamd(
    {
      host: '127.0.0.1',
      port: ports.rspamd,
      deadline: AbortSignal.timeout(spec.filtering.timeoutSeconds * 1000),
    },
    { head: headOf(`fresh-${kind}-${seed}`), body: bodyInMemory(Buffer.from(letterOf(kind, seeded(seed)))) },
    {
      queueId: 'q',
      clientAddress: '192.0.2.5',
      helo: 'mail.away.test',
      from: address('camille@away.test'),
      recipients: [address(`mairie@${saulieu}`)],
      verdict: { spf: 'pass', dkim: [{ domain: 'away.test', result: 'pass' }], dmarc: 'pass' },
      mayGreylist: false,
    },
  )
  if (!answer.ok) throw new Error(answer.error)
  return answer.value
}

/** Letters that no lesson held. */
const fresh = [1001, 1002, 1003]

test('200 lessons of each kind → what is like spam gets points, what is like ham loses some; before that neither', async () => {
  await teach(75)
  const before = new Map<string, number>()
  for (const kind of ['spam', 'ham'] as const) {
    for (const seed of fresh) {
      const { score, symbols } = await scanned(kind, seed)
      expect(Object.keys(symbols).filter((symbol) => symbol.startsWith('BAYES_'))).toEqual([])
      before.set(`${kind} ${seed}`, score)
    }
  }
  await teach(70)
  await teach(60)
  expect(events.map(({ event }) => event)).toEqual(Array(taught).fill('learning.taught'))
  await eventually('what was learned', async () =>
    'BAYES_SPAM' in (await scanned('spam', 999)).symbols ? true : null,
  )
  for (const seed of fresh) {
    const spam = await scanned('spam', seed)
    expect(spam.symbols).toMatchObject({ BAYES_SPAM: expect.any(Number) })
    expect(spam.symbols).not.toHaveProperty('BAYES_HAM')
    expect(spam.symbols.BAYES_SPAM).toBeGreaterThan(1)
    expect(spam.score).toBeGreaterThan((before.get(`spam ${seed}`) ?? Number.NaN) + 1)
    const ham = await scanned('ham', seed)
    expect(ham.symbols).not.toHaveProperty('BAYES_SPAM')
    expect(ham.symbols.BAYES_HAM).toBeLessThan(-0.5)
    expect(ham.score).toBeLessThan((before.get(`ham ${seed}`) ?? Number.NaN) - 0.5)
  }
}, 200_000)
