// From what the database knows of held mail to what a digest says of it: names and subjects read from the message,
// reduced to harmless text; links signed for this recipient. Pure.

import { type HeldAction, heldLinkToken } from '#core/held/held-link.ts'
import { decodedField, decodedFromName } from '#core/message/decoded-field.ts'
import { singleLine } from '#core/message/single-line.ts'
import type { Secret } from '#core/secret.ts'
import type { DigestEntries, HeldDigestEntries, HeldDigestEntry } from '#db/stores/held/digest-entries.ts'
import type { DigestReader } from '#db/stores/held/held-digests.ts'
import type { Digest, DigestEntry, Entries } from './digest.ts'

export interface DigestSettings {
  readonly department: string
  readonly heldDays: number
  /** Where the page is that the links lead to, without a slash at the end; null without one. */
  readonly linksOrigin: string | null
  readonly linksKey: Secret
}

const day = 86_400_000
const mostOfSubject = 120

export function newsDigest(
  { name }: Pick<DigestReader, 'name'>,
  { fresh, soon }: HeldDigestEntries,
  settings: DigestSettings,
): Digest {
  const entries = ({ shown, more }: DigestEntries): Entries => ({
    shown: shown.map((entry) => digestEntry(entry, settings)),
    more,
  })
  return {
    name,
    department: settings.department,
    fresh: entries(fresh),
    soon: entries(soon),
    linked: settings.linksOrigin !== null,
  }
}

function digestEntry(entry: HeldDigestEntry, settings: DigestSettings): DigestEntry {
  const { queueId, recipient, head, author, reversePath, since, reason, bytes } = entry
  const deletedAt = new Date(since.getTime() + settings.heldDays * day)
  const url = (action: HeldAction): string | null => {
    if (settings.linksOrigin === null) return null
    const token = heldLinkToken({ queueId, recipient, action, expiresAt: deletedAt }, settings.linksKey)
    return `${settings.linksOrigin}/retenu/${token}`
  }
  return {
    ...{ queueId, recipient, since, reason, bytes, deletedAt },
    senderName: withoutLinks(decodedFromName(head)),
    senderAddress: singleLine(author === '' ? reversePath : author),
    subject: withoutLinks(decodedField(head, 'subject', mostOfSubject)),
    actions: actionsFor(entry).map((action) => ({ action, url: url(action) })),
  }
}

/**
 * A virus is handed out by the département alone. Trust is offered where the score was the reason: it helps with nothing
 * else, and nobody should be asked to trust who borrows a name.
 */
function actionsFor({ reason, author }: HeldDigestEntry): readonly HeldAction[] {
  if (reason === 'virus') return ['delete']
  return reason === 'spam-score' && author !== '' ? ['release', 'trust', 'delete'] : ['release', 'delete']
}

/** Programs make links of what looks like one: a stranger's must not stand in a letter of ours. */
const withoutLinks = (text: string): string =>
  text.replace(/\b[a-z][a-z0-9+.-]*:\/\/\S*|\bwww\.\S+|(?<![\w@.-])[\w-]+(?:\.[\w-]+)+\/\S*/gi, '…')
