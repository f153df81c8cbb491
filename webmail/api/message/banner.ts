// What is said above a message, from what the gateway found in it: at most one banner, the worst first, and whether its author
// never wrote before. Facts alone; the client has the words. Only the gateway's own signature counts: whoever may add a message
// to a folder may add any field to it.

import type { AttachmentFinding, SuspicionMark } from '#core/message/findings.ts'
import { type CarriedFindings, findingsFieldName, readFindingsField } from '#core/message/findings-field.ts'
import { fieldValue, headerFields } from '#core/message/header-fields.ts'
import type { Secret } from '#core/secret.ts'

export type Banner =
  /** Asks to pay to another account. */
  | { readonly kind: 'bank-details-change' }
  /** Presses for a payment: at once, in secret, with gift cards. */
  | { readonly kind: 'payment-pressure' }
  | { readonly kind: 'foreign-account' }
  /** The name of somebody known here, or their address, in a message from `domain` that is not from them. */
  | { readonly kind: 'borrowed-name'; readonly name: string; readonly domain: string | null }
  | { readonly kind: 'look-alike-domain'; readonly resembles: string; readonly domain: string | null }
  /** The domain in From, which proves its mail otherwise, did not prove this. */
  | { readonly kind: 'unverified'; readonly domain: string }
  | { readonly kind: 'invoice-by-mail' }
  | { readonly kind: 'dangerous-file'; readonly file: AttachmentFinding }
  | { readonly kind: 'marking'; readonly marking: 'restricted' | 'classified' }

export interface ShownFindings {
  readonly banner: Banner | null
  readonly firstContact: boolean
  /** The domain in From, where DMARC passed for it; null otherwise. */
  readonly provenDomain: string | null
}

export interface BannerPorts {
  readonly findingsKey: Secret
  /**
   * Whether mail of this domain is expected to prove itself better than it did: many honest domains publish nothing, and a warning on
   * all of their mail would not be read for long. `vouched` as in CarriedFindings.
   */
  readonly provesItself: (domain: string, vouched: boolean) => boolean
}

/**
 * The State's own services, which all publish a policy and are whom fraud likes to be; and the reader's own domain: what its
 * people write comes through us, signed in, or from a machine of theirs that SPF names, also where its zone has no policy.
 */
export const expectedOf =
  (ownDomain: string) =>
  (domain: string, vouched: boolean): boolean =>
    (domain === ownDomain && !vouched) || domain === 'gouv.fr' || domain.endsWith('.gouv.fr')

const nothing: ShownFindings = { banner: null, firstContact: false, provenDomain: null }

/** `head`: the header section as it is stored. A field that is missing, forged or of another message says nothing. */
export function shownFindings(head: Buffer, { findingsKey, provesItself }: BannerPorts): ShownFindings {
  const found = readSigned(head, findingsKey)
  if (found === null) return nothing
  return {
    banner: worst(found, provesItself),
    firstContact: found.suspicions.some(({ mark }) => mark === 'first-contact'),
    provenDomain: found.authenticated ? found.authorDomain : null,
  }
}

const fieldName = findingsFieldName.toLowerCase()

/** The gateway writes its field right above its own Received field, whose id the signature covers; below is the sender's. */
function readSigned(head: Buffer, key: Secret): CarriedFindings | null {
  let value: string | null = null
  for (const field of headerFields(head)) {
    if (field.name === fieldName) value ??= fieldValue(head, field)
    if (field.name !== 'received' || value === null) continue
    const [, queueId] =
      /\(Vaguemestre\) with .*?\bid ([0-9A-HJKMNP-TV-Z]{26})\b/.exec(fieldValue(head, field)) ?? []
    return queueId === undefined ? null : readFindingsField(value, queueId, key)
  }
  return null
}

function worst(found: CarriedFindings, provesItself: BannerPorts['provesItself']): Banner | null {
  const { attachments, authorDomain: domain, authenticated, vouched = false, suspicions } = found
  const suspicion = (mark: SuspicionMark) => suspicions.find((each) => each.mark === mark)
  if (suspicion('bank-details-change')) return { kind: 'bank-details-change' }
  const borrowed = suspicion('borrowed-name')
  if (borrowed) return { kind: 'borrowed-name', name: borrowed.resembles, domain }
  const lookAlike = suspicion('look-alike-domain')
  if (lookAlike) return { kind: 'look-alike-domain', resembles: lookAlike.resembles, domain }
  // Delivered all the same, as the commune has it.
  const [file] = attachments
  if (file !== undefined) return { kind: 'dangerous-file', file }
  if (domain !== null && !authenticated && provesItself(domain, vouched))
    return { kind: 'unverified', domain }
  if (suspicion('payment-pressure')) return { kind: 'payment-pressure' }
  if (suspicion('foreign-account')) return { kind: 'foreign-account' }
  if (suspicion('invoice-outside-chorus')) return { kind: 'invoice-by-mail' }
  const marking = suspicion('protective-marking')
  return marking === undefined
    ? null
    : { kind: 'marking', marking: marking.resembles === 'classified' ? 'classified' : 'restricted' }
}
