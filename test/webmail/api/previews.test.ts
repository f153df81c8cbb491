import { expect, test } from 'vitest'
import { mairie } from '#test/support/database/commune.ts'
import { openBoxClient } from '#test/support/webmail/box-client.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { docx, paragraph } from './preview/files.ts'

const webmail = await webmailUnderTest()
const claire = await webmail.signIn()

const file = (name: string, content: Buffer) => [
  '--b',
  `Content-Type: application/octet-stream; name="${name}"`,
  `Content-Disposition: attachment; filename="${name}"`,
  'Content-Transfer-Encoding: base64',
  '',
  content.toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
]

async function delivered(): Promise<number> {
  await using client = await openBoxClient(webmail, mairie)
  const appended = await client.append(
    'INBOX',
    [
      ...[
        'From: a@b.test',
        'Subject: Pièces',
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary=b',
      ],
      ...['', '--b', 'Content-Type: text/plain', '', 'Voici.'],
      ...file('Lettre.docx', docx(paragraph('Madame le Maire,'))),
      ...file('cassé.docx', Buffer.from('PK\x03\x04 nothing else')),
      ...file('énorme.txt', Buffer.alloc(34 * 1024 * 1024, 'a')),
      ...['--b--', ''],
    ].join('\r\n'),
  )
  if (!appended || appended.uid === undefined) throw new Error('not appended')
  return appended.uid
}

const uid = await delivered()
const preview = async (part: string) => {
  const asked = `GET /boxes/${webmail.made.mairie}/preview?folder=INBOX&uid=${uid}&part=${part}`
  return (await claire.ask(asked)).json()
}

test('a document → its text', async () => {
  expect(await preview('2')).toEqual({
    ...{ kind: 'pieces', cut: false },
    pieces: [{ kind: 'text', title: '', text: 'Madame le Maire,' }],
  })
})

test.each([
  ['a broken one', '3', 'broken'],
  ['one that is larger than any', '4', 'too-large'],
])('%s → none, and why', async (_, part, why) => {
  expect(await preview(part)).toEqual({ kind: 'none', why })
})

test('the text of the message, or a part that is none → not-found', async () => {
  expect(await preview('1')).toMatchObject({ code: 'not-found' })
  expect(await preview('9')).toMatchObject({ code: 'not-found' })
})
