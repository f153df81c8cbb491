// An existing list and its members; two people who change it at once do not undo each other.

import { Dialog } from '#ui/overlay/dialog.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import type { AdminAnswer } from '../../contract/all.ts'
import { Failure } from '../failure.tsx'
import { readLines, writeLines } from '../form/address-lines.ts'
import { DialogForm } from '../form/dialog-form.tsx'
import { EditConflict } from '../form/edit-conflict.tsx'
import { useRevised } from '../form/revised-form.ts'
import { useAnswer, useChange } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { addressChanges } from './alias-row.ts'
import { ListFields, type ListForm } from './list-fields.tsx'

type ListView = AdminAnswer<'GET /lists/{list}'>

interface ChangeListProps {
  readonly id: string
  readonly address: string
  readonly onClose: () => void
}

export function ChangeList({ id, address, onClose }: ChangeListProps) {
  const say = useWords().addresses.lists
  const { data, error, refetch } = useAnswer('GET /lists/{list}', { params: { list: id } })
  return (
    <Dialog title={say.changeTitle(address)} isOpen onClose={onClose} stays>
      {data !== undefined ? (
        <ChangeForm list={data} onClose={onClose} />
      ) : error === null ? (
        <Skeleton rows={5} />
      ) : (
        <Failure error={error} onRetry={() => void refetch()} />
      )}
    </Dialog>
  )
}

const formOf = (list: ListView): ListForm => ({
  name: list.name,
  senders: list.senders,
  members: writeLines(list.memberAddresses),
})

function ChangeForm({ list, onClose }: { readonly list: ListView; readonly onClose: () => void }) {
  const words = useWords()
  const say = words.addresses.lists
  const save = useChange('PATCH /lists/{list}', addressChanges)
  const revised = useRevised(list, formOf)
  const { form, changes, clash } = revised
  const submit = async (): Promise<void> => {
    try {
      const { members, ...others } = changes
      await save.mutateAsync({
        params: { list: list.id },
        body: {
          revision: revised.base.revision,
          ...others,
          ...(members === undefined ? {} : { members: readLines(members) }),
        },
      })
      sayDone({ text: say.saved(list.address) })
      onClose()
    } catch (error) {
      revised.notice(error)
    }
  }
  return (
    <DialogForm
      action={words.common.save}
      error={clash === null ? save.error : null}
      isPending={save.isPending}
      isDisabled={clash !== null}
      onSubmit={submit}
      onClose={onClose}
    >
      <ListFields
        form={form}
        onChange={revised.change}
        error={save.error}
        sent={save.variables?.body.members ?? []}
      />
      {clash !== null && (
        <EditConflict
          fields={[
            [say.name, revised.base.name, clash.name, form.name],
            [
              say.sendersLabel,
              say.senders[revised.base.senders],
              say.senders[clash.senders],
              say.senders[form.senders],
            ],
            [
              say.members,
              revised.base.memberAddresses.join(', '),
              clash.memberAddresses.join(', '),
              readLines(form.members).join(', '),
            ],
          ]}
          onResume={revised.resume}
          onDrop={revised.drop}
        />
      )}
    </DialogForm>
  )
}
