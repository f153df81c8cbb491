// Deletes a template: communes that are here already keep their mailboxes, those being prepared need another one.

import { ConfirmChange } from '../form/confirm-change.tsx'
import { useWords } from '../words/words.tsx'
import { type Template, templateChanges } from './template-form.ts'

interface DeleteTemplateProps {
  readonly template: Template
  readonly onClose: () => void
}

export function DeleteTemplate({ template, onClose }: DeleteTemplateProps) {
  const say = useWords().templates
  return (
    <ConfirmChange
      danger
      route="DELETE /mailbox-templates/{template}"
      input={{ params: { template: template.id } }}
      stale={templateChanges}
      title={say.deleteTitle(template.name)}
      action={say.delete}
      done={say.deleted(template.name)}
      inUse={say.deleteLast}
      onClose={onClose}
    >
      <p>{say.deleteText}</p>
    </ConfirmChange>
  )
}
