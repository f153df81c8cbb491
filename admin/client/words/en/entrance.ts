// What is said before the panel opens, in English.

import { firstAccess } from '#ui/first-visit/en.ts'
import { signingIn } from '#ui/sign-in/en.ts'
import type { EntranceWords } from '../fr/entrance.ts'

export const entrance: EntranceWords = {
  language: 'en',
  product: 'Vaguemestre',
  about: 'Mail of the communes',
  postmark: { above: 'Vaguemestre', below: 'Administration' },
  help: 'A problem? Call the team of your département.',
  support: 'Support of the département:',
  ...signingIn,
  ...firstAccess,
  signIn: {
    ...signingIn.steps,
    title: 'Open the administration',
    document: 'Sign in — Vaguemestre',
    addressMissing: 'Write your address, such as first.last@departement.fr.',
    open: 'Open the administration',
    firstVisit: 'First visit?',
    haveLetter: 'I received a letter with a code',
    forgotten:
      'Forgot the password? Ask your administrator for a new code, or call the support of your département.',
  },
  stale: {
    title: 'This page could not open',
    text: 'Check your connection, then reload the page.',
    reload: 'Reload',
  },
  firstVisit: {
    ...firstAccess.firstVisit,
    adminTitle: 'First administrator',
    adminText:
      'This account opens the whole panel. The code is the one that the machine showed when it started.',
    adminExists: 'This address exists already, or there is an administrator already.',
    adminLink: 'I am the first administrator of the service',
    name: 'Your name',
    address: 'Your address',
    create: 'Create the account',
  },
}
