// The round stamp of a commune or of its mailbox, and the rounded square of a person: never one for the other. Both are
// pictures of a name that stands beside them, and say nothing to a screen reader.

import { cachetLetters, cachetTone, initials } from './letters.ts'
import './cachet.css'

export interface CachetProps {
  readonly name: string
  readonly size?: number
  /** The box one is in: its letters stand out of its tone. */
  readonly filled?: boolean
}

/** 34 in tables, 22 inside a sentence (there without beads), 64 at the head of a commune. */
export function Cachet({ name, size = 34, filled = false }: CachetProps) {
  const letters = cachetLetters(name)
  const small = size < 30
  const three = letters.length > 2
  return (
    <svg
      className={`cachet${small ? ' cachet-small' : ''}${three ? ' cachet-three' : ''}${filled ? ' cachet-filled' : ''}`}
      data-tone={cachetTone(name)}
      width={size}
      height={size}
      viewBox="0 0 48 48"
      aria-hidden="true"
      focusable="false"
    >
      {!small && <circle className="beads" cx="24" cy="24" r="22.2" />}
      <circle className="ring" cx="24" cy="24" r={small ? 22 : 18.2} />
      <text x="24" y={small ? 31 : 29.4}>
        {letters}
      </text>
    </svg>
  )
}

export function PersonMark({ name }: { readonly name: string }) {
  return (
    <span className="person-mark" aria-hidden="true">
      {initials(name)}
    </span>
  )
}
