// One message of a conversation: folded to a line, or open with who wrote, to whom, and what it says.

import { Ellipsis, Forward, Reply, ReplyAll } from 'lucide-react'
import { useState } from 'react'
import { Cachet } from '#ui/cachet/cachet.tsx'
import { cachetTone, initials } from '#ui/cachet/letters.ts'
import { BareIconButton } from '#ui/control/button.tsx'
import { BreakableAddress } from '#ui/display/breakable-address.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { Menu } from '#ui/overlay/menu.tsx'
import type { Key } from '../actions/shortcuts.ts'
import type { BoxView, Correspondent, MessageView } from '../boxes.ts'
import { type AnswerKind, mayWrite } from '../compose/draft/draft.ts'
import { openComposer } from '../compose/windows.ts'
import { AddSender } from '../contacts/add-sender.tsx'
import { daysSince } from '../list/day-headings.ts'
import { nameOf } from '../list/row-words.ts'
import { useAnswer } from '../queries.ts'
import { useIsPhone } from '../use-media.ts'
import { useOneColumn } from '../use-one-column.ts'
import { useWords } from '../words/words.tsx'
import { Attachments } from './attachments.tsx'
import { InvitationCard } from './invitation-card.tsx'
import { MessageBody } from './message-body.tsx'
import { ReceiptLine } from './receipt.tsx'
import { useInvitation } from './use-invitation.ts'

export interface MessageProps {
  readonly box: BoxView
  readonly message: MessageView
  /** Null for one that stays open: the only one, or the last. */
  readonly onFold: (() => void) | null
  readonly onKey: (key: Key) => void
}

/** Round for the box itself, square for a person. */
function Mark({
  box,
  message,
  size,
}: {
  readonly box: BoxView
  readonly message: MessageView
  readonly size: number
}) {
  const { list } = useWords()
  if (message.me) return <Cachet name={box.commune} size={size} />
  const name = message.from === null ? list.nobody : nameOf(message.from)
  return (
    <span
      className="writer"
      data-tone={cachetTone(name)}
      aria-hidden
      style={{ inlineSize: size, blockSize: size }}
    >
      {initials(name)}
    </span>
  )
}

export function FoldedMessage({
  box,
  message,
  onOpen,
  opensHere = true,
}: Pick<MessageProps, 'box' | 'message'> & {
  readonly onOpen: () => void
  /** False where it opens in a window of its own. */
  readonly opensHere?: boolean
}) {
  const { reading, list } = useWords()
  const format = useFormat()
  const name = message.from === null ? list.nobody : nameOf(message.from)
  return (
    <button
      type="button"
      className="fold"
      onClick={onOpen}
      {...(opensHere ? { 'aria-expanded': false } : {})}
    >
      <Mark box={box} message={message} size={36} />
      <span className="cut">
        <b>{name}</b>
        {message.me && message.from?.address !== box.address && ` ${reading.forBox(box.address)}`}
      </span>
      <span className="fold-excerpt cut">
        {message.draft && <span className="row-draft">{reading.draft} </span>}
        {message.excerpt}
      </span>
      <time dateTime={message.at}>{format.moment(message.at)}</time>
    </button>
  )
}

export function Message({ box, message, onFold, onKey }: MessageProps) {
  const receipt = useBody(box, message)?.receipt ?? null
  const [reportShown, showReport] = useState(false)
  const isReport = receipt !== null && !reportShown
  const { invitation, files } = useInvitation(box, message)
  return (
    <article className="message">
      <MessageHead box={box} message={message} onFold={onFold} />
      {invitation !== null && <InvitationCard box={box} message={message} invitation={invitation} />}
      {receipt !== null && (
        <ReceiptLine message={message} receipt={receipt} open={reportShown} onOpen={showReport} />
      )}
      {!isReport && (
        <>
          <MessageBody box={box} message={message} onKey={onKey} />
          <Attachments box={box} place={message.place} files={files} />
        </>
      )}
    </article>
  )
}

function MessageHead({ box, message, onFold }: Omit<MessageProps, 'onKey'>) {
  const { reading, list } = useWords()
  // Under the title of the conversation, of whichever level that is.
  const phone = useIsPhone()
  const Heading = useOneColumn() ? 'h2' : 'h3'
  const format = useFormat()
  const { from } = message
  const today = !phone && daysSince(message.at, new Date()) === 0
  const when = today ? reading.today(format.time(message.at)) : format.moment(message.at)
  return (
    <header className="message-head">
      <Mark box={box} message={message} size={40} />
      <div>
        <div className="message-writer">
          <Heading className="message-from">
            {message.draft && <span className="row-draft">{reading.draft} </span>}
            {from === null ? list.nobody : nameOf(from)}
            {from !== null && from.name.trim() !== '' && (
              <span>
                <BreakableAddress text={from.address} />
              </span>
            )}
          </Heading>
          {from !== null && !message.me && <AddSender box={box} sender={from} />}
        </div>
        <p className="message-to">{recipients(message, reading)}</p>
        <FirstContact box={box} message={message} />
      </div>
      <span className="message-when">
        <time dateTime={message.at}>
          {onFold === null ? (
            when
          ) : (
            <button type="button" className="message-fold" aria-expanded onClick={onFold}>
              {when}
            </button>
          )}
        </time>
        {/* Of several; the bar at the foot is about the last. */}
        {onFold !== null && !message.draft && mayWrite(box) && <AnswerThis box={box} message={message} />}
      </span>
    </header>
  )
}

function AnswerThis({ box, message }: Pick<MessageProps, 'box' | 'message'>) {
  const { compose, reading } = useWords()
  const answer = (how: AnswerKind) => () =>
    openComposer({ kind: 'answer', box: box.id, how, place: message.place })
  return (
    <Menu
      label={reading.answerThis}
      actions={[
        { id: 'reply', label: compose.reply, icon: Reply, run: answer('reply') },
        { id: 'reply-all', label: compose.replyAll, icon: ReplyAll, run: answer('reply-all') },
        { id: 'forward', label: compose.forward, icon: Forward, run: answer('forward') },
      ]}
    >
      {(opens) => (
        <BareIconButton label={reading.answerThis} size="small" {...opens}>
          <Ellipsis aria-hidden className="small" />
        </BareIconButton>
      )}
    </Menu>
  )
}

/** One line: to whom, in copy, and where an answer would go if that is elsewhere. */
function recipients(message: MessageView, reading: ReturnType<typeof useWords>['reading']): string {
  const { to, cc, bcc, replyTo, from } = message
  const elsewhere = replyTo.filter(({ address }) => address !== from?.address)
  const parts = [
    ...(to.length > 0 ? [reading.to(listOf(to))] : []),
    ...(cc.length > 0 ? [reading.cc(listOf(cc))] : []),
    ...(bcc.length > 0 ? [reading.bcc(listOf(bcc))] : []),
    ...(elsewhere.length > 0 ? [reading.replyTo(elsewhere.map(({ address }) => address).join(', '))] : []),
  ]
  return parts.length === 0 ? reading.noRecipient : parts.join(' · ')
}

const listOf = (people: readonly Correspondent[]): string =>
  people.map(({ name, address }) => (name.trim() === '' ? address : `${name.trim()} (${address})`)).join(', ')

/** What is known of it, which `MessageBody` asks for. */
const useBody = (box: BoxView, message: MessageView) =>
  useAnswer('GET /boxes/{box}/message', { params: { box: box.id }, query: message.place }, { enabled: false })
    .data

/** A small grey line, no banner: most first messages are what they seem. */
function FirstContact({ box, message }: Pick<MessageProps, 'box' | 'message'>) {
  const { reading } = useWords()
  return useBody(box, message)?.firstContact === true ? (
    <p className="first-contact">{reading.firstContact}</p>
  ) : null
}
