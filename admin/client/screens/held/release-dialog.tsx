// Releases a held message to the inbox, and, where that is wanted, trusts the author and teaches the filter.

import { useState } from 'react'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { FormDialog } from '../../form/form-dialog.tsx'
import { useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import { type DecisionProps, staleHeld } from './held-view.ts'
import { suggestedDecision } from './suggested-decision.ts'

export function ReleaseDialog({ held, onClose, onDone }: DecisionProps) {
  const words = useWords().held
  const [allowSender, setAllowSender] = useState(false)
  const [learn, setLearn] = useState(false)
  const release = useChange('POST /held/{queueId}/release', [...staleHeld, '/sender-rules'])
  return (
    <FormDialog
      title={words.releaseTitle}
      action={words.release}
      danger={suggestedDecision(held) !== 'release'}
      error={release.error}
      isPending={release.isPending}
      onSubmit={() => {
        // What was decided takes this dialog away: whoever waits for the answer is not in it any more.
        void release
          .mutateAsync({ params: { queueId: held.queueId }, body: { allowSender, learn } })
          .then(({ recipients }) => onDone(words.releasing(recipients)))
          .catch(() => undefined)
      }}
      onClose={onClose}
    >
      <p>{words.releaseText(held.recipients.map(({ address }) => address))}</p>
      {held.author !== '' && (
        <Checkbox isSelected={allowSender} onChange={setAllowSender}>
          {words.allowSender(held.author)}
        </Checkbox>
      )}
      {held.reason === 'spam-score' && (
        <Checkbox isSelected={learn} onChange={setLearn}>
          {words.learn}
        </Checkbox>
      )}
    </FormDialog>
  )
}
