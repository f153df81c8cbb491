// « Modèles »: the texts that a box keeps. One that is chosen stands where the cursor is; its subject where there is none yet.

import type { Editor } from '@tiptap/core'
import { LayoutTemplate } from 'lucide-react'
import { IconButton } from '#ui/control/button.tsx'
import { Menu } from '#ui/overlay/menu.tsx'
import { useAnswer } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'

export interface TemplatesButtonProps {
  readonly box: string
  readonly editor: Editor | null
  readonly onSubject: (subject: string) => void
}

const keptMs = 60_000

export function TemplatesButton({ box, editor, onSubject }: TemplatesButtonProps) {
  const { compose } = useWords()
  const asked = useAnswer('GET /boxes/{box}/templates', { params: { box } }, { staleMs: keptMs })
  const templates = asked.data?.rows ?? []
  if (templates.length === 0 || editor === null) return null
  return (
    <Menu
      label={compose.templates}
      actions={templates.map(({ id, name, subject, html }) => ({
        id,
        label: name,
        run: () => {
          if (subject !== '') onSubject(subject)
          editor.chain().focus().insertContent(html).run()
        },
      }))}
    >
      {(opens) => (
        <IconButton label={compose.templates} {...opens}>
          <LayoutTemplate aria-hidden />
        </IconButton>
      )}
    </Menu>
  )
}
