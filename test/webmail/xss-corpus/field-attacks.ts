// What the fields of a message, the names of its files and the properties of its invitations have been made to do.

import { attached, call, html, image, type MessageAttack, url } from './message-attack.ts'

const calendar = (property: string) =>
  html(
    [
      'BEGIN:VCALENDAR',
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'UID:1',
      'DTSTART:20250303T140000Z',
      property,
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n'),
    'text/calendar; method=REQUEST',
  )

const calendars: readonly MessageAttack[] = [
  `SUMMARY:<script>${call}</script>`,
  `DESCRIPTION:${image}`,
  `X-ALT-DESC;FMTTYPE=text/html:<html><body>${image}</body></html>`,
  `URL:javascript:${call}`,
  `ATTACH:${url}`,
  `LOCATION:"><svg onload=${call}>`,
  `ORGANIZER;CN="<img src=x onerror=${call}>":mailto:x@canary.invalid`,
  `ATTENDEE;RSVP=TRUE:javascript:${call}`,
].map((property) => ({ name: `calendar: ${property.slice(0, 30)}`, lines: calendar(property) }))

const names: readonly MessageAttack[] = [
  `"<img src=x onerror=${call}>.png"`,
  `"\\"><script>${call}</script>.pdf"`,
  '"../../../../etc/cron.d/x"',
  '"..\\\\..\\\\windows\\\\x.exe"',
  '"C:\\\\autoexec.bat"',
  '"facture\u202Efdp.exe"',
  `"=?utf-8?Q?=3Cimg_src=3Dx_onerror=3D${call}=3E?="`,
  '"=?utf-8?Q?=0D=0AContent-Type:_text/html=0D=0A=0D=0A=3Cscript=3Ecanary()=3C/script=3E?="',
  `"${'a'.repeat(5_000)}.html"`,
  '"con.pdf"',
  '".htaccess"',
  '"x.html%00.pdf"',
  '"facture.pdf                                                  .html"',
  '"javascript:canary()"',
].map((name) => ({
  name: `file name: ${name.slice(0, 40)}`,
  lines: attached(
    [`Content-Type: text/html; name=${name}`, `Content-Disposition: attachment; filename=${name}`],
    image,
  ),
}))

const fields: readonly MessageAttack[] = [
  [`Subject: <script>${call}</script>`],
  [`Subject: =?utf-8?B?${Buffer.from(image).toString('base64')}?=`],
  ['Subject: =?utf-8?Q?x=0D=0ASet-Cookie:_a=3Db?='],
  ['Subject: \u202Etxt.exe\u2066'],
  [`From: "<img src=x onerror=${call}>" <x@canary.invalid>`],
  [`From: "impots.gouv.fr" <"<script>${call}</script>"@canary.invalid>`],
  [`Reply-To: javascript:${call}`],
  [`List-Unsubscribe: <javascript:${call}>, <${url}>`],
  ['X-Vaguemestre-Findings: v1;e30;<script>canary()</script>'],
  [`Date: <script>${call}</script>`],
  [`Message-ID: <"><script>${call}</script>@x>`],
  [`Content-Type: text/html"><script>${call}</script>`],
  [`Content-Type: text/html; boundary="<script>${call}</script>"`],
  [`Content-Description: ${image}`, 'Content-Type: application/pdf'],
].map((each) => ({ name: `field: ${each[0]?.slice(0, 40)}`, lines: [...each, '', image] }))

export const fieldAttacks: readonly MessageAttack[] = [...calendars, ...names, ...fields]
