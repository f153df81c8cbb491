// Outgoing mail and its destinations, in English.

import { plural } from '#ui/format/plural.ts'
import type { queue as french } from '../fr/queue.ts'
import { protection } from './protection.ts'

const messages = (count: number) => plural('en', count, { one: '1 delivery', other: `${count} deliveries` })
const recipients = (count: number) =>
  plural('en', count, { one: '1 recipient', other: `${count} recipients` })
const place = (destination: string) => (destination === 'local' ? 'our mailboxes' : destination)
const whereWords = (where: string): string => (where === '' ? '' : ` at ${place(where)}`)

export const replyKinds: Readonly<Record<string, string>> = {
  accepted: 'Accepted',
  unreachable: 'Server unreachable',
  'dns-unavailable': 'Server cannot be found now',
  'no-such-domain': 'No such domain',
  loop: 'Leads back to us',
  'tls-required': 'Encryption not proven',
  greylisted: 'First message made to wait',
  temporary: 'Asks to come back later',
  'unknown-recipient': 'No such address',
  'mailbox-full': 'Mailbox full',
  'mailbox-disabled': 'Mailbox closed',
  'too-large': 'Message too large',
  policy: 'Refused by a rule',
  reputation: 'Distrusts our servers',
  'no-smtputf8': 'Accented address not understood',
  permanent: 'Refused',
}

export const queue: typeof french = {
  title: 'Outgoing queue',
  lead: 'Outgoing messages that are not delivered yet. What waits is offered again by itself, for five days.',
  tabs: { '': 'Deliveries', destinations: 'Destinations' },
  filter: 'Filter by state',
  all: 'All',
  toApprove: 'To approve',
  held: 'Held',
  waiting: 'Waiting',
  search: 'Address, domain or reference',
  results: 'Deliveries that wait or are held, newest first',
  destination: 'Destination',
  toward: (destination) => `To ${place(destination)}`,
  place,
  from: 'From',
  to: 'To',
  toWhom: (shown, count) =>
    plural('en', count, {
      one: shown[0] ?? recipients(count),
      other: `${shown[0] ?? ''} and ${count - 1} ${count === 2 ? 'other' : 'others'}`,
    }),
  commune: 'Commune',
  state: 'State',
  why: 'Last answer',
  notTried: 'Not tried yet',
  nextTry: 'Next try',
  accepted: 'Taken',
  rowName: (from, to) => `From ${from} to ${to}`,
  report: 'Delivery report',
  states: {
    approval: 'To approve',
    person: 'Held',
    poison: 'Set aside',
    trying: 'Being tried',
    paused: 'Destination paused',
    waiting: 'Waiting',
    delivered: 'Delivered',
    failed: 'Not delivered',
    partly: 'Delivered in part',
  },
  none: 'Nothing waits',
  noneText: 'All that was handed to the service is delivered, or its author was told.',
  noneToApprove: 'Nothing waits for your approval',
  noneHeld: 'Nothing is held',
  retry: 'Try again now',
  hold: 'Hold',
  release: 'Let it go',
  approve: 'Approve sending',
  lookAndDecide: 'Look and decide',
  refuse: 'Refuse and delete',
  delete: 'Delete',
  retried: 'It is tried again.',
  wasHeld: 'Held.',
  released: 'It is on its way.',
  approved: 'Approved: it is on its way.',
  deleted: 'Deleted.',
  several: {
    selected: (count) =>
      plural('en', count, { one: '1 message selected', other: `${count} messages selected` }),
    title: {
      release: (count) =>
        plural('en', count, { one: 'Let this message go?', other: `Let these ${count} messages go?` }),
      retry: (count) =>
        plural('en', count, { one: 'Try this message now?', other: `Try these ${count} messages now?` }),
      hold: (count) =>
        plural('en', count, { one: 'Hold this message?', other: `Hold these ${count} messages?` }),
      delete: (count) =>
        plural('en', count, { one: 'Delete this message?', other: `Delete these ${count} messages?` }),
    },
    text: {
      release: 'Each leaves at once, as it is.',
      retry: 'Each is offered to the server of its recipient at once.',
      hold: 'None of them leaves until somebody lets it go.',
      delete: 'Nobody will receive them. Their authors are not told, and this cannot be undone.',
    },
    will: { release: 'will leave', retry: 'will be tried', hold: 'will be held', delete: 'will be deleted' },
    did: { release: 'leaves', retry: 'tried again', hold: 'held', delete: 'deleted' },
    stays: 'stays as it is',
    staysToApprove: 'needs somebody’s agreement, on its page',
    staysOfDepartment: 'the département decides',
    failed: (why) => `unchanged: ${why}`,
    preview: (changed, others) =>
      `${plural('en', changed, { zero: 'No message is concerned', one: '1 message is concerned', other: `${changed} messages are concerned` })}${plural('en', others, { zero: '.', one: ', 1 stays as it is.', other: `, ${others} stay as they are.` })}`,
    done: (count) =>
      plural('en', count, {
        zero: 'No message changed.',
        one: '1 message done.',
        other: `${count} messages done.`,
      }),
  },
  deleteTitle: 'Delete this delivery?',
  deleteText: (count, where) =>
    plural('en', count, {
      one: `The recipient${whereWords(where)} will not get it. Its author is not told, and this cannot be undone.`,
      other: `The ${count} recipients${whereWords(where)} will not get it. Its author is not told, and this cannot be undone.`,
    }),
  refuseTitle: 'Refuse this message?',
  refuseText: (author) => `Nobody will get it. A message tells ${author}. Say why, as well.`,
  approveText: (count) =>
    plural('en', count, {
      one: 'The message leaves at once for its recipient, as it is.',
      other: `The message leaves at once for its ${count} recipients, as it is.`,
    }),
  approvalTitle: 'This message waits for your approval',
  approvalOfOthers: 'This message waits for the approval of a manager',
  approvalOfDepartment: 'The sending of the mailbox is suspended: the département decides',
  approvalFound: 'Before letting it go, the service found in it:',
  approvalNothing: 'A rule of your commune asks for the agreement of a manager before this message leaves.',
  approvalUntil: 'Without a decision, it goes back to its author after five days.',
  approvalUnread: 'What it says is shown to nobody. In any doubt, call its author.',
  leak: (kind, count) => (count === 1 ? kind : `${kind}: ${count}`),
  decideFor: (destination) => `For ${place(destination)}`,
  message: 'Message',
  messageFrom: (from) => `Message from ${from}`,
  crumb: 'Outgoing queue',
  acceptedAt: (when, size) => `Handed to the service on ${when}, ${size}`,
  gone: 'This message is no longer in the queue.',
  goneText: 'It was delivered or deleted, or its author was told.',
  sentFrom: 'Sending mailbox',
  sender: 'Sending address',
  reference: 'Reference',
  givenUp: (when) => `If it is not delivered by ${when}, its author is told that it failed.`,
  dropped: (when) => `If it is not delivered by ${when}, it is given up.`,
  origins: {
    submission: 'written by somebody',
    forward: 'forward',
    sieve: 'automatic reply or forward of the mailbox',
    report: 'report of the service',
  },
  origin: 'Origin',
  recipients,
  andMore: (count) => plural('en', count, { one: 'and 1 other', other: `and ${count} others` }),
  moreDestinations: (count) =>
    plural('en', count, {
      one: 'One more destination is not shown.',
      other: `${count} more destinations are not shown.`,
    }),
  recipientStates: {
    open: 'Waiting',
    delivered: 'Delivered',
    failed: 'Refused',
    expired: 'Given up',
    deleted: 'Deleted',
  },
  heldBecause: {
    approval: 'What it contains takes an agreement.',
    stop: 'The sending of the mailbox is suspended.',
    person: 'Somebody held it.',
    poison: 'Three tries were cut short.',
  },
  departmentDecides: 'The département decides.',
  heldText: {
    approval: 'Held until a manager agrees.',
    approvalOfStopped:
      'Held until somebody agrees. The sending of the mailbox is suspended: it is the département that does.',
    stop: 'Held because the sending of the mailbox is suspended. It leaves when the département restores sending, or lets this message go.',
    stopOfGone:
      'Held because the sending of the mailbox was suspended when it was deleted. It leaves only if the département lets it go.',
    person: 'Held by somebody. Nothing leaves until it is let go.',
    poison:
      'Set aside: three tries were cut short. Its author was told that somebody looks at it. The département can let it go once, and tells those who run the service if it happens again.',
  },
  pausedText: 'This destination is paused. What waits does not expire.',
  tryingText: 'Being offered to the recipient’s server at this moment.',
  journey: 'Journey',
  steps: {
    accepted: 'Handed to the service',
    delivered: (count) => `Delivered to ${recipients(count)}`,
    failed: (count) => `Refused for ${recipients(count)}`,
    deferred: 'Not accepted yet',
    next: 'Next try',
    nextText: (attempts) =>
      plural('en', attempts, {
        zero: 'It will be the first.',
        one: 'One try so far.',
        other: `${attempts} tries so far.`,
      }),
    counts: (delivered, failed, deferred) =>
      [
        delivered === 0 && failed + deferred > 0 ? '' : `${delivered} delivered`,
        failed === 0 ? '' : `${failed} refused`,
        deferred === 0 ? '' : `${deferred} to be tried again`,
      ]
        .filter((part) => part !== '')
        .join(', '),
    protection,
    took: (seconds) => `${seconds} s`,
  },
  destinations: {
    lead: 'Where outgoing mail goes, and what keeps it from arriving. A pause holds for every commune.',
    search: 'Domain',
    label: 'Destinations, the busiest first',
    which: 'Which ones',
    all: 'All',
    stopped: 'Paused or in trouble',
    waiting: 'Waiting',
    held: 'Held',
    oldest: 'Oldest',
    state: 'State',
    well: 'Normal',
    paused: 'Paused',
    pausedBy: (reason) => `Reason: ${reason}`,
    until: (when) => `Until ${when}`,
    untilResumed: 'Until it is resumed',
    trouble: 'In trouble',
    restsUntil: (when) => `Rests until ${when}`,
    action: 'Action',
    pause: 'Pause',
    resume: 'Resume',
    pauseOther: 'Pause a destination',
    pauseTitle: (destination) => `Pause ${place(destination)}`,
    pauseText:
      'Nothing is sent there, for any commune. What waits is kept and leaves when it is resumed, with a day to go at least.',
    domain: 'Domain',
    domainHint: 'What follows @ in the recipients’ addresses: example.com.',
    reason: 'Reason',
    reasonHint: 'Read by the whole team.',
    howLong: 'How long',
    durations: {
      open: 'Until it is resumed',
      hour: 'One hour',
      evening: 'Four hours',
      day: 'One day',
      week: 'One week',
    },
    wasPaused: (destination) => `${place(destination)}: paused.`,
    resumeTitle: (destination) => `Resume sending to ${place(destination)}?`,
    resumeText: (count) =>
      plural('en', count, {
        zero: 'Nothing waits. The next messages will leave as usual.',
        one: 'One delivery waits and leaves when its turn comes.',
        other: `${count} deliveries wait and leave when their turn comes.`,
      }),
    resumed: (destination) => `${place(destination)}: resumed.`,
    none: 'No destination',
    noneText: 'Nothing waits, and no destination is paused.',
    show: (count) => messages(count),
  },
}
