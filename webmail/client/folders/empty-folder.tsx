// The trash and the junk folder, emptied for good in one go.

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { api } from '../api.ts'
import type { BoxView } from '../boxes.ts'
import { problemWords } from '../failure.tsx'
import { useWords } from '../words/words.tsx'

interface EmptyFolderProps {
  readonly box: BoxView
  readonly role: 'trash' | 'junk'
}

export function EmptyFolder({ box, role }: EmptyFolderProps) {
  const all = useWords()
  const words = all.folders
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const empty = async (): Promise<boolean> => {
    try {
      const { deleted } = await api('DELETE /boxes/{box}/folder-messages', {
        params: { box: box.id },
        query: { role },
      })
      sayDone({ text: words.emptied(deleted) })
      return true
    } catch (error) {
      sayDone({ text: all.list.because(words.failed.empty, problemWords(error, all).title) })
      return false
    } finally {
      for (const path of ['/boxes/{box}/folders', '/boxes/{box}/conversations'])
        await client.invalidateQueries({ queryKey: [path] })
    }
  }
  return (
    <>
      <Button onPress={() => setAsking(true)}>{words.empty[role]}</Button>
      <AlertDialog
        title={words.emptyTitle[role]}
        action={words.removeAct}
        danger
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={empty}
      >
        <p>{words.emptyText}</p>
      </AlertDialog>
    </>
  )
}
