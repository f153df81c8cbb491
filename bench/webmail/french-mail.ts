// Years of mail of one mairie, in French and in threads: the same on every machine.

import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { makeCorpus, tunedOn } from '#test/fixtures/fraud-corpus/corpus.ts'
import type { CorpusMessage } from '#test/fixtures/fraud-corpus/message.ts'
import { type Random, seeded } from '#test/fixtures/fraud-corpus/random.ts'
import { makeWorld } from '#test/fixtures/fraud-corpus/world.ts'

export interface OldMail {
  readonly folder: 'INBOX' | 'Sent' | 'Archive'
  readonly at: Date
  readonly subject: string
  readonly content: Buffer
}

export interface FrenchMailOptions {
  /** Messages of the inbox; own replies and what was archived come on top. */
  readonly inbox: number
  readonly own: { readonly name: string; readonly address: string }
  /** The newest is of this moment. */
  readonly until: Date
}

interface Thread {
  readonly subject: string
  readonly ids: string[]
  readonly with: { readonly name: string; readonly address: string }
}

const openThreads = 400
const days = 1_500
const timesFound = 7
/** Each is asked for once, and found in a handful of messages. */
export const rareWords = Array.from({ length: 85 }, (_, at) => `parcelle${String(4_000 + at * 7)}zb`)

/** Oldest first. */
export async function* frenchMail({ inbox, own, until }: FrenchMailOptions): AsyncIterable<OldMail> {
  const random = seeded(21)
  const texts = makeCorpus(makeWorld(21), 7, tunedOn).ordinary
  const threads: Thread[] = []
  const total = Math.round(inbox * 1.35)
  const rareEvery = Math.max(1, Math.floor(total / (rareWords.length * timesFound)))
  let inInbox = 0
  for (let at = 0; inInbox < inbox; at += 1) {
    const text = random.pick(texts)
    const answers = threads.length > 20 && random.chance(0.5)
    const thread = answers ? random.pick(threads) : newThread(text, at)
    if (!answers) threads.push(thread)
    if (threads.length > openThreads) threads.shift()
    const mine = answers && random.chance(0.3)
    const folder = mine ? 'Sent' : random.chance(0.12) ? 'Archive' : 'INBOX'
    if (folder === 'INBOX') inInbox += 1
    const when = new Date(until.getTime() - Math.max(0, total - at) * ((days * 86_400_000) / total))
    const subject = answers ? `Re: ${thread.subject}` : thread.subject
    const content = await written({ text, thread, mine, own, when, subject, at, rareEvery, random })
    yield { folder, at: when, subject, content }
  }
}

/** The number makes a subject that no other conversation has. */
const newThread = (text: CorpusMessage, at: number): Thread => ({
  subject: `${text.subject.replace(/^(re|tr|fwd?)\s*:\s*/i, '')} (${at})`,
  ids: [],
  with: text.from,
})

interface Written {
  readonly text: CorpusMessage
  readonly thread: Thread
  readonly mine: boolean
  readonly own: FrenchMailOptions['own']
  readonly when: Date
  readonly subject: string
  readonly at: number
  readonly rareEvery: number
  readonly random: Random
}

async function written({
  text,
  thread,
  mine,
  own,
  when,
  subject,
  at,
  rareEvery,
  random,
}: Written): Promise<Buffer> {
  const messageId = `<${at}.${when.getTime()}@mail.test>`
  const references = thread.ids.slice(-12)
  thread.ids.push(messageId)
  const word = at % rareEvery === 0 ? rareWords[(at / rareEvery) % rareWords.length] : undefined
  const rare = word === undefined ? '' : `\n\nRéférence : ${word}`
  const body = `${text.text}${rare}`
  const inReplyTo = references.at(-1)
  const composer = new MailComposer({
    ...{ messageId, subject, date: when },
    from: mine ? own : thread.with,
    to: mine ? thread.with : own,
    ...(inReplyTo === undefined ? {} : { inReplyTo, references: [...references] }),
    text: body,
    ...(random.chance(0.5)
      ? { html: `<p>${body.replaceAll('\n\n', '</p><p>').replaceAll('\n', '<br>')}</p>` }
      : {}),
    attachments: random.chance(0.1)
      ? [
          {
            filename: `document-${at}.pdf`,
            content: Buffer.alloc(12_000, `%PDF-1.7 ${at} `),
            contentType: 'application/pdf',
          },
        ]
      : [],
  })
  return await composer.compile().build()
}
