// The head of a commune: its cachet, its name, the facts one asks for on the phone, and the postmark of its welcome.

import type { ReactNode } from 'react'
import { Link } from 'react-aria-components'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { Postmark } from '#ui/cachet/postmark.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { postmarkDate } from '../postmark-date.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import type { CommuneView } from './stage.ts'
import './commune.css'

export function CommuneHead({
  commune,
  actions,
}: {
  readonly commune: CommuneView
  readonly actions?: ReactNode
}) {
  const words = useWords()
  const format = useFormat()
  const { commune: own, department } = useSession()
  const { head, mark, title } = words.communes
  const facts: readonly (readonly [string, string | null])[] = [
    [head.inseeCode, commune.inseeCode],
    [head.postcode, commune.postcode],
    [head.population, commune.population === null ? null : format.number(commune.population)],
    [head.domain, commune.domains.join(', ') || null],
  ]
  return (
    <>
      {own.kind === 'department' && (
        <nav className="crumbs">
          <Link href="/communes">{title}</Link> / {commune.name}
        </nav>
      )}
      <div className="commune-head">
        <Cachet name={commune.name} size={64} />
        <div>
          <PageHeading
            title={commune.name}
            site={words.common.site}
            {...(actions === undefined ? {} : { actions })}
          />
          <dl>
            {facts.map(
              ([term, fact]) =>
                fact !== null && (
                  <div key={term}>
                    <dt>{term}</dt>
                    <dd>{fact}</dd>
                  </div>
                ),
            )}
          </dl>
        </div>
        <Postmark
          above={commune.name}
          below={department.name}
          lines={[mark, ...postmarkDate(commune.createdAt, words.ui.language)]}
          toneOf={commune.name}
          height={100}
        />
      </div>
    </>
  )
}
