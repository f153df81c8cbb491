// Says on the page of a mailbox that it sends nothing any more, why, and lets whoever may restore it.

import { useState } from 'react'
import { Button } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Banner } from '#ui/shown/banner.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'
import type { MailboxView } from './mailbox-view.ts'
import { ResumeSending } from './resume-sending.tsx'

export function SendingStopped({ mailbox }: { readonly mailbox: MailboxView }) {
  const words = useWords()
  const format = useFormat()
  const { may } = useSession()
  const [resuming, setResuming] = useState(false)
  const { sendingStop } = mailbox
  const say = words.mailboxes.sending
  if (sendingStop === null) return null
  const { since, signals, recipients, held, network } = sendingStop
  return (
    <div className="mailbox-banner">
      <Banner
        kind="bad"
        action={
          may('release:block') && (
            <Button size="small" onPress={() => setResuming(true)}>
              {say.resume}
            </Button>
          )
        }
      >
        <p>{say.stopped(format.moment(since))}</p>
        <p>
          {say.because(signals.map((signal) => words.security.signals[signal]))}{' '}
          {say.figures(recipients, network)} {say.held(held)}
        </p>
      </Banner>
      {resuming && <ResumeSending mailbox={mailbox} onClose={() => setResuming(false)} />}
    </div>
  )
}
