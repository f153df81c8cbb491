// What becomes of outgoing mail that gives something away, kind by kind and by how far it goes; how often it was found; and
// what stands above, where nothing is chosen here.

import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Section } from '#ui/page/section.tsx'
import { DataTable, type TableColumn } from '#ui/table/data-table.tsx'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { type LeakCounts, useLeakCounts } from './leak-counts.ts'
import { LeakFrequency } from './leak-frequency.tsx'
import { audiences, doing, type LeakAudience, type LeakKind, type LeakPolicyView } from './leak-policy.ts'
import { LeakRuleDialog } from './leak-rule-dialog.tsx'
import { LeakSteps } from './leak-steps.tsx'

interface LeakRulesProps {
  /** Null: the Département's. */
  readonly commune: string | null
  readonly view: LeakPolicyView
  readonly closed: boolean
}

interface Row {
  readonly kind: LeakKind
}

export function LeakRules({ commune, view, closed }: LeakRulesProps) {
  const words = useWords()
  const say = words.leaks
  const counts = useLeakCounts(commune)
  const [changing, setChanging] = useState<LeakKind | null>(null)
  const rows = (Object.keys(say.kinds) as LeakKind[]).map((kind) => ({ kind }))
  return (
    <Section title={say.title}>
      <p className="quiet leak-text">{say.text}</p>
      <dl className="leak-actions">
        {doing.map((action) => (
          <div key={action}>
            <dt>{say.actions[action]}</dt>
            <dd>{say.actionTexts[action]}</dd>
          </div>
        ))}
      </dl>
      <div className="leak-table">
        <DataTable
          roomy
          label={say.title}
          columns={columnsOf({ view, counts, words, onChange: closed ? null : setChanging })}
          items={rows}
          idOf={({ kind }) => kind}
          nameOf={({ kind }) => say.kinds[kind]}
          empty={null}
        />
      </div>
      {changing !== null && (
        <LeakRuleDialog commune={commune} view={view} kind={changing} onClose={() => setChanging(null)} />
      )}
    </Section>
  )
}

interface Shown {
  readonly view: LeakPolicyView
  readonly counts: LeakCounts | undefined
  readonly words: Words
  readonly onChange: ((kind: LeakKind) => void) | null
}

function columnsOf({ view, counts, words, onChange }: Shown): readonly TableColumn<Row>[] {
  const say = words.leaks
  return [
    { id: 'kind', label: say.columns.kind, fixed: true, cell: ({ kind }) => <b>{say.kinds[kind]}</b> },
    ...audiences.map((audience) => ({
      id: audience,
      label: say.audiences[audience],
      cell: ({ kind }: Row) => <CellShown view={view} kind={kind} audience={audience} />,
    })),
    {
      id: 'found',
      label: say.columns.found,
      cell: ({ kind }) => <LeakFrequency counts={counts?.get(kind)} />,
    },
    ...(onChange === null
      ? []
      : [
          {
            id: 'change',
            label: say.columns.change,
            acts: true,
            cell: ({ kind }: Row) => (
              <Button
                size="small"
                look="quiet"
                aria-label={say.changeOf(say.kinds[kind])}
                onPress={() => onChange(kind)}
              >
                {say.change}
              </Button>
            ),
          },
        ]),
  ]
}

interface CellProps {
  readonly view: LeakPolicyView
  readonly kind: LeakKind
  readonly audience: LeakAudience
}

function CellShown({ view, kind, audience }: CellProps) {
  const say = useWords().leaks
  const own = view.own.rules[kind]?.[audience]
  return (
    <span className="leak-cell">
      <LeakSteps steps={view.effective.rules[kind][audience]} />
      {own !== undefined && <small className="leak-own">{say.own[view.commune.kind]}</small>}
    </span>
  )
}
