// What becomes of each row of an imported table, those that need a hand first.

import { type StateKind, StateLabel } from '#ui/display/state-label.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import type { AdminAnswer } from '../../contract/all.ts'
import { useWords } from '../words/words.tsx'

type Preview = AdminAnswer<'POST /communes/{commune}/imports/preview'>

type Row = Preview['rows'][number]

const looks: Readonly<Record<'new' | 'exists' | 'wrong' | 'created', StateKind>> = {
  new: 'info',
  created: 'ok',
  exists: 'unknown',
  wrong: 'bad',
}

interface OutcomeRow extends Pick<Row, 'line' | 'address' | 'problem' | 'values'> {
  readonly state: 'new' | 'exists' | 'wrong' | 'created'
}

/** Rows that need a hand first. */
const order = ['wrong', 'new', 'created', 'exists'] as const

export function Outcome({ rows }: { readonly rows: readonly OutcomeRow[] }) {
  const words = useWords()
  const format = useFormat()
  const { importDialog: say, kinds } = words.mailboxes
  const sorted = order.flatMap((state) => rows.filter((row) => row.state === state))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must be able to scroll it.
    <section className="import-rows" tabIndex={0} aria-label={say.columns.state}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say.columns.line}</th>
            <th scope="col">{say.columns.address}</th>
            <th scope="col">{say.columns.state}</th>
            <th scope="col">{say.columns.kind}</th>
            <th scope="col">{say.columns.quota}</th>
            <th scope="col">{say.columns.owner}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={row.line}>
              <td>{row.line}</td>
              <th scope="row">{row.address}</th>
              <td>
                <StateLabel kind={looks[row.state]}>{say.states[row.state]}</StateLabel>
                {row.problem !== null && <small>{say.problems[row.problem]}</small>}
              </td>
              <td>{row.values === null ? null : kinds[row.values.kind]}</td>
              <td>{row.values === null ? null : format.size(row.values.quotaBytes)}</td>
              <td>{ownerOf(row, say.newPerson)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function ownerOf({ values }: OutcomeRow, newPerson: (name: string) => string): string | null {
  if (values === null || values.owner === null) return null
  return values.owner.isNew ? newPerson(values.owner.name) : values.owner.name
}
