// One row of the log, opened: who, from where, when, and what stood there before and after, side by side.

import { useFormat } from '#ui/format/use-format.ts'
import { Dialog } from '#ui/overlay/dialog.tsx'
import { Facts } from '#ui/page/section.tsx'
import { cellName, cellText } from '../../leaks/audited-rule.ts'
import { useWords } from '../../words/words.tsx'
import { auditDiff, shownValue } from './audit-diff.ts'
import type { AuditRow } from './audit-row.ts'

export function ChangeDialog({
  row,
  onClose,
}: {
  readonly row: AuditRow | null
  readonly onClose: () => void
}) {
  const { auditAction } = useWords()
  return (
    <Dialog
      title={row === null ? '' : auditAction(row.action)}
      width="wide"
      isOpen={row !== null}
      onClose={onClose}
    >
      {row !== null && <Opened row={row} />}
    </Dialog>
  )
}

function Opened({ row }: { readonly row: AuditRow }) {
  const { journal } = useWords()
  const format = useFormat()
  return (
    <div className="change">
      <Facts
        facts={[
          [journal.onWhat, row.entity],
          [journal.who, row.actorKind === 'person' ? row.actor : journal.actor[row.actorKind](row.actor)],
          [journal.commune, row.commune?.name ?? journal.department],
          [journal.from, row.client ?? journal.nowhere],
          [journal.when, format.full(row.at)],
        ]}
      />
      {row.before === null && row.after === null ? (
        <p className="quiet">{journal.noDetail}</p>
      ) : (
        <Comparison row={row} />
      )}
    </div>
  )
}

function Comparison({ row }: { readonly row: AuditRow }) {
  const { journal, common, leaks } = useWords()
  const format = useFormat()
  const words = { yes: common.yes, no: common.no, nothing: journal.nothing, moment: format.full }
  const rows = auditDiff(row.before, row.after)
  const shown = (property: string, value: unknown): string =>
    (cellName(property, leaks) === null ? null : cellText(value, leaks)) ?? shownValue(value, words)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by the keyboard.
    <section className="change-frame" tabIndex={0} aria-label={journal.beforeAfter}>
      <table className="change-table">
        <thead>
          <tr>
            <th scope="col">{journal.property}</th>
            <th scope="col">{journal.before}</th>
            <th scope="col">{journal.after}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ property, before, after, differs }) => (
            <tr key={property} className={differs ? 'change-differs' : ''}>
              <th scope="row">{cellName(property, leaks) ?? journal.properties[property] ?? property}</th>
              <td>{row.before === null ? journal.nothing : shown(property, before)}</td>
              <td>{row.after === null ? journal.nothing : shown(property, after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
