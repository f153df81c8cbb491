// « Écrire »: a new message from the box to whoever is shown, for those who may write in it.

import { SquarePen } from 'lucide-react'
import { Button } from '#ui/control/button.tsx'
import type { BoxView } from '../boxes.ts'
import { mayWrite, type Recipient } from '../compose/draft/draft.ts'
import { openComposer } from '../compose/windows.ts'
import { useAllWords } from '../words/later-part.tsx'

export interface WriteToProps {
  readonly box: BoxView
  readonly to: readonly Recipient[]
  /** As one hears it: by name, or by the address where there are several. */
  readonly named: string
  /** Beside one address of several. */
  readonly small?: boolean
}

export function WriteTo({ box, to, named, small = false }: WriteToProps) {
  const words = useAllWords().contacts
  if (!mayWrite(box) || to.length === 0) return null
  const write = (): void =>
    openComposer({ kind: 'new', box: box.id, prefilled: { to, cc: [], bcc: [], subject: '', text: '' } })
  return (
    <Button size={small ? 'small' : 'normal'} aria-label={words.writeTo(named)} onPress={write}>
      <SquarePen aria-hidden {...(small ? { className: 'small' } : {})} /> {words.write}
    </Button>
  )
}
