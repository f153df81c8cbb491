// Files given out by a link in place of an attachment, in English.

import { plural } from '#ui/format/plural.ts'
import type { SharingWords } from '../fr/sharing.ts'

export const sharing: SharingWords = {
  title: 'Send by a link',
  tooHeavy: (name, size) =>
    `${name} (${size}) is too large to attach. A link in your message will let people download it.`,
  heavy: (name, size) =>
    `${name} (${size}) may be refused by the recipient’s mail server. A link in your message will let people download it.`,
  sensitive: (name) =>
    `${name} will not leave with the message. A link in your text will let people download it.`,
  tooLarge: (name, size, most) =>
    `${name} cannot be sent: it has ${size}, and a link gives out ${most} at most.`,
  noRoom: (name, size, most) =>
    `${name} is not attached: with its ${size} the message would have more than ${most}.`,
  howLong: 'Available for',
  days: (days) => `${days} days`,
  password: 'Ask for a password',
  passwordHint: 'It is shown once, so that you can tell it on the telephone.',
  passwordNeeded: 'This file holds sensitive information: the password is required.',
  act: 'Send by a link',
  resume: 'Go on',
  replaceFile: 'Replace by a link',
  attachAnyway: 'Attach anyway',
  coming: 'Sending the file',
  failed: (why) => `The file was not sent. ${why}. Your message is kept.`,
  stopped: (why) => `Sending was interrupted. ${why}. What is already sent is kept.`,
  unreadable: 'The file cannot be read: it was moved or changed since. Choose it again.',
  put: (name) => `The link to ${name} is in your message.`,
  replace: 'Replace by a secure link',
  replaceHint: 'The link asks for a password and expires on the date you choose.',
  tell: {
    title: 'Password of the link',
    text: (name) =>
      `Tell it on the telephone to whoever receives ${name}, never in a message. It will not be shown again.`,
    copy: 'Copy the password',
    noted: 'I have noted the password',
  },
  unplaced: {
    title: 'Link to copy',
    text: (name) => `The link to ${name} could not be put into your message. Copy it to paste it there.`,
    copy: 'Copy the link',
    copied: 'I have copied the link',
  },
  discarded: 'The file stays available; withdraw its link in the settings.',
  block: {
    lead: (name, size, until) => `File to download: ${name} (${size}), until ${until}.`,
    password: 'You will be told a password otherwise.',
  },
  list: {
    title: 'Files sent by a link',
    lead: 'Whoever has the link can download the file until its date, with the password if there is one.',
    empty: 'This box has sent no file by a link.',
    mayNot: 'Only those who write in the name of this box see these files.',
    by: (who) => `by ${who}`,
    since: (when) => `sent on ${when}`,
    until: (when) => `available until ${when}`,
    hasPassword: 'with a password',
    downloads: (count) =>
      plural('en', count, {
        zero: 'never downloaded',
        one: 'downloaded once',
        other: `downloaded ${count} times`,
      }),
    last: (when) => `last time: ${when}`,
    states: { open: 'Available', expired: 'Expired', withdrawn: 'Withdrawn' },
    withdraw: 'Withdraw the link',
    withdrawOf: (name) => `Withdraw the link to ${name}`,
    confirm: (name) => `Withdraw the link to ${name}?`,
    confirmText:
      'Nobody will be able to download it any more. Copies that were downloaded stay where they are.',
    withdrawn: (name) => `The link to ${name} is withdrawn.`,
    failed: 'The link is not withdrawn.',
  },
}
