// Says on the page of a mailbox that it sends nothing any more, why, and lets whoever may restore it.

import { useState } from 'react'
import { Link } from 'react-aria-components'
import { Button } from '#ui/control/button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { useReturnFocus } from '#ui/page/use-return-focus.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import type { MailboxView } from './mailbox-view.ts'
import { ResumeSending } from './resume-sending.tsx'

export function SendingStopped({ mailbox }: { readonly mailbox: MailboxView }) {
  const { sendingStop } = mailbox
  return sendingStop === null ? null : <Stopped mailbox={mailbox} stop={sendingStop} />
}

interface StoppedProps {
  readonly mailbox: MailboxView
  readonly stop: NonNullable<MailboxView['sendingStop']>
}

function Stopped({ mailbox, stop }: StoppedProps) {
  useReturnFocus()
  const words = useWords()
  const format = useFormat()
  const { may } = useSession()
  const [resuming, setResuming] = useState(false)
  const say = words.mailboxes.sending
  const { since, signals, recipients, held, network } = stop
  const { signals: signalWords, alertFacts } = words.security
  const mayResume = may('release:block')
  return (
    <div className="mailbox-banner">
      <Banner
        kind="bad"
        action={
          mayResume && (
            <Button size="small" onPress={() => setResuming(true)}>
              {say.resume}
            </Button>
          )
        }
      >
        <p>
          <b>{say.stopped(format.moment(since))}</b> {say.receives}
        </p>
        <p>
          {say.because(signals.map((signal) => signalWords[signal]))}{' '}
          {say.figures(alertFacts.recipients(recipients), alertFacts.network(network))}{' '}
          {held > 0 && may('read:queue') ? (
            <Link href={`/file-attente?etat=retenus&q=${encodeURIComponent(mailbox.address)}`}>
              {say.held(held)}
            </Link>
          ) : (
            say.held(held)
          )}
        </p>
        <p>{mayResume ? say.first : say.who}</p>
      </Banner>
      {resuming && <ResumeSending mailbox={mailbox} onClose={() => setResuming(false)} />}
    </div>
  )
}
