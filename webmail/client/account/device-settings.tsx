// What a phone or a mail program asks for, each with a sentence of plain words for whoever wants it.

import { CircleQuestionMark } from 'lucide-react'
import { DialogTrigger, Popover, Dialog as PopoverDialog } from 'react-aria-components'
import { IconButton } from '#ui/control/button.tsx'
import { Failure } from '../failure.tsx'
import { useAnswer } from '../queries.ts'
import { useAllWords } from '../words/later-part.tsx'

export interface DeviceSettingsProps {
  /** Null where no box is chosen. */
  readonly login: string | null
  readonly imap: boolean
  readonly smtp: boolean
}

export function DeviceSettings({ login, imap, smtp }: DeviceSettingsProps) {
  const text = useAllWords().account.phone
  const servers = useAnswer('GET /self/mail-servers', {})
  if (servers.isError) return <Failure error={servers.error} onRetry={() => void servers.refetch()} />
  if (servers.data === undefined) return null
  const { host, imapsPort, submissionsPort } = servers.data
  const rows: readonly (readonly [keyof typeof text.terms, string])[] = [
    ...(imap ? [['account', text.accountType] as const] : []),
    ['login', login ?? text.loginIs],
    ['password', text.passwordIs],
    ...(imap ? [['incoming', host] as const, ['incomingPort', String(imapsPort)] as const] : []),
    ...(smtp ? [['outgoing', host] as const, ['outgoingPort', String(submissionsPort)] as const] : []),
    ['security', text.tls],
  ]
  return (
    <table className="device-settings">
      <caption className="heard">{text.settings}</caption>
      <tbody>
        {rows.map(([term, value]) => (
          <tr key={term}>
            <th scope="row">{text.terms[term]}</th>
            <td>{value}</td>
            <td>
              <DialogTrigger>
                <IconButton label={text.what(text.terms[term])} size="small">
                  <CircleQuestionMark aria-hidden className="small" />
                </IconButton>
                <Popover className="floating device-why">
                  <PopoverDialog aria-label={text.terms[term]}>{text.why[term]}</PopoverDialog>
                </Popover>
              </DialogTrigger>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
