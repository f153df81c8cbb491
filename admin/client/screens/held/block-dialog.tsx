// Blocks who wrote a held message: the address or its whole domain, for the commune or, by the département, everywhere.

import { useState } from 'react'
import { Checkbox } from '#ui/control/checkbox.tsx'
import { Choice } from '#ui/control/choice.tsx'
import { FormDialog } from '../../form/form-dialog.tsx'
import { useChange } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'
import { type DecisionProps, staleHeld } from './held-view.ts'

export function BlockDialog({ held, onClose, onDone }: DecisionProps) {
  const words = useWords().held
  const { commune } = useSession()
  const [kind, setKind] = useState<'address' | 'domain'>('address')
  const [everywhere, setEverywhere] = useState(false)
  const block = useChange('POST /held/{queueId}/block-sender', [...staleHeld, '/sender-rules'])
  const domain = held.author.split('@').at(-1) ?? ''
  return (
    <FormDialog
      title={words.blockTitle}
      action={words.block}
      error={block.error}
      isPending={block.isPending}
      onSubmit={() => {
        // What was decided takes this dialog away: whoever waits for the answer is not in it any more.
        void block
          .mutateAsync({ params: { queueId: held.queueId }, body: { kind, everywhere } })
          .then(({ value }) => onDone(words.blocked(value)))
          .catch(() => undefined)
      }}
      onClose={onClose}
    >
      <Choice
        label={words.blockWhom}
        value={kind}
        onChange={setKind}
        options={[
          { value: 'address', label: held.author, hint: words.blockAddress },
          { value: 'domain', label: domain, hint: words.blockDomain },
        ]}
      />
      {commune.kind === 'department' && (
        <Checkbox isSelected={everywhere} onChange={setEverywhere}>
          {words.blockEverywhere}
        </Checkbox>
      )}
      <p className="quiet">{words.blockDeletes}</p>
    </FormDialog>
  )
}
