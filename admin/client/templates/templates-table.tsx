// The templates of mailboxes for new communes; the oldest is what a batch begins with.

import { LayoutTemplate, Pencil, Plus, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { StateLabel } from '#ui/display/state-label.tsx'
import { EmptyState, Skeleton } from '#ui/page/states.tsx'
import { DataTable, type TableColumn } from '#ui/table/data-table.tsx'
import { Failure } from '../failure.tsx'
import { useAnswer } from '../queries.ts'
import { useSession } from '../session.tsx'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { DeleteTemplate } from './delete-template.tsx'
import { TemplateDialog } from './template-dialog.tsx'
import { type Template, toldEntries } from './template-form.ts'

type Opened = { readonly dialog: 'change' | 'delete'; readonly template: Template } | 'add' | null

export function TemplatesTable() {
  const words = useWords()
  const { may } = useSession()
  const say = words.templates
  const { data, error, refetch } = useAnswer('GET /mailbox-templates', {})
  const [opened, setOpened] = useState<Opened>(null)
  const usual = data?.rows[0]?.id
  const columns = useMemo(() => templateColumns(words, usual), [words, usual])
  if (data === undefined)
    return error === null ? (
      <Skeleton rows={3} onRetry={() => void refetch()} />
    ) : (
      <Failure error={error} onRetry={() => void refetch()} />
    )
  const changing = may('change:template')
  const close = (): void => setOpened(null)
  const actionsOf = (template: Template) => [
    {
      id: 'change',
      label: say.change,
      icon: Pencil,
      run: () => setOpened({ dialog: 'change' as const, template }),
    },
    {
      id: 'delete',
      label: say.delete,
      icon: Trash2,
      danger: true,
      closed: data.rows.length === 1 ? say.deleteLast : null,
      run: () => setOpened({ dialog: 'delete' as const, template }),
    },
  ]
  return (
    <>
      <div className="tools">
        <p className="quiet template-lead">{say.lead}</p>
        {changing && (
          <div className="tools-end">
            <Button onPress={() => setOpened('add')}>
              <Plus aria-hidden className="small" />
              {say.add}
            </Button>
          </div>
        )}
      </div>
      <DataTable
        roomy
        label={say.title}
        columns={columns}
        items={data.rows}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        empty={
          <EmptyState title={say.empty} icon={LayoutTemplate}>
            <p>{say.emptyText}</p>
          </EmptyState>
        }
        {...(changing ? { actionsOf } : {})}
      />
      {opened === 'add' && <TemplateDialog template={null} onClose={close} />}
      {opened !== null && opened !== 'add' && opened.dialog === 'change' && (
        <TemplateDialog template={opened.template} onClose={close} />
      )}
      {opened !== null && opened !== 'add' && opened.dialog === 'delete' && (
        <DeleteTemplate template={opened.template} onClose={close} />
      )}
    </>
  )
}

function templateColumns(
  { templates: say }: Words,
  usual: string | undefined,
): readonly TableColumn<Template>[] {
  return [
    {
      id: 'name',
      label: say.name,
      fixed: true,
      cell: ({ id, name }) => (
        <span className="template-name">
          <b>{name}</b>
          {id === usual && <StateLabel kind="ok">{say.usualOne}</StateLabel>}
        </span>
      ),
    },
    {
      id: 'mailboxes',
      label: say.mailboxes,
      cell: ({ entries }) => <span className="template-told">{toldEntries(entries)}</span>,
    },
  ]
}
