// « Envoyer », and beside it the other ways: with what it answers archived, tomorrow, on Monday, at an hour of one's own; with a
// receipt.

import { Archive, CalendarClock, Check, ChevronUp, Clock, MailCheck } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Menu } from '#ui/overlay/menu.tsx'
import { useWords } from '../../words/words.tsx'
import { mondayMorning, tomorrowMorning } from './schedule.ts'
import { ScheduleDialog } from './schedule-dialog.tsx'

export interface SendButtonProps {
  readonly busy: boolean
  readonly receipt: boolean
  readonly onReceipt: (asked: boolean) => void
  readonly onSend: () => void
  readonly onSchedule: (at: string) => void
  /** Null where it answers nothing that could be archived. */
  readonly onSendAndArchive: (() => void) | null
  /** Only the other ways: the first stands elsewhere. */
  readonly more?: boolean
}

export function SendButton(props: SendButtonProps) {
  const { busy, receipt, onReceipt, onSend, onSchedule, onSendAndArchive, more = false } = props
  const { compose } = useWords()
  const format = useFormat()
  const [choosing, setChoosing] = useState(false)
  const now = new Date()
  const tomorrow = tomorrowMorning(now)
  const monday = mondayMorning(now)
  return (
    <span className="compose-send">
      {!more && (
        <Button look="primary" size="large" isPending={busy} onPress={onSend}>
          {busy ? compose.sending : compose.send}
        </Button>
      )}
      <Menu
        label={compose.waysToSend}
        actions={[
          ...(onSendAndArchive === null
            ? []
            : [{ id: 'archive', icon: Archive, label: compose.sendAndArchive, run: onSendAndArchive }]),
          {
            ...{ id: 'tomorrow', icon: Clock, label: compose.later.tomorrow(format.time(tomorrow)) },
            run: () => onSchedule(tomorrow),
          },
          ...(monday === tomorrow
            ? []
            : [
                {
                  ...{ id: 'monday', icon: Clock, label: compose.later.monday(format.time(monday)) },
                  run: () => onSchedule(monday),
                },
              ]),
          {
            ...{ id: 'choose', icon: CalendarClock, label: compose.later.choose },
            run: () => setChoosing(true),
          },
          {
            id: 'receipt',
            icon: receipt ? Check : MailCheck,
            label: receipt ? compose.noReceipt : compose.receipt,
            run: () => onReceipt(!receipt),
          },
        ]}
      >
        {(opens) =>
          more ? (
            <IconButton label={compose.waysToSend} isDisabled={busy} {...opens}>
              <Clock aria-hidden />
            </IconButton>
          ) : (
            <IconButton look="primary" size="large" label={compose.waysToSend} isDisabled={busy} {...opens}>
              <ChevronUp aria-hidden />
            </IconButton>
          )
        }
      </Menu>
      {choosing && <ScheduleDialog onChoose={onSchedule} onClose={() => setChoosing(false)} />}
    </span>
  )
}
