// The way to paper, for what is open. Ctrl+P comes here as well.

import { useQueryClient } from '@tanstack/react-query'
import { Printer } from 'lucide-react'
import { useState } from 'react'
import { BareIconButton } from '#ui/control/button.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import type { BoxView, ConversationView } from '../boxes.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import { printConversation } from './print-conversation.ts'

interface PrintButtonProps {
  readonly box: BoxView
  /** Null until it is there. */
  readonly view: ConversationView | null
}

export function PrintButton({ box, view }: PrintButtonProps) {
  const words = useWords()
  const { frame } = useSession()
  const cache = useQueryClient()
  const [isPending, setPending] = useState(false)
  const print = async (): Promise<void> => {
    if (view === null) return
    setPending(true)
    try {
      await printConversation({ box, view, frame, words, cache })
    } catch {
      sayDone({ text: words.printing.failed })
    } finally {
      setPending(false)
    }
  }
  return (
    <span className="tools-print">
      <BareIconButton
        data-print=""
        label={words.printing.print}
        isDisabled={view === null}
        isPending={isPending}
        onPress={() => void print()}
      >
        <Printer aria-hidden />
      </BareIconButton>
    </span>
  )
}
