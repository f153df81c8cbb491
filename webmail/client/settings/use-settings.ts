// What a person chose for the webmail. Until it is there, and where it cannot be had, it is as the house has it.

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { sayDone } from '#ui/overlay/toast.tsx'
import type { WebmailAnswer } from '../../contract/all.ts'
import { api } from '../api.ts'
import { problemWords } from '../failure.tsx'
import { keyOf, useAnswer } from '../queries.ts'
import { useWords } from '../words/words.tsx'

export type Settings = WebmailAnswer<'GET /settings'>

const house: Settings = {
  ...{ undoSeconds: 10, density: 'comfortable', readingPane: 'right', shortcuts: false, receipts: 'ask' },
  // Nothing is offered to somebody who may have had enough of it.
  ...{ conversations: true, firstSteps: false, afterFiling: 'next', keys: {} },
}
const fiveMinutes = 300_000
const key = keyOf('GET /settings', {})

export function useSettings(): Settings {
  // What was kept of an answer before an update has not what came with it.
  return { ...house, ...useAnswer('GET /settings', {}, { staleMs: fiveMinutes }).data }
}

/** Whether what `useSettings` has is what holds: it is there, or cannot be had. */
export function useSettingsSettled(): boolean {
  return !useAnswer('GET /settings', {}, { staleMs: fiveMinutes }).isPending
}

/** Shown at once; taken back with its reason where it fails. */
export function useChangeSettings(): (part: Partial<Settings>) => void {
  const client = useQueryClient()
  const words = useWords()
  const { mutate } = useMutation({
    mutationFn: (body: Settings) => api('PUT /settings', { body }),
    onSuccess: (saved) => client.setQueryData(key, saved),
    onError: (error) => {
      sayDone({ text: words.list.because(words.settings.failed, problemWords(error, words).title) })
      void client.invalidateQueries({ queryKey: key })
    },
  })
  return useCallback(
    (part) => {
      const next = { ...(client.getQueryData<Settings>(key) ?? house), ...part }
      client.setQueryData(key, next)
      mutate(next)
    },
    [client, mutate],
  )
}
