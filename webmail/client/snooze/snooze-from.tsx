// « Mettre en attente » that hangs from a button which is not its own: of each row of the list, or behind which there is more.

import { useEffect, useMemo, useState } from 'react'
import { MenuAt } from '#ui/overlay/menu.tsx'
import { snoozed } from '../../place/place.ts'
import type { MessageAction } from '../boxes.ts'
import { useWords } from '../words/words.tsx'
import { useSnoozeActions } from './use-snooze-actions.tsx'

export interface SnoozeAsked {
  /** Where what is meant lies. */
  readonly folder: string
  /** The button. */
  readonly from: HTMLElement
}

export interface SnoozeFromProps {
  /** Another object each time that somebody asks. */
  readonly asked: SnoozeAsked
  readonly onAct: (action: MessageAction) => void
}

export function SnoozeFrom({ asked, onAct }: SnoozeFromProps) {
  const { folder, from } = asked
  const { snooze } = useWords()
  const [closed, setClosed] = useState<SnoozeAsked | null>(null)
  const isOpen = closed !== asked
  const at = useMemo(() => ({ current: from }), [from])
  const act = (action: MessageAction): void => {
    // Once the focus is back from the menu: whoever was on the row is on the one that takes its place.
    requestAnimationFrame(() => requestAnimationFrame(() => onAct(action)))
  }
  const { actions, dialog } = useSnoozeActions({ waits: folder === snoozed, onAct: act })
  useEffect(() => {
    if (!isOpen) return
    // What can be done with the row stays in sight where nobody points at it any more.
    from.dataset.asking = ''
    return () => {
      delete from.dataset.asking
    }
  }, [from, isOpen])
  return (
    <>
      {isOpen && <MenuAt label={snooze.action} actions={actions} at={at} onClose={() => setClosed(asked)} />}
      {dialog}
    </>
  )
}
