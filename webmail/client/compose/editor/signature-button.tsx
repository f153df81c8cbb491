// « Signature »: another of those that the box has, or none, under this message alone.

import type { Editor } from '@tiptap/core'
import { Signature } from 'lucide-react'
import { IconButton } from '#ui/control/button.tsx'
import { Menu } from '#ui/overlay/menu.tsx'
import { useAnswer } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import { insertSignature } from './insert-signature.ts'

export interface SignatureButtonProps {
  readonly box: string
  readonly editor: Editor | null
}

const keptMs = 60_000

export function SignatureButton({ box, editor }: SignatureButtonProps) {
  const { compose } = useWords()
  const asked = useAnswer('GET /boxes/{box}/signatures', { params: { box } }, { staleMs: keptMs })
  const signatures = asked.data?.rows ?? []
  if (signatures.length === 0 || editor === null) return null
  const put = (html: string) => () =>
    insertSignature(
      editor,
      html,
      signatures.map((each) => each.html),
    )
  return (
    <Menu
      label={compose.signature}
      actions={[
        ...signatures.map(({ id, name, html }) => ({ id, label: name, run: put(html) })),
        { id: 'none', label: compose.noSignature, run: put('') },
      ]}
    >
      {(opens) => (
        <IconButton label={compose.signature} {...opens}>
          <Signature aria-hidden />
        </IconButton>
      )}
    </Menu>
  )
}
