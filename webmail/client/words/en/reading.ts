// A conversation that is read, in English.

import { plural } from '#ui/format/plural.ts'
import type { FileDanger } from '../../boxes.ts'
import type { reading as french } from '../fr/reading.ts'

/** What is dangerous about a file that was delivered all the same. */
const dangers: Readonly<Record<FileDanger, string>> = {
  executable: 'is a program',
  script: 'is a script, which runs when it is opened',
  macro: 'contains macros',
  'html-smuggling': 'is a page that makes a file when it is opened',
  'disk-image': 'is a disk image',
  shortcut: 'is a shortcut, which can start a program',
  onenote: 'is a OneNote notebook, which can hide a program',
  'encrypted-archive': 'is protected by a password: the virus scanner could not read it',
  'nested-archive': 'is an archive with others inside',
  'archive-bomb': 'is an archive that would fill the disk',
  'unreadable-archive': 'is an archive that the virus scanner could not read',
}

export const reading: typeof french = {
  answering: (who: string) => `${who} is writing an answer.`,
  answerBegun: (who: string, when: string) => `${who} has begun an answer (${when}).`,
  pane: 'Conversation',
  none: 'Choose a conversation.',
  since: (count, day) => plural('en', count, { one: '1 message', other: `${count} messages since ${day}` }),
  counted: (count) => `${count} messages`,
  older: (count) => plural('en', count, { one: '1 older message', other: `${count} older messages` }),
  position: (at, of) => `${at} of ${of}`,
  previous: 'Previous conversation',
  next: 'Next conversation',
  back: 'Back to the list',
  today: (time) => `today, ${time}`,
  to: (who) => `to ${who}`,
  cc: (who) => `copy to ${who}`,
  bcc: (who) => `blind copy to ${who}`,
  replyTo: (who) => `reply to ${who}`,
  noRecipient: 'no recipient',
  forBox: (address) => `for ${address}`,
  draft: 'Draft',
  content: (name) => `Content of the message of ${name}`,
  firstContact: 'First message from this address.',
  showQuote: 'Show the quoted text',
  hideQuote: 'Hide the quoted text',
  cut: 'This message is very long: its end is not shown.',
  images: (count) =>
    plural('en', count, {
      one: '1 remote image is not shown.',
      other: `${count} remote images are not shown.`,
    }),
  showImages: 'Show the images',
  imagesAlwaysFrom: 'Always show images from this address',
  imagesAlways: (address) => `Images of ${address} are shown, as you chose.`,
  imagesNoMore: 'Show them no more',
  files: (count, size) =>
    plural('en', count, { one: `1 attachment, ${size}`, other: `${count} attachments, ${size}` }),
  fileKinds: {
    image: 'Image',
    audio: 'Sound',
    video: 'Video',
    text: 'Text',
    message: 'Message',
    sheet: 'Spreadsheet',
    document: 'Document',
    archive: 'Archive',
    calendar: 'Invitation',
    other: 'File',
  },
  fileOf: (kind, size) => `${kind} · ${size}`,
  unnamedFile: 'Unnamed',
  previewOf: 'Preview of',
  downloadOf: (name) => `Download ${name}`,
  banners: {
    'bank-details':
      'This message asks for a change of bank details. Before any payment, call the supplier on a number that you know already.',
    'payment-pressure':
      'This message presses you to pay. Before any payment, call the person on a number that you know already.',
    'foreign-account':
      'This message gives a bank account abroad. Before any payment, call the person on a number that you know already.',
    'look-alike': (address, of, by) =>
      by === 'name'
        ? `The name shown is that of “${of}”, but the address (${address}) is not theirs.`
        : `The address (${address}) looks like those of ${of}, but is none of them.`,
    'dangerous-file': (name, mark) =>
      `${name === '' ? 'An attached file' : `The file ${name}`} ${dangers[mark]}. Open it only if you expected it.`,
    unauthenticated: (domain) => `We could not verify that this message really comes from ${domain}.`,
    invoice: 'Invoice received by e-mail. Suppliers have filed their invoices on Chorus Pro since 2020.',
    marking: (marking) =>
      marking === 'restricted'
        ? 'This message is marked “Diffusion Restreinte”. This service is not meant for such documents.'
        : 'This message is marked as a secret of national defence. This service is not meant for such documents.',
  },
  whatToDo: 'See what to do',
  advice: {
    title: 'Before you pay',
    steps: [
      'Pay nothing and do not answer this message.',
      'Call the person or the supplier on a number from an old file or an old invoice, never from this message.',
      'If the request is true, ask for a signed letter. If not, tell the support of your département and your public accountant.',
    ],
  },
  answerThis: 'Answer this message or pass it on',
  toRule: 'Make a rule from this message',
  addSender: {
    add: 'Add to contacts',
    added: (name) => `${name} is among the contacts.`,
    show: 'Show',
    failed: 'Adding failed.',
  },
  understood: 'Close',
  link: {
    title: 'This link leads elsewhere',
    text: (shown, domain) => `The message shows “${shown}”, but the link leads to ${domain}.`,
    go: (domain) => `Open ${domain}`,
  },
}
