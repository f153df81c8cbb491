// A message that brings a calendar, as it comes from outside.

import type { CalendarGiven } from './calendars.ts'
import { calendarOf } from './calendars.ts'

export const invitationMessage = (
  given: CalendarGiven = {},
  { from = 'Marie Durand <marie@prefecture.test>', calendar = calendarOf(given) } = {},
): string =>
  [
    `From: ${from}`,
    'To: mairie@mairie-saulieu.test',
    `Message-ID: <${crypto.randomUUID()}@prefecture.test>`,
    'Subject: Invitation',
    'Date: Mon, 02 Nov 2026 09:00:00 +0100',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Vous êtes invités.',
    '--b',
    `Content-Type: text/calendar; charset=utf-8; method=${given.method ?? 'REQUEST'}`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(calendar).toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
    '--b--',
    '',
  ].join('\r\n')
