// What went wrong, what is safe and what to do, in English.

import type { problems as french } from '../fr/problems.ts'

export const problems: typeof french = {
  'not-signed-in': { title: 'Your session has ended', text: 'Sign in to go on where you were.' },
  'second-factor-missing': {
    title: 'A second factor is missing',
    text: 'Your role needs one. Add it to go on.',
  },
  forbidden: {
    title: 'Your access to this mailbox does not allow it',
    text: 'Whoever runs your commune can give you a wider access.',
  },
  'not-found': {
    title: 'This does not exist, or no longer',
    text: 'It may have been moved or deleted, or the mailbox is no longer open to you.',
  },
  'already-exists': { title: 'This name exists already', text: 'Nothing was made. Choose another name.' },
  'changed-meanwhile': {
    title: 'Somebody has just changed this',
    text: 'Reload the page to see the current version.',
  },
  'mailbox-full': {
    title: 'This box is full',
    text: 'Nothing more has room in it. Delete some messages, then try again.',
  },
  'outbox-full': {
    title: 'Too many messages are already waiting to leave from this box',
    text: 'Nothing was sent. Wait or cancel one, then try again.',
  },
  'links-full': {
    title: 'This box has too many files sent by a link',
    text: 'Nothing was sent. Withdraw old links in the settings: the room comes back within the hour.',
  },
  'links-full-elsewhere': {
    title: 'There is no more room to send files by a link',
    text: 'Nothing was sent. The other mailboxes take all the room: try again later, or ask support for help.',
  },
  'contacts-full': {
    title: 'This box already has as many contacts as it can keep',
    text: 'Nothing was saved. Delete some contacts, then try again.',
  },
  'not-looked-into': {
    title: 'Checking the message took too long: send it again in a moment',
    text: 'It was not sent, and your text is kept.',
  },
  'mail-refused': {
    title: 'The mail server refused',
    text: 'Your messages are intact. Call support if it happens again.',
  },
  'rules-away': {
    title: 'Rules do not answer at the moment',
    text: 'Nothing is lost: they still apply to the mail that comes. Try again in a moment.',
  },
  'already-answered': {
    title: 'Somebody already answered this message',
    text: 'Your answer did not leave, and your text is kept.',
  },
  'in-use': {
    title: 'This message waits to leave',
    text: 'Undo sending first, then change it.',
  },
  'too-large': {
    title: 'This is too large for a message',
    text: 'Remove an attachment or shorten the text, then try again.',
  },
  'invalid-input': {
    title: 'A part of what was typed is not accepted',
    text: 'Nothing has changed. Check what you wrote, then try again.',
  },
  'too-many-requests': { title: 'Too many requests in a row', text: 'Wait a moment, then try again.' },
  bug: {
    title: 'The server made a mistake',
    text: 'Your messages are intact. It is on record; call support if it happens again.',
  },
  'try-later': {
    title: 'The service does not answer for the moment',
    text: 'Your messages are intact. Try again in a few seconds.',
  },
  unreachable: {
    title: 'No connection',
    text: 'The server does not answer: check your connection. Your messages are intact.',
  },
}
