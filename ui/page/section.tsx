// A part of a view: opened by a thick line as on a printed form, with its title and what can be done there.

import type { ReactNode } from 'react'
import './page.css'

export interface SectionProps {
  readonly title: string
  readonly children: ReactNode
  readonly actions?: ReactNode
}

export function Section({ title, children, actions }: SectionProps) {
  return (
    <section className="section" aria-label={title}>
      <div className="section-head">
        <h2>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  )
}

/** Terms and what they are, a line each. */
export function Facts({ facts }: { readonly facts: readonly (readonly [term: string, fact: ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts.map(([term, fact]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  )
}
