// What went wrong, what is safe and what to do, for each code of the API, in English.

import type { problems as french, fieldProblems as frenchFields } from '../fr/problems.ts'

export const problems: typeof french = {
  'malformed-body': {
    title: 'The request cannot be read',
    text: 'Nothing was changed. Reload the page and try again.',
  },
  'invalid-input': {
    title: 'Some of what you entered needs correcting',
    text: 'Nothing was saved. Correct the fields shown.',
  },
  'not-signed-in': {
    title: 'Your session has ended',
    text: 'Sign in to go on where you were. What you typed is kept.',
  },
  'second-factor-missing': {
    title: 'A second factor is missing',
    text: 'Your role needs one. Add it to open the panel.',
  },
  forbidden: {
    title: 'This is not open to you',
    text: 'Your role does not allow it. An administrator of the département can open it to you.',
  },
  'foreign-origin': {
    title: 'The request comes from another site',
    text: 'Nothing was changed. Open the panel at its usual address.',
  },
  'not-found': {
    title: 'This does not exist, or no longer',
    text: 'It may have been deleted, or belong to another commune.',
  },
  'method-not-allowed': {
    title: 'This cannot be done here',
    text: 'Reload the page: the panel may have a new version.',
  },
  'changed-meanwhile': {
    title: 'Somebody else has just changed this',
    text: 'What you typed is kept. Read the current version before you save.',
  },
  'already-exists': {
    title: 'This exists already',
    text: 'Nothing was created. Choose another name or open the existing one.',
  },
  'in-use': { title: 'This is still in use', text: 'Nothing was deleted. Remove first what depends on it.' },
  'last-administrator': {
    title: 'This is the last administrator',
    text: 'Name another one before you remove this one.',
  },
  'same-person': { title: 'Somebody else must agree', text: 'This takes two different people.' },
  'department-decides': {
    title: 'The département alone can decide this',
    text: 'The sending of this mailbox is suspended, or the service set the message aside. Call support: they or an administrator decide.',
  },
  'access-too-new': {
    title: 'This access is too new',
    text: 'One of the two people got theirs less than a day ago. Wait until tomorrow, or ask somebody else.',
  },
  'already-active': {
    title: 'This person has opened their access already',
    text: 'Nothing was changed. If they forgot the password, ask to reset it.',
  },
  'virus-stays-held': {
    title: 'This message holds a virus',
    text: 'It stays held. Only the operator of the service can release it.',
  },
  'over-pooled-quota': {
    title: 'This would exceed the quota of the commune',
    text: 'Nothing was changed. Enlarge the quota of the commune first.',
  },
  'key-used-for-something-else': {
    title: 'This request was used already',
    text: 'Nothing was changed. Reload the page and try again.',
  },
  'mailbox-full': {
    title: 'The mailbox is full',
    text: 'Nothing was saved. Give it more room or free some, then try again.',
  },
  'already-answered': {
    title: 'Somebody already answered this message',
    text: 'Nothing was sent. Read their answer before you send yours.',
  },
  'outbox-full': {
    title: 'Too many messages are already waiting to leave from this mailbox',
    text: 'Nothing was sent. Wait until some have left, then try again.',
  },
  'links-full': {
    title: 'This mailbox has too many files sent by a link',
    text: 'Nothing was sent. Withdraw old links: the room comes back within the hour.',
  },
  'links-full-elsewhere': {
    title: 'There is no more room to send files by a link',
    text: 'Nothing was sent. The other mailboxes take all the room: try again later, or ask support for help.',
  },
  'contacts-full': {
    title: 'This mailbox already has as many contacts as it can keep',
    text: 'Nothing was saved. Delete some contacts, then try again.',
  },
  'not-looked-into': {
    title: 'The message could not be checked in time',
    text: 'It was not sent. Try again in a moment.',
  },
  'mail-refused': {
    title: 'The mail server refused',
    text: 'Nothing was changed. Trying again will not help.',
  },
  'rules-away': {
    title: 'Rules do not answer at the moment',
    text: 'Nothing was changed. Try again in a moment.',
  },
  'too-large': { title: 'This is too large', text: 'Nothing was changed. Split the file and try again.' },
  'unsupported-media-type': { title: 'This kind of file is not accepted', text: 'Nothing was changed.' },
  'too-many-requests': { title: 'Too many requests in a row', text: 'Wait a moment, then try again.' },
  bug: {
    title: 'The server made a mistake',
    text: 'Nothing was changed. It is on record; tell the operator if it happens again.',
  },
  'try-later': {
    title: 'The service does not answer for the moment',
    text: 'Nothing was lost. Try again in a few seconds.',
  },
  'others-at-work': {
    title: 'Other files are being read',
    text: 'Nothing was changed. Try again in a few seconds.',
  },
  unreachable: {
    title: 'No connection',
    text: 'The server does not answer: check your connection. Nothing was lost.',
  },
}

export const fieldProblems: typeof frenchFields = {
  'too-small': 'Too short.',
  'too-big': 'Too long.',
  'too-short': 'Too short: 12 characters at least.',
  'too-long': 'Too long: 128 characters at most.',
  'too-common': 'This password is too common. Choose words that have nothing to do with each other.',
  'too-personal': 'This password holds your name, your address or your commune.',
  'invalid-address': 'This address is not well formed: it needs a name, @ and a domain.',
  'invalid-domain': 'This domain name is not well formed. Write for example example.org.',
  'invalid-network':
    'This is neither the address of a machine nor a network. Write for example 192.0.2.0/24.',
  network: 'This is neither the address of a machine nor a network. Write for example 192.0.2.0/24.',
  'thresholds-crossed':
    'A message would be refused before it is filed as junk. The threshold for junk must stay below the one for refusal.',
  unknown: 'Nothing of this name exists here.',
  alias: 'This domain follows another one already. Choose a domain that has addresses of its own.',
  itself: 'A domain cannot follow itself.',
  loop: 'This address leads to itself.',
  missing: 'Choose the owner of the mailbox.',
  'for-personal': 'A shared mailbox has no owner.',
  'domain-of-another': 'This domain is another commune’s.',
  'people-elsewhere':
    'Somebody of another commune signs in with an address of this domain already. Look for them among the people and take them away first.',
  'not-in-department': 'This role exists in a commune only.',
  'to-department':
    'This address is of the département’s team, which does not lead the mail of a commune to itself. Whoever runs the commune can choose it.',
  'hosted-here': 'This address is in the département: write it under “Inside the département”.',
  'above-department': 'Only the Département can give more.',
  'external-forwards-forbidden': 'Forwards to the outside are forbidden.',
  'not-within-a-year': 'Choose a day to come, within a year.',
  'in-the-past': 'Choose a moment to come.',
  'too-early': 'The end comes before the beginning.',
  'no-author': 'This message has no readable sender.',
  'own-domain': 'This domain is one of ours.',
  'not-held-for': 'This message is not held for this address.',
  'too-much-access': 'This file would give too much access at once. Split it.',
  'beyond-commune': 'One of these permissions is given for the whole département only.',
  'already-active': 'This person has opened their access already.',
  'column-missing': 'The column “adresse” is missing.',
  'column-twice': 'A column is there twice.',
  'unknown-column': 'A column has an unknown name.',
  empty: 'This file is empty.',
  'too-many-rows': 'This file has too many rows.',
  'invalid-text': 'A character of this text cannot be stored.',
  'too-deep': 'This is nested too deeply.',
  'invalid-format': 'This form is not recognised.',
  'invalid-type': 'A value is needed.',
  'unknown-field': 'This field is not expected.',
  custom: 'This value is not possible.',
}

export const fieldProblem = 'This value needs correcting.'
