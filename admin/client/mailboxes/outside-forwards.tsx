// Forwards that leave the département: each has a reason and an end, and allowing one raises an alert.

import { CornerUpRight } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Section } from '#ui/page/section.tsx'
import { DataTable } from '#ui/table/data-table.tsx'
import { addressOf } from '../api.ts'
import { ConfirmChange } from '../form/confirm-change.tsx'
import { useSession } from '../session.tsx'
import { ExportLink } from '../table/export-link.tsx'
import { useWords } from '../words/words.tsx'
import { AllowForward } from './allow-forward.tsx'
import type { Forwards } from './mailbox-view.ts'
import { mailboxChanges } from './mailbox-view.ts'

type External = Forwards['external'][number]

export function OutsideForwards({ forwards }: { readonly forwards: Forwards }) {
  const words = useWords()
  const format = useFormat()
  const { may } = useSession()
  const say = words.mailboxes.forwards
  const [allowing, setAllowing] = useState(false)
  const [ending, setEnding] = useState<External | null>(null)
  const forbidden = forwards.externalForbidden
  const current = !forbidden && forwards.external.some(({ state }) => state === 'current')
  return (
    <Section
      title={say.outside}
      actions={
        <>
          <ExportLink
            size="small"
            href={addressOf('GET /forwards/export', { query: { mailbox: forwards.mailbox.id } })}
          />
          {may('allow:external-forward') && !forbidden && (
            <Button size="small" onPress={() => setAllowing(true)}>
              <CornerUpRight aria-hidden className="small" />
              {say.allow}
            </Button>
          )}
        </>
      }
    >
      {current && (
        <div className="mailbox-note">
          <Banner kind="warn">{say.outsideNote}</Banner>
        </div>
      )}
      {forbidden && (
        <div className="mailbox-note">
          <Banner kind="info">{say.outsideForbidden}</Banner>
        </div>
      )}
      {forwards.external.length === 0 ? (
        <p className="quiet mailbox-empty">{say.outsideEmpty}</p>
      ) : (
        <DataTable
          label={say.outside}
          items={forwards.external}
          idOf={({ target }) => target}
          nameOf={({ target }) => target}
          empty={null}
          columns={[
            { id: 'target', label: say.columns.target, fixed: true, cell: ({ target }) => <b>{target}</b> },
            {
              id: 'reason',
              label: say.columns.reason,
              cell: ({ reason }) => <span className="quiet">{reason}</span>,
            },
            { id: 'until', label: say.columns.until, cell: ({ until }) => format.day(until) },
            {
              id: 'state',
              label: say.columns.state,
              cell: ({ state }) => (
                <span className={state === 'over' || forbidden ? 'late' : undefined}>
                  {state === 'current' && forbidden ? say.states.forbidden : say.states[state]}
                </span>
              ),
            },
          ]}
          {...(may('change:address')
            ? {
                actionsOf: (external: External) => [
                  { id: 'end', label: say.end, danger: true, run: () => setEnding(external) },
                ],
              }
            : {})}
        />
      )}
      {allowing && <AllowForward mailbox={forwards.mailbox.id} onClose={() => setAllowing(false)} />}
      {ending !== null && (
        <EndForward mailbox={forwards.mailbox.id} target={ending.target} onClose={() => setEnding(null)} />
      )}
    </Section>
  )
}

interface EndForwardProps {
  readonly mailbox: string
  readonly target: string
  readonly onClose: () => void
}

function EndForward({ mailbox, target, onClose }: EndForwardProps) {
  const say = useWords().mailboxes.forwards
  return (
    <ConfirmChange
      danger
      route="DELETE /mailboxes/{mailbox}/external-forwards/{target}"
      input={{ params: { mailbox, target } }}
      stale={mailboxChanges}
      title={say.endTitle(target)}
      action={say.end}
      done={say.ended(target)}
      onClose={onClose}
    >
      <p>{say.endText}</p>
    </ConfirmChange>
  )
}
