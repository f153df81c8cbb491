// What needs somebody, in English.

import { plural } from '#ui/format/plural.ts'
import type { toDo as french, ToDoWords, Told } from '../fr/to-do.ts'
import { replyKinds } from './queue.ts'

const number = (told: Told, name: string) => Number(told[name] ?? 0)
const text = (told: Told, name: string) => String(told[name] ?? '')

const alerts: Readonly<Record<string, string>> = {
  'password-guessing': 'Password tried again and again',
  'distributed-guessing': 'Password tried from many networks',
  'credential-stuffing': 'One network tries many accounts',
  'password-reset': 'Password reset',
  'external-forward': 'Forward to the outside',
  'sending-stopped': 'Sending of a mailbox suspended',
  'personal-mailbox-opened': 'Personal mailbox opened to somebody else',
  'mail-poisoned': 'Message set aside',
  'takeover-suspected': 'A mailbox perhaps taken over',
}

const alertAdvice: Readonly<Record<string, string>> = {
  'takeover-suspected': ' Call its owner: was it them?',
}

function alertParts(told: Told): readonly string[] {
  const times = number(told, 'times')
  const by = text(told, 'by')
  return [
    ...(text(told, 'to') === '' ? [] : [`to ${text(told, 'to')}`]),
    ...(by === '' ? [] : [`by ${by}, on ${text(told, 'lastAt')}`]),
    ...(by !== '' && times === 1 ? [] : [plural('en', times, { one: 'once', other: `${times} times` })]),
  ]
}

const kinds: Readonly<Record<string, ToDoWords>> = {
  alert: {
    fact: (told) => alerts[text(told, 'kind')] ?? 'Security alert',
    text: (subject, told) =>
      `${[subject, ...alertParts(told)].join(', ')}. Nobody has looked at it yet.${alertAdvice[text(told, 'kind')] ?? ''}`,
    action: 'Examine',
  },
  'attacked-account': {
    fact: () => 'Account under attack, access blocked',
    text: (subject, told) =>
      `${subject}: ${plural('en', number(told, 'failures'), {
        one: '1 try refused',
        other: `${number(told, 'failures')} tries refused`,
      })} from ${plural('en', number(told, 'networks'), {
        one: '1 network',
        other: `${number(told, 'networks')} networks`,
      })}. Its owner still gets in.`,
    action: 'Examine the account',
  },
  'sending-stopped': {
    fact: () => 'Sending suspended',
    text: (subject, told) =>
      `${subject} wrote to ${plural('en', number(told, 'recipients'), {
        one: '1 recipient',
        other: `${number(told, 'recipients')} recipients`,
      })} in a quarter of an hour. A password may be stolen; the mailbox still receives.`,
    action: 'See the mailbox',
  },
  'service-failed': {
    fact: () => 'A service does not answer',
    text: (subject) => `${subject} does not do its work. Waiting mail is kept.`,
    action: 'See the status',
  },
  'address-unattended': {
    fact: () => 'Required address that nobody reads',
    text: (subject) =>
      `No mailbox receives what is written to ${subject}. Create one, enlarge one or reopen one: senders retry for a few days only.`,
    action: 'See the mailboxes',
  },
  'mailbox-full': {
    fact: () => 'Mailbox full',
    text: (subject) => `${subject} receives nothing. Senders try again for some days.`,
    action: 'Enlarge',
  },
  'mailbox-filling': {
    fact: (told) => `Quota at ${text(told, 'share')}`,
    text: (subject, told) => `${subject} holds ${text(told, 'usedBytes')} of ${text(told, 'allowedBytes')}.`,
    action: 'Enlarge',
  },
  'mailbox-not-made': {
    fact: () => 'Mailbox not ready yet',
    text: (subject) => `${subject} waits to be made. Its mail is asked for again later.`,
    action: 'Open the mailbox',
  },
  'held-waiting': {
    fact: () => 'Quarantine',
    text: (_subject, told) =>
      `${plural('en', number(told, 'messages'), {
        one: '1 message held',
        other: `${number(told, 'messages')} messages held`,
      })}${plural('en', number(told, 'dangerous'), {
        zero: '.',
        one: ', 1 of them dangerous.',
        other: `, ${number(told, 'dangerous')} of them dangerous.`,
      })}${plural('en', number(told, 'late'), {
        zero: '',
        one: ' 1 waits for more than three days.',
        other: ` ${number(told, 'late')} wait for more than three days.`,
      })}`,
    action: 'Sort',
  },
  'approval-waiting': {
    fact: () => 'Mail to approve',
    text: (_subject, told) =>
      plural('en', number(told, 'messages'), {
        one: '1 message waits for a manager of the commune to agree before it leaves.',
        other: `${number(told, 'messages')} messages wait for a manager of the commune to agree before they leave.`,
      }),
    action: 'Decide',
  },
  'destination-silent': {
    fact: () => 'Sending is stopped',
    text: (subject, told) =>
      `${plural('en', number(told, 'deliveries'), {
        one: '1 delivery waits',
        other: `${number(told, 'deliveries')} deliveries wait`,
      })} for ${subject} for hours. Last answer: ${(replyKinds[text(told, 'answer')] ?? 'none').toLowerCase()}.`,
    action: 'See the destination',
  },
  'mail-set-aside': {
    fact: () => 'Mail set aside',
    text: (_subject, told) =>
      plural('en', number(told, 'messages'), {
        one: '1 message cut three tries short. It no longer leaves by itself.',
        other: `${number(told, 'messages')} messages cut three tries short. They no longer leave by themselves.`,
      }),
    action: 'Look into it',
  },
  'factor-missing': {
    fact: () => 'No second factor',
    text: (subject, told) => `${subject}, ${text(told, 'role')}, signs in with a password alone.`,
    action: 'See the person',
  },
  'factor-reset': {
    fact: () => 'Lost second factor',
    text: (subject, told) =>
      `${subject} cannot come in any more. ${told.askedBy ?? 'Somebody'} asks for it, a second person has to agree before ${text(told, 'until')}.${
        text(told, 'from') === '' ? '' : ` You can from: ${text(told, 'from')}.`
      }`,
    action: 'Answer',
  },
  'factor-reset-asked': {
    fact: () => 'Waiting for a second person',
    text: (subject, told) =>
      `You asked to take away the second factor of ${subject}. ${
        number(told, 'deciders') === 0
          ? 'Nobody else can agree: name another administrator.'
          : `Unless somebody agrees before ${text(told, 'until')}, it ends.`
      }`,
    action: 'See or withdraw',
  },
  'welcome-failed': {
    fact: () => 'Welcome interrupted',
    text: (_subject, told) =>
      plural('en', number(told, 'communes'), {
        one: '1 commune still waits. The others are done.',
        other: `${number(told, 'communes')} communes still wait. The others are done.`,
      }),
    action: 'Resume',
  },
  'nobody-came-in': {
    fact: () => 'Nobody has come in yet',
    text: (_subject, told) =>
      `${plural('en', number(told, 'letters'), {
        one: '1 letter printed, its code is good',
        other: `${number(told, 'letters')} letters printed, their codes are good`,
      })} until ${text(told, 'until')}. Ask the mairie whether everything came.`,
    action: 'See the people',
  },
  'mailbox-ending': {
    fact: () => 'Mailbox ends',
    text: (subject, told) => `${subject} closes on ${text(told, 'until')}.`,
    action: 'Prolong',
  },
  'access-ending': {
    fact: () => 'Access ends',
    text: (subject, told) =>
      `${text(told, 'person')} no longer opens ${subject} after ${text(told, 'until')}.`,
    action: 'See the access',
  },
  'external-forward-ending': {
    fact: () => 'Forward ends',
    text: (subject, told) =>
      `${subject} is no longer sent on to ${text(told, 'target')} after ${text(told, 'until')}.`,
    action: 'See the forwards',
  },
  'api-key-ending': {
    fact: () => 'API key ends',
    text: (subject, told) => `“${subject}” ends on ${text(told, 'until')}.`,
    action: 'See the key',
  },
}

export const toDo: typeof french = {
  title: 'To do',
  lead: (day, time) => `${day}. Last checked at ${time}.`,
  checkNow: 'Check now',
  count: (count) => plural('en', count, { one: '1 fact', other: `${count} facts` }),
  caption: 'What needs somebody, the most harmful first',
  columns: { severity: 'Severity', commune: 'Commune', fact: 'Fact', since: 'Since', action: 'Action' },
  groups: {
    harm: 'Mail is lost or an account is attacked',
    risk: 'To be settled today',
    soon: 'Within two weeks',
  },
  severities: { harm: 'Serious', risk: 'Important', soon: 'To follow' },
  department: 'Département',
  since: (moment) => `since ${moment}`,
  actionOn: (action, place) => `${action}, ${place}`,
  more: 'Only the oldest facts of each kind are shown. The next ones come in their turn.',
  nothing: 'Nothing to do.',
  nothingText: (time) => `Last checked at ${time}. This page renews itself every minute.`,
  checked: {
    communes: (communes, mailboxes) => `${communes} communes, ${mailboxes} mailboxes`,
    held: 'No message held for more than three days',
    accounts: 'No account under attack',
    quotas: 'No mailbox above 90%',
    services: 'Every service answers',
    ends: 'No access ends within two weeks',
  },
  figures: {
    title: 'Figures',
    communes: 'Communes hosted',
    communesText: (mailboxes) => `${mailboxes} mailboxes open`,
    communesLine: (from, to) => `from ${from} to ${to} communes in thirty days`,
    delivered: 'Delivered yesterday',
    deliveredText: (today) => `${today} today`,
    deliveredBars: (least, most) => `between ${least} and ${most} a day over thirty days`,
    stopped: 'Kept out yesterday',
    stoppedText: (refused, junk, held) => `${refused} refused, ${junk} junk, ${held} held`,
    stored: 'Really stored',
    storedOf: (allowed) => `of ${allowed}`,
    storedText: (share) => `${share} of the quotas given`,
  },
  kinds,
}
