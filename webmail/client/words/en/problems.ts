// What went wrong, what is safe and what to do, in English.

import type { problems as french } from '../fr/problems.ts'

export const problems: typeof french = {
  'not-signed-in': { title: 'Your session has ended', text: 'Sign in to go on where you were.' },
  'second-factor-missing': {
    title: 'A second factor is missing',
    text: 'Your role needs one. Add it to go on.',
  },
  forbidden: {
    title: 'This mailbox is not open to you',
    text: 'Whoever runs your commune can give you access.',
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
  'mail-refused': {
    title: 'The mail server refused',
    text: 'Your messages are intact. Call support if it happens again.',
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
