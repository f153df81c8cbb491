// How many messages a rule would have matched, counted while it is written.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useFormat } from '#ui/format/use-format.ts'
import { api } from '../api.ts'
import { useAllWords } from '../words/later-part.tsx'
import type { RuleCondition, RuleMatches, RuleView } from './types.ts'

const pauseMs = 400

interface Asked {
  readonly match: RuleView['match']
  readonly conditions: readonly RuleCondition[]
}

export interface Counted {
  /** Null while it is not known. */
  readonly matches: RuleMatches | null
  readonly failed: boolean
  /** Waits for it, without the pause; rejects when it cannot be known. */
  readonly known: () => Promise<RuleMatches>
}

/** What is asked of the API, and kept under what was asked. */
const question = (box: string, text: string) => ({
  queryKey: ['rule-matches', box, text],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) => {
    const body: Asked = JSON.parse(text)
    return api('POST /boxes/{box}/rule-matches', {
      ...{ params: { box }, signal },
      body: { match: body.match, conditions: [...body.conditions] },
    })
  },
})

/** Asked when the typing pauses; null asks nothing. */
export function useMatches(box: string, asked: Asked | null): Counted {
  const text = asked === null ? null : JSON.stringify(asked)
  const [settled, settle] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => settle(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  const client = useQueryClient()
  const { data, isError } = useQuery({ ...question(box, settled ?? ''), enabled: settled !== null })
  const current = settled === text && settled !== null
  const matches = current ? (data ?? null) : null
  return {
    ...{ matches, failed: current && isError },
    known: async () => matches ?? (await client.fetchQuery(question(box, text ?? ''))),
  }
}

/** Heard when it changes, without taking anybody from where they are. */
export function MatchCount({ asked, counted }: { readonly asked: boolean; readonly counted: Counted }) {
  const words = useAllWords().rules.form
  const format = useFormat()
  const { matches, failed } = counted
  return (
    <div className="rule-count" role="status">
      {!asked ? null : failed ? (
        <p>{words.notCounted}</p>
      ) : matches === null ? (
        <p>{words.counting}</p>
      ) : (
        <>
          <p>
            <b>{words.count(matches.count, format.number(matches.count))}</b>
          </p>
          {matches.approximate && <p>{words.almost}</p>}
          {matches.cut && <p>{words.cut}</p>}
        </>
      )}
    </div>
  )
}
