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
const changing = ['change of settings']

export function useSettings(): Settings {
  // What was kept of an answer before an update has not what came with it.
  return { ...house, ...useAnswer('GET /settings', {}, { staleMs: fiveMinutes }).data }
}

/** Whether what `useSettings` has is what holds: it is there, or cannot be had. */
export function useSettingsSettled(): boolean {
  return !useAnswer('GET /settings', {}, { staleMs: fiveMinutes }).isPending
}

/** Shown at once; taken back with its reason where it fails. What is chosen before the last was kept is kept after it. */
export function useChangeSettings(): (part: Partial<Settings>) => void {
  const client = useQueryClient()
  const words = useWords()
  const { mutate } = useMutation({
    mutationKey: changing,
    scope: { id: 'settings' },
    mutationFn: (body: Partial<Settings>) => api('PUT /settings', { body }),
    onSuccess: (saved) => {
      // What was chosen meanwhile is not in it.
      if (client.isMutating({ mutationKey: changing }) === 1) client.setQueryData(key, saved)
    },
    onError: (error) => {
      sayDone({ text: words.list.because(words.settings.failed, problemWords(error, words).title) })
      void client.invalidateQueries({ queryKey: key })
    },
  })
  return useCallback(
    (part) => {
      client.setQueryData(key, { ...(client.getQueryData<Settings>(key) ?? house), ...part })
      mutate(part)
    },
    [client, mutate],
  )
}
