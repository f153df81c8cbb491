// What lies in the trash is deleted for good, and asked about first: it is the one thing that nothing brings back.

import { AlertDialog } from '#ui/overlay/dialog.tsx'
import { trash } from '../../place/place.ts'
import { confirmQuestion } from '../actions/confirm-question.ts'
import { useWords } from '../words/words.tsx'

const deleting = confirmQuestion<{ readonly count: number }>()

/** `count`: of conversations. True where they are to go. */
export const confirmDeletion = (count: number): Promise<boolean> => deleting.ask({ count })

export const isInTrash = ({ folder }: { readonly folder: string }): boolean =>
  folder === trash || folder.startsWith(`${trash}/`)

/** Once for the page. */
export function ConfirmDeletion() {
  const words = useWords().folders
  const open = deleting.useOpen()
  const count = open?.asked.count ?? 1
  return (
    <AlertDialog
      title={words.forGoodTitle(count)}
      action={words.removeAct}
      danger
      isOpen={open !== null}
      onClose={() => open?.answer(false)}
      onConfirm={async () => open?.answer(true)}
    >
      <p>{words.forGoodText(count)}</p>
    </AlertDialog>
  )
}
