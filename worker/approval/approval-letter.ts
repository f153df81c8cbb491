// From what the database knows of a message that waits, or waited, for somebody to agree to the letters about it. Pure. What was
// found is named by its kind and number, the message by its time and recipients: neither the value nor the subject, which
// may hold it.

import { showDay, showInstant } from '#core/format-instant.ts'
import { singleLine } from '#core/message/single-line.ts'
import { leakKinds } from '#core/policies/leak.ts'
import { leakKindText } from '#core/policies/leak-text.ts'
import type { DecidedHold, HeldForApproval, ToApprove } from '#db/stores/queue/approval-letters.ts'
import type { Letter, LetterBlock } from '../letter/letter.ts'
import type { ApprovalWords, NamedMessage } from './words.ts'

export interface ApprovalSettings {
  readonly department: string
  /** Where the panel is, without a slash at the end; null without one. */
  readonly panelOrigin: string | null
}

/** After that it goes back to its author. */
export const approvalDays = 5

const day = 86_400_000
const mostNamed = 5

const text = (said: string): LetterBlock => ({ kind: 'text', text: said })

/** To its author, while it waits. */
export const heldLetter = (
  held: HeldForApproval,
  settings: ApprovalSettings,
  words: ApprovalWords,
): Letter => ({
  ...common(held, settings, words),
  subject: words.held.subject,
  blocks: [
    text(words.greeting(held.author?.name ?? null)),
    text(words.held.opening(named(held, words))),
    foundIn(held, words),
    text(words.held.who),
    text(words.held.until(lastDay(held, words))),
    text(words.held.advice),
  ],
})

/** To somebody who may agree; `name` null for a mailbox that several people read. */
export function toApproveLetter(
  about: ToApprove & { readonly reader: string | null },
  settings: ApprovalSettings,
  words: ApprovalWords,
): Letter {
  const { author, justification, approvers, communeName } = about
  const say = words.toApprove
  const who = author?.address ?? say.unknownAuthor(singleLine(communeName))
  const { panelOrigin } = settings
  return {
    ...common(about, settings, words),
    subject: say.subject,
    blocks: [
      text(words.greeting(about.reader)),
      text(say.opening({ ...named(about, words), author: who })),
      foundIn(about, words),
      ...(justification === null
        ? []
        : [{ kind: 'quote', label: say.reason, text: singleLine(justification, 600) } as const]),
      ...(approvers.length > 0 ? [] : [text(say.nobodyElse(singleLine(communeName)))]),
      text(say.ask),
      panelOrigin === null
        ? text(say.openPanel)
        : { kind: 'link', text: say.open, url: `${panelOrigin}/file-attente/${about.queueId}` },
      text(say.until(lastDay(about, words))),
    ],
  }
}

/** To its author, at the end. */
export function endedLetter(
  held: HeldForApproval & { readonly became: DecidedHold['became'] | 'expired' },
  settings: ApprovalSettings,
  words: ApprovalWords,
): Letter {
  const say = words.ended[held.became]
  return {
    ...common(held, settings, words),
    subject: say.subject,
    blocks: [
      text(words.greeting(held.author?.name ?? null)),
      text(say.text(named(held, words))),
      ...(held.became === 'expired' ? [foundIn(held, words)] : []),
      text(say.next),
    ],
  }
}

const common = (
  { queueId }: HeldForApproval,
  { department }: ApprovalSettings,
  { language, reference, teamOf }: ApprovalWords,
): Pick<Letter, 'language' | 'reference' | 'team'> => ({
  ...{ language, reference: reference(queueId), team: teamOf(singleLine(department)) },
})

function named(
  { since, recipients, recipientCount }: HeldForApproval,
  { language, others }: ApprovalWords,
): NamedMessage {
  const first = recipients.slice(0, mostNamed)
  const more = recipientCount - first.length
  const shown = first.map((address) => singleLine(address, 254)).join(', ')
  return { at: showInstant(since, language), to: more > 0 ? others(shown, more) : shown }
}

const foundIn = ({ findings }: HeldForApproval, { language, found }: ApprovalWords): LetterBlock => ({
  kind: 'list',
  items: leakKinds.flatMap((kind) => {
    const count = findings[kind]
    return count === undefined ? [] : [found(leakKindText(kind, language), count)]
  }),
})

const lastDay = ({ since }: HeldForApproval, { language }: ApprovalWords): string =>
  showDay(new Date(since.getTime() + approvalDays * day), language)
