// One look for whatever is pressed: a button does something, a link goes somewhere.

import type { ComponentPropsWithRef, ReactNode, RefAttributes } from 'react'
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Link as AriaLink,
  type LinkProps as AriaLinkProps,
} from 'react-aria-components'
import './button.css'

interface Look {
  /** One primary button on a screen; danger for what cannot be taken back; quiet inside rows and bars. */
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'danger' | undefined
  readonly size?: 'normal' | 'small' | 'large' | undefined
  /** Takes the width that there is. */
  readonly wide?: boolean | undefined
  readonly children?: ReactNode
}

export type ButtonProps = Look & Omit<AriaButtonProps, 'children' | 'className' | 'style'>

const classOf = ({ look = 'secondary', size = 'normal', wide = false }: Look): string =>
  `button button-${look} button-${size}${wide ? ' button-wide' : ''}`

export function Button({ look, size, wide, ...props }: ButtonProps) {
  return <AriaButton {...atWork(props)} className={classOf({ look, size, wide })} />
}

/**
 * While it works it keeps the focus and does nothing. react-aria's own `isPending` would announce a progress bar by the
 * name of an element that is gone once the work took the button away.
 */
function atWork<Props extends AriaButtonProps>({ isPending, ...props }: Props) {
  if (isPending !== true) return props
  const { onPress: _onPress, ...rest } = props
  return { ...rest, type: 'button' as const, 'data-pending': true, 'aria-disabled': true as const }
}

export type ButtonLinkProps = Look &
  Omit<AriaLinkProps, 'children' | 'className' | 'style'> &
  RefAttributes<HTMLAnchorElement>

export function ButtonLink({ look, size, wide, ...props }: ButtonLinkProps) {
  return <AriaLink {...props} className={classOf({ look, size, wide })} />
}

/** Square, with an icon alone: its name is heard and shown by whoever points at it. */
export function IconButton({ label, ...props }: ButtonProps & { readonly label: string }) {
  const { look = 'quiet', size, ...rest } = props
  return (
    <AriaButton {...atWork(rest)} aria-label={label} className={`${classOf({ look, size })} button-icon`} />
  )
}

export type BareButtonProps = Look &
  Omit<
    ComponentPropsWithRef<'button'>,
    'children' | 'className' | 'style' | 'type' | 'disabled' | 'onClick'
  > & {
    readonly onPress: () => void
    readonly isDisabled?: boolean | undefined
    /** It keeps the focus and does nothing. */
    readonly isPending?: boolean | undefined
  }

/**
 * The browser's own, for bars with many of them that must be there at once: it is made sooner than react-aria's. Not inside
 * what is pressed itself, as a row of a table: a press goes on to that.
 */
export function BareButton({ look, size, wide, ...props }: BareButtonProps) {
  return <Bare {...props} className={classOf({ look, size, wide })} />
}

/** As `IconButton`, of the browser's own. */
export function BareIconButton({ label, ...props }: BareButtonProps & { readonly label: string }) {
  const { look = 'quiet', size, wide: _wide, ...rest } = props
  return <Bare {...rest} aria-label={label} className={`${classOf({ look, size })} button-icon`} />
}

function Bare({
  onPress,
  isDisabled,
  onKeyDown,
  isPending = false,
  ...rest
}: Omit<BareButtonProps, keyof Omit<Look, 'children'>> & { readonly className: string }) {
  return (
    <button
      {...rest}
      type="button"
      disabled={isDisabled}
      onKeyDown={(event) => {
        // Held down it would press again and again, on what comes next.
        if (event.key === 'Enter' && event.repeat) event.preventDefault()
        onKeyDown?.(event)
      }}
      {...(isPending ? { 'data-pending': true, 'aria-disabled': true } : {})}
      onClick={({ currentTarget }) => {
        // Safari gives the focus to no button that is pressed, and what opens from it gives it back there.
        currentTarget.focus()
        if (!isPending) onPress()
      }}
    />
  )
}
