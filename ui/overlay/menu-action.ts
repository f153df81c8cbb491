// One line of a menu.

import type { LucideIcon } from 'lucide-react'

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
