import MailComposer from 'nodemailer/lib/mail-composer'
import { describe, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import type { MessageContent } from '#core/message/message-content.ts'
import { LeakFinder } from '#mail/dlp/leak-finder.ts'
import { foundLeaks, patient, wholeInMemory } from '#test/support/gateway/found-leaks.ts'
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
    await using finder = new LeakFinder(systemClock)
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
    const findings = await foundLeaks(finder, message, ['saulieu.test'])
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
    await using finder = new LeakFinder(systemClock)
    const inner = await built({ text: `NIR ${nir}` })
    const outer = await built({
      attachments: [{ filename: 'ancien.eml', content: inner, contentType: 'message/rfc822' }],
    })
    expect(await foundLeaks(finder, outer)).toEqual([
      { kind: 'nir', count: 1, where: { part: 'attachment', name: 'ancien.eml' } },
    ])
  })

  test('ordinary → nothing', async () => {
    await using finder = new LeakFinder(systemClock)
    expect(await foundLeaks(finder, await built({}))).toEqual([])
    expect(await foundLeaks(finder, Buffer.alloc(0))).toEqual([])
  })

  test('whose text is longer than what is read → what stands before, and the rest is unreadable', async () => {
    await using finder = new LeakFinder(systemClock, { milliseconds: 60_000 })
    const message = await built({ html: `<p>NIR ${nir}</p>${'lettre '.repeat(1_200_000)}` })
    expect(await foundLeaks(finder, message)).toEqual([
      { kind: 'nir', count: 1, where: { part: 'body' } },
      { kind: 'unreadable-file', count: 1, where: { part: 'body' } },
    ])
  })

  test('nested beyond sense → unreadable', async () => {
    await using finder = new LeakFinder(systemClock)
    const open = Array.from(
      { length: 80 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    )
    expect(await foundLeaks(finder, Buffer.from(`From: a@b.test\r\n${open.join('')}\r\nx`))).toEqual([
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
    await using finder = new LeakFinder(systemClock, { milliseconds: 1_500 })
    const slow = await built({
      text: `NIR ${nir}`,
      attachments: [{ filename: 'a.txt', content: '4 '.repeat(3_900_000) }],
    })
    expect(await foundLeaks(finder, slow)).toEqual([
      { kind: 'nir', count: 1, where: { part: 'body' } },
      { kind: 'unreadable-file', count: 1, where: { part: 'attachment', name: 'a.txt' } },
    ])
    expect(await foundLeaks(finder, await built({ text: `NIR ${nir}` }))).toHaveLength(1)
  })

  test('that the text takes too long → what the subject holds was found', async () => {
    await using finder = new LeakFinder(systemClock, { milliseconds: 5_000 })
    const slow = await built({ subject: `Dossier ${nir}`, text: '4 '.repeat(3_900_000) })
    expect(await foundLeaks(finder, slow)).toEqual([
      { kind: 'nir', count: 1, where: { part: 'subject' } },
      { kind: 'unreadable-file', count: 1, where: { part: 'body' } },
    ])
  })

  test('that runs out of memory → the same', async () => {
    await using finder = new LeakFinder(systemClock, { megabytes: 32 })
    const content = `NIR ${nir}, `.repeat(250_000)
    const findings = await foundLeaks(finder, await built({ attachments: [{ filename: 'a.txt', content }] }))
    expect(findings.map(({ kind }) => kind)).toContain('unreadable-file')
    expect(await foundLeaks(finder, await built({ text: `NIR ${nir}` }))).toHaveLength(1)
  })

  test('busy with a long PDF → the process goes on meanwhile', async () => {
    await using finder = new LeakFinder(systemClock)
    const message = await large()
    await foundLeaks(finder, await built({}))
    let turns = 0
    let done = false
    const turn = () => {
      turns += 1
      if (!done) setImmediate(turn)
    }
    turn()
    const findings = await foundLeaks(finder, message)
    done = true
    expect(findings).toEqual([{ kind: 'nir', count: 1, where: { part: 'body' } }])
    // Read in this thread, it would take one turn for each page.
    expect(turns).toBeGreaterThan(2_000)
  })

  test('for several messages at once → each gets its own answer', async () => {
    await using finder = new LeakFinder(systemClock)
    const messages = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        built({ text: index % 3 === 0 ? `NIR ${nir}` : index % 3 === 1 ? iban : 'rien' }),
      ),
    )
    const kinds = await Promise.all(
      messages.map(async (each) => (await foundLeaks(finder, each)).map(({ kind }) => kind)),
    )
    expect(kinds).toEqual(messages.map((_, index) => [['nir'], ['iban'], []][index % 3]))
  })
})

describe('the turns', () => {
  const asOthers = async (finder: LeakFinder, mailbox: string) =>
    finder.find(wholeInMemory(await built({ text: `NIR ${nir}` })), [], patient(mailbox))
  const nirFound = { ok: true, value: [{ kind: 'nir', count: 1, where: { part: 'body' } }] }

  /** Comes from where it rests as slowly as a test says; `loaded` counts how often it was asked for. */
  function resting() {
    const gate = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const seen = { loaded: 0 }
    const content: MessageContent = {
      head: Buffer.from('Subject: x\r\n\r\n'),
      body: {
        ...{ bytes: 1, whole: null },
        async *chunks() {
          seen.loaded += 1
          begun.resolve()
          await gate.promise
          yield Buffer.from('x')
        },
      },
    }
    return { content, seen, begun: begun.promise, come: gate.resolve }
  }

  test('ten messages of one mailbox → one is loaded, another mailbox is read meanwhile, and all are read in the end', async () => {
    await using finder = new LeakFinder(systemClock)
    const { content, seen, come } = resting()
    const many = Array.from({ length: 10 }, () => finder.find(content, [], patient('claire')))
    expect(await asOthers(finder, 'paul')).toEqual(nirFound)
    expect(seen.loaded).toBe(1)
    come()
    expect(await Promise.all(many)).toEqual(many.map(() => ({ ok: true, value: [] })))
    expect(seen.loaded).toBe(10)
  })

  test('no thread before the deadline → an error, and nothing is loaded', async () => {
    await using finder = new LeakFinder(systemClock)
    const [first, late] = [resting(), resting()]
    const reading = finder.find(first.content, [], patient('claire'))
    const deadline = new AbortController()
    const waiting = finder.find(late.content, [], { mailbox: 'claire', deadline: deadline.signal })
    deadline.abort()
    expect(await waiting).toEqual({ ok: false, error: 'no free thread in time' })
    expect(late.seen.loaded).toBe(0)
    first.come()
    expect(await reading).toEqual({ ok: true, value: [] })
  })

  test('one more than a mailbox may have → an error at once; others may, and so may it once one is read', async () => {
    await using finder = new LeakFinder(systemClock)
    const { content, come } = resting()
    const most = Array.from({ length: 20 }, () => finder.find(content, [], patient('claire')))
    expect(await asOthers(finder, 'claire')).toEqual({
      ok: false,
      error: 'too many messages of one mailbox at once',
    })
    expect(await asOthers(finder, 'paul')).toEqual(nirFound)
    come()
    await Promise.all(most)
    expect(await asOthers(finder, 'claire')).toEqual(nirFound)
  })

  test('what cannot be loaded → rejects, and the thread is free again', async () => {
    await using finder = new LeakFinder(systemClock, { threads: 1 })
    const broken: MessageContent = {
      head: Buffer.alloc(0),
      body: {
        ...{ bytes: 1, whole: null },
        // biome-ignore lint/correctness/useYield: it breaks before there is anything.
        async *chunks() {
          throw new Error('disk')
        },
      },
    }
    await expect(finder.find(broken, [], patient('claire'))).rejects.toThrow('disk')
    expect(await asOthers(finder, 'claire')).toEqual(nirFound)
  })

  test('mailboxes that were slow lately → together have one thread of two', async () => {
    const clock = { time: 0, now: () => clock.time }
    await using finder = new LeakFinder(clock)
    for (const mailbox of ['slow', 'slower']) {
      const { content, begun, come } = resting()
      const reading = finder.find(content, [], patient(mailbox))
      await begun
      clock.time += 5_000
      come()
      await reading
    }
    const [one, two] = [resting(), resting()]
    const both = [
      finder.find(one.content, [], patient('slow')),
      finder.find(two.content, [], patient('slower')),
    ]
    expect(await asOthers(finder, 'paul')).toEqual(nirFound)
    expect([one.seen.loaded, two.seen.loaded]).toEqual([1, 0])
    one.come()
    two.come()
    await Promise.all(both)
  })
})
