// A table of mailboxes on its way in: read, previewed, and made as it was previewed or previewed anew.

import { useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { useChange } from '../queries.ts'
import { mailboxChanges } from './mailbox-view.ts'

const mostCharacters = 2_000_000

/** `commune` is null until one is chosen; nothing is asked before. */
export function useMailboxImport(commune: string | null) {
  const [file, setFile] = useState<{ readonly name: string; readonly csv: string } | null>(null)
  const [tooLarge, setTooLarge] = useState(false)
  const [changed, setChanged] = useState(false)
  const preview = useChange('POST /communes/{commune}/imports/preview', [])
  const make = useChange('POST /communes/{commune}/imports', mailboxChanges)

  const look = (csv: string): void => {
    if (commune !== null) preview.mutate({ params: { commune }, body: { kind: 'mailboxes', csv } })
  }
  const choose = async (files: FileList | null): Promise<void> => {
    const [first] = files ?? []
    if (first === undefined) return
    const csv = await first.text()
    setTooLarge(csv.length > mostCharacters)
    setChanged(false)
    make.reset()
    if (csv.length > mostCharacters) return
    setFile({ name: first.name, csv })
    look(csv)
  }
  const submit = async (): Promise<void> => {
    if (commune === null || file === null || preview.data === undefined) return
    try {
      await make.mutateAsync({
        params: { commune },
        body: { kind: 'mailboxes', csv: file.csv, digest: preview.data.digest },
      })
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'changed-meanwhile') return
      setChanged(true)
      make.reset()
      look(file.csv)
    }
  }

  return { file, tooLarge, changed, preview, make, choose, submit }
}
