// What was sent without a network leaves once there is one: asked by one tab at a time, and told as if it had just been sent.

import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTrouble } from '#ui/api/trouble.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import { api } from '../api.ts'
import { browserStorage, localCopies } from '../compose/draft/local-copies.ts'
import { startOf } from '../compose/draft/local-copy.ts'
import { noted, passes } from '../compose/draft/saving-ports.ts'
import { archiveAnswered } from '../compose/send/archive-answered.ts'
import { mailChanged, tellLeft, tellSent } from '../compose/send/outgoing.ts'
import { openComposer } from '../compose/windows.ts'
import { problemWords } from '../failure.tsx'
import { useSession } from '../session.tsx'
import { useSettings } from '../settings/use-settings.ts'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { archivedWith } from './queue-window.ts'
import { type QueuedMessage, queuedMessages, useQueued } from './queued.ts'
import { sendAllQueued } from './send-all-queued.ts'
import { type Became, sendQueued } from './send-queued.ts'

/** Where something else stands in the way than the network. */
const againMs = 10_000
const lock = 'vaguemestre.leaving'

/** Once for the page. */
export function QueuedSends() {
  const client = useQueryClient()
  const words = useWords()
  const trouble = useTrouble()
  const { person } = useSession()
  const { undoSeconds, conversations } = useSettings()
  const { length } = useQueued(person.id)
  const [round, setRound] = useState(0)
  const now = useRef<Sender>({ client, words, undoSeconds, conversations })
  now.current = { client, words, undoSeconds, conversations }
  useEffect(() => {
    if (trouble !== 'none' || length === 0) return
    let timer: ReturnType<typeof setTimeout> | null = null
    let isOver = false
    const again = (): void => {
      if (!isOver) timer = setTimeout(() => setRound(round + 1), againMs)
    }
    void alone(() => sendAll(person.id, now.current)).then(again)
    return () => {
      isOver = true
      if (timer !== null) clearTimeout(timer)
    }
  }, [trouble, length, round, person.id])
  return null
}

interface Sender {
  readonly client: QueryClient
  readonly words: Words
  readonly undoSeconds: number
  /** Of what is answered, all is put away, or the message alone. */
  readonly conversations: boolean
}

async function sendAll(person: string, sender: Sender): Promise<void> {
  await sendAllQueued({
    queued: queuedMessages(person, browserStorage()),
    copies: localCopies(person, browserStorage()),
    isOwn: () => isSignedIn(person),
    send(message, keep) {
      const { box } = message.copy
      return sendQueued(message, {
        write: (draft, body) =>
          noted(api('PUT /boxes/{box}/drafts/{draft}', { params: { box, draft }, body })),
        send: (key, body) => noted(api('POST /boxes/{box}/outbox', { params: { box }, key, body })),
        ...{ keep, passes, now: Date.now, undoSeconds: sender.undoSeconds },
      })
    },
    async tell(message, became) {
      tell(message, became, sender)
      await mailChanged(sender.client)
    },
  })
}

/** Asked of the server itself: what is kept here says who it was. */
async function isSignedIn(person: string): Promise<boolean> {
  try {
    return (await noted(api('GET /session'))).person.id === person
  } catch {
    return false
  }
}

function tell(
  message: QueuedMessage,
  became: Exclude<Became, { kind: 'waits' }>,
  { client, words, conversations }: Sender,
): void {
  const { copy } = message
  if (became.kind === 'sent') {
    const { outgoing, planned, undoMs } = became
    const answered = archivedWith(message, became)
    const archiving =
      answered === null
        ? null
        : archiveAnswered(
            { box: copy.box, ...answered, wholeConversation: conversations, isLate: true },
            { client, words },
          )
    if (outgoing === null) void tellLeft(archiving, { client, words })
    else tellSent(copy.box, outgoing, { planned, undoMs, archiving }, { client, words })
    void archiving?.then(() => mailChanged(client))
  }
  if (became.kind !== 'stays') return
  const { place, problem } = became
  if (place === null) openComposer({ kind: 'again', box: copy.box, start: startOf(copy) })
  else openComposer({ kind: 'draft', box: copy.box, place })
  sayDone({
    text:
      problem === null
        ? words.offline.queued.asks
        : words.compose.notSent(problemWords(problem, words).title),
  })
}

/** Its window is open again as it was, unless it is leaving, or this browser has no room for its text. */
export async function takeBackQueued(person: string, draft: string, words: Words): Promise<void> {
  const taken = await alone<'taken' | 'leaving' | 'full'>(async () => {
    const queued = queuedMessages(person, browserStorage())
    const message = queued.all().find(({ copy }) => copy.draft === draft)
    if (message === undefined || message.asked !== null) return 'leaving'
    if (!localCopies(person, browserStorage()).put(message.copy)) return 'full'
    queued.remove(draft)
    openComposer({ kind: 'again', box: message.copy.box, start: startOf(message.copy) })
    return 'taken'
  }, 'unless-taken')
  if (taken === 'full') sayDone({ text: words.offline.queued.noRoom })
  else if (taken !== 'taken') sayDone({ text: words.compose.outbox.sending })
}

/** Whatever the other tabs do. `unless-taken`: null where somebody is at it. */
async function alone<Value>(work: () => Promise<Value>, how?: 'unless-taken'): Promise<Value | null> {
  // Without locks, as in old browsers, the ids alone keep what is asked twice from being done twice.
  if (!('locks' in navigator)) return await work()
  return await navigator.locks.request(lock, { ifAvailable: how !== undefined }, async (held) =>
    held === null ? null : await work(),
  )
}
