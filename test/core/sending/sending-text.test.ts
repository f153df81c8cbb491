import { expect, test } from 'vitest'
import type { Language } from '#core/language.ts'
import type { SendingRefusal } from '#core/sending/sending-limits.ts'
import { sendingRefusalText } from '#core/sending/sending-text.ts'

const later = (waitSeconds: number): SendingRefusal => ({
  ...{ kind: 'later', bound: 'mailboxHour', most: 300, waitSeconds },
})

test.each<readonly [SendingRefusal, Language, string]>([
  [
    later(700),
    'fr',
    "Au plus 300 destinataires par heure pour une boite. Le message n'est pas parti : reessayez dans 12 minutes.",
  ],
  [
    later(3),
    'en',
    'At most 300 recipients an hour for a mailbox. The message was not sent: try again in 1 minute.',
  ],
  [
    { kind: 'later', bound: 'firstTimeDay', most: 200, waitSeconds: 20_000 },
    'fr',
    "Au plus 200 destinataires par jour avec qui la commune n'a jamais correspondu. Le message n'est pas parti : reessayez dans 6 heures.",
  ],
  [
    { kind: 'never', bound: 'communeHour', most: 2000 },
    'fr',
    "Au plus 2000 destinataires par heure pour une commune. Le message n'est pas parti : envoyez-le en plusieurs fois.",
  ],
  [
    { kind: 'suspended' },
    'fr',
    "Envoi suspendu : des envois inhabituels partaient de cette boite. Elle recoit toujours. Changez votre mot de passe, puis appelez l'equipe du departement, qui retablira l'envoi.",
  ],
])('%o in %s → one sentence and what to do, in ASCII', (refusal, language, text) => {
  expect(sendingRefusalText(refusal, language)).toBe(text)
})

test.each(['fr', 'en'] as const)('every refusal in %s → fits one line of a reply', (language) => {
  for (const bound of ['mailboxHour', 'mailboxDay', 'communeHour', 'firstTimeDay'] as const)
    for (const kind of ['later', 'never'] as const)
      expect(
        sendingRefusalText({ kind, bound, most: 1_000_000, waitSeconds: 86_400 }, language).length,
      ).toBeLessThan(490)
})
