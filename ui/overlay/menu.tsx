// A button that opens a few actions. Each has its verb; what cannot be taken back comes last and in red.

import type { LucideIcon } from 'lucide-react'
import { type ReactElement, type RefObject, useEffect, useRef } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components'
import '../control/list.css'

export type MenuAction =
  | {
      readonly id: string
      readonly label: string
      readonly icon?: LucideIcon
      readonly danger?: boolean
      /** Why it cannot be done now: the entry then says so and does nothing. */
      readonly closed?: string | null
      readonly run: () => void
    }
  | {
      readonly id: string
      readonly label: string
      readonly icon?: LucideIcon
      readonly href: string
      /** A file to keep rather than a page to open. */
      readonly download?: boolean
    }

export interface MenuProps {
  readonly label: string
  readonly actions: readonly MenuAction[]
  /** The button that opens it. */
  readonly children: ReactElement
}

export function Menu({ label, actions, children }: MenuProps) {
  return (
    <MenuTrigger>
      {children}
      <Popover className="floating" placement="bottom end">
        <AriaMenu aria-label={label} className="list">
          {entriesOf(actions)}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}

export interface MenuAtProps extends Omit<MenuProps, 'children'> {
  /** What it hangs from. */
  readonly at: RefObject<Element | null>
  readonly onClose: () => void
}

/** Open as long as it is there: where a button of its own would be one for each of many rows. */
export function MenuAt({ label, actions, at, onClose }: MenuAtProps) {
  const menu = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // A button that is pressed by a key clicks as if a program did it, and then react-aria's own focus stops at the menu.
    const first = (): void => menu.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus()
    const frame = requestAnimationFrame(() => requestAnimationFrame(first))
    return () => cancelAnimationFrame(frame)
  }, [])
  return (
    <Popover
      className="floating"
      placement="bottom end"
      aria-label={label}
      triggerRef={at}
      isOpen
      onOpenChange={(open) => open || onClose()}
    >
      <AriaMenu ref={menu} aria-label={label} className="list" autoFocus="first" onClose={onClose}>
        {entriesOf(actions)}
      </AriaMenu>
    </Popover>
  )
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
