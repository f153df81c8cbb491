// A form over the page. What was typed is lost neither by Escape nor by a click beside it. Where a dialog shows something
// else before or after its form, it holds a DialogForm itself.

import { Dialog } from '#ui/overlay/dialog.tsx'
import { DialogForm, type DialogFormProps } from './dialog-form.tsx'

interface FormDialogProps extends DialogFormProps {
  readonly title: string
  readonly width?: 'normal' | 'wide'
}

export function FormDialog({ title, width = 'normal', ...form }: FormDialogProps) {
  return (
    <Dialog title={title} width={width} isOpen onClose={form.onClose} stays>
      <DialogForm {...form} />
    </Dialog>
  )
}
