// A new template, or an existing one; two people who change it at once do not undo each other.

import { useState } from 'react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { sayDone } from '#ui/overlay/toast.tsx'
import { fieldProblem } from '../failure.tsx'
import { EditConflict } from '../form/edit-conflict.tsx'
import { FormDialog } from '../form/form-dialog.tsx'
import { useRevised } from '../form/revised-form.ts'
import { useChange } from '../queries.ts'
import type { Words } from '../words/fr.ts'
import { useWords } from '../words/words.tsx'
import { TemplateFields } from './template-fields.tsx'
import {
  entriesOf,
  formOf,
  newTemplate,
  type Template,
  type TemplateForm,
  templateChanges,
  toldEntries,
} from './template-form.ts'

interface TemplateDialogProps {
  readonly template: Template | null
  readonly onClose: () => void
}

export function TemplateDialog({ template, onClose }: TemplateDialogProps) {
  return template === null ? (
    <AddTemplate onClose={onClose} />
  ) : (
    <ChangeTemplate template={template} onClose={onClose} />
  )
}

function AddTemplate({ onClose }: Pick<TemplateDialogProps, 'onClose'>) {
  const words = useWords()
  const say = words.templates
  const add = useChange('POST /mailbox-templates', templateChanges)
  const [form, setForm] = useState<TemplateForm>(() => newTemplate(say.beginning))
  const submit = async (): Promise<void> => {
    const entries = entriesOf(form.entries)
    if (entries === null) return
    try {
      const made = await add.mutateAsync({ body: { name: form.name, entries } })
      sayDone({ text: say.added(made.name) })
      onClose()
    } catch {
      // Said beside the fields and above the buttons.
    }
  }
  return (
    <FormDialog
      title={say.add}
      width="wide"
      action={say.add}
      error={exists(add.error) ? null : add.error}
      isPending={add.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <TemplateFields
        form={form}
        onChange={(part) => setForm({ ...form, ...part })}
        nameError={nameProblem(add.error, words)}
      />
    </FormDialog>
  )
}

function ChangeTemplate({
  template,
  onClose,
}: {
  readonly template: Template
  readonly onClose: () => void
}) {
  const words = useWords()
  const say = words.templates
  const { language } = words.ui
  const save = useChange('PATCH /mailbox-templates/{template}', templateChanges)
  const revised = useRevised(template, (row) => formOf(row, language))
  const { base, form, changes, clash } = revised
  const submit = async (): Promise<void> => {
    const entries = entriesOf(form.entries)
    if (entries === null) return
    try {
      await save.mutateAsync({
        params: { template: template.id },
        body: {
          revision: base.revision,
          ...(changes.name === undefined ? {} : { name: changes.name }),
          ...(changes.entries === undefined ? {} : { entries }),
        },
      })
      sayDone({ text: say.saved(form.name) })
      onClose()
    } catch (error) {
      revised.notice(error)
    }
  }
  return (
    <FormDialog
      title={say.changeTitle(template.name)}
      width="wide"
      action={words.common.save}
      error={clash === null && !exists(save.error) ? save.error : null}
      isPending={save.isPending}
      isDisabled={clash !== null || Object.keys(changes).length === 0}
      onSubmit={submit}
      onClose={onClose}
    >
      <TemplateFields form={form} onChange={revised.change} nameError={nameProblem(save.error, words)} />
      {clash !== null && (
        <EditConflict
          fields={[
            [say.name, base.name, clash.name, form.name],
            [say.mailboxes, toldEntries(base.entries), toldEntries(clash.entries), toldEntries(form.entries)],
          ]}
          onResume={revised.resume}
          onDrop={revised.drop}
        />
      )}
    </FormDialog>
  )
}

const exists = (error: unknown): boolean => error instanceof ProblemError && error.code === 'already-exists'

const nameProblem = (error: unknown, words: Words): string | null =>
  exists(error) ? words.templates.exists : fieldProblem(error, 'name', words)
