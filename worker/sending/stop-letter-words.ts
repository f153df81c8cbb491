// Every word of the letter about a mailbox whose sending is suspended, in both languages: what happened, what it looks like,
// what to do. French is the source: vous, one idea a sentence, no blame.

import type { TakeoverSignal } from '#core/contract.ts'
import type { Language } from '#core/language.ts'
import type { StopFacts } from '#core/sending/sending-stop.ts'

export interface StopLetterWords {
  readonly language: Language
  readonly teamOf: (department: string) => string
  readonly subject: string
  readonly greeting: string
  readonly opening: (address: string, moment: string) => string
  readonly seen: string
  readonly signals: Readonly<Record<TakeoverSignal, (facts: StopFacts) => string>>
  readonly meaning: string
  readonly toDo: string
  readonly steps: (phone: string | null) => readonly string[]
  readonly itWasYou: string
  readonly closing: string
}

const french: StopLetterWords = {
  language: 'fr',
  teamOf: (department) => `Messagerie ${department}`,
  subject: 'L’envoi de messages est suspendu',
  greeting: 'Bonjour,',
  opening: (address, moment) =>
    `L’envoi de messages depuis ${address} est suspendu depuis le ${moment}. La boîte reçoit toujours, et rien n’est perdu.`,
  seen: 'Ce que nous avons vu\u00a0:',
  signals: {
    'new-network': ({ network }) =>
      `un envoi depuis un réseau d’où personne n’avait encore ouvert cette boîte (${network})`,
    burst: ({ recipients, firstTime }) =>
      firstTime === 0
        ? `${recipients} destinataires en un quart d’heure, bien plus que d’habitude`
        : `${recipients} destinataires en un quart d’heure, et ${firstTime} en une heure avec qui la commune n’avait jamais correspondu, bien plus que d’habitude`,
    'new-forward': () => 'un renvoi automatique vers l’extérieur, créé depuis moins d’un jour',
  },
  meaning:
    'Cela ressemble à un mot de passe volé. Toutes les connexions à la boîte ont été fermées, et ses messages qui attendaient de partir sont retenus.',
  toDo: 'Ce qu’il faut faire\u00a0:',
  steps: (phone) => [
    'Changez votre mot de passe. N’en reprenez aucun que vous utilisez ailleurs.',
    'Supprimez les mots de passe d’appareil que vous ne reconnaissez pas.',
    'Regardez vos renvois, vos règles et vos messages envoyés.',
    phone === null
      ? 'Appelez ensuite l’équipe de la messagerie\u00a0: elle rétablit l’envoi aussitôt.'
      : `Appelez ensuite l’équipe de la messagerie au ${phone}\u00a0: elle rétablit l’envoi aussitôt.`,
  ],
  itWasYou:
    'Si c’était bien vous, pour une lettre d’information par exemple, appelez-la aussi\u00a0: les messages retenus pourront partir.',
  closing: 'Personne ne vous demandera votre mot de passe, ni par message ni au téléphone.',
}

const english: StopLetterWords = {
  language: 'en',
  teamOf: (department) => `Mail team of ${department}`,
  subject: 'Sending mail is suspended',
  greeting: 'Hello,',
  opening: (address, moment) =>
    `Sending mail from ${address} has been suspended since ${moment}. The mailbox still receives, and nothing is lost.`,
  seen: 'What we saw:',
  signals: {
    'new-network': ({ network }) =>
      `mail sent from a network that nobody had opened this mailbox from before (${network})`,
    burst: ({ recipients, firstTime }) =>
      firstTime === 0
        ? `${recipients} recipients in a quarter of an hour, far more than usual`
        : `${recipients} recipients in a quarter of an hour, and ${firstTime} in an hour whom the commune had never corresponded with, far more than usual`,
    'new-forward': () => 'an automatic forward to the outside, less than a day old',
  },
  meaning:
    'This looks like a stolen password. Everybody who had the mailbox open was signed out, and its mail that was waiting to leave is held.',
  toDo: 'What to do:',
  steps: (phone) => [
    'Change your password. Do not take one that you use elsewhere.',
    'Delete the app passwords that you do not recognise.',
    'Look at your forwards, your rules and the mail you sent.',
    phone === null
      ? 'Then call the mail team: they restore sending at once.'
      : `Then call the mail team on ${phone}: they restore sending at once.`,
  ],
  itWasYou:
    'If it was you, with a newsletter for example, call them as well: the mail that is held can leave then.',
  closing: 'Nobody will ask you for your password, neither by mail nor on the telephone.',
}

export const stopLetterWords: Readonly<Record<Language, StopLetterWords>> = { fr: french, en: english }
