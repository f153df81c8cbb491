// An open menu and what it hangs from. Few open one on every visit: it comes once the page stands (`loadMenus`).

import { type ReactElement, type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { Menu as AriaMenu, MenuItem, type MenuProps, Popover, Separator } from 'react-aria-components'
import type { MenuAction } from './menu-action.ts'
import '../control/list.css'

export type End = 'first' | 'last'

/** What a menu hangs from, at which end it begins and how it goes. */
export interface Hanging {
  readonly at: RefObject<Element | null>
  readonly from: End
  readonly onClose: () => void
}

export interface HangingMenuProps
  extends Hanging,
    Pick<MenuProps<object>, 'selectionMode' | 'selectedKeys' | 'onAction'> {
  readonly label: string
  readonly children: ReactNode
}

/** Open as long as it is there. */
export function HangingMenu({ label, at, from, onClose, children, ...choice }: HangingMenuProps) {
  const menu = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // A button that is pressed by a key clicks as if a program did it, and then react-aria's own focus stops at the menu.
    const entries = (): HTMLElement[] => [
      ...(menu.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? []),
    ]
    const begin = (): void =>
      entries()
        .at(from === 'first' ? 0 : -1)
        ?.focus()
    const frame = requestAnimationFrame(() => requestAnimationFrame(begin))
    return () => cancelAnimationFrame(frame)
  }, [from])
  return (
    <Popover
      className="floating"
      placement="bottom end"
      aria-label={label}
      triggerRef={at}
      isOpen
      onOpenChange={(open) => open || onClose()}
    >
      <AriaMenu ref={menu} aria-label={label} className="list" autoFocus={from} onClose={onClose} {...choice}>
        {children}
      </AriaMenu>
    </Popover>
  )
}

export interface ActionsMenuProps extends Hanging {
  readonly label: string
  readonly actions: readonly MenuAction[]
}

export function ActionsMenu({ actions, ...hanging }: ActionsMenuProps) {
  return <HangingMenu {...hanging}>{entriesOf(actions)}</HangingMenu>
}

function entriesOf(actions: readonly MenuAction[]): readonly ReactElement[] {
  const firstDanger = actions.findIndex((action) => 'run' in action && action.danger === true)
  return actions.flatMap((action, index) => [
    ...(index === firstDanger && index > 0
      ? [<Separator key={`before-${action.id}`} className="list-separator" />]
      : []),
    <MenuEntry key={action.id} action={action} />,
  ])
}

function MenuEntry({ action }: { readonly action: MenuAction }) {
  const Icon = action.icon
  const danger = 'run' in action && action.danger === true
  const closed = 'run' in action ? (action.closed ?? null) : null
  return (
    <MenuItem
      id={action.id}
      textValue={action.label}
      className={`list-item list-item-icon${danger ? ' list-item-danger' : ''}`}
      {...('run' in action
        ? { onAction: action.run, isDisabled: closed !== null }
        : { href: action.href, ...(action.download === true ? { download: true } : {}) })}
    >
      {Icon !== undefined && <Icon aria-hidden className="small" />}
      <span>
        {action.label}
        {closed !== null && <small className="list-hint list-closed">{closed}</small>}
      </span>
    </MenuItem>
  )
}
