// Sends a message: saved first, then asked for, with what the server wants to know on the way. Without a network, or without a
// session, it leaves once that is back.

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTrouble } from '#ui/api/trouble.ts'
import { api } from '../api.ts'
import { useSettings } from '../settings/use-settings.ts'
import { useWords } from '../words/words.tsx'
import type { OutgoingView, SendingQuestion } from './draft.ts'
import { mailChanged, tellSent } from './outgoing.ts'
import { noted, passes } from './ports.ts'
import { ownQuestions } from './questions.ts'
import type { Saving } from './saving-state.ts'

export interface Sending {
  /** `waiting`: for the network or for a session. */
  readonly stage: 'idle' | 'sending' | 'waiting'
  readonly questions: readonly SendingQuestion[]
  /** Why it did not leave; null: nothing went wrong. */
  readonly problem: unknown
  /** A file could not be attached: it does not leave without it. */
  readonly fileMissing: boolean
  /** Left out: at once, with time to change one's mind. */
  readonly send: (at?: string) => void
  readonly answer: (justification: string | null) => void
  readonly back: () => void
}

interface Wanted {
  readonly at: string | null
  readonly accepted: readonly string[]
  readonly justification: string | null
  /** One for one press of the button: asked twice, sent once. */
  readonly key: string
}

export interface SendingGiven {
  readonly box: string
  readonly saving: Saving
  readonly onSent: () => void
}

export function useSending({ box, saving, onSent }: SendingGiven): Sending {
  const client = useQueryClient()
  const words = useWords()
  const trouble = useTrouble()
  const { undoSeconds } = useSettings()
  const [stage, setStage] = useState<Sending['stage']>('idle')
  const [questions, setQuestions] = useState<readonly SendingQuestion[]>([])
  const [problem, setProblem] = useState<unknown>(null)
  const wanted = useRef<Wanted | null>(null)
  const [fileMissing, setFileMissing] = useState(false)

  const failed = (error: unknown): void => {
    if (passes(error)) setStage('waiting')
    else {
      wanted.current = null
      setStage('idle')
      setProblem(error)
    }
  }
  const sent = async (outgoing: OutgoingView, planned: boolean): Promise<void> => {
    await saving.end('forget')
    onSent()
    tellSent(box, outgoing, { planned, undoSeconds }, { client, words })
    await mailChanged(client)
  }
  const attempt = async (what: Wanted): Promise<void> => {
    wanted.current = what
    setStage('sending')
    setProblem(null)
    setFileMissing(false)
    if (!(await saving.flush('as-ours'))) return failed(saving.state().problem)
    const { draft, basedOn, place, attachments } = saving.state()
    if (attachments.some(({ state }) => state === 'refused')) {
      wanted.current = null
      setFileMissing(true)
      return setStage('idle')
    }
    if (basedOn === null || place === null) return failed(null)
    try {
      const answer = await noted(
        api('POST /boxes/{box}/outbox', {
          params: { box },
          key: what.key,
          body: {
            ...{ draft, revision: basedOn, uid: place.uid, accepted: [...what.accepted] },
            when: what.at === null ? { undoSeconds } : { at: what.at },
            ...(what.justification === null ? {} : { justification: what.justification }),
          },
        }),
      )
      if (answer.kind === 'waiting') return await sent(answer.outgoing, what.at !== null)
      setStage('idle')
      setQuestions(answer.questions)
    } catch (error) {
      failed(error)
    }
  }
  const now = useRef(attempt)
  now.current = attempt
  useEffect(() => {
    if (trouble === 'none' && stage === 'waiting' && wanted.current !== null) void now.current(wanted.current)
  }, [trouble, stage])
  return {
    ...{ stage, questions, problem, fileMissing },
    send(at) {
      if (stage === 'sending') return
      const own = ownQuestions(saving.state().content)
      if (own.length > 0) return setQuestions(own)
      void attempt({ at: at ?? null, accepted: [], justification: null, key: crypto.randomUUID() })
    },
    answer(justification) {
      const before = wanted.current
      if (before === null) return
      const accepted = [...new Set([...before.accepted, ...questions.map(({ kind }) => kind)])]
      setQuestions([])
      void attempt({ ...before, accepted, justification, key: crypto.randomUUID() })
    },
    back() {
      wanted.current = null
      setQuestions([])
      setStage('idle')
    },
  }
}
