// What one message says, made safe to show. Only its texts are fetched, however much is attached to it.

import type { z } from 'zod'
import { comparableAddress, comparableDomain } from '#core/address/comparable-address.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { showsPicturesOf } from '#db/stores/webmail/picture-senders.ts'
import { notFound, type Problem } from '#http/problem.ts'
import type { messageBody } from '../../contract/conversation.ts'
import type { Asking } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import { mayIn, type OpenedBox } from '../http/open-box.ts'
import { type Message, openConversation, openMessage } from '../imap/conversation.ts'
import { isWithin, roleNames } from '../imap/folder-names.ts'
import { openPart } from '../imap/message-parts.ts'
import { expectedOf, shownFindings } from '../message/banner.ts'
import { mostHtmlCharacters } from '../message/bounded-html.ts'
import { contentLanguage } from '../message/content-language.ts'
import type { ShownLink } from '../message/mark-links.ts'
import { type FetchedText, messageHtml } from '../message/message-html.ts'
import type { ImageSources } from '../message/message-images.ts'
import type { TextPart } from '../message/readable-parts.ts'
import { receiptPart, receiptRequest } from '../receipt/receipt-request.ts'
import { mostReceiptOctets, receivedReceipt } from '../receipt/received-receipt.ts'
import { readPart } from '../writing/read-part.ts'
import { bannerOf, partsOf } from './message-view.ts'

/** A text of so many octets is longer than what is shown of it, whatever its charset. */
const mostTextOctets = 4 * mostHtmlCharacters

export interface MessageAsked {
  readonly folder: string
  readonly uid: number
  /** The reader asked for images that lie elsewhere. */
  readonly withImages: boolean
}

export async function messageBodyOf(
  opened: OpenedBox,
  asked: MessageAsked,
  { ports, person, database }: Asking,
): Promise<z.input<typeof messageBody> | Problem> {
  const found = await messageAt(opened, asked, ports)
  if (!found.ok) return found.error
  const message = found.value
  const parts = partsOf(message)
  const texts = await Promise.all(parts.shown.map((part) => textOf(opened, { message, part }, ports)))
  const fetched: FetchedText[] = []
  for (const text of texts) {
    if (!text.ok) return text.error
    fetched.push(text.value)
  }
  const inside: ImageSources = {
    ofContentId: (contentId) => {
      const image = parts.inlineImages.find((each) => each.contentId === contentId)
      if (image === undefined) return null
      const at = { folder: asked.folder, uid: asked.uid, part: image.part }
      return ports.addresses.addressOf({ kind: 'part', person: person.id, box: opened.box.id, ...at })
    },
    ofAddress: null,
  }
  const everywhere: ImageSources = {
    ...inside,
    ofAddress: (address) => ports.addresses.addressOf({ kind: 'image', person: person.id, address }),
  }
  const { subject } = message
  const plain = messageHtml(fetched, { subject, images: inside })
  const { findingsKey } = ports
  const ownDomain = comparableDomain(opened.box.address.slice(opened.box.address.lastIndexOf('@') + 1))
  const findings = shownFindings(message.fields, { findingsKey, provesItself: expectedOf(ownDomain) })
  const author = plain.remoteImages > 0 ? provenAuthor(message, findings.provenDomain) : null
  const always = author !== null && (await showsPicturesOf(database, person.id, author))
  const withImages = plain.remoteImages > 0 && (asked.withImages || always)
  const shown = withImages ? messageHtml(fetched, { subject, images: everywhere }) : plain
  return {
    place: { folder: asked.folder, uid: asked.uid },
    ...{
      html: shown.html,
      styles: shown.styles,
      language: contentLanguage(message.fields),
      quoted: shown.quoted,
      cut: shown.cut,
      remoteImages: shown.remoteImages,
    },
    links: shown.links.flatMap(misleading),
    banner: bannerOf(findings.banner, message.from[0]?.address ?? ''),
    picturesOf: author === null ? null : { address: author, always },
    firstContact: findings.firstContact,
    ...(await receiptsOf(opened, message, ports)),
  }
}

/** The one address in From; null where its domain is not the one that was proven. */
function provenAuthor({ from }: Message, provenDomain: string | null): string | null {
  const [author, ...others] = from
  if (author === undefined || others.length > 0 || provenDomain === null) return null
  const address = comparableAddress(author.address)
  return address.endsWith(`@${comparableDomain(provenDomain)}`) ? address : null
}

/** What cannot be read says nothing: the message itself is shown in any case. */
async function receiptsOf(opened: OpenedBox, message: Message, ports: Asking['ports']) {
  const { box } = opened
  const isOurs = message.from[0]?.address.toLowerCase() === box.address
  const mayAsk = !isOurs && mayIn(box, 'send') && !isThrownAway(message.folder)
  const part = isOurs ? null : receiptPart(message.structure)
  const read =
    part === null
      ? null
      : await readPart(opened, { message, part, mostOctets: mostReceiptOctets, mayBeCut: true }, ports)
  // Few messages ask: of those that do, whether it was answered meanwhile is looked up.
  const asks = mayAsk && receiptRequest(message) !== null
  const now = asks ? await messageNow(opened, message, ports) : null
  return {
    receiptAsked: now?.ok === true ? receiptRequest(now.value) : null,
    receipt: read?.ok === true ? receivedReceipt(read.value) : null,
  }
}

const isThrownAway = (folder: string): boolean =>
  [roleNames.trash, roleNames.junk].some((gone) => folder === gone || isWithin(folder, gone))

/** A link whose text names another domain than the one it leads to. */
function misleading({ href, named }: ShownLink): { readonly shown: string; readonly domain: string }[] {
  const domain = URL.parse(href)?.hostname ?? ''
  return named === null || domain === '' ? [] : [{ shown: named, domain }]
}

export async function messageAt(
  { visit }: OpenedBox,
  { folder, uid }: Pick<MessageAsked, 'folder' | 'uid'>,
  ports: Asking['ports'],
): Promise<Result<Message, Problem>> {
  const found = await openMessage(ports.connections, visit, { folder, uid })
  return found.ok ? found : failed(problemOfMail(found.error, ports.log))
}

/** The same with its flags as they are this moment, whoever changed them: `messageAt` may have those of a while ago. */
export async function messageNow(
  { visit }: OpenedBox,
  { folder, uid }: Pick<MessageAsked, 'folder' | 'uid'>,
  ports: Asking['ports'],
): Promise<Result<Message, Problem>> {
  const opening = { folder, uid, uidValidity: null, wholeConversation: false }
  const found = await openConversation(ports, visit, opening)
  if (!found.ok) return failed(problemOfMail(found.error, ports.log))
  const [message] = found.value
  return message === undefined ? failed(notFound('message')) : ok(message)
}

async function textOf(
  { visit }: OpenedBox,
  { message, part }: { readonly message: Message; readonly part: TextPart },
  { connections, log }: Asking['ports'],
): Promise<Result<FetchedText, Problem>> {
  const { folder, uid, uidValidity } = message
  const name = { folder, uid, uidValidity, part: part.part }
  const options = { mostOctets: mostTextOctets, charset: null }
  const opened = await openPart(connections, visit, { name, options })
  if (!opened.ok) return failed(problemOfMail(opened.error, log))
  const pieces: Uint8Array[] = []
  // What is longer than is shown ends the stream: what came before it is shown, and said to be cut.
  try {
    for await (const piece of opened.value) pieces.push(piece)
  } catch {
    if (pieces.length === 0) return failed(notFound('message'))
  }
  return ok({ part, octets: Buffer.concat(pieces) })
}
