// What is said to a person whose message is not taken because of how much, or how oddly, the mailbox sends: in the reply to a
// mail program, which shows it, and so in ASCII and short enough for one line (RFC 5321 §4.2, §4.5.3.1.5).

import type { SendingBound } from '../contract.ts'
import type { Language } from '../language.ts'
import { toAscii } from '../smtp/to-ascii.ts'
import type { SendingRefusal } from './sending-limits.ts'

type OfBound = Readonly<Record<SendingBound, (most: number) => string>>

/** Stands behind « Au plus » and "At most". */
const bounds: Readonly<Record<Language, OfBound>> = {
  fr: {
    mailboxHour: (most) => `${most} destinataires par heure pour une boîte`,
    mailboxDay: (most) => `${most} destinataires par jour pour une boîte`,
    communeHour: (most) => `${most} destinataires par heure pour une commune`,
    firstTimeDay: (most) => `${most} destinataires par jour avec qui la commune n’a jamais correspondu`,
  },
  en: {
    mailboxHour: (most) => `${most} recipients an hour for a mailbox`,
    mailboxDay: (most) => `${most} recipients a day for a mailbox`,
    communeHour: (most) => `${most} recipients an hour for a commune`,
    firstTimeDay: (most) => `${most} recipients a day with whom the commune never corresponded`,
  },
}

interface Sentences {
  readonly later: (bound: string, minutes: number) => string
  readonly never: (bound: string) => string
  readonly suspended: string
}

const sentences: Readonly<Record<Language, Sentences>> = {
  fr: {
    later: (bound, minutes) =>
      `Au plus ${bound}. Le message n’est pas parti : réessayez dans ${inFrench(minutes)}.`,
    never: (bound) => `Au plus ${bound}. Le message n’est pas parti : envoyez-le en plusieurs fois.`,
    suspended:
      'Envoi suspendu : des envois inhabituels partaient de cette boîte. Elle reçoit toujours. Changez votre mot de passe, puis appelez l’équipe du département, qui rétablira l’envoi.',
  },
  en: {
    later: (bound, minutes) =>
      `At most ${bound}. The message was not sent: try again in ${inEnglish(minutes)}.`,
    never: (bound) => `At most ${bound}. The message was not sent: send it in several parts.`,
    suspended:
      'Sending is suspended: this mailbox sent unusual mail. It still receives. Change your password, then call the team of the département, who will restore sending.',
  },
}

const inFrench = (minutes: number): string =>
  minutes === 1 ? '1 minute' : minutes <= 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} heures`
const inEnglish = (minutes: number): string =>
  minutes === 1 ? '1 minute' : minutes <= 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`

export function sendingRefusalText(refusal: SendingRefusal, language: Language): string {
  const say = sentences[language]
  if (refusal.kind === 'suspended') return toAscii(say.suspended)
  const bound = bounds[language][refusal.bound](refusal.most)
  return toAscii(
    refusal.kind === 'never'
      ? say.never(bound)
      : say.later(bound, Math.max(1, Math.ceil(refusal.waitSeconds / 60))),
  )
}
