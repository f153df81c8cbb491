// A mailbox in lines, and the worst of what keeps it from working.

import { Link } from 'react-aria-components'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { Gauge } from '#ui/display/gauge.tsx'
import { Moment } from '#ui/display/moment.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Facts, Section } from '#ui/page/section.tsx'
import { CommuneLink } from '../../directory/commune-link.tsx'
import { MailboxState } from '../../mailboxes/mailbox-state.tsx'
import type { MailboxView } from '../../mailboxes/mailbox-view.ts'
import { useWords } from '../../words/words.tsx'

/** The worst of what keeps it from working, and that alone. */
export function Trouble({ mailbox }: { readonly mailbox: MailboxView }) {
  const format = useFormat()
  const say = useWords().mailboxes.page
  const { state, suspendedAt, expiresAt, fullSince } = mailbox
  const text =
    suspendedAt !== null
      ? say.suspendedSince(format.moment(suspendedAt))
      : state === 'expired' && expiresAt !== null
        ? say.expired(format.day(expiresAt))
        : state === 'not-ready'
          ? say.notReady
          : fullSince !== null
            ? say.full(format.moment(fullSince))
            : null
  if (text === null) return null
  return (
    <div className="mailbox-banner">
      <Banner kind={state === 'not-ready' ? 'info' : 'warn'}>{text}</Banner>
    </div>
  )
}

export function Brief({ mailbox }: { readonly mailbox: MailboxView }) {
  const words = useWords()
  const format = useFormat()
  const { facts, none, brief } = words.mailboxes.page
  return (
    <aside>
      <Section title={brief}>
        <Facts
          facts={[
            [
              facts.commune,
              <span key="commune" className="row-name">
                <Cachet name={mailbox.commune.name} size={22} />
                <CommuneLink commune={mailbox.commune} />
              </span>,
            ],
            [facts.kind, words.mailboxes.kinds[mailbox.kind]],
            ...(mailbox.kind === 'personal'
              ? [
                  [
                    facts.owner,
                    mailbox.owner === null ? (
                      none
                    ) : (
                      <Link key="owner" href={`/personnes/${mailbox.owner.id}`}>
                        {mailbox.owner.name}
                      </Link>
                    ),
                  ] as const,
                ]
              : []),
            [facts.state, <MailboxState key="state" state={mailbox.state} />],
            [facts.storage, <Gauge key="storage" used={mailbox.usedBytes} allowed={mailbox.quotaBytes} />],
            [facts.messages, format.number(mailbox.messages)],
            [facts.lastSignInAt, <Moment key="last" at={mailbox.lastSignInAt} />],
            [facts.createdAt, format.date(mailbox.createdAt)],
          ]}
        />
      </Section>
    </aside>
  )
}
