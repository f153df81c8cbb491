// A table that may be wider than its place: it scrolls by itself, by keyboard too.

import type { ReactNode } from 'react'
import '#ui/table/table.css'
import '#ui/table/table-phone.css'

export function ScrollableTable({
  label,
  children,
}: {
  readonly label: string
  readonly children: ReactNode
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard.
    <section className="wizard-frame" tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
