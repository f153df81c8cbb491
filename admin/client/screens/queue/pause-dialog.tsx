// Pauses a destination for all communes: why, and for how long.

import { useState } from 'react'
import { Select } from '#ui/control/select.tsx'
import { TextField } from '#ui/control/text-field.tsx'
import { sayDone } from '#ui/overlay/toast.tsx'
import { fieldProblem } from '../../failure.tsx'
import { FormDialog } from '../../form/form-dialog.tsx'
import { useChange } from '../../queries.ts'
import { useWords } from '../../words/words.tsx'
import { staleQueue } from './queue-view.ts'

interface PauseDialogProps {
  /** Null where it is yet to be named. */
  readonly destination: string | null
  readonly onClose: () => void
}

const hour = 3_600_000
/** In milliseconds; null until somebody resumes it. */
const durations = { open: null, hour, evening: 4 * hour, day: 24 * hour, week: 168 * hour } as const
type Duration = keyof typeof durations

export function PauseDialog({ destination, onClose }: PauseDialogProps) {
  const words = useWords()
  const say = words.queue.destinations
  const pause = useChange('PUT /destinations/{destination}/pause', staleQueue)
  const [domain, setDomain] = useState('')
  const [reason, setReason] = useState('')
  const [duration, setDuration] = useState<Duration>('open')
  const submit = async (): Promise<void> => {
    const milliseconds = durations[duration]
    const until = milliseconds === null ? null : new Date(Date.now() + milliseconds).toISOString()
    const named = destination ?? domain.trim()
    try {
      await pause.mutateAsync({ params: { destination: named }, body: { reason, until } })
      sayDone({ text: say.wasPaused(named) })
      onClose()
    } catch {
      // Said beside the fields and above the buttons.
    }
  }
  return (
    <FormDialog
      title={destination === null ? say.pauseOther : say.pauseTitle(destination)}
      action={say.pause}
      error={pause.error}
      isPending={pause.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="dialog-text">{say.pauseText}</p>
      {destination === null && (
        <TextField
          label={say.domain}
          hint={say.domainHint}
          isRequired
          autoFocus
          value={domain}
          onChange={setDomain}
          error={fieldProblem(pause.error, 'destination', words)}
        />
      )}
      <TextField
        label={say.reason}
        hint={say.reasonHint}
        isRequired
        autoFocus={destination !== null}
        value={reason}
        onChange={setReason}
        error={fieldProblem(pause.error, 'reason', words)}
      />
      <Select
        label={say.howLong}
        value={duration}
        onChange={setDuration}
        options={(Object.keys(durations) as Duration[]).map((value) => ({
          value,
          label: say.durations[value],
        }))}
      />
    </FormDialog>
  )
}
