// A button that opens a few actions. Each has its verb; what cannot be taken back comes last and in red.

import { type ReactElement, type RefObject, useRef, useState } from 'react'
import { lazyPart } from '../page/lazy-part.tsx'
import type { End, Hanging } from './hanging-menu.tsx'
import type { MenuAction } from './menu-action.ts'
import { OverlayLoading } from './overlay-loading.tsx'

const ActionsMenu = lazyPart(async () => (await import('./hanging-menu.tsx')).ActionsMenu)

/** For a page that stands and has nothing else to do: the first menu then opens at once. */
export const loadMenus = ActionsMenu.fetch

/** The browser's own event, or react-aria's, which goes no further unless it is told to. */
interface PressedKey {
  readonly key: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly preventDefault: () => void
  readonly continuePropagation?: () => void
}

/** For the button that opens a menu, whichever of ours it is. */
export interface OpensMenu {
  readonly ref: RefObject<HTMLButtonElement | null>
  readonly 'aria-haspopup': true
  readonly 'aria-expanded': boolean
  readonly onPress: () => void
  readonly onKeyDown: (event: PressedKey) => void
}

/**
 * A menu of which there is nothing until it is opened: a bar of them costs its buttons. Arrow down opens it at its first
 * entry, arrow up at its last, as a menu button of the ARIA patterns does.
 */
export function useMenuButton(): { readonly opens: OpensMenu; readonly hanging: Hanging | null } {
  const at = useRef<HTMLButtonElement>(null)
  const [from, setFrom] = useState<End | null>(null)
  return {
    opens: {
      ref: at,
      'aria-haspopup': true,
      'aria-expanded': from !== null,
      onPress: () => setFrom('first'),
      onKeyDown: (event) => {
        const isArrow = event.key === 'ArrowDown' || event.key === 'ArrowUp'
        if (!isArrow || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
          return event.continuePropagation?.()
        event.preventDefault()
        setFrom(event.key === 'ArrowUp' ? 'last' : 'first')
      },
    },
    hanging: from === null ? null : { at, from, onClose: () => setFrom(null) },
  }
}

export interface MenuOfActionsProps {
  readonly label: string
  readonly actions: readonly MenuAction[]
  /** The button that opens it. */
  readonly children: (opens: OpensMenu) => ReactElement
}

export function Menu({ label, actions, children }: MenuOfActionsProps) {
  const { opens, hanging } = useMenuButton()
  return (
    <>
      {children(opens)}
      {hanging !== null && (
        <OverlayLoading onClose={hanging.onClose}>
          <ActionsMenu label={label} actions={actions} {...hanging} />
        </OverlayLoading>
      )}
    </>
  )
}

export interface MenuAtProps extends Omit<MenuOfActionsProps, 'children'>, Omit<Hanging, 'from'> {}

/** Open as long as it is there: where a button of its own would be one for each of many rows. */
export function MenuAt({ label, actions, at, onClose }: MenuAtProps) {
  return (
    <OverlayLoading onClose={onClose}>
      <ActionsMenu label={label} actions={actions} at={at} from="first" onClose={onClose} />
    </OverlayLoading>
  )
}
