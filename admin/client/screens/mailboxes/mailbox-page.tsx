// One mailbox: its settings, who has access, what leads here and away, and the devices that open it.

import { useState } from 'react'
import { useLocation } from 'wouter'
import { Button } from '#ui/control/button.tsx'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { Section } from '#ui/page/section.tsx'
import { Skeleton } from '#ui/page/states.tsx'
import { AliasesOfTarget } from '../../addresses/aliases-of-target.tsx'
import { CommuneLink } from '../../directory/commune-link.tsx'
import { Failure } from '../../failure.tsx'
import { MailboxAccess } from '../../mailboxes/mailbox-access.tsx'
import { MailboxDevices } from '../../mailboxes/mailbox-devices.tsx'
import { MailboxForwards } from '../../mailboxes/mailbox-forwards.tsx'
import { MailboxSettings } from '../../mailboxes/mailbox-settings.tsx'
import type { MailboxView } from '../../mailboxes/mailbox-view.ts'
import { SendingStopped } from '../../mailboxes/sending-stopped.tsx'
import { DeleteMailbox, SuspendMailbox } from '../../mailboxes/suspend-mailbox.tsx'
import { useAnswer } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'
import { Brief, Trouble } from './mailbox-brief.tsx'

export function MailboxPage({ id }: { readonly id: string }) {
  const words = useWords()
  const { data, error, refetch } = useAnswer('GET /mailboxes/{mailbox}', { params: { mailbox: id } })
  if (data !== undefined) return <Shown mailbox={data} />
  return (
    <>
      <PageHeading title={words.mailboxes.columns.address} site={words.common.site} />
      {error === null ? (
        <Skeleton rows={10} onRetry={() => void refetch()} />
      ) : (
        <Failure error={error} onRetry={() => void refetch()} />
      )}
    </>
  )
}

function Shown({ mailbox }: { readonly mailbox: MailboxView }) {
  const words = useWords()
  const { may } = useSession()
  const say = words.mailboxes.page
  const [, navigate] = useLocation()
  const [opened, setOpened] = useState<'suspension' | 'deletion' | null>(null)
  const back = `/communes/${mailbox.commune.id}/boites`
  const close = (): void => setOpened(null)
  return (
    <>
      <PageHeading
        title={mailbox.address}
        site={words.common.site}
        crumbs={
          <>
            <CommuneLink commune={mailbox.commune} /> {'/ '}
            <CommuneLink commune={mailbox.commune} part="/boites">
              {say.crumb}
            </CommuneLink>{' '}
            / {mailbox.address}
          </>
        }
        actions={
          may('suspend:mailbox') && (
            <>
              <Button
                look={mailbox.suspendedAt === null ? 'danger' : 'secondary'}
                onPress={() => setOpened('suspension')}
              >
                {mailbox.suspendedAt === null ? say.suspend : say.resume}
              </Button>
              {mailbox.suspendedAt !== null && (
                <Button look="danger" onPress={() => setOpened('deletion')}>
                  {say.delete}
                </Button>
              )}
            </>
          )
        }
      >
        {mailbox.name !== '' && <p>{mailbox.name}</p>}
      </PageHeading>
      <SendingStopped mailbox={mailbox} />
      <Trouble mailbox={mailbox} />
      <div className="with-side">
        <div>
          <Section title={say.settings}>
            <MailboxSettings mailbox={mailbox} />
          </Section>
          {may('read:access') && <MailboxAccess mailbox={mailbox} />}
          {may('read:address') && <AliasesOfTarget commune={mailbox.commune.id} target={mailbox.address} />}
          {may('read:address') && <MailboxForwards mailbox={mailbox} />}
          {may('read:app-password') && <MailboxDevices mailbox={mailbox} />}
        </div>
        <Brief mailbox={mailbox} />
      </div>
      {opened === 'suspension' && <SuspendMailbox mailbox={mailbox} onClose={close} />}
      {opened === 'deletion' && (
        <DeleteMailbox mailbox={mailbox} onClose={close} onDone={() => navigate(back)} />
      )}
    </>
  )
}
