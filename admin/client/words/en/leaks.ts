// What becomes of outgoing mail that gives something away, in English.

import { plural } from '#ui/format/plural.ts'
import type { leaks as french } from '../fr/leaks.ts'

export const leaks: typeof french = {
  parts: { label: 'Rules', received: 'Incoming mail and limits of sending', sent: 'Data leaks' },
  screen: {
    title: 'Data leaks',
    lead: 'These rules hold for every commune that chose no others.',
  },
  title: 'What becomes of a message',
  text: 'Before it leaves, every message is read by the machine. It keeps what is in it and how often, never the value itself. For each kind you decide by how far the message goes.',
  kinds: {
    classified: 'Classified documents (Secret, Top secret)',
    restricted: 'Documents marked “Diffusion restreinte”',
    'key-file': 'Keys and password safes',
    card: 'Payment card numbers',
    nir: 'Social security numbers',
    'database-file': 'Databases and whole mailboxes',
    'civil-status': 'Civil status of people',
    'identity-paper': 'Copies of identity papers',
    iban: 'Bank details (IBAN)',
    rib: 'Bank details (RIB)',
    'foreign-iban': 'Bank accounts abroad',
    confidential: 'Marks “Confidentiel”',
    'open-recipients': 'Addresses that all will see (To and Cc)',
    'encrypted-file': 'Files with a password',
    'unreadable-file': 'Unreadable documents',
  },
  audiences: {
    inside: 'Within the Département',
    partners: 'To partners',
    outside: 'To the outside',
  },
  actions: {
    allow: 'Let pass',
    warn: 'Warn',
    justify: 'Ask why',
    hold: 'Have it agreed to',
    refuse: 'Refuse',
  },
  actionTexts: {
    warn: 'The message leaves. The webmail warns its author first.',
    justify:
      'The webmail asks for a reason, which is kept. Another mail program cannot ask: there the message is refused.',
    hold: 'The message waits for a manager to agree, five days at most. Otherwise it goes back to its author.',
    refuse: 'The message does not leave. Its author is told why, and what to do.',
  },
  step: (from, action) => (from === 1 ? action : `From ${from} on: ${action.toLowerCase()}`),
  columns: { kind: 'What is found', found: 'These 30 days', change: 'Change' },
  own: { commune: 'Chosen by the commune', department: 'Chosen by the Département' },
  change: 'Change',
  changeOf: (kind) => `Change: ${kind}`,
  found: {
    none: 'nothing',
    messages: (count, shown) => plural('en', count, { one: `${shown} message`, other: `${shown} messages` }),
    outcomes: {
      refuse: (_, shown) => `${shown} refused`,
      hold: (_, shown) => `${shown} had to be agreed to`,
      justify: (_, shown) => `${shown} stopped, as no reason was given`,
      justified: (_, shown) => `${shown} left with a reason`,
      warn: (_, shown) => `${shown} warned about`,
    },
  },
  dialog: {
    text: 'The number is that of different values in one message. Leave empty what must never happen. If all is empty, the message passes.',
    inherit: { commune: 'As the Département:', department: 'As at the beginning:' },
    from: (action) => `${action} from`,
    never: 'never',
    wrong: {
      none: 'Write a whole number, from 1 on.',
      'not-higher': 'Write a number higher than the one above.',
    },
    saved: (kind) => `${kind}: rule saved.`,
    clash: 'Somebody else has just changed these rules. What you typed is kept. Save again to keep it.',
  },
  partners: {
    title: 'Partners',
    text: 'Bodies that the law has this information exchanged with. A message counts as sent to partners when all its recipients are on the list or in the Département.',
    above: 'Partners of the Département:',
    field: { commune: 'Partners of the commune, besides', department: 'Partners of every commune' },
    hint: 'One domain a line, such as caf.fr. What stands below it counts too: example.caf.fr.',
    save: 'Save the partners',
    saved: 'Partners saved.',
    back: 'Go back to the first list',
    clash: (now) =>
      now === ''
        ? 'Somebody else has just changed these rules. The list that is saved is empty. What you typed is kept.'
        : `Somebody else has just changed these rules. The list that is saved: ${now}. What you typed is kept.`,
  },
  answered: {
    title: 'Messages that left with a reason, or had to be agreed to',
    text: 'Who wrote them, what was in them, and why they left.',
    empty: 'No message yet.',
    gone: 'Deleted mailbox',
    reasonOf: (person) => (person === null ? 'Reason given by the author' : `Reason given by ${person}`),
    noReason: 'no reason given',
    columns: {
      from: 'From',
      commune: 'Commune',
      at: 'When',
      found: 'What was in it',
      reason: 'Reason given',
      became: 'What became of it',
    },
    foundOf: (kind, count) => (count === 1 ? kind : `${kind} (${count})`),
    left: 'Left',
    became: {
      waiting: 'Waits for agreement',
      released: 'Agreed to',
      deleted: 'Not agreed to',
      partly: 'Agreed to in part',
      expired: 'Back with its author',
    },
  },
}
