// What stands in the way of a message that is being written: said above its text, with what its author may do about it. Whoever
// did goes on with the text.

import type { ReactNode, RefObject } from 'react'
import { Banner } from '#ui/display/banner.tsx'
import { useReturnFocus } from '#ui/page/use-return-focus.ts'

export interface BlockingNoticeProps {
  /** Around it, with the text that is gone on with. */
  readonly frame: RefObject<HTMLElement | null>
  readonly actions: ReactNode
  readonly children: ReactNode
}

export function BlockingNotice({ frame, actions, children }: BlockingNoticeProps) {
  useReturnFocus(() => frame.current?.querySelector<HTMLElement>('.compose-text'))
  return (
    <div className="compose-notes">
      <Banner kind="warn" urgent action={<span className="compose-conflict-go">{actions}</span>}>
        {children}
      </Banner>
    </div>
  )
}
