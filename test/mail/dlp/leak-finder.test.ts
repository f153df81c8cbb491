import MailComposer from 'nodemailer/lib/mail-composer'
import { describe, expect, test } from 'vitest'
import { LeakFinder } from '#mail/dlp/leak-finder.ts'
import { writtenFile } from '../../../bench/dlp/corpus/written-file.ts'

type Mail = ConstructorParameters<typeof MailComposer>[0]
const built = (mail: Mail): Promise<Buffer> =>
  new MailComposer({ from: 'a@saulieu.test', to: 'b@outside.test', subject: 'x', text: 'Bonjour', ...mail })
    .compile()
    .build()
const nir = '1 85 05 78 006 084 91'
const iban = 'FR76 3000 6000 0112 3456 7890 189'

describe('a message', () => {
  test('with one value in each part → kind, number and place, each where it was met first', async () => {
    await using finder = new LeakFinder()
    const message = await built({
      to: Array.from({ length: 24 }, (_, index) => `p${index}@outside.test`),
      cc: ['maire@saulieu.test', 'p1@outside.test'],
      subject: '[Confidentiel] paie',
      text: `NIR ${nir}`,
      html: `<p>NIR <b>${nir}</b> et <i>${iban}</i></p>`,
      attachments: [
        {
          filename: `paie ${nir.replaceAll(' ', '')}.docx`,
          content: await writtenFile({
            name: '',
            format: 'docx',
            lines: [`NIR ${nir}`, iban, 'NIR 2 79 03 21 231 045 12'],
          }),
        },
        { filename: 'CNI.pdf', content: await writtenFile({ name: '', format: 'pdf', lines: ['page'] }) },
      ],
    })
    const findings = await finder.find(message, ['saulieu.test'])
    expect(findings).toEqual([
      { kind: 'open-recipients', count: 24, where: { part: 'recipients' } },
      { kind: 'confidential', count: 1, where: { part: 'subject' } },
      { kind: 'nir', count: 1, where: { part: 'body' } },
      { kind: 'iban', count: 1, where: { part: 'body' } },
      { kind: 'nir', count: 1, where: { part: 'attachment', name: 'paie •••••••••••••••.docx' } },
      { kind: 'identity-paper', count: 1, where: { part: 'attachment', name: 'CNI.pdf' } },
    ])
    // No value, whole or in part.
    expect(JSON.stringify(findings)).not.toMatch(/\d{3}|FR76/)
  })

  test('forwarded as a message within → found in it', async () => {
    await using finder = new LeakFinder()
    const inner = await built({ text: `NIR ${nir}` })
    const outer = await built({
      attachments: [{ filename: 'ancien.eml', content: inner, contentType: 'message/rfc822' }],
    })
    expect(await finder.find(outer, [])).toEqual([
      { kind: 'nir', count: 1, where: { part: 'attachment', name: 'ancien.eml' } },
    ])
  })

  test('ordinary → nothing', async () => {
    await using finder = new LeakFinder()
    expect(await finder.find(await built({}), [])).toEqual([])
    expect(await finder.find(Buffer.alloc(0), [])).toEqual([])
  })

  test('nested beyond sense → unreadable', async () => {
    await using finder = new LeakFinder()
    const open = Array.from(
      { length: 80 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    )
    expect(await finder.find(Buffer.from(`From: a@b.test\r\n${open.join('')}\r\nx`), [])).toEqual([
      { kind: 'unreadable-file', count: 1, where: { part: 'body' } },
    ])
  })
})

describe('a thread', () => {
  const large = async () =>
    built({
      text: `NIR ${nir}`,
      attachments: [
        {
          filename: 'registre.pdf',
          content: await writtenFile({
            name: '',
            format: 'pdf',
            lines: Array.from({ length: 6_000 }, (_, n) => `Ligne ${n}`),
          }),
        },
      ],
    })

  test('that takes too long → what was found so far, and the rest is unreadable; the next message is read', async () => {
    await using finder = new LeakFinder({ milliseconds: 1_500 })
    const slow = await built({
      text: `NIR ${nir}`,
      attachments: [{ filename: 'a.txt', content: '4 '.repeat(3_900_000) }],
    })
    expect(await finder.find(slow, [])).toEqual([
      { kind: 'nir', count: 1, where: { part: 'body' } },
      { kind: 'unreadable-file', count: 1, where: { part: 'attachment', name: 'a.txt' } },
    ])
    expect(await finder.find(await built({ text: `NIR ${nir}` }), [])).toHaveLength(1)
  })

  test('that runs out of memory → the same', async () => {
    await using finder = new LeakFinder({ megabytes: 32 })
    const content = `NIR ${nir}, `.repeat(250_000)
    const findings = await finder.find(await built({ attachments: [{ filename: 'a.txt', content }] }), [])
    expect(findings.map(({ kind }) => kind)).toContain('unreadable-file')
    expect(await finder.find(await built({ text: `NIR ${nir}` }), [])).toHaveLength(1)
  })

  test('busy with a long PDF → the process goes on meanwhile', async () => {
    await using finder = new LeakFinder()
    const message = await large()
    await finder.find(await built({}), [])
    let turns = 0
    let done = false
    const turn = () => {
      turns += 1
      if (!done) setImmediate(turn)
    }
    turn()
    const findings = await finder.find(message, [])
    done = true
    expect(findings).toEqual([{ kind: 'nir', count: 1, where: { part: 'body' } }])
    // Read in this thread, it would take one turn for each page.
    expect(turns).toBeGreaterThan(2_000)
  })

  test('for several messages at once → each gets its own answer', async () => {
    await using finder = new LeakFinder({ threads: 2 })
    const messages = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        built({ text: index % 3 === 0 ? `NIR ${nir}` : index % 3 === 1 ? iban : 'rien' }),
      ),
    )
    const kinds = await Promise.all(
      messages.map(async (each) => (await finder.find(each, [])).map(({ kind }) => kind)),
    )
    expect(kinds).toEqual(messages.map((_, index) => [['nir'], ['iban'], []][index % 3]))
  })
})
