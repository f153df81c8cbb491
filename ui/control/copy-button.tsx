// Copies a text that would else be typed by hand, and says that it did.

import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useUiWords } from '../words/words.tsx'
import { Button } from './button.tsx'

export interface CopyButtonProps {
  readonly text: string
  /** For the ear: what is copied. */
  readonly label?: string
  /** On the button, in place of « Copier ». */
  readonly shown?: string
}

export function CopyButton({ text, label, shown }: CopyButtonProps) {
  const words = useUiWords()
  const [copied, setCopied] = useState(false)
  return (
    <Button
      size="small"
      aria-label={copied ? words.copied : (label ?? words.copy)}
      onPress={() => {
        void navigator.clipboard.writeText(text).then(() => setCopied(true))
      }}
      onBlur={() => setCopied(false)}
    >
      {copied ? <Check aria-hidden className="small" /> : <Copy aria-hidden className="small" />}
      <span aria-live="polite">{copied ? words.copied : (shown ?? words.copy)}</span>
    </Button>
  )
}
