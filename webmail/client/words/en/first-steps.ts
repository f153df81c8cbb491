// The first visit, once inside, in English.

import type { firstSteps as french } from '../fr/first-steps.ts'

export const firstSteps: typeof french = {
  ready: 'Your mailbox is ready',
  readyText: 'Signature, phone, contacts: a few minutes are enough.',
  begin: 'Begin',
  never: 'Do not offer this again',
  title: 'First steps',
  lead: 'None of it is required: all of it can wait.',
  done: 'Done',
  signature: {
    title: 'Your signature',
    text: 'It ends each message. Your name, commune and address are there already; add your opening hours.',
    act: 'Write my signature',
    again: 'See my signatures',
  },
  phone: {
    title: 'Your phone',
    text: 'Read your messages away from the town hall. The settings are ready to be copied.',
    act: 'Add my phone',
  },
  contacts: {
    title: 'Your contacts',
    text: 'Bring over the address book of your former mail.',
    act: 'Import my contacts',
  },
  keyboard: {
    title: 'The keyboard',
    text: 'For whoever is quick: “c” writes a message, “e” archives.',
  },
  end: 'I am done',
  later: 'Later',
}
