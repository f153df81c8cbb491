// What is attached, or is shown as a card, and has been made to do something when it is looked at.

import { madePdf } from '#test/support/browser/made-pdf.ts'
import { type CalendarGiven, calendarOf } from '#test/webmail/api/invitation/calendars.ts'
import { archive, docx, ods, paragraph } from '#test/webmail/api/preview/files.ts'
import { attached, call, image, type MessageAttack, url } from './message-attack.ts'

const inBase64 = (content: Buffer | string): string =>
  Buffer.from(content).toString('base64').replaceAll(/.{76}/g, '$&\r\n')

const file = (name: string, type: string, content: Buffer | string): readonly string[] =>
  attached(
    [
      `Content-Type: ${type}`,
      `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}`,
      'Content-Transfer-Encoding: base64',
    ],
    inBase64(content),
  )

const calendars: readonly (readonly [string, CalendarGiven])[] = [
  ['markup in what it is about', { summary: image }],
  [
    'markup in every field',
    { more: [`DESCRIPTION:${image}`, `X-ALT-DESC;FMTTYPE=text/html:${image}`, `URL:${url}`] },
  ],
  ['an address that is a script', { organiser: `x@canary.invalid?subject=javascript:${call}` }],
  [
    'something to fetch',
    { more: [`ATTACH:${url}`, `IMAGE;VALUE=URI:${url}`, `CONFERENCE;VALUE=URI:${url}`] },
  ],
  [
    'an alarm that runs something',
    { more: ['BEGIN:VALARM', 'ACTION:PROCEDURE', 'TRIGGER:-PT1M', `ATTACH:${url}`, 'END:VALARM'] },
  ],
  ['another line in its name', { uid: `x\\r\\nBCC: x@canary.invalid` }],
  ['a rule without end', { more: ['RRULE:FREQ=SECONDLY;INTERVAL=1'] }],
  ['a zone that is a script', { start: `DTSTART;TZID="${call}<img src=x>":20261130T090000` }],
  ['a time out of all bounds', { start: 'DTSTART:99999999T999999Z' }],
]

const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="${call}"><script>${call}</script><image href="${url}"/></svg>`

const external = `<!DOCTYPE w [<!ENTITY x SYSTEM "${url}"><!ENTITY y SYSTEM "file:///etc/passwd">]>`

/** Files of which some are made anew each time. */
export async function fileAttacks(): Promise<readonly MessageAttack[]> {
  const scripted = await madePdf({
    pages: ['Facture'],
    script: `app.alert(1); ${call}; app.launchURL("${url}", true)`,
  })
  const files: readonly (readonly [string, string, string, Buffer | string])[] = [
    ['PDF that runs a script', 'Facture.pdf', 'application/pdf', scripted],
    ['PDF that is a page', 'Facture.pdf', 'application/pdf', `<script>${call}</script>${image}`],
    [
      'PDF that begins as one',
      'Facture.pdf',
      'application/pdf',
      `%PDF-1.7\n<script>${call}</script>${image}`,
    ],
    ['SVG', 'Logo.svg', 'image/svg+xml', svg],
    ['SVG that says PNG', 'Logo.png', 'image/png', svg],
    ['page that says PNG', 'Logo.png', 'image/png', `<script>${call}</script>`],
    ['text that is a page', 'note.txt', 'text/plain', `<script>${call}</script>${image}`],
    [
      'table that is a page and formulas',
      'liste.csv',
      'text/csv',
      `=HYPERLINK("${url}");${image}\n@SUM(1);<script>${call}</script>`,
    ],
    [
      'document with entities of elsewhere',
      'Lettre.docx',
      'application/octet-stream',
      docx(paragraph('[&x;&y;]'), external),
    ],
    [
      'document with markup in its text',
      'Lettre.docx',
      'application/octet-stream',
      docx(paragraph(image.replaceAll('<', '&lt;'))),
    ],
    [
      'document with a template of elsewhere',
      'Lettre.docx',
      'application/octet-stream',
      archive({
        'word/document.xml': '<w:document><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>',
        'word/_rels/settings.xml.rels': `<Relationships><Relationship Id="r" TargetMode="External" Target="${url}"/></Relationships>`,
      }),
    ],
    [
      'sheet that is as long as the sea',
      'x.ods',
      'application/octet-stream',
      ods(
        `<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="1024"><text:p>${image.replaceAll('<', '&lt;')}</text:p></table:table-cell></table:table-row>`,
      ),
    ],
    [
      'archive whose names are markup and lead out',
      'x.zip',
      'application/zip',
      archive({ [image]: 'x', '../../x': 'x', '\u202egpj.exe': 'x' }),
    ],
    ['name that is markup', `${image}.png`, 'image/png', 'x'],
  ]
  return [
    ...calendars.map(([name, given]) => ({
      name: `invitation with ${name}`,
      lines: attached(
        ['Content-Type: text/calendar; method=REQUEST; charset=utf-8', 'Content-Transfer-Encoding: base64'],
        inBase64(calendarOf({ attendee: 'mairie@mairie-saulieu.test', ...given })),
      ),
    })),
    ...files.map(([name, called, type, content]) => ({ name, lines: file(called, type, content) })),
  ]
}
