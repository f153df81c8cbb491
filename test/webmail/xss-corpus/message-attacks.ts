// What a whole message has been made to do: by its character sets, its encodings and its structure.

import { attached, call, html, image, type MessageAttack, url } from './message-attack.ts'

const charsets: readonly MessageAttack[] = [
  ['UTF-7', html('+ADw-script+AD4-canary()+ADw-/script+AD4-', 'text/html; charset=utf-7')],
  ['UTF-7 in a subject', ['Subject: =?utf-7?Q?+ADw-script+AD4-canary()+ADw-/script+AD4-?=', '', 'x']],
  ['UTF-16', html(Buffer.from(image, 'utf16le'), 'text/html; charset=utf-16le')],
  ['UTF-16 that says UTF-8', html(Buffer.from(`\ufeff${image}`, 'utf16le'), 'text/html; charset=utf-8')],
  [
    'UTF-32',
    html(
      Buffer.from([...image].flatMap((sign) => [sign.charCodeAt(0), 0, 0, 0])),
      'text/html; charset=utf-32',
    ),
  ],
  [
    'ISO-2022-JP that hides a quote',
    html(
      `<img alt="\u001b$B"><img alt="\u001b(B"> x onerror=${call} y="">`,
      'text/html; charset=iso-2022-jp',
    ),
  ],
  [
    'ISO-2022-JP with Roman yen',
    html(`<p title="\u001b(J\\" onclick=${call} x=">`, 'text/html; charset=iso-2022-jp'),
  ],
  ['ISO-2022-KR', html(`\u001b$)C\u000e${image}\u000f`, 'text/html; charset=iso-2022-kr')],
  ['HZ', html(`~{${image}~}`, 'text/html; charset=hz-gb-2312')],
  [
    'Shift_JIS that eats a quote',
    html(
      Buffer.from(`<img alt="\x81" src=x onerror=${call} y="">`, 'latin1'),
      'text/html; charset=shift_jis',
    ),
  ],
  [
    'Big5 that eats a quote',
    html(Buffer.from(`<img alt="\xa3" src=x onerror=${call} y="">`, 'latin1'), 'text/html; charset=big5'),
  ],
  [
    'GBK that eats a backslash',
    html(
      Buffer.from(`<p style="color:\xbf\x5c;background:url(${url})">`, 'latin1'),
      'text/html; charset=gbk',
    ),
  ],
  [
    'overlong UTF-8',
    html(
      Buffer.from('\xc0\xbcscript\xc0\xbecanary()\xc0\xbc/script\xc0\xbe', 'latin1'),
      'text/html; charset=utf-8',
    ),
  ],
  ['EBCDIC', html(Buffer.from('\x4c\xa2\x83\x99\x89\x97\xa3\x6e', 'latin1'), 'text/html; charset=cp037')],
  ['a set with markup for a name', html(image, `text/html; charset="utf-8\\"><script>${call}</script>"`)],
  ['no set, and one in the markup', html(`<meta charset=iso-2022-jp>\u001b$B${image}`, 'text/html')],
  ['a byte-order mark', html(`\ufeff${image}`, 'text/html; charset=utf-8')],
  ['full-width signs', html(`＜script＞${call}＜/script＞`, 'text/html; charset=utf-8')],
].map(([name, lines]) => ({ name: `charset: ${String(name)}`, lines: lines as MessageAttack['lines'] }))

const encodings: readonly MessageAttack[] = [
  { name: 'base64', lines: html(Buffer.from(image).toString('base64'), 'text/html', 'base64') },
  {
    name: 'quoted-printable',
    lines: html('=3Cimg src=3Dx onerror=3Dcanary()=3E', 'text/html', 'quoted-printable'),
  },
  {
    name: 'a soft line end within a tag',
    lines: html('<scr=\r\nipt>canary()</scr=\r\nipt>', 'text/html', 'quoted-printable'),
  },
  {
    name: 'base64 with noise',
    lines: html('PHNj!cmlw*dD5jYW5hcnko KTwvc2NyaXB0Pg==', 'text/html', 'base64'),
  },
  { name: 'an encoding that is none', lines: html(image, 'text/html', `x-${call}`) },
  { name: 'NUL in a tag', lines: html('<im\0g src=x on\0error=canary()>', 'text/html') },
  { name: 'bare carriage returns', lines: html(`<img\rsrc=x\ronerror=${call}\r>`, 'text/html') },
]

const structures: readonly MessageAttack[] = [
  { name: 'HTML that says it is text', lines: html(image, 'text/plain') },
  {
    name: 'text with markup and links',
    lines: html(`<script>${call}</script> ${url}"onmouseover=${call} javascript:${call}`, 'text/plain'),
  },
  {
    name: 'flowed text that joins a tag',
    lines: html(`<scr \r\nipt>${call}</scr \r\nipt>`, 'text/plain; format=flowed; delsp=yes'),
  },
  { name: 'quotes of text with markup', lines: html(`> ${image}\r\n>> ${image}`, 'text/plain') },
  {
    name: 'XHTML',
    lines: html(
      `<html xmlns="http://www.w3.org/1999/xhtml"><script>${call}</script></html>`,
      'application/xhtml+xml',
    ),
  },
  { name: 'XML with a style sheet', lines: html(`<?xml-stylesheet href="${url}"?><x/>`, 'text/xml') },
  {
    name: 'SVG alone',
    lines: html(`<svg xmlns="http://www.w3.org/2000/svg" onload="${call}"/>`, 'image/svg+xml'),
  },
  { name: 'enriched text', lines: html(`<bold>${image}</bold>`, 'text/enriched') },
  {
    name: 'an AMP form last',
    lines: [
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      '',
      'x',
      '--b',
      'Content-Type: text/x-amp-html',
      '',
      `<html ⚡4email>${image}</html>`,
      '--b--',
    ],
  },
  {
    name: 'two texts that make one tag',
    lines: [
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      '<img src="',
      '--b',
      'Content-Type: text/html',
      '',
      `" onerror=${call}>`,
      '--b--',
    ],
  },
  {
    name: 'a comment left open for the next text',
    lines: [
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      '<!--',
      '--b',
      'Content-Type: text/html',
      '',
      `--><script>${call}</script>`,
      '--b--',
    ],
  },
  {
    name: 'an image that is SVG by Content-ID',
    lines: [
      'Content-Type: multipart/related; boundary=b',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      '<img src="cid:s"><object data="cid:s"></object>',
      '--b',
      'Content-Type: image/svg+xml',
      'Content-ID: <s>',
      '',
      `<svg xmlns="http://www.w3.org/2000/svg" onload="${call}"/>`,
      '--b--',
    ],
  },
  {
    name: 'a Content-ID with markup',
    lines: [
      'Content-Type: multipart/related; boundary=b',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      `<img src='cid:x" onerror="${call}'>`,
      '--b',
      'Content-Type: image/png',
      `Content-ID: <x" onerror="${call}>`,
      '',
      'x',
      '--b--',
    ],
  },
  {
    name: 'a message within, with a script',
    lines: attached(
      ['Content-Type: message/rfc822'],
      `Subject: <script>${call}</script>\r\nContent-Type: text/html\r\n\r\n${image}`,
    ),
  },
  {
    name: 'a report with markup',
    lines: [
      'Content-Type: multipart/report; boundary=b; report-type=delivery-status',
      '',
      '--b',
      '',
      image,
      '--b',
      'Content-Type: message/delivery-status',
      '',
      `Reporting-MTA: dns; <script>${call}</script>`,
      '--b--',
    ],
  },
  {
    name: 'signed by a script',
    lines: [
      'Content-Type: multipart/signed; boundary=b',
      '',
      '--b',
      'Content-Type: text/html',
      '',
      image,
      '--b',
      'Content-Type: application/pgp-signature',
      '',
      `<script>${call}</script>`,
      '--b--',
    ],
  },
  {
    name: 'an external body',
    lines: attached(
      [`Content-Type: message/external-body; access-type=URL; URL="${url}"`],
      'Content-Type: text/html\r\n\r\n',
    ),
  },
  {
    name: 'a base for addresses in the fields',
    lines: [
      `Content-Base: ${url}`,
      `Content-Location: ${url}`,
      'Content-Type: text/html',
      '',
      '<img src="x.png"><a href="login">x</a>',
    ],
  },
]

export const messageAttacks: readonly MessageAttack[] = [...charsets, ...encodings, ...structures]
