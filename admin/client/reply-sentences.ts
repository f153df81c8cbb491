// What an answer of another server means, in the sentences that senders read; the API has them in both languages.

import { useMemo } from 'react'
import { chosenLanguage } from '#ui/words/language.ts'
import type { AdminAnswer } from '../contract/all.ts'
import { useAnswer } from './queries.ts'

type Known = AdminAnswer<'GET /reply-kinds'>['kinds'][number]
export type ReplyKind = Known['kind']
export type ReplySentences = Known['fr']

const nothing: ReplySentences = { happened: '', advice: '' }

/** Empty until they have come. */
export function useReplySentences(): (kind: ReplyKind) => ReplySentences {
  const { data } = useAnswer('GET /reply-kinds', {})
  return useMemo(() => {
    const language = chosenLanguage()
    const known = new Map(data?.kinds.map((each) => [each.kind, each[language]]))
    return (kind) => known.get(kind) ?? nothing
  }, [data])
}
