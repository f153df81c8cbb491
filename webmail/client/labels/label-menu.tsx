// The labels that a conversation may have, behind one button: those it has are ticked.

import { Tag } from 'lucide-react'
import type { ReactElement } from 'react'
import { BareIconButton } from '#ui/control/button.tsx'
import { useMenuButton } from '#ui/overlay/menu.tsx'
import { OverlayLoading } from '#ui/overlay/overlay-loading.tsx'
import { lazyPart } from '#ui/page/lazy-part.tsx'
import { useWords } from '../words/words.tsx'
import type { LabelMenuProps } from './label-choice.tsx'
import { useLabels } from './labels.tsx'
import './labels.css'

const LabelChoice = lazyPart(async () => (await import('./label-choice.tsx')).LabelChoice)
export const loadLabelChoice = LabelChoice.fetch

export function LabelMenu({ on, onAct }: LabelMenuProps): ReactElement | null {
  const words = useWords().labels
  const labels = useLabels()
  const { opens, hanging } = useMenuButton()
  if (labels.length === 0) return null
  return (
    <>
      <BareIconButton label={words.give} data-label {...opens}>
        <Tag aria-hidden />
      </BareIconButton>
      {hanging !== null && (
        <OverlayLoading onClose={hanging.onClose}>
          <LabelChoice on={on} onAct={onAct} {...hanging} />
        </OverlayLoading>
      )}
    </>
  )
}
