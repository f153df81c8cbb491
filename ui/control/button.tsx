// One look for whatever is pressed: a button does something, a link goes somewhere.

import type { ReactNode, RefAttributes } from 'react'
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
