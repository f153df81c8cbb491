// What is said before the webmail opens, in English.

import { firstAccess } from '#ui/first-visit/en.ts'
import { signingIn } from '#ui/sign-in/en.ts'
import type { EntranceWords } from '../fr/entrance.ts'

export const entrance: EntranceWords = {
  language: 'en',
  product: 'Vaguemestre',
  about: 'Mail of the communes',
  postmark: { above: 'Vaguemestre', below: 'Mail' },
  townHall: (place) => `Town hall of ${place}`,
  help: 'A problem? Call the support of your département.',
  support: 'Support of the département:',
  accessibility: 'Accessibility: does not conform',
  ...signingIn,
  ...firstAccess,
  signIn: {
    ...signingIn.steps,
    title: 'Open your mail',
    document: 'Sign in — Vaguemestre',
    addressMissing: 'Write your address, such as mairie@mairie-saulieu.fr.',
    open: 'Open my mail',
    forgotten: 'Forgot the password? Call the support of your département.',
    firstVisit: 'First visit?',
    haveLetter: 'I received a letter with a code',
  },
  stale: {
    title: 'This page could not open',
    text: 'Check your connection, then reload the page.',
    reload: 'Reload',
  },
}
