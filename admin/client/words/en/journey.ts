// What became of a message, in English.

import { plural } from '#ui/format/plural.ts'
import type { journey as french } from '../fr/journey.ts'
import { protection } from './protection.ts'

const to = (recipients: readonly string[]) =>
  plural('en', recipients.length, {
    one: `to ${recipients[0] ?? 'nobody'}`,
    other: `to ${recipients.length} recipients`,
  })

export const journey: typeof french = {
  title: 'Journey of the message',
  outcomes: {
    delivered: 'Delivered',
    junk: 'In junk',
    forwarded: 'Sent on',
    held: 'Held',
    waiting: 'Waiting',
    refused: 'Refused',
    deferred: 'To be sent again',
    deleted: 'Deleted',
    expired: 'Deleted without a decision',
    sent: 'Sent',
    returned: 'Not delivered',
  },
  reasons: {
    clean: { short: 'Nothing to report', long: 'Nothing speaks against it.' },
    'junk-score': { short: 'Looks like junk', long: 'It looks like junk mail.' },
    'spam-score': { short: 'Looks like bulk mail', long: 'It looks very much like junk mail.' },
    virus: { short: 'Malicious software', long: 'The virus scanner found malicious software in it.' },
    unscannable: {
      short: 'Archive that cannot be checked',
      long: 'An attached archive is too large or too complicated to be checked.',
    },
    'dmarc-reject': {
      short: 'Forged sender',
      long: 'The domain shown asks to refuse what it did not send itself, and this message is not from there.',
    },
    'dmarc-quarantine': {
      short: 'Sender not confirmed',
      long: 'The domain shown asks for suspicion of what it did not send itself.',
    },
    'author-doubtful': {
      short: 'Doubtful author',
      long: 'The message does not say clearly who wrote it.',
    },
    'authentication-unavailable': {
      short: 'Sender not checked',
      long: 'The sender could not be checked.',
    },
    'filter-unavailable': { short: 'Could not be checked', long: 'The message could not be checked.' },
    'scanner-unavailable': { short: 'No answer of the scanner', long: 'The virus scanner did not answer.' },
    'message-malformed': {
      short: 'Malformed message',
      long: 'The message is malformed: two programs would not read the same in it.',
    },
    'message-too-large': { short: 'Message too large', long: 'The message is larger than the server takes.' },
    'no-room': { short: 'Server without room', long: 'The server had no room for it at that moment.' },
    'internal-fault': { short: 'Mistake of the server', long: 'The server made a mistake with it.' },
    'mail-loop': { short: 'Looping message', long: 'The message goes round between servers.' },
    'delivery-deferred': {
      short: 'Mailbox away',
      long: 'The mailbox could not take it at that moment.',
    },
    'delivery-refused': { short: 'Refused by the mailbox', long: 'The mailbox could not take it.' },
    'mailbox-full': { short: 'Mailbox full', long: 'The mailbox is full.' },
    'held-full': {
      short: 'Quarantine full',
      long: 'It was to be held, and too much mail is held already.',
    },
    'sender-denied': { short: 'Blocked sender', long: 'The sender is on the list of those who are refused.' },
    'sender-allowed': {
      short: 'Trusted sender',
      long: 'The sender is on the list of those who are trusted, and proved to be the one.',
    },
    attachment: {
      short: 'Dangerous attachment',
      long: 'An attachment is of a kind that the commune does not let through.',
    },
    suspicion: {
      short: 'Imitates somebody known',
      long: 'It borrows the name or the look of somebody whom the commune knows.',
    },
    greylisted: {
      short: 'Suspicious, to be sent again',
      long: 'It was suspicious: the sender must send it again some minutes later.',
    },
    'list-closed': { short: 'Closed list', long: 'The list takes no messages from this sender.' },
    released: { short: 'Released', long: 'Somebody chose to receive it.' },
    retried: { short: 'Tried again', long: 'It was waiting, and a new try succeeded.' },
    submitted: { short: 'On its way', long: 'It is on its way.' },
    'remote-accepted': { short: 'Taken by the recipient’s server', long: 'The recipient’s server has it.' },
    'remote-deferred': {
      short: 'Recipient’s server busy',
      long: 'The recipient’s server asks for another try later.',
    },
    'remote-refused': {
      short: 'Refused by the recipient’s server',
      long: 'The recipient’s server refused it for good.',
    },
    'given-up': { short: 'Given up after five days', long: 'No server took it in five days.' },
    leak: { short: 'Data to protect', long: 'It may contain what the law protects.' },
    undecided: { short: 'Nobody agreed', long: 'Nobody agreed to it in time.' },
    withdrawn: { short: 'Taken out of the queue', long: 'It was still waiting to leave.' },
    'sending-limit': {
      short: 'Too much sent',
      long: 'The mailbox or its commune has sent as much as it may for now.',
    },
    'author-refused': {
      short: 'Somebody else’s address',
      long: 'This mailbox may not write with the address shown.',
    },
  },
  findings: {
    'borrowed-name': {
      short: 'Borrowed name',
      long: 'The name shown is that of a person known to the commune, but the address is not theirs.',
    },
    namesake: {
      short: 'Namesake, perhaps',
      long: 'The name shown is that of a known person, from an address that wrote before.',
    },
    'look-alike-domain': {
      short: 'Imitated address',
      long: 'The address imitates that of a domain known to the commune.',
    },
    'first-contact': {
      short: 'First message',
      long: 'Nobody of the commune had mail from this address before.',
    },
    'bank-details-change': {
      short: 'Asks for new bank details',
      long: 'The message asks for a change of bank details.',
    },
    'payment-pressure': {
      short: 'Presses for payment',
      long: 'The message presses for a payment, in secret or at once.',
    },
    'foreign-account': { short: 'Account abroad', long: 'The message gives a bank account abroad.' },
    'invoice-outside-chorus': {
      short: 'Invoice outside Chorus Pro',
      long: 'An invoice is attached, although suppliers put theirs on Chorus Pro.',
    },
    'answers-elsewhere': {
      short: 'Answers go elsewhere',
      long: 'Answers would go to another domain than the sender’s.',
    },
    'protective-marking': {
      short: 'Protective marking',
      long: 'The message is marked “Diffusion Restreinte”, or as a secret of national defence.',
    },
    executable: { short: 'Program attached', long: 'A program is attached.' },
    script: { short: 'Script attached', long: 'A script is attached: it runs when it is opened.' },
    macro: { short: 'Document with macros', long: 'An attached document contains macros.' },
    'html-smuggling': { short: 'Trapped page', long: 'An attached page makes a file when it is opened.' },
    'disk-image': { short: 'Disk image attached', long: 'A disk image is attached.' },
    shortcut: { short: 'Shortcut attached', long: 'A shortcut is attached: it may start a program.' },
    onenote: { short: 'OneNote file attached', long: 'A OneNote file is attached: it may hide a program.' },
    'encrypted-archive': {
      short: 'Protected archive',
      long: 'An archive is protected by a password: its content cannot be checked.',
    },
    'nested-archive': {
      short: 'Archives in archives',
      long: 'An archive holds others, too deep to be checked.',
    },
    'archive-bomb': { short: 'Trapped archive', long: 'An archive is made to overwhelm whoever opens it.' },
    'unreadable-archive': { short: 'Unreadable archive', long: 'An archive cannot be read.' },
  },
  unknownReason: 'A reason that the server wrote down.',
  exactReply: 'Exact reply of the server',
  technical: 'Technical details',
  copy: 'Copy this account',
  countOf: (count, outcome) => `${count} ${outcome.toLowerCase()}`,
  nobody: 'Automatic notice',
  recipients: (recipients) => recipients.join(', '),
  received: { title: 'Received', text: (from, size) => `Sender: ${from}, ${size}.` },
  authenticated: {
    proven: 'Sender verified',
    provenText: (domain) => `The message does come from ${domain}.`,
    doubtful: 'Sender not confirmed',
    doubtfulText: (domain) => `Nothing proves that the message comes from ${domain}.`,
    unsigned: 'Sender unknown',
    unsignedText: 'The message names no domain that answers for it.',
  },
  filtered: {
    clean: 'Checked',
    cleanText: 'No dangerous attachment, nothing that imitates somebody.',
    found: 'Checked, with signs noted',
  },
  released: {
    title: 'Released from quarantine',
    text: (recipients, by) => `${by ?? 'Somebody'} chose to have it delivered ${to(recipients)}.`,
  },
  settled: {
    delivered: (recipients) => `Delivered ${to(recipients)}`,
    junk: (recipients) => `Filed as junk, delivered ${to(recipients)}`,
    forwarded: () => 'Sent on to the outside',
    held: () => 'Held in quarantine',
    waiting: () => 'Kept waiting',
    refused: () => 'Refused',
    deferred: () => 'To be sent again by the sender',
    deleted: () => 'Deleted before it was delivered',
    expired: () => 'Deleted, as nobody decided',
    sent: (recipients) => `Sent ${to(recipients)}`,
    returned: (recipients) => `Could not be delivered ${to(recipients)}`,
  },
  awaitsAgreement: 'Held until somebody agrees',
  settledText: {
    delivered: null,
    junk: null,
    forwarded: () => 'A copy waits in the queue of outgoing mail.',
    held: null,
    waiting: () => 'It is safe with us and will be tried again.',
    refused: () => 'The sender is told by their server.',
    deferred: () => 'Nothing is lost: the sender’s server keeps the message and tries again by itself.',
    deleted: (by) => `${by ?? 'Somebody'} decided so.`,
    expired: () => 'Its time in quarantine is over.',
    sent: null,
    returned: () => 'A letter tells its author.',
  },
  protection,
  nextTry: {
    title: 'Next try',
    text: (attempts, recipients) =>
      plural('en', attempts, {
        one: `One try was made already, for a delivery ${to(recipients)}.`,
        other: `${attempts} tries were made already, for a delivery ${to(recipients)}.`,
      }),
  },
  score: (score) => `Score of the filter: ${score}`,
}
