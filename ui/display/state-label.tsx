// A state in a word, on its ground, with an icon whose outline differs: colour comes third.

import {
  CircleCheck,
  CircleDashed,
  CircleHelp,
  Clock,
  type LucideIcon,
  OctagonAlert,
  TriangleAlert,
} from 'lucide-react'
import type { ReactNode } from 'react'
import './state-label.css'

export type StateKind = 'ok' | 'warn' | 'bad' | 'info' | 'wait' | 'unknown'

const icons: Readonly<Record<StateKind, LucideIcon>> = {
  ok: CircleCheck,
  warn: TriangleAlert,
  bad: OctagonAlert,
  info: Clock,
  wait: CircleDashed,
  unknown: CircleHelp,
}

export function StateLabel({ kind, children }: { readonly kind: StateKind; readonly children: ReactNode }) {
  const Icon = icons[kind]
  return (
    <span className={`state state-${kind}`}>
      <Icon aria-hidden />
      {children}
    </span>
  )
}
