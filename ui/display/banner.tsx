// A fact and one action. `urgent` is heard at once; the others when there is a pause.

import { CircleCheck, Info, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import './banner.css'

export interface BannerProps {
  readonly kind: 'info' | 'ok' | 'warn' | 'bad'
  readonly children: ReactNode
  readonly action?: ReactNode
  readonly urgent?: boolean
}

const icons: Readonly<Record<BannerProps['kind'], LucideIcon>> = {
  info: Info,
  ok: CircleCheck,
  warn: TriangleAlert,
  bad: OctagonAlert,
}

export function Banner({ kind, children, action, urgent = false }: BannerProps) {
  const Icon = icons[kind]
  return (
    <div className={`banner banner-${kind}`} role={urgent ? 'alert' : 'status'}>
      <Icon aria-hidden />
      <div className="banner-text">{children}</div>
      {action}
    </div>
  )
}
