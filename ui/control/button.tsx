// One look for whatever is pressed: a button does something, a link goes somewhere.

import type { ReactNode } from 'react'
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

/**
 * At work (`isPending`) it keeps the focus and does nothing more. react-aria's own way announces the button by its id,
 * which dangles once the dialog that it stood in has closed; what was done is said by a toast.
 */
export function Button({ look, size, wide, isPending = false, ...props }: ButtonProps) {
  const working: AriaButtonProps = isPending
    ? { onPress: () => undefined, type: 'button', 'aria-disabled': true }
    : {}
  return <AriaButton {...props} {...working} className={classOf({ look, size, wide })} />
}

export type ButtonLinkProps = Look & Omit<AriaLinkProps, 'children' | 'className' | 'style'>

export function ButtonLink({ look, size, wide, ...props }: ButtonLinkProps) {
  return <AriaLink {...props} className={classOf({ look, size, wide })} />
}

/** Square, with an icon alone: its name is heard and shown by whoever points at it. */
export function IconButton({ label, ...props }: ButtonProps & { readonly label: string }) {
  const { look = 'quiet', size, ...rest } = props
  return <AriaButton {...rest} aria-label={label} className={`${classOf({ look, size })} button-icon`} />
}
