// Sends a message: saved first, then asked for, with what the server wants to know on the way. Without a network, or without a
// session, it leaves once that is back.

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { currentTrouble, useTrouble } from '#ui/api/trouble.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import { useUnloadWarning } from '#ui/page/use-unload-warning.ts'
import type { AnswerMeanwhile } from '../../../contract/outbox.ts'
import { api } from '../../api.ts'
import { problemWords } from '../../failure.tsx'
import { mayBeQueued, queuedOf } from '../../outbox/queue-window.ts'
import { queuedMessages } from '../../outbox/queued.ts'
import { takeBackQueued } from '../../outbox/queued-sends.tsx'
import { useSession } from '../../session.tsx'
import { useSettings } from '../../settings/use-settings.ts'
import { useWords } from '../../words/words.tsx'
import { askUntilConfirmed } from '../draft/ask-until-confirmed.ts'
import type { OutgoingView, SendingQuestion } from '../draft/draft.ts'
import { browserStorage, localCopies } from '../draft/local-copies.ts'
import { noted, passes } from '../draft/saving-ports.ts'
import type { Saving } from '../draft/saving-state.ts'
import { isPictureMissing } from '../editor/pictures.ts'
import { openComposer } from '../windows.ts'
import { answerMeanwhile } from './answered-meanwhile.ts'
import { type Archivable, archivableFrom, archiveAnswered } from './archive-answered.ts'
import { mailChanged, tellLeft, tellSent } from './outgoing.ts'
import { acceptedAtOnce, ownQuestions } from './questions.ts'
import { failureOf, isUnsure, type SendingStage } from './sending-state.ts'

export interface Sending {
  readonly stage: SendingStage
  readonly questions: readonly SendingQuestion[]
  /** Why it did not leave; null: nothing went wrong. */
  readonly problem: unknown
  /** It was refused after it had been asked for: what was said of it. */
  readonly refusal: OutgoingView | null
  /** A colleague has answered the same message meanwhile: it leaves once its author knows. */
  readonly answered: AnswerMeanwhile | null
  /** Nobody ever said whether it left: sending again asks that first, and its text stays as it was. */
  readonly unsure: boolean
  /** A file could not be attached: it does not leave without it. */
  readonly fileMissing: boolean
  /** Nor without a picture that its text names. */
  readonly pictureMissing: boolean
  /** Left out: at once, with time to change one's mind. */
  readonly send: (at?: string) => void
  /** At once, and what it answers is put away. */
  readonly sendAndArchive: () => void
  readonly answer: (justification: string | null) => void
  /** The answer of a colleague is known to its author from here on. */
  readonly seeTheirs: () => void
  readonly sendMine: () => void
  readonly back: () => void
}

interface Wanted {
  readonly at: string | null
  readonly accepted: readonly string[]
  readonly justification: string | null
  /** What of what it answers is put away; null where it stays. */
  readonly archives: Archivable | null
  /** One for one press of the button: asked twice, sent once. */
  readonly key: string
  /** What was asked for and never answered: it is asked again as it was, whatever was written since. */
  readonly unanswered: Asked | null
}

interface Asked {
  readonly draft: string
  readonly revision: string
  readonly uid: number
  /** By the page's own clock: the time to change one's mind runs from here. */
  readonly since: number
}

export interface SendingGiven {
  readonly box: string
  readonly saving: Saving
  readonly onSent: () => void
}

/** Before it is asked again what another one stood in the way of. */
const pauseMs = 1_000

export function useSending({ box, saving, onSent }: SendingGiven): Sending {
  const client = useQueryClient()
  const words = useWords()
  const trouble = useTrouble()
  const { undoSeconds, conversations } = useSettings()
  const { person } = useSession()
  const [stage, setStage] = useState<Sending['stage']>('idle')
  const [questions, setQuestions] = useState<readonly SendingQuestion[]>([])
  const [problem, setProblem] = useState<unknown>(null)
  const [refusal, setRefusal] = useState<OutgoingView | null>(null)
  const [answered, setAnswered] = useState<{ readonly by: AnswerMeanwhile; readonly asked: Wanted } | null>(
    null,
  )
  const seenAnswers = useRef<ReadonlySet<string>>(new Set())
  const [unsure, setUnsure] = useState(false)
  const [fileMissing, setFileMissing] = useState(false)
  const [pictureMissing, setPictureMissing] = useState(false)
  const wanted = useRef<Wanted | null>(null)
  const running = useRef(false)
  const { rest, hurry } = useRest()

  const failed = (error: unknown): void => {
    const isAsked = wanted.current?.unanswered != null
    const became = failureOf(error, { passes: passes(error), isAsked })
    setStage(became === 'waits' ? 'waiting' : 'idle')
    if (became === 'waits') return
    setUnsure(became === 'unsure')
    if (became === 'unsure') return
    const by = answerMeanwhile(error)
    if (by !== null && wanted.current !== null) setAnswered({ by, asked: wanted.current })
    else setProblem(error)
    wanted.current = null
  }
  const sent = async (
    outgoing: OutgoingView | null,
    { at, archives }: Wanted,
    { since }: Pick<Asked, 'since'>,
  ): Promise<void> => {
    await saving.end('forget')
    onSent()
    const webmail = { client, words }
    const archiving =
      archives === null
        ? null
        : archiveAnswered({ box, ...archives, wholeConversation: conversations }, webmail)
    const undoMs = undoSeconds * 1000 - (performance.now() - since)
    if (outgoing === null) void tellLeft(archiving, webmail)
    else tellSent(box, outgoing, { planned: at !== null, undoMs, archiving }, webmail)
    void archiving?.then(() => mailChanged(client))
    await mailChanged(client)
  }
  const attempt = async (what: Wanted): Promise<void> => {
    if (running.current) return
    running.current = true
    try {
      await attemptOnce(what)
    } finally {
      running.current = false
    }
  }
  const attemptOnce = async (what: Wanted): Promise<void> => {
    wanted.current = what
    setStage(what.unanswered === null ? 'sending' : 'checking')
    setProblem(null)
    setRefusal(null)
    setAnswered(null)
    setFileMissing(false)
    setPictureMissing(false)
    if (what.unanswered === null && isOffline() && (await queued(what))) return
    const asked = what.unanswered ?? (await saved())
    if (asked === null) return
    const unanswered = (): void => {
      wanted.current = { ...what, unanswered: asked }
      setStage('checking')
    }
    const { draft, revision, uid } = asked
    try {
      const answer = await askUntilConfirmed(
        () =>
          noted(
            api('POST /boxes/{box}/outbox', {
              params: { box },
              key: what.key,
              body: {
                ...{ draft, revision, uid, accepted: [...what.accepted] },
                when: what.at === null ? { undoSeconds } : { at: what.at },
                seenAnswers: [...seenAnswers.current],
                ...(what.justification === null ? {} : { justification: what.justification }),
              },
            }),
          ),
        // Once nobody knows, whoever has to sign in again, or comes too often, knows no more than before.
        {
          isUnsure: (error) => isUnsure(error) || (wanted.current?.unanswered != null && passes(error)),
          onUnsure: unanswered,
          rest,
        },
      )
      setUnsure(false)
      if (answer.kind === 'waiting') return await sent(answer.outgoing, what, asked)
      if (answer.kind === 'left') return await sent(null, what, asked)
      setStage('idle')
      if (answer.kind === 'questions') {
        wanted.current = { ...what, unanswered: null }
        return setQuestions(answer.questions)
      }
      wanted.current = null
      setRefusal(answer.outgoing)
    } catch (error) {
      failed(error)
    }
  }
  /** Without a network it waits in this browser, also where the page is closed. False where it must wait in its window. */
  const queued = async ({ at: sendAt, archives: away, accepted, justification, key }: Wanted) => {
    if (!mayBeQueued(saving.state())) return false
    wanted.current = null
    const ended = await saving.end('keep')
    const archives = away !== null
    const how = { sendAt, archives, accepted, justification, key }
    const ids = { newId: () => crypto.randomUUID(), now: () => new Date().toISOString() }
    const isKept = queuedMessages(person.id, browserStorage()).put(queuedOf(ended, how, ids))
    onSent()
    if (!isKept) {
      // This browser keeps nothing: it is written on, and sent again by hand.
      openComposer({ kind: 'again', box, start: ended })
      sayDone({ text: words.compose.notSent(problemWords(new ProblemError('unreachable'), words).title) })
      return true
    }
    localCopies(person.id, browserStorage()).remove(ended.draft)
    const run = () => void takeBackQueued(person.id, ended.draft, words)
    const { leavesLater, leavesAndArchives } = words.offline
    sayDone({ text: archives ? leavesAndArchives : leavesLater, action: { label: words.compose.undo, run } })
    return true
  }
  /** What is to be sent, as the server has it; null where it has not. */
  const saved = async (): Promise<Asked | null> => {
    if (!(await saving.flush('as-ours'))) {
      const { current } = wanted
      if (current !== null && isOffline() && (await queued(current))) return null
      failed(saving.state().problem)
      return null
    }
    const { draft, basedOn, place, attachments, pictures, content } = saving.state()
    const lacksFile = attachments.some(({ state }) => state === 'refused')
    const lacksPicture = isPictureMissing(pictures, content.html)
    if (lacksFile || lacksPicture) {
      wanted.current = null
      setFileMissing(lacksFile)
      setPictureMissing(lacksPicture)
      setStage('idle')
      return null
    }
    if (basedOn !== null && place !== null)
      return { draft, revision: basedOn, uid: place.uid, since: performance.now() }
    failed(null)
    return null
  }
  const begin = (how: Pick<Wanted, 'at' | 'archives'>): void => {
    if (stage === 'sending' || stage === 'checking') return
    if (unsure && wanted.current !== null) {
      void attempt(wanted.current)
      return
    }
    const { content } = saving.state()
    const own = ownQuestions(content)
    setQuestions(own)
    if (own.length > 0) return
    const accepted = acceptedAtOnce(content)
    void attempt({ ...how, accepted, justification: null, unanswered: null, key: crypto.randomUUID() })
  }
  const see = (): void => {
    if (answered !== null) seenAnswers.current = new Set([...seenAnswers.current, answered.by.messageId])
  }
  const now = useRef(attempt)
  now.current = attempt
  const again = useRef(false)
  again.current = unsure && stage === 'idle'
  useEffect(() => {
    if (trouble !== 'none') return
    hurry()
    if (again.current && wanted.current !== null) void now.current(wanted.current)
  }, [trouble, hurry])
  useEffect(() => {
    if (trouble !== 'none' || stage !== 'waiting') return
    const timer = setTimeout(() => wanted.current !== null && void now.current(wanted.current), pauseMs)
    return () => clearTimeout(timer)
  }, [trouble, stage])
  // Whoever closes the page now may never learn whether it left.
  useUnloadWarning(stage === 'waiting' || stage === 'checking' || unsure)
  return {
    ...{ stage, questions, problem, refusal, unsure, fileMissing, pictureMissing },
    answered: answered?.by ?? null,
    send: (at) => begin({ at: at ?? null, archives: null }),
    sendAndArchive: () => begin({ at: null, archives: archivableFrom(saving.state().content) }),
    answer(justification) {
      const before = wanted.current
      if (before === null) return
      const accepted = [...new Set([...before.accepted, ...questions.map(({ kind }) => kind)])]
      setQuestions([])
      void attempt({ ...before, accepted, justification, key: crypto.randomUUID() })
    },
    seeTheirs: see,
    sendMine() {
      if (answered === null) return
      see()
      void attempt({ ...answered.asked, unanswered: null, key: crypto.randomUUID() })
    },
    back() {
      wanted.current = null
      setProblem(null)
      setUnsure(false)
      setQuestions([])
      setStage('idle')
    },
  }
}

/** Nobody need be asked to know that nobody would hear it. */
const isOffline = (): boolean => navigator.onLine === false || currentTrouble() === 'offline'

/** A rest that ends early once something that stood in the way may be gone. */
function useRest(): { readonly rest: (ms: number) => Promise<void>; readonly hurry: () => void } {
  const [resting] = useState(() => {
    let end = (): void => undefined
    return {
      rest: (ms: number) =>
        new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          end = () => {
            clearTimeout(timer)
            resolve()
          }
        }),
      hurry: () => end(),
    }
  })
  return resting
}
